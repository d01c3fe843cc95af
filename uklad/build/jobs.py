"""Pieces of work, and how they ended: plain values that travel between processes and machines."""

from __future__ import annotations

from dataclasses import dataclass, field

Ref = tuple[str, int, str]  # school, number of the edition in the data, locale


@dataclass(frozen=True)
class Part:
    """One edition of a school in a locale, and the keys in the store of its pages and its documents."""

    site: Ref
    pages: str
    documents: str = ""
    files: str = ""  # the digest of those documents
    state: str = ""  # of what is known of the pages, which outlives a change of texts


@dataclass(frozen=True)
class Order:
    """A school in a locale, to be written: the edition parts, the key of all it depends on, and the tree as last written."""

    parts: tuple[Part, ...]
    ways: str
    key: str
    last: tuple[str, str] = ("", "")  # the key and the digest of the tree

    @property
    def folder(self) -> str:
        return f"{self.school}/{self.locale}"

    @property
    def school(self) -> str:
        return self.parts[0].site[0]

    @property
    def locale(self) -> str:
        return self.parts[0].site[2]


@dataclass(frozen=True)
class Done:
    """How a piece of work ended: what went wrong (nothing when it is good), and seconds taken."""

    name: str
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    missed: list[str] = field(default_factory=list)  # documents that could not be made; the site stands without them
    tree: str = ""  # the digest of a folder that was written
    files: dict[str, str] = field(default_factory=dict)  # single files that were written: path below the output folder -> digest

"""What is built, by the keys it has in the store: plain values that travel between processes and machines."""

from __future__ import annotations

from dataclasses import dataclass, field

from uklad.build.output import NOT_WRITTEN, Written

SiteRef = tuple[str, int, str]  # school, number of the edition in the data, locale


@dataclass(frozen=True)
class SiteKeys:
    """One edition of a school in a locale, and the keys of its pages and its documents."""

    ref: SiteRef
    pages: str
    documents: str = ""
    files: str = ""  # the digest of those documents
    state: str = ""  # of what is known of the pages, which outlives a change of texts


@dataclass(frozen=True)
class SchoolKeys:
    """A school in a locale, to be written: its editions, the key of all it depends on, and what was written last."""

    sites: tuple[SiteKeys, ...]
    beside: str  # the key of what stands beside the editions
    key: str
    last: Written = NOT_WRITTEN

    @property
    def folder(self) -> str:
        """Where it stands below the output folder."""
        return f"{self.school}/{self.locale}"

    @property
    def school(self) -> str:
        """The id of the school."""
        return self.sites[0].ref[0]

    @property
    def locale(self) -> str:
        """The locale, such as "ru"."""
        return self.sites[0].ref[2]


@dataclass(frozen=True)
class Outcome:
    """How a job ended: what went wrong (nothing when it is good), and seconds taken."""

    name: str
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    missed: list[str] = field(default_factory=list)  # documents that could not be made; the site stands without them
    written: Written = NOT_WRITTEN  # the folder of this name, as it stands now
    files: dict[str, str] = field(default_factory=dict)  # single files that were written: path below the output folder -> digest

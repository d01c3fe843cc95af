"""The documents of a site as its pages list them: what there is, what for, in which files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ListedFile:
    """A file below `documents/`; `kb` is its size in kilobytes, or the placeholder of it."""

    file: str
    format: str
    kb: int | str


@dataclass(frozen=True)
class ListedDocument:
    """A document with its files, one for each format."""

    name: str
    title: str
    purpose: str
    files: tuple[ListedFile, ...]


@dataclass(frozen=True)
class ListedOriginal:
    """The school's own signed file and its signature; `digest` is the SHA-256 of the first, `date` is written as 2024-08-29."""

    files: tuple[ListedFile, ...]
    digest: str
    signed_by: str = ""
    date: str = ""


@dataclass(frozen=True)
class DocumentList:
    """What was made for a site before its pages; empty where nothing was."""

    documents: tuple[ListedDocument, ...] = ()
    original: ListedOriginal | None = None

    def sizes(self) -> dict[str, int | str]:
        """File -> size, of the documents that were made."""
        return {file.file: file.kb for document in self.documents for file in document.files}

"""Makes the files of a site's documents; one that fails does not stop the others."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import TemplateError

from uklad.base.errors import Problem, Refused
from uklad.base.yaml_reader import read_yaml
from uklad.content.document_list import DocumentList, ListedDocument, ListedFile, ListedOriginal
from uklad.content.site import Site
from uklad.documents.blocks import Document
from uklad.documents.context import DocumentContext
from uklad.documents.docx import DocxWriter
from uklad.documents.kit import documents
from uklad.documents.pdf import PdfWriter

FORMATS = ("pdf", "docx")
Say = Callable[[str], None]


@dataclass
class MadeDocuments:
    """What was made, for the page that links it, and what went wrong."""

    listed: list[ListedDocument] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    files: int = 0


@dataclass(frozen=True)
class Selection:
    """Which documents, in which formats; nothing chosen means all."""

    names: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS
    clean: bool = False

    def has(self, document: Document) -> bool:
        """Whether this document is wanted."""
        return not self.names or document.name.removesuffix("-clean") in self.names


def make_documents(site: Site, root: Path, file: str, folder: Path, wanted: Selection, say: Say | None = None) -> MadeDocuments:
    """Write the wanted documents of a site into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = MadeDocuments()
    try:
        chosen = [one for one in documents(DocumentContext(site, root, wanted.clean)) if wanted.has(one)]
        makers = {"pdf": PdfWriter(root).make, "docx": DocxWriter(root).make}
    except Refused as refused:
        return MadeDocuments(failures=list(map(str, refused.problems)))
    except (TemplateError, ValueError, KeyError) as error:
        what = Problem(f"docs/{site.locale}/words.yml", 1, f"documents: {error}", "correct the phrase or the clause it names")
        return MadeDocuments(failures=[str(what)])
    for document in chosen:
        files: list[ListedFile] = []
        for kind in wanted.formats:
            try:
                _check_logo(document, site, root, file)
                content = makers[kind](document, site.edition.date)
            except Refused as refused:
                made.failures += [f"{problem} ({site.folder}/{document.name}.{kind})" for problem in refused.problems]
                continue
            (folder / f"{document.name}.{kind}").write_bytes(content)
            files.append(ListedFile(f"{document.name}.{kind}", kind, kilobytes(len(content))))
        made.files += len(files)
        if files:
            made.listed.append(ListedDocument(document.name, document.title, document.purpose, tuple(files)))
        if say:
            say(f"{site.folder}/{document.name}: {', '.join(one.format for one in files) or 'FAILED'}")
    return made


def _check_logo(document: Document, site: Site, root: Path, file: str) -> None:
    """Refuse a logo that is no image, naming the line of the data."""
    if not document.logo:
        return
    path = (root / document.logo).resolve()
    start = path.read_bytes()[:8] if path.is_file() and path.is_relative_to(root.resolve()) else b""
    if not start.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        where = ("schools", site.school_id, "logo")
        what = f'{site.school_id}: the logo "{document.logo}" is no PNG or JPEG image of this project'
        raise Refused([read_yaml(root / file, file).problem(where, what, "put an image there, or remove the key")])


def stage(site: Site, root: Path, file: str, folder: Path) -> tuple[DocumentList, list[str]]:
    """Make every document of a site in a folder; returns the list that its pages read, and what went wrong."""
    made = make_documents(site, root, file, folder, Selection())
    return DocumentList(tuple(made.listed), _original(site, root, folder)), made.failures


def _original(site: Site, root: Path, folder: Path) -> ListedOriginal | None:
    """The school's own signed file, copied beside the documents."""
    original = site.edition.original
    if not original:
        return None
    names = [name for name in (original.file, original.signature) if name]
    for name in names:
        shutil.copyfile(root / name, folder / Path(name).name)
    content = (root / original.file).read_bytes()
    files = tuple(ListedFile(Path(name).name, Path(name).suffix[1:], kilobytes((root / name).stat().st_size)) for name in names)
    signer = original.signed_by[site.locale] if original.signed_by else ""
    return ListedOriginal(files, hashlib.sha256(content).hexdigest(), signer, str(original.date or ""))


def kilobytes(size: int) -> int:
    """A file's size as readers are told it."""
    return max(1, round(size / 1024))

"""A document as DOCX with real styles, so that a secretary edits it without repairing it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.image.exceptions import UnrecognizedImageError
from docx.shared import Mm, Pt

from uklad.base.errors import Problem, Refused
from uklad.base.yaml_reader import read_yaml
from uklad.base.zip_archive import write_zip
from uklad.documents import docx_xml as parts
from uklad.documents.blocks import Blank, Block, Document, Heading, Listing, Paragraph, Runs, Table
from uklad.documents.docx_styles import set_page, set_styles
from uklad.documents.qr_code import png

FOLDER = "documents"
RIGHTS = 0o600  # which no word processor heeds; other rights would be other bytes
STYLES = {
    "body": "Body Text",
    "clause": "Clause",
    "small": "Small",
    "note": "Note",
    "gap": "Note",
    "lead": "Lead",
    "stamp": "Stamp",
    "sign": "Sign",
}


class DocxWriter:
    """Writes DOCX files for one project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.measures: dict[str, Any] = read_yaml(root / FOLDER / "layout.yml", f"{FOLDER}/layout.yml").value

    def make(self, document: Document, date: dt.date) -> bytes:
        """The DOCX. Raises Refused where the logo is no image."""
        file = docx.Document()
        set_styles(file, self.measures, document)
        set_page(file, self.measures, document)
        _facts(file, document, date)
        page = _Page(file, self.measures, document)
        self._logo(page, document)
        page.stamps()
        page.write(document.above)
        file.add_paragraph(document.heading, style="Title")
        if document.template == "memo":
            file.add_paragraph(document.school, style="Centred")
        page.write(document.body)
        page.code()
        return _same_bytes(file)

    def _logo(self, page: _Page, document: Document) -> None:
        if document.logo:
            try:
                run = page.file.add_paragraph(style="Centred").add_run()
                parts.describe(run.add_picture(str(self.root / document.logo), height=Mm(self.measures["logo"])), document.school)
            except (UnrecognizedImageError, OSError):
                what = f'the logo "{document.logo}" is no PNG or JPEG image'
                raise Refused([Problem(document.logo, 1, what, 'put an image there, or remove "logo:" from the school')]) from None


class _Page:
    """The blocks of one document, written one after another."""

    def __init__(self, file: Any, measures: dict[str, Any], document: Document) -> None:
        self.file, self.measures, self.document = file, measures, document
        self.marks = 0
        self.styles = {style.name: style.style_id for style in file.styles}
        left = measures["page"]["left_wide" if document.template in measures["wide"] else "left"]
        self.width = measures["page"]["width"] - left - measures["page"]["right"]

    def write(self, blocks: tuple[Block, ...], where: Any = None, depth: int = 0) -> None:
        """Every block in turn, into the body or a cell."""
        where = where or self.file
        for block in blocks:
            match block:
                case Paragraph():
                    self.paragraph(block, where)
                case Heading():
                    self.runs(block.runs, parts.styled(where.add_paragraph(), self.styles[f"Heading {block.level - 1}"]), block.anchor)
                case Listing():
                    self.listing(block, where, depth)
                case Table():
                    self.table(block)
                case Blank():
                    self.blank(block, where)

    def paragraph(self, block: Paragraph, where: Any) -> None:
        """A paragraph in its style."""
        style = {"centre": "Centred", "field": "Field"}.get(block.style) or STYLES[block.style]
        self.runs(block.runs, parts.styled(where.add_paragraph(), self.styles[style]), block.anchor)

    def runs(self, runs: Runs, paragraph: Any, anchor: str = "") -> None:
        """The words of a paragraph; the anchor becomes a bookmark."""
        if anchor:
            self.marks += 1
            parts.bookmark(paragraph, anchor, self.marks)
        for run in runs:
            parts.add_run(paragraph, run)

    def listing(self, block: Listing, where: Any, depth: int) -> None:
        """A list of the file's own list styles; a further paragraph of an item continues it."""
        name = "List Number" if block.ordered else "List Bullet"
        numbered = parts.fresh_number(self.file, name) if block.ordered else None
        for item in block.items:
            first = True
            for inner in item.blocks:
                if isinstance(inner, Paragraph):
                    plain = name if first else "List Continue"
                    style = plain if depth == 0 else f"{plain} {min(depth + 1, 3)}"
                    paragraph = parts.styled(where.add_paragraph(), self.styles[style])
                    if first and numbered is not None:
                        parts.use_number(paragraph, numbered)
                    self.runs(inner.runs, paragraph, item.anchor if first else "")
                    first = False
                else:
                    self.write((inner,), where, depth + 1)

    def table(self, block: Table) -> None:
        """A table whose first row is a header on every page."""
        table = self.file.add_table(rows=0, cols=len(block.head), style="Table Grid")
        shares = block.widths or (1,) * len(block.head)
        widths = [Mm(self.width * share / sum(shares)) for share in shares]
        table.autofit = False
        for index, row in enumerate((block.head, *block.rows)):
            line = table.add_row()
            if block.height and index:
                line.height = Mm(block.height)
            for cell, runs, width in zip(line.cells, row, widths, strict=True):
                cell.width = width
                parts.styled(cell.paragraphs[0], self.styles["Table Head" if index == 0 else "Table Text"])
                self.runs(runs, cell.paragraphs[0])
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        parts.repeat_header(table.rows[0])
        self.file.add_paragraph(style="Small")

    def blank(self, block: Blank, where: Any) -> None:
        """A label, then a ruled line to the end of the line."""
        paragraph = parts.styled(where.add_paragraph(), self.styles["Field"])
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        self.runs(block.label, paragraph)
        paragraph.add_run(" \t")

    def stamps(self) -> None:
        """Who accepted (left) and who approved (right), side by side."""
        document = self.document
        if not document.stamp and not document.beside:
            return
        table = self.file.add_table(rows=1, cols=2)
        for cell, blocks in zip(table.rows[0].cells, (document.beside, document.stamp), strict=True):
            self.write(blocks, cell)
            if len(cell.paragraphs) > 1:
                cell._element.remove(cell.paragraphs[0]._element)
        self.file.add_paragraph(style="Small")

    def code(self) -> None:
        """The QR code with its caption, at the foot of the first page."""
        paragraph = self.file.sections[0].first_page_footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(f"{self.document.code.caption} ").font.size = Pt(self.measures["small"] - 1)
        side = Mm(self.measures["code"])
        parts.describe(
            paragraph.add_run().add_picture(png(self.document.code.content), width=side, height=side), self.document.code.caption
        )


def _facts(file: Any, document: Document, date: dt.date) -> None:
    """What the file says of itself; the date is the edition's, so that the same input gives the same bytes."""
    facts = file.core_properties
    facts.title, facts.author, facts.language, facts.subject = (
        document.heading[:255],
        document.school[:255],
        document.lang,
        document.purpose,
    )
    facts.last_modified_by, facts.comments, facts.keywords = document.school[:255], "", ""
    facts.created = facts.modified = dt.datetime(date.year, date.month, date.day, 12)
    facts.revision = 1


def _same_bytes(file: Any) -> bytes:
    """The file with its parts in one order and without a clock."""
    made, out = io.BytesIO(), io.BytesIO()
    file.save(made)
    with zipfile.ZipFile(made) as source:
        write_zip(out, ((name, source.read(name)) for name in source.namelist()), RIGHTS)
    return out.getvalue()

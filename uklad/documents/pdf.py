"""A document as PDF: tagged and archival (PDF/UA-1 with PDF/A-2a), made by Typst from the project's templates."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Literal

import typst

from uklad.base.errors import Problem, Refused
from uklad.documents.blocks import Document
from uklad.documents.qr_code import svg

FOLDER = "documents"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
FOUND = "error: "


class PdfWriter:
    """Makes PDFs for one project: fonts and templates are read once."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER
        fonts = self.folder / "fonts"
        paths = [str(fonts)] if fonts.is_dir() else []
        self.compiler = typst.Compiler(root=str(root), font_paths=paths, ignore_system_fonts=True)

    def make(self, document: Document, date: dt.date) -> bytes:
        """The PDF. Raises Refused where the template, a font or an image is at fault."""
        template = self.folder / f"{document.template}.typ"
        if not template.is_file():
            raise Refused([Problem(f"{FOLDER}/{template.name}", 1, "there is no such template", "restore it from history")])
        plain = document.plain()
        plain["code"]["svg"] = svg(document.code.content)
        noon = dt.datetime(date.year, date.month, date.day, 12, tzinfo=dt.UTC)
        try:
            made, warnings = self.compiler.compile_with_warnings(
                input=str(template),
                format="pdf",
                sys_inputs={"document": json.dumps(plain, ensure_ascii=False)},
                pdf_standards=[*STANDARDS],
                timestamp=int(noon.timestamp()),
            )
        except typst.TypstError as error:
            raise Refused([_explain(str(error.diagnostic or error.message), template.name)]) from None
        fonts = [warning.message for warning in warnings if "font" in warning.message]
        if fonts:
            raise Refused([Problem(f"{FOLDER}/layout.yml", 1, fonts[0], f"correct it, or put its files into {FOLDER}/fonts")])
        assert isinstance(made, bytes)  # one document, not a page each
        return made


def _explain(said: str, template: str) -> Problem:
    """The first error of Typst, with its place in the template."""
    lines = said[said.find(FOUND) + len(FOUND) :].splitlines() if FOUND in said else said.splitlines()
    where = next((line.split("┌─")[1].strip() for line in lines if "┌─" in line), template)
    path, _, rest = where.replace("\\", "/").partition(":")
    line = int(rest.split(":")[0]) if rest.split(":")[0].isdigit() else 1
    shown = f"{FOLDER}/{path.rpartition('/')[2]}"
    return Problem(shown, line, lines[0].strip() if lines else "the template fails", "correct the template or what it shows")

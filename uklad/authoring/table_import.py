"""Reads a table of schools as an office has it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from uklad.authoring.columns import columns, known_columns
from uklad.authoring.days import FORMS, read_day
from uklad.authoring.prompts import Answers
from uklad.base.characters import IN_DATA, first_unfit
from uklad.base.errors import Problem, Refused
from uklad.base.yaml_tree import LONGEST
from uklad.model.schema import Schools


@dataclass
class Row:
    """A row of the table: the line it begins on, its cells that are not empty, and what is wrong with them."""

    shown: str
    line: int
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def tell(self, what: str, remedy: str) -> None:
        """Note a mistake of this row."""
        self.problems.append(Problem(self.shown, self.line, what, remedy))

    def text(self, name: str, locales: list[str]) -> dict[str, str]:
        """A text in those locales that the row has."""
        return {locale: self.cells[f"{name}_{locale}"] for locale in locales if f"{name}_{locale}" in self.cells}

    def answers(self) -> Answers:
        """The cells under the keys of the questions: name_ru as name-ru."""
        return {name.replace("_", "-"): cell for name, cell in self.cells.items()}

    def date(self, name: str) -> str | None:
        """A date written as 2024-08-29 or 29.08.2024."""
        said = self.cells.get(name)
        day = read_day(said) if said else None
        if said and not day:
            self.tell(f'"{said[:40]}" is not a date ({name})', f"write it as {FORMS}")
        return day.isoformat() if day else None


def decoded_table(content: bytes, shown: str) -> str:
    """The text of a table in UTF-8, UTF-16 with its mark, or Windows-1251. Raises Refused."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused([Problem(shown, 1, "neither UTF-8 nor Windows-1251", "save it from the spreadsheet as CSV UTF-8")])


def read_rows(text: str, schools: Schools, shown: str) -> tuple[list[Row], list[str]]:
    """The rows of a table, and the names of columns that are not used. Raises Refused where the header or the table is not sound."""
    locales = [*schools.locales, *schools.partial]
    first, text = (0, text) if not re.match(r"sep=.\r?\n", text) else (1, text.partition("\n")[2])
    records = list(_records(text, locales, shown))
    if not records:
        raise Refused([Problem(shown, 1, "the table is empty", "write a header and a row for each school")])
    names, problems, unused = columns(records[0][1], locales, shown)
    for name in ("kind", f"name_{locales[0]}", f"title_{locales[0]}"):
        if name not in names:
            problems.append(Problem(shown, 1, f'there is no column "{name}"', "add it; handbook/operators.md lists the columns"))
    if problems:
        raise Refused(problems)
    return [_row(shown, line + first, cells, names) for line, cells in records[1:] if any(map(str.strip, cells))], unused


def _records(text: str, locales: list[str], shown: str) -> Iterator[tuple[int, list[str]]]:
    """The records with the lines that they begin on; the delimiter is the one that gives the most known columns."""
    header = next(csv.reader(io.StringIO(text, newline="")), []) and text.splitlines()[0]
    delimiter = max(";,\t", key=lambda mark: known_columns(next(csv.reader([header or ""], delimiter=mark), []), locales))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused([Problem(shown, line, f"the table cannot be read on: {error}", "correct the quotation marks of the row")]) from None


def _row(shown: str, line: int, cells: list[str], names: list[str | None]) -> Row:
    row = Row(shown, line, {name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=False) if name and cell.strip()})
    if any(cell.strip() for cell in cells[len(names) :]):
        row.tell(f"{len(cells)} cells, and the header has {len(names)}", "put a cell that holds the delimiter in quotation marks")
    for name, cell in row.cells.items():
        if found := first_unfit(cell, IN_DATA):
            _, what, remedy = found
            row.tell(f"{name} holds {what}", remedy)
        if len(cell) > LONGEST:
            row.tell(f"{name} has {len(cell)} characters", f"shorten it to {LONGEST}")
    return row

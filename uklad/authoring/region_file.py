"""Writes a region's file of the schools of a table: aside first, checked as a whole, and only then put in place."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from pathlib import Path
from typing import Any

import yaml

from uklad.authoring.checks import check_all
from uklad.authoring.table_import import Row
from uklad.base.errors import Problem, Refused
from uklad.content.clauses import clause_ids
from uklad.model.loader import load_schools

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write_region(schools: dict[str, Any], rows: list[Row], table: Path, target: Path, base: Path, root: Path) -> None:
    """Write the schools, by id, of these rows of the table. Raises Refused with every bad row: those known, and those found now."""
    good = {key: school for (key, school), row in zip(schools.items(), rows, strict=True) if not row.problems}
    heading = f"# Made by uklad import from {re.sub(r'[^ -~а-яёА-ЯЁ]', '?', table.name)}.\n"
    text = heading + _base(base, target) + _yaml({"schools": good})
    aside = target.with_name(f".{target.stem}-import.yml")
    try:
        aside.write_text(text, encoding="utf-8")
        known = [problem for row in rows for problem in row.problems]
        if problems := known + _mistakes(aside, root, dict(zip(schools, rows, strict=True))):
            raise Refused(problems)
        aside.replace(target)
    except OSError as error:
        raise Refused([Problem(target.name, 1, f"cannot be written: {error.strerror}", "name another file with --to")]) from None
    finally:
        aside.unlink(missing_ok=True)


def _mistakes(aside: Path, root: Path, rows: dict[str, Row]) -> list[Problem]:
    """What the check finds in the file; what is of a school is told of its row."""
    try:
        schools, source = load_schools(aside, clause_ids(root / "docs"))
        return check_all(schools, root, source)
    except Refused as refused:
        good = {key: row for key, row in rows.items() if not row.problems}
        text = aside.read_text(encoding="utf-8")
        return [_of_row(one, text, good) if one.path == aside.name else one for one in refused.problems if good]


def _of_row(problem: Problem, text: str, rows: dict[str, Row]) -> Problem:
    """A problem of the file as one of the table's row that its school was made of."""
    starts = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"  [^ ].*:$", line)]
    key, row = list(rows.items())[max(bisect_right(starts, problem.line) - 1, 0)]
    what = re.sub(rf"^(?:schools\.)?{re.escape(key)}[.:]\s*", "", problem.what)
    return Problem(row.shown, row.line, what, problem.remedy)


def _yaml(value: dict[str, Any]) -> str:
    return str(yaml.dump(value, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=2**30))


def _base(base: Path, target: Path) -> str:
    """The line that names the base, where it is not the one that would be found."""
    nearest = next((folder / "schools.yml" for folder in target.resolve().parents if (folder / "schools.yml").is_file()), None)
    if nearest and nearest.samefile(base):
        return ""
    return _yaml({"base": Path(os.path.relpath(base.resolve(), target.resolve().parent)).as_posix()})

"""What `uklad import` does: a table of schools becomes a region's file, or every bad row is named."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from bisect import bisect_right
from pathlib import Path
from typing import Any

import yaml

from uklad.authoring.checks import check_all
from uklad.authoring.table_import import Row, decoded_table, read_rows
from uklad.authoring.table_records import made
from uklad.base.errors import Problem, Refused
from uklad.base.yaml_reader import read_content
from uklad.model.loader import load_schools

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def import_table(asked: Namespace) -> int:
    """Write the region's file and check it; with a mistake in any row nothing is written."""
    table = asked.root / asked.table
    target = asked.root / asked.to if asked.to else table.with_suffix(".yml")
    base = asked.root / asked.schools
    if target.exists() and not asked.replace:
        raise Refused([Problem(target.name, 1, "is there already; nothing was written", "say --replace, or --to another file")])
    if target.resolve() == base.resolve():
        raise Refused([Problem(target.name, 1, "is the base itself", "name another file with --to")])
    schools, _ = load_schools(base)
    rows, unused = read_rows(decoded_table(read_content(table, table.name), table.name), schools, table.name)
    if not rows:
        raise Refused([Problem(table.name, 1, "the table has no row below its header", "write a row for each school")])
    found = made(rows, schools)
    good = {key: school for (key, school), row in zip(found.items(), rows, strict=True) if not row.problems}
    text = f"# Made by uklad import from {re.sub(r'[^ -~а-яёА-ЯЁ]', '?', table.name)}.\n" + _base(base, target) + _yaml({"schools": good})
    told = [problem for row in rows for problem in row.problems]
    _write(text, target, asked.root, dict(zip(found, rows, strict=True)), told)
    for name in unused:
        print(f'{table.name}:1: the column "{name}" is not used')
    print(
        f"wrote {target.name}: {len(found)} schools, no mistakes found; next: uklad build --schools {os.path.relpath(target, asked.root)}"
    )
    return 0


def _yaml(value: dict[str, Any]) -> str:
    return str(yaml.dump(value, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=2**30))


def _base(base: Path, target: Path) -> str:
    """The line that names the base, where it is not the one that would be found."""
    nearest = next((folder / "schools.yml" for folder in target.resolve().parents if (folder / "schools.yml").is_file()), None)
    if nearest and nearest.samefile(base):
        return ""
    return _yaml({"base": Path(os.path.relpath(base.resolve(), target.resolve().parent)).as_posix()})


def _write(text: str, target: Path, root: Path, rows: dict[str, Row], problems: list[Problem]) -> None:
    """Write aside, check as uklad check does, and put in place. Raises Refused with every bad row: those known, and those found now."""
    aside = target.with_name(f".{target.stem}-import.yml")
    try:
        aside.write_text(text, encoding="utf-8")
        try:
            schools, source = load_schools(aside, root / "docs")
            problems += check_all(schools, root, source)
        except Refused as refused:
            good = {key: row for key, row in rows.items() if not row.problems}
            problems += [_of_row(one, text, good) if one.path == aside.name else one for one in refused.problems if good]
        if problems:
            raise Refused(problems)
        aside.replace(target)
    except OSError as error:
        raise Refused([Problem(target.name, 1, f"cannot be written: {error.strerror}", "name another file with --to")]) from None
    finally:
        aside.unlink(missing_ok=True)


def _of_row(problem: Problem, text: str, rows: dict[str, Row]) -> Problem:
    """A problem of the file as one of the table's row that its school was made of."""
    starts = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"  [^ ].*:$", line)]
    key, row = list(rows.items())[max(bisect_right(starts, problem.line) - 1, 0)]
    what = re.sub(rf"^(?:schools\.)?{re.escape(key)}[.:]\s*", "", problem.what)
    return Problem(row.shown, row.line, what, problem.remedy)

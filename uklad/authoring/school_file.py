"""Writes a new school's block into the data file: aside first, checked as a whole, and only then put in place."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from uklad.authoring.checks import check_all
from uklad.authoring.prompts import Answers
from uklad.authoring.school_record import kind_record
from uklad.base.errors import Problem, Refused
from uklad.base.yaml_editor import insert, layout
from uklad.base.yaml_reader import Source, Where, read_yaml
from uklad.content.clauses import clause_ids
from uklad.model.loader import load_schools

Forms = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Edited:
    """The file's new text, the value that it is to hold, and where the school's block begins."""

    text: str
    value: Any
    line: int


def with_school(path: Path, shown: str, school: dict[str, Any], kind: Answers, forms: Forms, locales: list[str]) -> Edited:
    """The file with the school, by its id, and with the kind where one is new. Raises Refused where it has no place for them."""
    text = path.read_bytes().decode("utf-8")
    value = dict(read_yaml(path, shown).value)
    ((school_id, record),) = school.items()
    try:
        if kind:
            text, value["kinds"] = _with_kind(text, value.get("kinds") or {}, kind, forms, locales)
        text, line = insert(text, "schools", school_id, record)
    except ValueError as error:
        what, _, remedy = str(error).partition("; ")
        raise Refused([Problem(shown, 1, what, remedy)]) from None
    value["schools"] = {**(value.get("schools") or {}), school_id: record}
    return Edited(text, value, line)


def _with_kind(text: str, kinds: dict[str, Any], kind: Answers, forms: Forms, locales: list[str]) -> tuple[str, dict[str, Any]]:
    """The text with a new kind, and the kinds that it then has. Raises ValueError where the kinds stand elsewhere."""
    if kind["like"] not in kinds:
        raise ValueError("a kind is added where the kinds stand; run uklad new with that file")
    like, place = kinds[kind["like"]]["terms"], ("kinds", kind["like"], "terms")
    anchors = {str(key[3]): name for key, name in layout(text).anchors.items() if key[:3] == place and len(key) == 4}
    record = kind_record(kind, forms, like, anchors, locales)
    text, _ = insert(text, "kinds", kind["id"], record)
    return text, {**kinds, kind["id"]: {**record, "terms": {**like, "school": forms}}}


def put_in_place(root: Path, path: Path, shown: str, edited: Edited, where: Where) -> list[Problem]:
    """Put the new text in place when it reads back and the check finds nothing new at `where`; what the check found before."""
    path = path.resolve()
    before = path.read_bytes()
    with _aside(path, edited.text) as beside:
        if _plain(read_yaml(beside, shown).value) != _plain(edited.value):
            raise Refused([Problem(shown, edited.line, "the block does not read back as it was answered", "write it by hand")])
        found = _mistakes(root, beside, shown)
        old = _mistakes(root, path, shown) if found else []
        there = {(problem.path, problem.what) for problem in old}
        if fresh := [problem for problem in found if (problem.path, problem.what) not in there]:
            source, record = read_yaml(beside, shown), edited.value[where[0]][where[1]]
            raise Refused([_with_answer(problem, source, where, record) for problem in fresh])
        if path.read_bytes() != before:
            raise Refused([Problem(shown, 1, "the file was changed meanwhile", "run uklad new again")])
        os.replace(beside, path)
    return old


@contextlib.contextmanager
def _aside(path: Path, text: str) -> Iterator[Path]:
    """The text in a file beside, which is gone in the end unless it was put in place."""
    beside = path.with_name(f".new-{path.name}")
    try:
        beside.write_bytes(text.encode("utf-8"))
        shutil.copymode(path, beside)
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def _mistakes(root: Path, path: Path, shown: str) -> list[Problem]:
    """What `uklad check` finds in this file, under its usual name."""
    try:
        schools, source = load_schools(path, clause_ids(root / "docs"))
        found = check_all(schools, root, source)
    except Refused as refused:
        found = refused.problems
    return [Problem(shown, one.line, one.what, one.remedy) if one.path == path.name else one for one in found]


def _with_answer(problem: Problem, source: Source, where: Where, record: Any) -> Problem:
    """The problem, with the answer to mend where it stands in the new block."""
    inside = [place for place in _places(record, where) if source.line(place) == problem.line]
    if problem.path != source.path or not inside:
        return Problem(problem.path, problem.line, problem.what, f"{problem.remedy} (nothing was written; is the outline the right one?)")
    names = [str(part).replace("_", "-") for part in max(inside, key=len)[2:] if isinstance(part, str) and part != "editions"]
    answer = "person" if names[:1] == ["people"] else "approval" if names[:1] == ["approval"] else "-".join(names[:2]) or "kind"
    return Problem(problem.path, problem.line, problem.what, f"{problem.remedy} (nothing was written; mend the answer --{answer})")


def _places(value: Any, where: Where) -> Iterator[Where]:
    """Every place of a value, the outer ones first."""
    yield where
    for key, child in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _places(child, (*where, key))


def _plain(value: Any) -> Any:
    """Values as YAML gives them back here: days as text."""
    if isinstance(value, dict):
        return {str(key): _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value.isoformat() if hasattr(value, "isoformat") else value

"""The data file with a new school's block, and what is wrong with the block said of the answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from uklad.authoring.data_file import Edited
from uklad.authoring.prompts import Answers
from uklad.authoring.school_record import kind_record
from uklad.base.errors import Problem, Refused
from uklad.base.yaml_editor import insert, layout
from uklad.base.yaml_reader import Source, Where, read_yaml

Forms = dict[str, dict[str, str]]


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
    like, place = kinds[kind["like"]], ("kinds", kind["like"], "terms")
    anchors = {str(key[3]): name for key, name in layout(text).anchors.items() if key[:3] == place and len(key) == 4}
    record = kind_record(kind, forms, like, anchors, locales)
    text, _ = insert(text, "kinds", kind["id"], record)
    return text, {**kinds, kind["id"]: {**record, "terms": {**like["terms"], "school": forms}}}


def with_answer(where: Where, record: Any, problem: Problem, source: Source) -> Problem:
    """The problem, with the answer to mend where it stands in the new block: the record at `where`."""
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

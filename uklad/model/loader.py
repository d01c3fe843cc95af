"""Reads schools.yml into the model, or refuses it with every problem and its line."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from uklad.base.characters import IN_DATA
from uklad.base.errors import Problem, Refused, nearest
from uklad.base.yaml_reader import Source, Where, read_yaml
from uklad.model.changes import broken_changes
from uklad.model.references import broken_references
from uklad.model.region import on_base
from uklad.model.schema import Schools

ClauseIds = Callable[[str], Collection[str]]  # of a locale
SCHEMA = Path(__file__).with_name("schools.schema.json")


def load_schools(path: Path, clause_ids: ClauseIds | None = None) -> tuple[Schools, Source]:
    """The data file as frozen values, and where each came from. Raises Refused with all problems found.

    A region's file is laid over its base. With `clause_ids`, which gives the ids of a locale's clauses, every clause that an outline
    names must have its text in each locale.
    """
    source = on_base(read_yaml(path, path.name, IN_DATA), path)
    if not isinstance(source.value, dict):
        raise Refused([Problem(path.name, 1, "the file is not a mapping of keys", 'begin with "default_school: …"')])
    problems = broken_references(source, _texts(source, clause_ids))
    try:
        schools = Schools.model_validate(source.value)
    except ValidationError as error:
        raise Refused([*problems, *(_explain(one, source) for one in error.errors())]) from None
    if problems := [*problems, *broken_changes(schools, source)]:
        raise Refused(problems)
    return schools, source


def _texts(source: Source, clause_ids: ClauseIds | None) -> dict[str, Collection[str]]:
    locales = source.value.get("locales")
    names = [name for name in locales if isinstance(name, str)] if isinstance(locales, list) else []
    return {name: clause_ids(name) for name in names} if clause_ids else {}


def cached_schools(path: Path) -> Schools:
    """The same, read once in a process as long as the bytes of the file and of its base stay."""
    kept = _kept.get(path)
    if kept is None or any(_bytes(file) != content for file, content in kept[1].items()):
        schools, source = load_schools(path)
        kept = _kept[path] = (schools, source.read)
        for old in list(_kept)[:-4]:
            del _kept[old]
    return kept[0]


_kept: dict[Path, tuple[Schools, dict[Path, bytes]]] = {}


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def schema_text() -> str:
    """The JSON Schema of schools.yml, for editors."""
    return json.dumps(Schools.model_json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _explain(error: Any, source: Source) -> Problem:
    """A pydantic error in the author's words."""
    where: Where = tuple(part for part in error["loc"] if _in_tree(part, error["loc"], source.value))
    name, at = error["loc"][-1], ".".join(map(str, where)) or "the file"
    parent = ".".join(map(str, where[:-1])) or "the file"
    match error["type"]:
        case "missing":
            return source.problem(where, f'{at}: key "{name}" is missing', f'add "{name}: …"')
        case "extra_forbidden":
            remedy = nearest(str(name), _known_keys(where[:-1]), f'remove "{name}"')
            return source.problem(where, f'{parent}: unknown key "{name}"', remedy)
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            return source.problem(where, f"{at}: {error['input']!r} is not a date", "write it as 2024-08-29")
        case "literal_error":
            expected = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            return source.problem(where, f"{at}: unknown value {error['input']!r}", nearest(str(error["input"]), expected))
        case "value_error":
            what, _, remedy = str(error["ctx"]["error"]).partition("; ")
            return source.problem(where, f"{at}: {what}", remedy)
        case "string_pattern_mismatch":
            what, remedy = ("phone number", "write it as +7 831 123-45-67") if name == "phone" else ("valid address", "correct the address")
            return source.problem(where, f"{at}: {error['input']!r} is not a {what}", remedy)
        case _:
            return source.problem(where, f"{at}: {error['msg'][:1].lower()}{error['msg'][1:]}", "correct the value or its type")


def _in_tree(part: Any, loc: tuple[Any, ...], tree: Any) -> bool:
    """Whether this part of pydantic's location is in the data (it also names union members and "[key]")."""
    for step in loc[: loc.index(part)]:
        if (isinstance(tree, dict) and step in tree) or (isinstance(tree, list) and isinstance(step, int) and step < len(tree)):
            tree = tree[step]
    return (isinstance(tree, dict) and part in tree) or (isinstance(tree, list) and isinstance(part, int))


def _known_keys(where: Where) -> list[str]:
    """The keys that the model has at this place of the file."""
    place: Any = Schools
    for part in where:
        place = _below(place, part)
    return list(place.model_fields) if isinstance(place, type) and issubclass(place, BaseModel) else []


def _below(place: Any, part: str | int) -> Any:
    if isinstance(place, type) and issubclass(place, BaseModel):
        field = place.model_fields.get(str(part))
        return _plain(field.annotation) if field else None
    inner = typing.get_args(place)
    return _plain(inner[-1]) if inner else None


def _plain(annotation: Any) -> Any:
    """The annotation without Annotated and without "or absent"."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _plain(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        members = [_plain(m) for m in typing.get_args(annotation) if m is not type(None)]
        return next((m for m in members if isinstance(m, type) and issubclass(m, BaseModel)), members[0])
    return annotation

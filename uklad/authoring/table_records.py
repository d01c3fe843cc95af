"""Makes schools of the rows of a table; what is wrong is told to each row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from uklad.authoring.prompts import Answers
from uklad.authoring.school_record import school_id, school_record
from uklad.authoring.table_import import Row
from uklad.base.errors import nearest
from uklad.model.reference_data import Kind
from uklad.model.schema import Person, School, Schools
from uklad.model.types import RESERVED, SAFE_ID

FROM = {"акт": "act", "приказ": "order", "протокол": "protocol", "утверждение": "approval"}
STEPS = {"council": "pedagogical-council", "students": "students-council", "parents": "parents-council", "order": "order"}
ADDRESSES = {
    "website": "https://school.example",
    "email": "office@school.example",
    "phone": "+7 831 123-45-67",
    "address": "https://school.example/rules",
}
DAYS = ("adopted", "in_force", "until")
OPTIONAL = ("place", "founder", "office", "hours", "administrator_room", "administrator_hours")  # texts that may be left out


def made(rows: list[Row], schools: Schools) -> dict[str, Any]:
    """The schools of the rows by id, in their order; what is wrong is told to each row."""
    locales = [*schools.locales, *schools.partial]
    given = {row.cells["id"]: row for row in reversed(rows) if "id" in row.cells}
    taken = {*given, *RESERVED, *locales}
    found: dict[str, Any] = {}
    first: dict[tuple[tuple[str, str], ...], Row] = {}
    for row in rows:
        said = row.cells.get("id", "")
        same = first.setdefault(tuple(row.cells.items()), row)
        if same is not row:
            row.tell(f"the row says the same as line {same.line}", "remove one of them, or say how the two schools differ")
        elif said and given[said] is not row:
            row.tell(f'id "{said}" stands in line {given[said].line} already', "give each school its own")
        elif said and (not re.fullmatch(SAFE_ID, said) or said in {*RESERVED, *locales}):
            row.tell(f'id "{said[:40]}" is not a safe folder name', "use small Latin letters, digits and hyphens, or leave it empty")
        elif said:
            taken.discard(said)
        name = said if said and said not in taken else school_id(row.cells.get(f"name_{locales[0]}", ""), taken)
        taken.add(name)
        found[name] = _school(row, schools, locales)
    return found


def named_again(rows: list[Row], schools: dict[str, Any]) -> Iterator[tuple[Row, str, Row]]:
    """Each row without an id whose school has the name of one above: the row, the id that was made, and the row above."""
    first: dict[str, Row] = {}
    for row, school in zip(rows, schools, strict=True):
        above = first.setdefault(str(schools[school]["name"]), row)
        if above is not row and "id" not in row.cells:
            yield row, school, above


def _school(row: Row, schools: Schools, locales: list[str]) -> dict[str, Any]:
    answers = row.answers()
    _check_texts(row, locales)
    for name in ADDRESSES:
        _check_address(row, name, name, School)
        _check_address(row, f"administrator_{name}", name, Person)
    for name in DAYS:
        answers[name.replace("_", "-")] = row.date(name) or ""
    kind = answers["kind"] = _kind(row, schools.kinds)
    if f"full-name-{locales[0]}" not in answers:
        answers |= {f"full-name-{locale}": answers[f"name-{locale}"] for locale in locales if f"name-{locale}" in answers}
    approval = _approval(row, locales)
    answers["date"], answers["date-from"] = _date(row, {step["step"]: step for step in approval})
    answers["outline"] = _outline(row, kind, schools)
    people = [*_director(row, schools.kinds.get(kind), locales), *_administrator(row, locales)]
    return school_record(answers, people, approval, locales)


def _check_texts(row: Row, locales: list[str]) -> None:
    """Every text needs the authoritative locale, and some texts are needed."""
    first = locales[0]
    for name in (f"name_{first}", f"title_{first}"):
        if name not in row.cells:
            row.tell(f"{name} is empty", "write it; every school needs one")
    for name in OPTIONAL:
        if row.text(name, locales) and f"{name}_{first}" not in row.cells:
            row.tell(f"{name} has no text in {first}", f"fill in {name}_{first}, which is the authoritative one")


def _check_address(row: Row, column: str, name: str, model: type[School | Person]) -> None:
    """The same rule as the model's for the field of this name; an empty cell breaks none."""
    value = row.cells.get(column)
    try:
        if value is not None:
            adapter: TypeAdapter[Any] = TypeAdapter(model.model_fields[name].annotation or str)
            adapter.validate_python(value)
    except ValidationError:
        what = "phone number" if name == "phone" else "valid address"
        row.tell(f'{column}: "{str(value)[:80]}" is not a {what}', f"write it as {ADDRESSES[name]}")


def _kind(row: Row, kinds: dict[str, Kind]) -> str:
    """The kind by its key, or its name in any language."""
    names = {key: key for key in kinds}
    for key, kind in kinds.items():
        names |= {text.casefold(): key for text in kind.name.values()}
    said = row.cells.get("kind", "").casefold()
    if said not in names:
        every = ", ".join(next(iter(kind.name.values())) for kind in kinds.values())  # in the words of the office
        row.tell(f'unknown kind "{said}"' if said else "the kind is empty", nearest(said, names, f"use one of: {every}"))
    return names.get(said, "")


def _director(row: Row, kind: Kind | None, locales: list[str]) -> Iterator[Answers]:
    """The person who approves, by the name that the kind has for the head of a school."""
    name = row.text("director", locales)
    if name and kind:
        words = kind.terms.get("head") or kind.name
        position = {locale: word if isinstance(word, str) else word.get("nom") or word["one"] for locale, word in words.items()}
        yield {"id": "director", **_keyed("name", name), **_keyed("position", position)}


def _administrator(row: Row, locales: list[str]) -> Iterator[Answers]:
    name, position = row.text("administrator", locales), row.text("administrator_position", locales)
    if name and locales[0] not in position:
        row.tell("the administrator has no position", f"fill in administrator_position_{locales[0]}")
    if name:
        texts = {key: row.text(f"administrator_{key}", locales) for key in ("room", "hours")}
        said = {key: row.cells.get(f"administrator_{key}", "") for key in ("function", "phone", "email", "order")}
        named = {"id": "administrator", **_keyed("name", name), **_keyed("position", position), **said}
        yield named | {key: text for name, texts_of in texts.items() for key, text in _keyed(name, texts_of).items()}


def _keyed(key: str, text: dict[str, str]) -> Answers:
    """A text as answers: name-ru, name-en."""
    return {f"{key}-{locale}": said for locale, said in text.items()}


def _approval(row: Row, locales: list[str]) -> list[Answers]:
    """The steps of the approval that the row has a number or a date of; the head approves where one is named."""
    steps = (_step(row, name, step, locales) for name, step in STEPS.items())
    found = [step for step in steps if len(step) > 1]
    if row.text("director", locales):
        date = row.date("director_date")
        found.append({"step": "director", "person": "director"} | ({"date": date} if date else {}))
    return found


def _step(row: Row, name: str, step: str, locales: list[str]) -> Answers:
    number, date = row.cells.get(f"{name}_number"), row.date(f"{name}_date")
    called = _keyed("name", row.text(f"{name}_name", locales))
    return {"step": step} | ({"number": number} if number else {}) | ({"date": date} if date else {}) | called


def _outline(row: Row, kind: str, schools: Schools) -> str:
    outline = row.cells.get("outline") or _start(row, kind, schools)
    if outline and outline not in schools.outlines:
        row.tell(f'unknown outline "{outline}"', nearest(outline, schools.outlines))
    return outline


def _date(row: Row, steps: dict[str, Answers]) -> tuple[str, str]:
    """The edition's date, and what it was taken from: where the row does not say, the order or else the protocol."""
    order, protocol = (steps.get(name, {}).get("date") for name in ("order", "pedagogical-council"))
    date = row.date("date") or order or protocol or ""
    if not date and "date" not in row.cells:
        row.tell("the edition has no date", "fill in the date of the act, of the order or of the protocol")
    said = row.cells.get("date_from", "").casefold()
    if said and said not in FROM and said not in FROM.values():
        row.tell(f'unknown value "{said}" (date_from)', nearest(said, FROM))
    return date, FROM.get(said, said) or ("order" if date == order else "protocol" if date == protocol else "act")


def _start(row: Row, kind: str, schools: Schools) -> str:
    """The outline from which schools of the kind begin."""
    if kind and not schools.kinds[kind].start:
        row.tell(f'the kind "{kind}" has no outline to start from', f'fill in the column outline, or write "start: …" under kinds.{kind}')
    return (schools.kinds[kind].start if kind else None) or ""

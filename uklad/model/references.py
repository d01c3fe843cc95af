"""Names in schools.yml that lead nowhere, and texts that a locale lacks.

Works on the file's plain values, so that these mistakes are told beside mistakes of shape, in one run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from uklad.base.errors import Problem, nearest
from uklad.base.yaml_reader import Source, Where

SHARED = "belongs to the copy of one school, and an outline may be shared"
MOVE_IT = 'move it to "source:" or "silent:" of the edition'


def broken_references(source: Source, texts: dict[str, Collection[str]]) -> list[Problem]:
    """Every unknown name, duplicate and missing translation of the file; `texts` holds the clause ids of each locale."""
    return [
        *_texts(source, texts),
        *_top(source),
        *_kinds(source),
        *(p for key, outline in _map(source.value, "outlines").items() for p in _outline(outline, ("outlines", key), source)),
        *(p for key, school in _map(source.value, "schools").items() for p in _school(school, ("schools", key), source)),
        *_missing_texts(source),
    ]


def _map(value: Any, key: str) -> dict[str, Any]:
    """The mapping under a key, or an empty one: wrong types are told by the model."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _seq(value: Any, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _name(value: Any, key: str) -> str | None:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else None


def _unknown(what: str, name: Any, known: Collection[str], where: Where, source: Source) -> Iterator[Problem]:
    if isinstance(name, str) and name not in known:
        yield source.problem(where, f'{where[1] if len(where) > 1 else where[0]}: unknown {what} "{name}"', nearest(name, known))


def clauses_of(entry: Any) -> Iterator[str]:
    """The clauses that an entry of an outline places, items and paragraphs included (plain values)."""
    names = [_name(entry, "clause"), *_seq(entry, "paragraphs")]
    for item in _seq(entry, "items"):
        names += [_name(item, "clause"), *_seq(item, "items")] if isinstance(item, dict) else [item]
    yield from (name for name in names if isinstance(name, str))


def _texts(source: Source, texts: dict[str, Collection[str]]) -> Iterator[Problem]:
    """Ids of clauses, titles, notes and gaps that the clause library of a locale lacks."""
    named = [spot for key, outline in _map(source.value, "outlines").items() for spot in _named(outline, ("outlines", key))]
    said = [*named, *_changed(source.value), *_added_texts(source.value), *_copies(source.value), *_functions(source.value)]
    for where, name in said:
        for locale, known in texts.items():
            if name not in known:
                what, write = f'{where[1]}: unknown clause "{name}" in {locale}', f'write "## {name}" in docs/{locale}/clauses'
                elsewhere = any(name in others for others in texts.values())
                yield source.problem(where, what, f"translate it: {write}" if elsewhere else nearest(name, known, write))


def _named(outline: Any, where: Where) -> Iterator[tuple[Where, str]]:
    """Every id of the clause library that an outline names, with its place."""
    for i, chapter in enumerate(_seq(outline, "chapters")):
        spot = (*where, "chapters", i)
        yield from ((spot, name) for name in (_name(chapter, "id"), _name(chapter, "part")) if name)
        for j, entry in enumerate(_seq(chapter, "clauses")):
            names = [_name(entry, "heading"), *clauses_of(entry)]
            yield from (((*spot, "clauses", j), name) for name in names if isinstance(name, str))


def _top(source: Source) -> Iterator[Problem]:
    data = source.value
    schools, roles = _map(data, "schools"), _map(data, "roles")
    yield from _unknown("school", _name(data, "default_school"), schools, ("default_school",), source)
    for key in schools:
        if key in _seq(data, "locales"):
            yield source.problem(("schools", key), f'school "{key}" has the name of a locale', "choose another id")
    chapters = (chapter for outline in _map(data, "outlines").values() for chapter in _seq(outline, "chapters"))
    used = {name for chapter in chapters for entry in _seq(chapter, "clauses") for name in clauses_of(entry)}
    used |= {name for whole in (data, source.base.value if source.base else None) for _, name in _changed(whole)}
    for role, rules in roles.items():
        for index, name in enumerate(_seq(rules, "duties")):
            yield from _unknown("clause", name, used, ("roles", role, "duties", index), source)


def _kinds(source: Source) -> Iterator[Problem]:
    """Every kind has every term, every term the same forms per locale, and what a kind or a role is named by is there."""
    kinds = _map(source.value, "kinds")
    for key, kind in kinds.items():
        yield from _unknown("outline", _name(kind, "start"), _map(source.value, "outlines"), ("kinds", key, "start"), source)
    named = {term for kind in kinds.values() for term in _map(kind, "terms")}
    for key, role in _map(source.value, "roles").items():
        yield from _unknown("term", _name(role, "term"), named, ("roles", key, "term"), source)
    wanted: dict[tuple[str, str], set[str]] = {}
    for kind in kinds.values():
        for term in _map(kind, "terms"):
            for locale in _map(_map(kind, "terms"), term):
                wanted.setdefault((term, locale), set()).update(_map(_map(_map(kind, "terms"), term), locale))
    for key, kind in kinds.items():
        terms, where = _map(kind, "terms"), ("kinds", key, "terms")
        for term in sorted({term for term, _ in wanted} - set(terms)):
            yield source.problem(where, f'{key}: term "{term}" is missing', f'add "{term}: …" with its forms')
        for (term, locale), forms in sorted(wanted.items()):
            for form in sorted(forms - set(_map(_map(terms, term), locale))) if term in terms else ():
                what = f'{key}: term "{term}" has no form "{form}" in {locale}'
                yield source.problem((*where, term, locale), what, f'add "{form}: …"')


def _changed(data: Any) -> Iterator[tuple[Where, str]]:
    """Every clause that an edition adds to the one it is based on, or puts in place of another, with its place."""
    for key, school in _map(data, "schools").items():
        for index, edition in enumerate(_seq(school, "editions")):
            changes, where = _map(edition, "changes"), ("schools", key, "editions", index, "changes")
            yield from (((*where, "replaced", i), name) for i, name in enumerate(_seq(changes, "replaced")) if isinstance(name, str))
            for i, added in enumerate(_seq(changes, "added")):
                names = [_name(added, "item"), *clauses_of(_map(added, "entry"))]
                yield from (((*where, "added", i), name) for name in names if name)


def _added_texts(data: Any) -> Iterator[tuple[Where, str]]:
    """Every heading that an edition brings, with its place."""
    for where, edition in _editions(data):
        for i, added in enumerate(_seq(_map(edition, "changes"), "added")):
            if name := _name(_map(added, "entry"), "heading"):
                yield (*where, "changes", "added", i), name


def _copies(data: Any) -> Iterator[tuple[Where, str]]:
    """Every note and gap of the copy that an edition was read from, with its place."""
    for where, edition in _editions(data):
        copy, spot = _map(edition, "source"), (*where, "source")
        yield from (((*spot, "notes", i), name) for i, name in enumerate(_seq(copy, "notes")) if isinstance(name, str))
        for key, notes in _map(copy, "at").items():
            yield from (((*spot, "at", key), name) for name in (notes if isinstance(notes, list) else []) if isinstance(name, str))
        yield from (((*spot, "gaps", i), name) for i, gap in enumerate(_seq(copy, "gaps")) if (name := _name(gap, "gap")))


def _editions(data: Any) -> Iterator[tuple[Where, Any]]:
    for key, school in _map(data, "schools").items():
        yield from ((("schools", key, "editions", index), edition) for index, edition in enumerate(_seq(school, "editions")))


def _functions(data: Any) -> Iterator[tuple[Where, str]]:
    """Every function of a person, with its place."""
    for key, school in _map(data, "schools").items():
        for index, person in enumerate(_seq(school, "people")):
            if name := _name(person, "function"):
                yield ("schools", key, "people", index, "function"), name


def _outline(outline: Any, where: Where, source: Source) -> Iterator[Problem]:
    data = source.value
    yield from _unknown("platform", _name(outline, "platform"), _map(data, "platforms"), (*where, "platform"), source)
    for index, act in enumerate(_seq(outline, "basis")):
        yield from _unknown("act", act, _map(data, "acts"), (*where, "basis", index), source)
    for service in _map(outline, "services"):
        yield from _unknown("service", service, _map(data, "services"), (*where, "services", service), source)
    yield from _of_a_copy(outline, where, source)
    seen: set[str] = set()
    for i, chapter in enumerate(_seq(outline, "chapters")):
        for j, entry in enumerate(_seq(chapter, "clauses")):
            for name in clauses_of(entry):
                if name in seen:
                    what = f'{where[1]}: clause "{name}" stands twice in the outline'
                    yield source.problem((*where, "chapters", i, "clauses", j), what, "remove one of them")
                seen.add(name)


def _of_a_copy(outline: Any, where: Where, source: Source) -> Iterator[Problem]:
    """What belongs to one school's copy, and would be said of every school that shares the outline."""
    for key in ("silent", "silent_questions", "lost", "partly_lost", "notes"):
        if _seq(outline, key):
            yield source.problem((*where, key), f'{where[1]}: "{key}" {SHARED}', MOVE_IT)
    for i, chapter in enumerate(_seq(outline, "chapters")):
        for j, entry in enumerate(_seq(chapter, "clauses")):
            yield from _odd(entry, (*where, "chapters", i, "clauses", j), source)


def _odd(entry: Any, where: Where, source: Source) -> Iterator[Problem]:
    """What an entry says that belongs to the copy."""
    for key in ("gap", "notes", "printed", "also"):
        if isinstance(entry, dict) and entry.get(key):
            yield source.problem(where, f'{where[1]}: "{key}" {SHARED}', MOVE_IT)


def _school(school: Any, where: Where, source: Source) -> Iterator[Problem]:
    yield from _unknown("kind", _name(school, "kind"), _map(source.value, "kinds"), (*where, "kind"), source)
    people = [_name(person, "id") or "" for person in _seq(school, "people")]
    for index, person in enumerate(people):
        if person in people[:index]:
            yield source.problem((*where, "people", index), f'{where[1]}: person "{person}" stands twice', "remove one of them")
    dates = [_name(edition, "date") for edition in _seq(school, "editions")]
    for index, edition in enumerate(_seq(school, "editions")):
        spot = (*where, "editions", index)
        if dates[index] in dates[:index]:
            yield source.problem(spot, f"{where[1]}: two editions of {dates[index]}", "correct one of the dates")
        yield from _unknown("outline", _name(edition, "outline"), _map(source.value, "outlines"), (*spot, "outline"), source)
        for part, key in (("source", "lost"), ("source", "partly_lost"), ("silent", "roles")):
            for number, role in enumerate(_seq(_map(edition, part), key)):
                yield from _unknown("role", role, _map(source.value, "roles"), (*spot, part, key, number), source)
        for number, added in enumerate(_seq(_map(edition, "changes"), "added")):
            yield from _odd(_map(added, "entry"), (*spot, "changes", "added", number), source)
        for number, step in enumerate(_seq(edition, "approval")):
            yield from _unknown("person", _name(step, "person"), people, (*spot, "approval", number, "person"), source)


def _missing_texts(source: Source) -> Iterator[Problem]:
    """Texts that a locale lacks; the schools of a region need the authoritative one alone, and others fall back to it."""
    locales = [name for name in _seq(source.value, "locales") if isinstance(name, str)]
    partial = {name for name in _seq(source.value, "partial") if isinstance(name, str)}
    for key, child in source.value.items():
        needed = set(locales[:1] if source.base and key == "schools" else locales)
        yield from _translations(child, (key,), needed, partial | set(locales), source)


def _translations(value: Any, where: Where, needed: set[str], known: set[str], source: Source) -> Iterator[Problem]:
    """A mapping one of whose keys is a locale is a text: it must have all that are needed, and none that is unknown."""
    if isinstance(value, dict):
        if not known.isdisjoint(value):
            at = ".".join(map(str, where))
            for locale in sorted(needed - set(value)):
                yield source.problem(where, f'{at}: no text in "{locale}"', f'add "{locale}: …"')
            for key in sorted(str(key) for key in set(value) - known):
                yield source.problem((*where, key), f'{at}: unknown locale "{key}"', nearest(key, known))
        for key, child in value.items():
            if isinstance(child, dict | list):
                yield from _translations(child, (*where, key), needed, known, source)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            if isinstance(child, dict | list):
                yield from _translations(child, (*where, index), needed, known, source)

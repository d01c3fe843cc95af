"""The places that each phrase of a locale may have, which pages and documents fill in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from string import Formatter
from typing import Any

from uklad.base.errors import Problem, nearest
from uklad.base.yaml_reader import Source, Where

# The key of a phrase, or of the mapping that it stands in with ".*" -> its places; "[]" marks the forms of a word, as {role[nom]}.
PLACES = {
    "date": "day month year",
    "short_date": "day month year",
    "guides.title": "role[]",
    "memo.title": "role[]",
    "guide.*": "role[] act[]",
    "guide.all_rights": "page",
    "guide.more": "pages",
    "task.role": "role[]",
    "task.roles": "roles",
    "contacts.*": "own school[] phone email website office hours",
    "questions.*": "act[] school[] whom clause",
    "people.*": "phone email room hours order people",
    "cite.*": "number chapter title place",
    "cite.plain": "number",
    "cite.chapter": "chapter",
    "also": "numbers",
    "printed": "number",
    "regulation.permalink": "cite",
    "regulation.edition": "date",
    "approval.*": "number date until person full_name council",
    "acts.*": "date",
    "acts.short": "type number",
    "acts.cited": "type date number title",
    "acts.number": "date number",
    "acts.title": "title",
    "banner": "platform to school[]",
    "validity.*": "date",
    "gaps": "act[] school[] page",
    "compare.schools": "count",
    "compare.range": "first last",
    "platform": "platform to",
    "platform_stage": "date text",
    "platform_source": "source",
    "in_force.*": "date",
    "status.*": "date adopted school[]",
    "changes.*": "date",
    "legal_cite": "cite act title date",
    "lint.*": "act date",
    "search.shown.count": "count",
    "search.shown.for": "roles",
    "ticks.count": "done all",
    "ask.subject": "page",
    "ask.body": "page path edition",
    "memo.more": "count",
    "memo.edition": "edition act",
    "memo.folder": "folder",
    "documents.file": "format size",
    "documents.size": "kb",
    "documents.link": "title format size",
    "documents.signed": "by",
    "documents.signed_on": "date",
    "documents.digest": "digest",
    "audit.title": "school edition",
    "audit.count": "count",
    "portal.find": "count",
    "portal.found": "count",
    "portal.none": "count",
    "portal.count": "count",
}
NO_PLACES = ("no_break", "documents")  # rules, and phrases with macros: where they are not named above, braces are theirs
PLACE = re.compile(r"(\w+)(\[\w+\])?")
WIDTH = re.compile(r"0?\d?")
BRACES = 'write "{{" and "}}" for braces'


def unknown_places(source: Source) -> Iterator[Problem]:
    """A problem for each place of a phrase that nothing would fill in, and for each brace that belongs to none."""
    for where, text in _phrases(source.value, ()):
        key = ".".join(map(str, where))
        names = PLACES.get(key, PLACES.get(".".join([*map(str, where[:-1]), "*"]), ""))
        if where[0] not in NO_PLACES or key in PLACES:
            yield from (source.problem(where, f"{key}: {what}", remedy) for what, remedy in _wrong(text, names.split()))


def _phrases(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    """Every text of a tree that has a brace, with its place."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _phrases(child, (*where, str(key)))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _phrases(child, (*where, index))
    elif isinstance(value, str) and re.search("[{}]", value) and where:
        yield where, value


def _wrong(text: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the places of a phrase, and the remedy of each."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        yield f"{str(error)[:1].lower()}{str(error)[1:]}", f"close the place, or {BRACES}"
        return
    for _, name, spec, conversion in parts:
        if name is not None and not _fits(name, spec or "", conversion, known):
            written = name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
            yield f'unknown place "{{{written}}}"', _remedy(name, known)


def _fits(name: str, spec: str, conversion: str | None, known: Collection[str]) -> bool:
    match = PLACE.fullmatch(name)
    return bool(match and WIDTH.fullmatch(spec) and not conversion and match[1] + ("[]" if match[2] else "") in known)


def _remedy(name: str, known: Collection[str]) -> str:
    if f"{name}[]" in known:
        return f'write the form that is meant, as "{{{name}[nom]}}"'
    bare = re.match(r"\w*", name)
    return nearest(bare[0] if bare else "", [one.removesuffix("[]") for one in known], "" if known else f"remove it, or {BRACES}")

"""What must be the same in every locale: pages, clauses, steps, headings, numbers and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem
from uklad.base.memo import memoised
from uklad.base.yaml_reader import Source, read_yaml
from uklad.content.clauses import Clause, load_library
from uklad.content.pages import Page, load_pages
from uklad.content.question_list import load_questions
from uklad.content.uses import Use
from uklad.model.schema import Schools

MACRO = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{ #[^}]*\}", re.S)
ADDRESS = re.compile(  # each part begins where a word does, so that a long word is read once
    r"https?://[^\s<>)\"]+|(?<![\w.+-])[\w.+-]++@[\w.-]+\.\w+|(?<![\w.-])(?:[a-z][a-z0-9-]*+\.)+(?:ru|cc)\b[^\s<>)\"»”,;:]*"
)
NUMBER = re.compile(r"\d+")
HEADING = re.compile(r"^#+ .*\{ *#([\w.-]+)", re.M)


def disagreements(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """How each locale departs from the first, which is authoritative."""
    first, *others = schools.locales
    problems: list[Problem] = []
    for locale in others:
        problems += _words(docs, first, locale)
        problems += _questions(docs, first, locale)
        problems += _clauses(load_library(docs, first), load_library(docs, locale), docs, locale)
        problems += _pages(load_pages(docs, first), load_pages(docs, locale), locale)
    return problems


@memoised
def facts(text: str) -> set[str]:
    """Numbers and addresses that a text states, without its macros."""
    plain = MACRO.sub(" ", text)
    addresses = {address.rstrip(".") for address in ADDRESS.findall(plain)}
    return addresses | set(NUMBER.findall(ADDRESS.sub(" ", plain)))


def _differ(what: str, wanted: set[str], got: set[str], path: str, line: int) -> Iterator[Problem]:
    if wanted - got:
        yield Problem(path, line, f"lacks the {what} {', '.join(sorted(wanted - got))} of the authoritative text", "add them")
    if got - wanted:
        yield Problem(
            path, line, f"has the {what} {', '.join(sorted(got - wanted))}, which the authoritative text has not", "correct either"
        )


def _clauses(ours: dict[str, Clause], theirs: dict[str, Clause], docs: Path, locale: str) -> Iterator[Problem]:
    for name, clause in ours.items():
        if name not in theirs:
            yield Problem(
                clause.path, clause.line, f'clause "{name}" is not translated into "{locale}"', f'add "## {name}" to docs/{locale}/clauses'
            )
        else:
            yield from _differ("numbers or addresses", facts(clause.text), facts(theirs[name].text), theirs[name].path, theirs[name].line)
            yield from _uses(clause, theirs[name])
    for name, clause in theirs.items():
        if name not in ours:
            yield Problem(clause.path, clause.line, f'clause "{name}" translates nothing', "remove it, or write the authoritative text")


def _uses(ours: Clause, theirs: Clause) -> Iterator[Problem]:
    """The same uses, each with the same numbers and addresses."""
    wanted, got = ({_said(use) for use in clause.uses} for clause in (ours, theirs))
    yield from _differ("uses", wanted - got, set(), theirs.path, theirs.line)
    for use in theirs.uses:
        yield from _differ("uses", set(), {_said(use)} - wanted, theirs.path, use.line)
    by_key = {use.key: use for use in theirs.uses}
    for use in ours.uses:
        if other := by_key.get(use.key):
            yield from _differ("numbers or addresses", facts(use.text), facts(other.text), other.path, other.line)


def _said(use: Use) -> str:
    return " ".join((f".{use.kind}", *(f'{name}="{use.attributes[name]}"' for name in sorted(use.attributes))))


def _pages(ours: list[Page], theirs: list[Page], locale: str) -> Iterator[Problem]:
    other = {page.path: page for page in theirs}
    for page in ours:
        if page.path not in other:
            yield Problem(page.shown, 1, f'the page has no translation into "{locale}"', f"write docs/{locale}/{page.path}")
        else:
            yield from _page(page, other[page.path])
    for path in sorted(set(other) - {page.path for page in ours}):
        yield Problem(other[path].shown, 1, "the page translates nothing", "remove it, or write the authoritative page")


def _page(ours: Page, theirs: Page) -> Iterator[Problem]:
    for key in ("needs", "roles", "order", "earlier", "next"):
        if ours.meta.get(key) != theirs.meta.get(key):
            yield Problem(theirs.shown, 1, f'"{key}" differs from {ours.shown}', "make them the same")
    yield from _headings(list(_places(ours)), list(_places(theirs)), theirs)
    stated, said = facts(ours.body), facts(theirs.body)
    yield from _differ("numbers or addresses", stated, said - (said - stated), theirs.shown, theirs.first_line)
    for fact in sorted(said - stated):
        yield from _differ("numbers or addresses", set(), {fact}, theirs.shown, _line_of(fact, theirs))


def _places(page: Page) -> Iterator[tuple[str, int]]:
    """The ids of headings in their order, with their lines."""
    for found in HEADING.finditer(page.body):
        yield found[1], page.first_line + page.body.count("\n", 0, found.start())


def _headings(ours: list[tuple[str, int]], theirs: list[tuple[str, int]], page: Page) -> Iterator[Problem]:
    """Headings that differ, each at its line; one that is lacking, at the line of what stands in its place."""
    wanted, got = {name for name, _ in ours}, {name for name, _ in theirs}
    for name, line in theirs:
        yield from _differ("headings", set(), {name} - wanted, page.shown, line)
    for index, (name, _) in enumerate(ours):
        line = theirs[min(index, len(theirs) - 1)][1] if theirs else page.first_line
        yield from _differ("headings", {name} - got, set(), page.shown, line)


def _line_of(fact: str, page: Page) -> int:
    """The line at which a page states a number or an address: the first one that has it without being a part of more."""
    lines = MACRO.sub(lambda macro: "\n" * macro[0].count("\n"), page.body).split("\n")
    return page.first_line + next((number for number, line in enumerate(lines) if fact in facts(line)), 0)


def _words(docs: Path, first: str, locale: str) -> Iterator[Problem]:
    shown = f"docs/{locale}/words.yml"
    ours, theirs = (set(_keys(read_yaml(docs / one / "words.yml", f"docs/{one}/words.yml").value, "")) for one in (first, locale))
    yield from _differ("keys", ours, theirs, shown, 1)
    ours, theirs = (_ids(read_yaml(docs / one / "glossary.yml", f"docs/{one}/glossary.yml").value) for one in (first, locale))
    yield from _differ("entries", ours, theirs, f"docs/{locale}/glossary.yml", 1)


def _questions(docs: Path, first: str, locale: str) -> Iterator[Problem]:
    """The same questions in the same groups."""
    ours, theirs = load_questions(docs, first), load_questions(docs, locale)
    yield from _differ("questions", set(ours.by_id()), set(theirs.by_id()), theirs.path, 1)
    yield from _differ("groups", set(ours.groups), set(theirs.groups), theirs.path, 1)


def _ids(entries: object) -> set[str]:
    """The ids of a glossary; what has none is told by the check of glossaries."""
    found = [entry.get("id") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return {name for name in found if isinstance(name, str)}


def _keys(value: object, at: str) -> Iterator[str]:
    """The dotted keys of a mapping; the forms of a council's name differ by language."""
    if isinstance(value, dict) and not at.startswith("approval.councils."):
        for key, child in value.items():
            yield from _keys(child, f"{at}.{key}" if at else str(key))
    else:
        yield at

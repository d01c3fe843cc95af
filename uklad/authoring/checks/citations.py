"""How the clauses of an outline are cited: by patterns that every locale has, and no two entries alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem, nearest
from uklad.base.yaml_reader import Source, Where
from uklad.content.phrases import load_words
from uklad.model.editions import clean_outline, in_order, place_in_data
from uklad.model.outline import Place
from uklad.model.outline_and_copy import Chapter, Entry, Outline
from uklad.model.schema import Schools

REMEDY = 'correct the number, or choose how it is cited ("cite: …")'
Alike = tuple[str, str, str]  # chapter, pattern, number


def wrong_citations(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each unknown pattern, and for each entry that is cited like one before it."""
    patterns = {locale: list(load_words(docs, locale, schools.locales[0]).get("cite")) for locale in schools.locales}
    return [
        *(problem for where, name in _patterns(schools) for problem in _unknown(name, patterns, where, source)),
        *(problem for key, outline in schools.outlines.items() for problem in _alike(outline, ("outlines", key), source)),
        *_changed(schools, source),
    ]


def _patterns(schools: Schools) -> Iterator[tuple[Where, str]]:
    """Every pattern that the data name, with its place."""
    for key, outline in schools.outlines.items():
        for i, chapter in enumerate(outline.chapters):
            spot: Where = ("outlines", key, "chapters", i)
            yield from (((*spot, "cite"), chapter.cite) for _ in range(1) if chapter.cite)
            yield from (((*spot, "clauses", j, "cite"), entry.cite) for j, entry in enumerate(chapter.clauses) if entry.cite)
    for name, school in schools.schools.items():
        for index, edition in enumerate(school.editions):
            for i, added in enumerate(edition.changes.added):
                if added.entry and added.entry.cite:
                    yield ("schools", name, "editions", index, "changes", "added", i, "entry", "cite"), added.entry.cite


def _unknown(name: str, patterns: dict[str, list[str]], where: Where, source: Source) -> Iterator[Problem]:
    lacking = [locale for locale, known in patterns.items() if name not in known]
    if lacking:
        known = sorted(set().union(*patterns.values()) - {name})
        cure = nearest(name, known, f'add "{name}: …" under "cite" of docs/{lacking[0]}/words.yml')
        added = f'add it under "cite" of docs/{lacking[0]}/words.yml'
        what = f'{where[1]}: unknown pattern "{name}" of citing in {", ".join(lacking)}'
        yield source.problem(where, what, cure if len(lacking) == len(patterns) else added)


def _alike(outline: Outline, where: Where, source: Source) -> Iterator[Problem]:
    for (first, second), entry, at in _pairs(outline):
        what = f'{where[1]}: "{second}" is cited like "{first}"{_number(entry)}'
        yield source.problem((*where, *at), what, REMEDY)


def _changed(schools: Schools, source: Source) -> Iterator[Problem]:
    """The same of editions that are given as changes of others, where the changes bring it about."""
    for name, school in schools.schools.items():
        for edition in in_order(school):
            if edition.based_on is not None:
                outline = clean_outline(schools, school, edition)
                where: Where = (*place_in_data(name, school, edition), "changes")
                base = next(one for one in school.editions if one.date == edition.based_on)
                old = {pair for pair, _, _ in _pairs(clean_outline(schools, school, base))}
                for (first, second), entry, _ in _pairs(outline):
                    if (first, second) not in old:
                        what = f'{name}: "{second}" is cited like "{first}" in the edition of {edition.date}{_number(entry)}'
                        yield source.problem(where, what, REMEDY)


def _pairs(outline: Outline) -> Iterator[tuple[tuple[str, str], Entry, Where]]:
    """The clauses that are cited alike, the second one with its entry and its place within the outline."""
    seen: dict[Alike, str] = {}
    for i, chapter in enumerate(outline.chapters):
        for j, entry in enumerate(chapter.clauses):
            if entry.clause and (first := seen.setdefault(_cited(chapter, entry), entry.clause)) != entry.clause:
                yield (first, entry.clause), entry, ("chapters", i, "clauses", j)


def _cited(chapter: Chapter, entry: Entry) -> Alike:
    return chapter.id, Place(str(entry.clause), entry, chapter).pattern, entry.number or ""


def _number(entry: Entry) -> str:
    return f", {entry.number}" if entry.number else ""

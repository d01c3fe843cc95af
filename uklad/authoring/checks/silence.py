"""What the data say an act is silent on: the questions exist, and the edition has no answer to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem, nearest
from uklad.base.yaml_reader import Source
from uklad.content.cards import of_kind
from uklad.content.site import Site, all_sites
from uklad.model.schema import Schools


def broken_silence(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each question of `silent` that is unknown, or that a clause of the edition answers."""
    sites = all_sites(schools, docs, locales=[schools.locales[0]])
    return [problem for site in sites if site.edition.silent.questions for problem in _site(site, source)]


def _site(site: Site, source: Source) -> Iterator[Problem]:
    known = site.questions.by_id()
    where = ("schools", site.school_id, "editions", site.school.editions.index(site.edition), "silent", "questions")
    for index, name in enumerate(site.edition.silent.questions):
        spot = (*where, index)
        if name not in known:
            yield source.problem(spot, f'{site.school_id}: unknown question "{name}"', nearest(name, known))
        elif answers := of_kind(site.uses, "answer", "to", name):
            what = f'{site.school_id}: the act is said to be silent on "{name}", and its clause "{answers[0].clause}" answers it'
            yield source.problem(spot, what, "take the question out of the list")

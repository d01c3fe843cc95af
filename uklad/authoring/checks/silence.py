"""What the data say of a copy and of the act's silence: the places exist, the questions too, and no clause answers them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem, nearest
from uklad.base.yaml_reader import Source, Where
from uklad.content.cards import of_kind
from uklad.content.site import Site, all_sites
from uklad.model.editions import place_in_data
from uklad.model.schema import Schools


def broken_silence(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each place or question that is unknown, and each question that a clause of the edition answers."""
    sites = all_sites(schools, docs, locales=[schools.locales[0]])
    return [problem for site in sites for find in (_silent, _copy) for problem in find(site, source)]


def _copy(site: Site, source: Source) -> Iterator[Problem]:
    """Places of a copy's oddities that the outline does not have."""
    copy, where = site.edition.source, _where(site)
    known = {*site.places, *(entry.heading for chapter in site.outline.chapters for entry in chapter.clauses if entry.heading)}
    for key, places in (("at", copy.at), ("printed", copy.printed), ("also", copy.also)):
        for name in places:
            if name not in known:
                yield source.problem((*where, "source", key, name), f'{site.school_id}: unknown clause "{name}"', nearest(name, known))
    known |= {chapter.id for chapter in site.outline.chapters} | {gap.gap for gap in copy.gaps}
    for index, gap in enumerate(copy.gaps):
        if gap.after not in known:
            what = f'{site.school_id}: unknown place "{gap.after}"'
            yield source.problem((*where, "source", "gaps", index), what, nearest(gap.after, known))


def _where(site: Site) -> Where:
    return place_in_data(site.school_id, site.school, site.edition)


def _silent(site: Site, source: Source) -> Iterator[Problem]:
    known = site.questions.by_id()
    where = (*_where(site), "silent", "questions")
    for index, name in enumerate(site.edition.silent.questions):
        spot = (*where, index)
        if name not in known:
            yield source.problem(spot, f'{site.school_id}: unknown question "{name}"', nearest(name, known))
        elif answers := of_kind(site.uses, "answer", "to", name):
            what = f'{site.school_id}: the act is said to be silent on "{name}", and its clause "{answers[0].clause}" answers it'
            yield source.problem(spot, what, "take the question out of the list")

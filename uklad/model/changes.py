"""What an edition names (its changes, the clauses on trust), and the outline does not have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from uklad.base.errors import Problem, nearest
from uklad.base.yaml_reader import Source, Where
from uklad.model.editions import changed
from uklad.model.outline import places
from uklad.model.outline_and_copy import Item, Outline
from uklad.model.schema import Edition, School, Schools


def broken_changes(schools: Schools, source: Source) -> list[Problem]:
    """A problem for each edition that is based on none before it, and for each name in its changes that leads nowhere."""
    return [problem for name, school in schools.schools.items() for problem in _school(schools, name, school, source)]


def _school(schools: Schools, name: str, school: School, source: Source) -> Iterator[Problem]:
    """The editions by date, so that each is looked at when the one that it changes is known to be sound."""
    known: dict[dt.date, Outline] = {}
    for index, edition in sorted(enumerate(school.editions), key=lambda pair: pair[1].date):
        where = ("schools", name, "editions", index)
        earlier = [one.date for one in school.editions if one.date < edition.date]
        base = schools.outlines.get(edition.outline or "") or (known.get(edition.based_on) if edition.based_on else None)
        if edition.based_on and edition.based_on not in earlier:
            what = f"{name}, {edition.date}: based_on: there is no earlier edition of {edition.based_on}"
            cure = nearest(str(edition.based_on), map(str, earlier), "" if earlier else "give the first edition an outline")
            yield source.problem((*where, "based_on"), what, cure)
        elif base:
            problems = list(_Changes(schools, edition, base).problems((*where, "changes"), source, name))
            yield from problems
            if not problems:
                known[edition.date] = changed(base, edition.changes, schools.replaces)
                yield from _on_trust(edition, known[edition.date], where, source)


def _on_trust(edition: Edition, outline: Outline, where: Where, source: Source) -> Iterator[Problem]:
    """The clauses that are said to be taken on trust, and that the edition does not have."""
    there = places(outline)
    for index, name in enumerate(edition.on_trust if isinstance(edition.on_trust, list) else []):
        if name not in there:
            what = f'{where[1]}, {edition.date}: on_trust: the edition has no clause "{name}"'
            yield source.problem((*where, "on_trust", index), what, nearest(name, there, "take it out of the list"))


class _Changes:
    """The changes of one edition beside the outline that they change."""

    def __init__(self, schools: Schools, edition: Edition, base: Outline) -> None:
        self.schools, self.edition, self.base = schools, edition, base
        self.changes = edition.changes
        self.of = f"the outline {edition.outline}" if edition.outline else f"the edition of {edition.based_on}"
        entries = [entry for chapter in base.chapters for entry in chapter.clauses]
        self.old = set(places(base))
        self.entries = {name for entry in entries for name in (entry.clause, entry.heading, entry.gap) if name}
        self.items = {item.clause if isinstance(item, Item) else item for entry in entries for item in entry.items}
        self.chapters = {chapter.id for chapter in base.chapters}

    def problems(self, where: Where, source: Source, school: str) -> Iterator[Problem]:
        """What is wrong, each with its place in the file."""
        for at, what, cure in [*self._shared(), *self._replaced(), *self._removed(), *self._renumbered(), *self._added()]:
            yield source.problem((*where, *at), f"{school}, {self.edition.date}: {at[0]}: {what}", cure)

    def _shared(self) -> Iterator[tuple[Where, str, str]]:
        """The platform, the basis and the services that take the place of former ones."""
        platform = self.changes.platform
        if platform is not None and platform not in self.schools.platforms:
            yield ("platform",), f'unknown platform "{platform}"', nearest(platform, self.schools.platforms)
        for index, act in enumerate(self.changes.basis or []):
            if act not in self.schools.acts:
                yield ("basis", index), f'unknown act "{act}"', nearest(act, self.schools.acts)
        for name in self.changes.services or {}:
            if name not in self.schools.services:
                yield ("services", name), f'unknown service "{name}"', nearest(name, self.schools.services)

    def _absent(self, name: str, known: Collection[str], as_what: str = "") -> Iterator[tuple[str, str]]:
        if name not in known:
            yield f'{self.of} has no clause "{name}"{as_what}', nearest(name, known)

    def _replaced(self) -> Iterator[tuple[Where, str, str]]:
        for index, name in enumerate(self.changes.replaced):
            older = self.schools.replaces.get(name)
            if older is None:
                yield ("replaced", index), f'"{name}" replaces no clause', f'add "{name}: …" to the key "replaces"'
            else:
                yield from ((("replaced", index), *told) for told in self._absent(older, self.old))

    def _removed(self) -> Iterator[tuple[Where, str, str]]:
        for index, name in enumerate(self.changes.removed):
            yield from ((("removed", index), *told) for told in self._absent(name, self.old | self.entries))

    def _renumbered(self) -> Iterator[tuple[Where, str, str]]:
        """Clauses go by the names that they have after the change; a chapter has a number too."""
        new_for = {self.schools.replaces.get(name): name for name in self.changes.replaced}
        left = {new_for.get(name, name) for name in self.entries & self.old if name not in self.changes.removed} | self.chapters
        for name in self.changes.renumbered:
            yield from ((("renumbered", name), *told) for told in self._absent(name, left, " with a number"))

    def _added(self) -> Iterator[tuple[Where, str, str]]:
        for index, added in enumerate(self.changes.added):
            known, what = (self.entries | self.chapters, "entry") if added.entry else (self.items, "item")
            yield from ((("added", index, "after"), *told) for told in self._absent(added.after, known, f" for an {what} to stand after"))

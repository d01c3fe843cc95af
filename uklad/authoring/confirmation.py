"""What a person says of clauses beside the act, as a new text of the data file."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from uklad.authoring.approval import digests
from uklad.authoring.data_file import Edited
from uklad.authoring.prompts import fits
from uklad.base.errors import Problem, Refused, nearest
from uklad.base.yaml_keys import set_key
from uklad.base.yaml_reader import Source, Where, read_yaml
from uklad.content.clauses import load_library
from uklad.content.site import Site
from uklad.model.editions import place_in_data
from uklad.model.outline_and_copy import Changes
from uklad.model.trust import on_trust
from uklad.model.types import Number

NEW = ("on_trust", "changes", "removed", "renumbered")  # keys that are left out where they would hold nothing

NUMBER = fits(Number, "use letters, digits, spaces, dots, hyphens, slashes and parentheses")


@dataclass
class Verdicts:
    """What was said: clauses that are so, not so, worded differently, and the numbers of clauses and chapters."""

    so: list[str] = field(default_factory=list)
    not_so: list[str] = field(default_factory=list)
    differently: list[str] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.so or self.not_so or self.differently or self.numbers)


def gone_with(site: Site, not_so: list[str]) -> list[str]:
    """The clauses that leave the edition, in reading order: those that are not so, and what stands below them."""
    gone = set[str]()
    for name, place in site.places.items():
        if name in not_so or place.parent in gone:
            gone.add(name)
    return [name for name in site.places if name in gone]


def left_on_trust(site: Site, verdicts: Verdicts) -> list[str]:
    """The clauses that are still on trust after this, in reading order; what is worded differently waits for its wording."""
    gone = gone_with(site, verdicts.not_so)
    before = {*on_trust(site.schools, site.school, site.edition), *verdicts.differently}
    return [name for name in site.places if name in before and name not in verdicts.so and name not in gone]


def refuse_mistaken(site: Site, verdicts: Verdicts, shown: str) -> None:
    """Raise Refused for clauses that the edition lacks, of which two things are said, or that cannot be numbered or taken out."""
    problems = [Problem(shown, 1, what, cure) for what, cure in (*_unknown(site, verdicts), *_twice(verdicts), *_own(site, verdicts))]
    if problems := [*problems, *(_unwritten(site, verdicts))]:
        raise Refused(problems)


def _unknown(site: Site, verdicts: Verdicts) -> Iterator[tuple[str, str]]:
    lacks = f"{site.school_id}, {site.edition.date}: the edition has no clause"
    for name in (*verdicts.so, *verdicts.not_so, *verdicts.differently):
        if name not in site.places:
            yield f'{lacks} "{name}"', nearest(name, site.places)
    numbered = {name for name, place in site.places.items() if not place.parent} | {chapter.id for chapter in site.outline.chapters}
    for name, number in verdicts.numbers.items():
        if wrong := NUMBER(number):
            yield f'"{number[:40]}" is no number for "{name}"', wrong
        elif name not in numbered:
            yield f'{lacks} or chapter "{name}" with a number of its own', nearest(name, numbered)


def _twice(verdicts: Verdicts) -> Iterator[tuple[str, str]]:
    said = [*dict.fromkeys(verdicts.so), *dict.fromkeys(verdicts.not_so), *dict.fromkeys(verdicts.differently)]
    for name in {name for name in said if said.count(name) > 1}:
        yield f'two things are said of "{name}"', "say one"


def _own(site: Site, verdicts: Verdicts) -> Iterator[tuple[str, str]]:
    """What the edition itself brings cannot leave as a change of what it is based on."""
    changes = site.edition.changes
    brought = {*changes.replaced, *(added.item or "" for added in changes.added)}
    brought |= {added.entry.clause or "" for added in changes.added if added.entry}
    for name in verdicts.not_so:
        if name in brought:
            yield f'"{name}" is a change of this edition itself', 'take it out of "changes:" of the edition by hand'


def _unwritten(site: Site, verdicts: Verdicts) -> Iterator[Problem]:
    """Own wordings that are said to be so, and still say what the shared clause says."""
    for locale in site.schools.locales:
        shared, own = load_library(site.docs, locale), load_library(site.docs, locale, site.school_id)
        for name in verdicts.so:
            if name in shared and own[name] is not shared[name] and own[name].text == shared[name].text:
                what = f'the own wording of "{name}" still says what the shared clause says'
                yield Problem(own[name].path, own[name].line, what, "write it as the act has it, or take the clause out of this file")


def with_verdicts(site: Site, verdicts: Verdicts, path: Path, source: Source) -> Edited:
    """The data file after this: what left the edition, which numbers differ, what is still on trust. Raises Refused."""
    where: Where = place_in_data(site.school_id, site.school, site.edition)
    text, value = path.read_bytes().decode("utf-8"), copy.deepcopy(read_yaml(path, source.path).value)
    edition = value["schools"][site.school_id]["editions"][where[-1]]
    before, changes = bool(edition.get("changes")), _changes(site, verdicts, edition.get("changes") or {})
    try:
        text = set_key(text, where, "on_trust", _trusted(site, verdicts), after="outline")
        if before:
            for key in ("removed", "renumbered"):
                text = set_key(text, (*where, "changes"), key, changes.get(key))
        else:
            text = set_key(text, where, "changes", changes, after="on_trust" if _trusted(site, verdicts) else "outline")
    except ValueError as error:
        what, _, remedy = str(error).partition("; ")
        raise Refused([source.problem(where, what, remedy)]) from None
    edition |= {"on_trust": _trusted(site, verdicts), "changes": changes}
    value["schools"][site.school_id]["editions"][where[-1]] = {key: one for key, one in edition.items() if one or key not in NEW}
    return Edited(text, value, source.line(where))


def refuse_unreadable(site: Site, edited: Edited, root: Path) -> None:
    """Raise Refused for each clause of the edition that could not be shown after this, as one that cites what left."""
    index = site.school.editions.index(site.edition)
    changes = edited.value["schools"][site.school_id]["editions"][index].get("changes") or {}
    edition = site.edition.model_copy(update={"changes": Changes.model_validate(changes)})
    editions = [edition if at == index else one for at, one in enumerate(site.school.editions)]
    school = site.school.model_copy(update={"editions": editions})
    schools = site.schools.model_copy(update={"schools": {**site.schools.schools, site.school_id: school}})
    try:
        digests(schools, site.school_id, edition, root)
    except Refused as refused:
        cure = "say what is so of this clause too; nothing was written"
        raise Refused(Problem(one.path, one.line, one.what, cure) for one in refused.problems) from None


def _trusted(site: Site, verdicts: Verdicts) -> bool | list[str]:
    """The value of `on_trust`: true as long as it is every clause."""
    left = left_on_trust(site, verdicts)
    every = len(site.places) - len(gone_with(site, verdicts.not_so))
    return (site.edition.on_trust is True and len(left) == every) or left


def _changes(site: Site, verdicts: Verdicts, before: dict[str, Any]) -> dict[str, Any]:
    """The value of `changes`: what it was, with what leaves and with the numbers."""
    gone = gone_with(site, verdicts.not_so)
    leaving = [name for name in gone if site.places[name].parent not in gone]
    removed = list(dict.fromkeys([*before.get("removed", []), *leaving]))
    renumbered = {name: said for name, said in {**before.get("renumbered", {}), **verdicts.numbers}.items() if name not in gone}
    return {key: one for key, one in {**before, "removed": removed, "renumbered": renumbered}.items() if one or key not in NEW}

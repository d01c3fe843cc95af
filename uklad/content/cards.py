"""Which uses an edition shows: those of the clauses that it has, in the order of its outline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from uklad.content.clauses import Clause
from uklad.content.uses import Use

ALL = "all"  # what `for` says of every role
STEPS = ("step", "advice")


@dataclass(frozen=True)
class ShownUse:
    """A use as an edition shows it: `clause` is the one that stands there and is cited, `place` its place in reading order."""

    use: Use
    clause: str
    place: int


def shown_uses(library: Mapping[str, Clause], clauses: list[str], has: Callable[[str], bool]) -> list[ShownUse]:
    """The uses that hold where an edition has these clauses, in reading order."""
    return [
        ShownUse(use, name, place)
        for place, name in enumerate(clauses)
        for use in _uses_of(library, name)
        if all(map(has, use.names("with"))) and not any(map(has, use.names("without")))
    ]


def _uses_of(library: Mapping[str, Clause], name: str) -> Iterator[Use]:
    """The uses of a clause, then those that it takes over and does not write itself."""
    own = library[name].uses
    written = {use.target for use in own}
    for use in own:
        if use.kind != "same":
            yield use
            continue
        for source in use.names("as"):
            taken = library[source].uses if source in library else ()
            yield from (one for one in taken if one.kind != "same" and one.target not in written)


def of_kind(uses: Iterable[ShownUse], kind: str, attribute: str = "", name: str = "") -> list[ShownUse]:
    """The uses of a kind, those only whose attribute has the name; by their order, then as they stand."""
    found = [one for one in uses if one.use.kind == kind and (not attribute or concerns(one.use, attribute, name))]
    return sorted(found, key=lambda one: one.use.order)


def concerns(use: Use, attribute: str, name: str) -> bool:
    """Whether an attribute of a use has the name; `for="all"` has every role."""
    names = use.names(attribute)
    return name in names or (attribute == "for" and ALL in names)


def steps_of_guide(uses: Iterable[ShownUse], role: str, stages: Iterable[str]) -> list[ShownUse]:
    """The steps of a role's guide and the advice among them: by stage, by their order, then as the outline has them."""
    rank = {stage: number for number, stage in enumerate(stages)}
    found = [one for one in uses if one.use.kind in STEPS and concerns(one.use, "for", role) and one.use.names("stage")]
    return sorted(found, key=lambda one: (rank.get(one.use.attributes["stage"], len(rank)), one.use.order))


def steps_of_task(uses: Iterable[ShownUse], task: str, roles: Iterable[str]) -> list[tuple[tuple[str, ...], list[ShownUse]]]:
    """The steps of a task and the advice among them, by the roles that take them: (roles, steps), those for more roles first."""
    known, found = list(roles), dict[tuple[str, ...], list[ShownUse]]()
    mine = (one for one in uses if one.use.kind in STEPS and task in one.use.names("task"))
    for one in sorted(mine, key=lambda one: one.use.order):
        found.setdefault(tuple(role for role in known if concerns(one.use, "for", role)), []).append(one)
    return sorted(found.items(), key=lambda group: (-len(group[0]), [known.index(role) for role in group[0]]))

"""What is odd about the acts that an edition cites, and about the dates of its approval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from uklad.content.site import Site
from uklad.model.reference_data import Act
from uklad.model.schema import Edition


@dataclass(frozen=True)
class Oddity:
    """`kind`: younger, not-yet, lapsed or late-step; the act (its key and facts) or the approval step that it is about."""

    kind: str
    key: str
    act: Act | None = None


def oddities(site: Site) -> list[Oddity]:
    """The oddities of a site's edition, in the order of the act's basis, then of its approval."""
    day, acts = site.edition.date, site.schools.acts
    return [
        *(Oddity(kind, key, acts[key]) for key in site.outline.basis for kind in _act(acts[key], site.edition)),
        *(Oddity("late-step", step.step) for step in site.edition.approval if step.date and step.date > day and not step.until),
    ]


def _act(act: Act, edition: Edition) -> Iterator[str]:
    if act.date and act.date > edition.date:
        yield "younger"
    elif act.in_force and act.in_force > edition.date:
        yield "not-yet"
    if act.lapsed and act.lapsed < edition.date:
        yield "lapsed"

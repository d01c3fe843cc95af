"""What changed between two editions, clause by clause, word by word."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field

from uklad.content.site import Site
from uklad.content.word_changes import word_changes
from uklad.model.editions import ancestors
from uklad.model.outline import Place

Text = Callable[[str], str]  # a clause's id -> its plain text


@dataclass(frozen=True)
class Change:
    """One clause that differs. `kinds`: added, removed, reworded, renumbered, moved. `words`: (same|del|ins, text)."""

    clause: str
    old: Place | None
    new: Place | None
    kinds: tuple[str, ...]
    words: tuple[tuple[str, str], ...] = field(default=())


def compare(old: Site, new: Site, old_text: Text, new_text: Text) -> list[Change]:
    """Every clause that differs, in the order of the new edition; what was removed stands where it stood."""
    pairs = {name: before for name in new.places if (before := _before(old, new, name))}
    moved = _moved(list(old.places), [pairs[name] for name in new.places if name in pairs])
    changes = [_change(old, new, name, pairs.get(name), moved, old_text, new_text) for name in new.places]
    for index, name in enumerate(old.places):
        if name not in pairs.values():
            gone = Change(name, old.places[name], None, ("removed",), (("del", old_text(name)),))
            changes.insert(_place_of(changes, list(old.places)[:index]), gone)
    return [change for change in changes if change.kinds]


def _before(old: Site, new: Site, name: str) -> str | None:
    """The clause of the old edition that this one was, itself or reworded."""
    return next((older for older in ancestors(new.schools, name) if older in old.places), None)


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Clauses (by their old ids) that no longer stand in the same order among those that stayed."""
    stayed = [name for name in before if name in set(after)]
    kept = difflib.SequenceMatcher(None, stayed, after, autojunk=False).get_matching_blocks()
    return set(after) - {after[block.b + i] for block in kept for i in range(block.size)}


def _change(old: Site, new: Site, name: str, before: str | None, moved: set[str], old_text: Text, new_text: Text) -> Change:
    place = new.places[name]
    if before is None:
        return Change(name, None, place, ("added",), (("ins", new_text(name)),))
    was = old.places[before]
    words = word_changes(old_text(before), new_text(name))
    kinds = []
    if any(kind != "same" for kind, _ in words):
        kinds.append("reworded")
    if was.entry.number != place.entry.number:
        kinds.append("renumbered")
    if before in moved or was.chapter.id != place.chapter.id:
        kinds.append("moved")
    return Change(name, was, place, tuple(kinds), words)


def _place_of(changes: list[Change], before: list[str]) -> int:
    """The index after the last change whose old clause stood before the removed one."""
    known = [i for i, change in enumerate(changes) if change.old and change.old.id in before]
    return known[-1] + 1 if known else 0

"""The life of an act: its editions in order, the outline of each, and what each is to a reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from uklad.model.outline_and_copy import Added, Changes, Chapter, Copy, Entry, Gap, Item, Outline, Silent
from uklad.model.schema import Edition, School, Schools

Rename = Callable[[str], str | None]  # a clause's id in the new edition; None where it is removed


def in_order(school: School) -> list[Edition]:
    """The editions by date."""
    return sorted(school.editions, key=lambda edition: edition.date)


def current(school: School) -> Edition:
    """The edition in force: the latest that is not pending."""
    known = [edition for edition in in_order(school) if not edition.pending]
    return (known or in_order(school))[-1]


def place_in_data(school_id: str, school: School, edition: Edition) -> tuple[str | int, ...]:
    """Where the data file has the edition, for its line."""
    return ("schools", school_id, "editions", school.editions.index(edition))


def earlier(school: School, edition: Edition) -> list[Edition]:
    """The editions before this one, the latest first."""
    return [one for one in reversed(in_order(school)) if one.date < edition.date]


def successor(school: School, edition: Edition) -> Edition | None:
    """The edition that superseded this one, pending ones aside."""
    later = [one for one in in_order(school) if one.date > edition.date and not one.pending]
    return later[0] if later else None


def begins(edition: Edition) -> dt.date:
    """The day from which the edition is to be kept: that of its entry into force, or its date where the data say no other."""
    return edition.in_force or edition.date


def is_known_in_force(edition: Edition) -> bool:
    """Whether the data say that the edition came into force: by a day, or by what its date was taken from."""
    return edition.in_force is not None or edition.date_from in ("act", "approval")


def status(school: School, edition: Edition) -> str:
    """What the edition is: pending, superseded, repealed, current, or the latest that is known. No clock: the data say what is pending."""
    if edition.pending:
        return "pending"
    if successor(school, edition):
        return "superseded"
    if edition.repealed:
        return "repealed"
    return "current" if is_known_in_force(edition) else "latest"


def outline_of(schools: Schools, school: School, edition: Edition) -> Outline:
    """The edition's outline, whole, with what is odd about the school's copy laid over it."""
    return read_in(clean_outline(schools, school, edition), edition)


def clean_outline(schools: Schools, school: School, edition: Edition) -> Outline:
    """The edition's outline, whole, without what is odd about a copy of it."""
    if edition.outline is not None:
        begun = schools.outlines[edition.outline]
    else:
        begun = clean_outline(schools, school, next(one for one in school.editions if one.date == edition.based_on))
    return changed(begun, edition.changes, schools.replaces) if edition.changes != Changes() else begun


def unchanged_outline(edition: Edition) -> str | None:
    """The name of the shared outline that the edition has as it stands; none where it departs from one."""
    return edition.outline if edition.changes == Changes() else None


def read_in(outline: Outline, edition: Edition) -> Outline:
    """The outline as one copy has it: with its notes, gaps and misprints, and with what the act does not regulate."""
    source, silent = edition.source, edition.silent
    if source == Copy() and silent == Silent():
        return outline
    chapters = [chapter.model_copy(update={"clauses": _read(chapter, source)}) for chapter in outline.chapters]
    return outline.model_copy(
        update={
            "chapters": chapters,
            "notes": source.notes,
            "lost": source.lost,
            "partly_lost": source.partly_lost,
            "silent": silent.roles,
            "silent_questions": silent.questions,
        }
    )


def _read(chapter: Chapter, source: Copy) -> list[Entry]:
    """The entries of a chapter with their notes and misprints, and the gaps after them."""
    found = list[Entry]()
    for entry in chapter.clauses:
        name = entry.clause or ""
        odd = {"notes": source.at.get(name, []), "printed": source.printed.get(name), "also": source.also.get(name, [])}
        found.append(entry.model_copy(update=odd) if any(odd.values()) else entry)
    return _with_gaps(found, chapter.id, source.gaps)


def _with_gaps(entries: list[Entry], chapter: str, gaps: list[Gap]) -> list[Entry]:
    """The entries with the gaps that follow each; a gap may follow a gap."""
    found, after = list[Entry](), [chapter]
    for entry in [None, *entries]:
        if entry:
            found.append(entry)
            after = [entry.clause or entry.heading or ""]
        for gap in gaps:
            if gap.after in after:
                found.append(Entry(gap=gap.gap))
                after.append(gap.gap)
    return found


def changed(outline: Outline, changes: Changes, replaces: dict[str, str]) -> Outline:
    """The outline after the changes: removed, replaced, renumbered, then added."""
    new_for = {replaces[name]: name for name in changes.replaced}

    def rename(name: str) -> str | None:
        return None if name in changes.removed else new_for.get(name, name)

    chapters = [_chapter(chapter, rename, changes) for chapter in outline.chapters]
    kept = [chapter for chapter in chapters if chapter.clauses]
    more = {key: value for key in ("platform", "basis", "services") if (value := getattr(changes, key)) is not None}
    return outline.model_copy(update={**more, "chapters": kept})


def _chapter(chapter: Chapter, rename: Rename, changes: Changes) -> Chapter:
    entries = [added.entry for added in changes.added if added.entry and added.after == chapter.id]
    for entry in chapter.clauses:
        new = _entry(entry, rename, changes)
        entries += [new] if new else []
        entries += [added.entry for added in changes.added if added.entry and added.after in (entry.clause, entry.gap, entry.heading)]
    return chapter.model_copy(update={"clauses": entries, "number": changes.renumbered.get(chapter.id, chapter.number)})


def _entry(entry: Entry, rename: Rename, changes: Changes) -> Entry | None:
    if not entry.clause:
        return None if entry.gap in changes.removed or entry.heading in changes.removed else entry
    clause = rename(entry.clause)
    if clause is None:
        return None
    items = [new for item in entry.items for new in _item(item, rename, changes.added)]
    paragraphs = [new for name in entry.paragraphs if (new := rename(name))]
    number = changes.renumbered.get(clause, entry.number)
    return entry.model_copy(update={"clause": clause, "items": items, "paragraphs": paragraphs, "number": number})


def _item(item: str | Item, rename: Rename, added: Iterable[Added]) -> list[str | Item]:
    """The item as it is now, then the items added after it."""
    name = item.clause if isinstance(item, Item) else item
    now = rename(name)
    more: list[str | Item] = [one.item for one in added if one.item and one.after == name]
    if now is None:
        return more
    inner = [new for one in item.items if (new := rename(one))] if isinstance(item, Item) else []
    return [Item(clause=now, items=inner) if isinstance(item, Item) else now, *more]


def ancestors(schools: Schools, clause: str) -> list[str]:
    """The clause and those that it replaced, the latest first."""
    found = [clause]
    while (older := schools.replaces.get(found[-1])) and older not in found:
        found.append(older)
    return found


def named_files(school: School) -> list[str]:
    """The files of the project that a school's data name: its logo, and its signed originals."""
    originals = [edition.original for edition in school.editions if edition.original]
    return sorted({name for name in (school.logo, *(part for one in originals for part in (one.file, one.signature))) if name})

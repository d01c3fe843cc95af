"""Says which clauses of an edition are on trust: how many in which chapters, or each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from macros import MACROS
from uklad.authoring.confirmation import Verdicts, gone_with, left_on_trust
from uklad.authoring.own_wording import Wording
from uklad.content.site import Site
from uklad.model.outline_and_copy import Chapter
from uklad.model.trust import on_trust
from uklad.rendering.context import Context
from uklad.rendering.renderer import clause_plain


def summary(site: Site, root: Path) -> str:
    """One sentence: how many clauses of the edition are on trust, and in which chapters."""
    names = on_trust(site.schools, site.school, site.edition)
    context, counts = Context(site, root, MACROS), Counter(site.places[name].chapter.id for name in names)
    chapters = [chapter for chapter in site.outline.chapters if counts[chapter.id]]
    said = "; ".join(f"{chapter_title(context, chapter)} ({counts[chapter.id]})" for chapter in chapters)
    return f"{len(names)} of {len(site.places)} clauses are on trust: {said}" if names else "no clause is on trust"


def clause_lines(site: Site, root: Path) -> list[str]:
    """A line for each clause that is on trust: its number where it has one, its id, and the beginning of its rule."""
    context, names = Context(site, root, MACROS), on_trust(site.schools, site.school, site.edition)
    return [f"  {number_of(site, name)}{name}: {_short(clause_plain(context, name))}" for name in names]


def what_is_left(site: Site, verdicts: Verdicts, wordings: list[Wording], option: str) -> Iterator[str]:
    """Lines that say what became of the clauses, and what is to be done next. `option` names the data file."""
    left, gone = left_on_trust(site, verdicts), gone_with(site, verdicts.not_so)
    command = f"uklad confirm {site.school_id}{option}"
    said = f"{len(verdicts.so)} so, {len(gone)} not so, {len(verdicts.differently)} in other words"
    yield f"{site.school_id}, {site.edition.date}: {said}; {len(left)} of {len(site.places) - len(gone)} clauses are still on trust"
    if wordings:
        yield "Write these as the act has them, with their uses, in every language:"
        yield from (f"  {one.path}:{one.line}: {one.clause}" for one in wordings)
        yield f"Then say: {command} --so {' '.join(dict.fromkeys(one.clause for one in wordings))}"
    if len(left) > len(verdicts.differently):
        yield f"To go on: {command}"
    elif not left:
        yield "What the act has beyond these clauses: add it as the handbook says, handbook/authors.md, “Add a clause”"
        yield f"Then: uklad build --school {site.school_id}{option}"


def chapter_title(context: Context, chapter: Chapter) -> str:
    """The number and title of a chapter."""
    return " ".join(part for part in (chapter.number, clause_plain(context, chapter.id)) if part)


def number_of(site: Site, name: str) -> str:
    """The number of a clause with a space behind it; empty for an item, and for what has no number."""
    place = site.places[name]
    return f"{place.entry.number} " if place.entry.number and not place.parent else ""


def _short(text: str, longest: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rpartition(' ')[0]} …"

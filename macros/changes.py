"""What changed since earlier editions: redlines, what it means for a role, the history of a clause."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator

from macros.sources import SCHOOL, SHARED, marked
from macros.steps import carried_out
from macros.tables import role_name
from uklad.base.escape import literal
from uklad.content.redline import Change, compare
from uklad.content.site import Site
from uklad.model.editions import earlier
from uklad.model.schema import Edition
from uklad.rendering.context import Context
from uklad.rendering.dependencies import dependencies_into
from uklad.rendering.renderer import cite_place, clause_plain

TAGS = {"del": "del", "ins": "ins"}


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def redline() -> str:
        """The redline against each earlier edition, the latest first."""
        return "\n\n".join(part for old in earlier(context.site.school, context.site.edition) for part in _redline(context, old))

    def changes_for_me() -> str:
        """What changed since the edition before, by role: the rules, and the steps that rest on them."""
        before = earlier(context.site.school, context.site.edition)
        return "\n\n".join(_by_role(context, _since(context, before[0]))) if before else ""

    return {"redline": redline, "changes_for_me": changes_for_me}


def history(context: Context, clause: str) -> str:
    """What became of a clause over the editions up to this one; nothing where it has always been as it is."""
    words, told = context.site.words, []
    editions = [*reversed(earlier(context.site.school, context.site.edition)), context.site.edition]
    for old, new in itertools.pairwise(editions):
        for change in _between(context, old, new):
            if change.new and clause in (change.clause, *context.site.here(change.clause)):
                told += [words(f"changes.{kind}", date=words.date(new.date)) for kind in change.kinds]
    return f"{words('changes.history')}: {'; '.join(told)}" if told else ""


def _since(context: Context, old: Edition) -> list[Change]:
    return _between(context, old, context.site.edition)


def _between(context: Context, old: Edition, new: Edition) -> list[Change]:
    """The changes between two editions of the school, found once for a site."""
    key = (str(old.date), str(new.date))
    if key not in context.compared:
        before, after = (context.beside(edition=edition) for edition in (old, new))
        with dependencies_into(context.shared):
            plain = [functools.partial(clause_plain, one) for one in (before, after)]
            context.compared[key] = compare(before.site, after.site, *plain)
    return context.compared[key]


def _redline(context: Context, old: Edition) -> Iterator[str]:
    words, changes = context.site.words, _since(context, old)
    date = words.date(old.date)
    yield f"## {words('changes.since', date=date)} {{ #since-{old.date} }}"
    counts = [f"{words(f'changes.kinds.{kind}')} — {n}" for kind in words.get("changes.kinds") if (n := _count(changes, kind))]
    yield marked(SCHOOL, ", ".join(counts) + ".") if counts else words("changes.none")
    yield from (_one(context, old, change) for change in changes)


def _count(changes: list[Change], kind: str) -> int:
    return sum(kind in change.kinds for change in changes)


def _one(context: Context, old: Edition, change: Change) -> str:
    """One changed clause: its number, what happened, and its words struck and inserted."""
    words = context.site.words
    labels = [cite_place(context, place) for place in (change.old, change.new) if place]
    what = ", ".join(words(f"changes.kinds.{kind}") for kind in change.kinds)
    text = "".join(_run(kind, run) for kind, run in change.words)
    link = f" [{words('changes.clause')}]({context.link(f'regulation/index.md#{change.clause}')})" if change.new else ""
    head = f"### {' → '.join(dict.fromkeys(labels))}: {what} {{ #d{old.date}-{change.clause} }}"
    return f'<div class="change" {_source(change)} markdown="1">\n\n{head}\n\n{text}{link}\n\n</div>'


def _run(kind: str, text: str) -> str:
    """A run of words, marked by an element, not by colour alone; lines become breaks."""
    body = "<br>".join(literal(line) for line in text.rstrip().split("\n") if line.strip())
    space = " " if text[-1:].isspace() or kind == "del" else ""
    return f"<{kind}>{body}</{kind}>{space}" if kind in TAGS else body + space


def _by_role(context: Context, changes: list[Change]) -> Iterator[str]:
    """What concerns everyone, then what concerns each role alone."""
    site = context.site
    before = site.beside(edition=earlier(site.school, site.edition)[0])
    found = [(change, _concerned(site, before, change)) for change in changes]
    concerns = {role: [change for change, roles in found if role in roles] for role in site.schools.roles}
    common = [change for change in changes if all(change in some for some in concerns.values())]
    yield f"### {context.site.words('rights.everyone')} {{ #for-everyone }}\n\n{_lines(context, common)}"
    for role, some in concerns.items():
        alone = [change for change in some if change not in common]
        yield f'### {role_name(context, role)} {{ #for-{role} data-source="{SHARED}" }}\n\n{_lines(context, alone, role)}'


def _concerned(site: Site, before: Site, change: Change) -> set[str]:
    """The roles that the clause concerned in the edition before, as it was called there, or concerns since."""
    older = site.schools.replaces.get(change.clause)
    return {*site.concerned(change.clause), *before.concerned(change.clause), *(before.concerned(older) if older else ())}


def _lines(context: Context, changes: list[Change], role: str = "") -> str:
    return "\n".join(_line(context, change, role) for change in changes) or context.site.words("changes.nothing")


def _line(context: Context, change: Change, role: str) -> str:
    """A changed rule, with the steps of the role's guide that rest on it."""
    words = context.site.words
    what = ", ".join(words(f"changes.kinds.{kind}") for kind in change.kinds)
    place = cite_place(context, change.new or change.old)  # type: ignore[arg-type]
    steps = ", ".join(carried_out(context, change.clause, role)) if change.new and role else ""
    text = literal("".join(run for kind, run in change.words if kind != "del" or not change.new).replace("\n", " ").strip())
    done = f" {words('regulation.carried_out')}: {steps}." if steps else ""
    return f"- <span {_source(change)}>**{place}** ({what}): {text}{done}</span>"


def _source(change: Change) -> str:
    """What a change rests on: its clause, or the data of the school's earlier edition where this one has it no more."""
    return f'data-clause="{change.clause}"' if change.new else f'data-source="{SCHOOL}"'

"""What changed since earlier editions: redlines, what it means for a role, the history of a clause."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from macros.citations import place_label
from macros.doing import carried_out
from macros.tables import role_name
from uklad.base.escape import literal
from uklad.content.redline import Change, compare
from uklad.model.editions import earlier
from uklad.model.schema import Edition
from uklad.rendering.context import Current
from uklad.rendering.dependencies import noted
from uklad.rendering.renderer import Speaker

TAGS = {"del": "del", "ins": "ins"}


def macros(now: Current) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def redline() -> str:
        """The redline against each earlier edition, the latest first."""
        return "\n\n".join(part for old in earlier(now.site.school, now.site.edition) for part in _redline(now, old))

    def changes_for_me() -> str:
        """What changed since the edition before, by role: the rules, and the steps that rest on them."""
        before = earlier(now.site.school, now.site.edition)
        return "\n\n".join(_by_role(now, _since(now, before[0]))) if before else ""

    return {"redline": redline, "changes_for_me": changes_for_me}


def history(now: Current, clause: str) -> str:
    """What became of a clause over the editions up to this one; nothing where it has always been as it is."""
    words, told = now.site.words, []
    editions = [*reversed(earlier(now.site.school, now.site.edition)), now.site.edition]
    for old, new in itertools.pairwise(editions):
        for change in _between(now, old, new):
            if change.new and clause in (change.clause, *now.site.here(change.clause)):
                told += [words(f"changes.{kind}", date=words.date(new.date)) for kind in change.kinds]
    return f"{words('changes.history')}: {'; '.join(told)}" if told else ""


def _since(now: Current, old: Edition) -> list[Change]:
    return _between(now, old, now.site.edition)


def _between(now: Current, old: Edition, new: Edition) -> list[Change]:
    """The changes between two editions of the school, found once for a site."""
    key = (str(old.date), str(new.date))
    if key not in now.compared:
        speakers = [Speaker(now.site.beside(edition=edition), now.root, now.file) for edition in (old, new)]
        with noted(now.shared):
            now.compared[key] = compare(speakers[0].now.site, speakers[1].now.site, speakers[0].plain, speakers[1].plain)
    return now.compared[key]


def _redline(now: Current, old: Edition) -> Iterator[str]:
    words, changes = now.site.words, _since(now, old)
    date = words.date(old.date)
    yield f"## {words('changes.since', date=date)} {{ #since-{old.date} }}"
    counts = [f"{words(f'changes.kinds.{kind}')} — {n}" for kind in words.get("changes.kinds") if (n := _count(changes, kind))]
    yield ", ".join(counts) + "." if counts else words("changes.none")
    yield from (_one(now, old, change) for change in changes)


def _count(changes: list[Change], kind: str) -> int:
    return sum(kind in change.kinds for change in changes)


def _one(now: Current, old: Edition, change: Change) -> str:
    """One changed clause: its number, what happened, and its words struck and inserted."""
    words = now.site.words
    labels = [place_label(now, place) for place in (change.old, change.new) if place]
    what = ", ".join(words(f"changes.kinds.{kind}") for kind in change.kinds)
    text = "".join(_run(kind, run) for kind, run in change.words)
    link = f" [{words('changes.clause')}]({now.link(f'regulation/index.md#{change.clause}')})" if change.new else ""
    head = " → ".join(dict.fromkeys(labels))
    return f'<div class="change" markdown="1">\n\n### {head}: {what} {{ #d{old.date}-{change.clause} }}\n\n{text}{link}\n\n</div>'


def _run(kind: str, text: str) -> str:
    """A run of words, marked by an element, not by colour alone; lines become breaks."""
    body = "<br>".join(literal(line) for line in text.rstrip().split("\n") if line.strip())
    space = " " if text[-1:].isspace() or kind == "del" else ""
    return f"<{kind}>{body}</{kind}>{space}" if kind in TAGS else body + space


def _by_role(now: Current, changes: list[Change]) -> Iterator[str]:
    """What concerns everyone, then what concerns each role alone."""
    concerns = {}
    for role, rules in now.site.schools.roles.items():
        known = {*now.site.here(*rules.duties, *rules.rights), *rules.duties, *rules.rights}
        concerns[role] = [change for change in changes if change.clause in known]
    common = [change for change in changes if all(change in some for some in concerns.values())]
    yield f"### {now.site.words('rights.everyone')} {{ #for-everyone }}\n\n{_lines(now, common)}"
    for role, some in concerns.items():
        alone = [change for change in some if change not in common]
        yield f"### {role_name(now, role)} {{ #for-{role} }}\n\n{_lines(now, alone, role)}"


def _lines(now: Current, changes: list[Change], role: str = "") -> str:
    return "\n".join(_line(now, change, role) for change in changes) or now.site.words("changes.nothing")


def _line(now: Current, change: Change, role: str) -> str:
    """A changed rule, with the steps of the role's guide that rest on it."""
    words = now.site.words
    what = ", ".join(words(f"changes.kinds.{kind}") for kind in change.kinds)
    place = place_label(now, change.new or change.old)  # type: ignore[arg-type]
    steps = ", ".join(carried_out(now, change.clause, role)) if change.new and role else ""
    text = literal("".join(run for kind, run in change.words if kind != "del" or not change.new).replace("\n", " ").strip())
    return f"- **{place}** ({what}): {text}" + (f" {words('regulation.carried_out')}: {steps}." if steps else "")

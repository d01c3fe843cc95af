"""The whole act of a school: head, chapters, clauses under their numbers, notes and gaps."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Iterator

from macros.changes import history
from macros.citations import label, place_label
from macros.doing import carried_out
from macros.editions import legal_cite
from macros.tables import approval_list
from uklad.authoring.checks.dates import oddities
from uklad.base.escape import literal, literal_within
from uklad.model.outline import Place
from uklad.model.schema import Chapter, Entry, Item
from uklad.rendering.context import Current


def macros(now: Current) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def regulation() -> str:
        """The act, chapter by chapter."""
        level, parts = 2, []
        for chapter in now.site.outline.chapters:
            level = 3 if chapter.part else level
            parts += _chapter(now, chapter, level)
        return "\n\n".join(parts)

    def act_head() -> str:
        """The full title, the institution, the approval and what the copy lacks."""
        site, words = now.site, now.site.words
        school, locale = site.school, site.locale
        lines = [literal(text[locale]) for text in (school.founder, school.full_name, school.place) if text]
        date = words("regulation.edition", date=words.date(site.edition.date))
        return "\n\n".join(
            [
                '<div class="act-head" markdown="1">',
                "<br>".join(lines),
                f"**{literal(site.edition.title[locale])}**",
                f"{date}. {words(f'regulation.date_from.{site.edition.date_from}')}",
                f"**{words('approval.heading')}**",
                approval_list(now, site.edition.approval),
                *(_note(now, name) for name in site.outline.notes),
                "</div>",
            ]
        )

    def in_force() -> str:
        """One line: the edition in force, leading to the act."""
        said = now.site.words("in_force", date=now.site.words.date(now.site.edition.date))
        return f"[{said}]({now.link('regulation/index.md')})\n{{: .in-force }}"

    def edition_notes() -> str:
        """Every editorial note and gap of the act, each with its clause."""
        return "\n".join(_all_notes(now))

    return {"regulation": regulation, "act_head": act_head, "in_force": in_force, "edition_notes": edition_notes}


def _chapter(now: Current, chapter: Chapter, level: int) -> Iterator[str]:
    """The chapter's heading, one level deeper within a part (an appendix), then its clauses."""
    if chapter.part:
        yield f"## {now.text(chapter.part)} {{ #{chapter.part} }}"
    number = f"{literal_within(chapter.number)}. " if chapter.number else ""
    yield f"{'#' * level} {number}{now.text(chapter.id)} {{ #{chapter.id} }}"
    for entry in chapter.clauses:
        if entry.heading:
            number = f"{literal_within(entry.number)} " if entry.number else ""
            yield f"{'#' * (level + 1)} {number}{now.text(entry.heading)} {{ #{entry.heading} }}"
        elif entry.gap:
            title = f"{now.site.words('regulation.gap')}\n{{: .gap-title }}"
            yield f'<div class="gap" id="{entry.gap}" markdown="1">\n\n{title}\n\n{now.text(entry.gap)}\n\n</div>'
        else:
            yield _clause(now, now.site.places[str(entry.clause)])


def _clause(now: Current, place: Place) -> str:
    """One clause with its number, text, items, steps, further paragraphs and notes."""
    entry = place.entry
    parts = [_number(now, place), now.text(place.id)]
    if entry.items:
        parts.append("\n".join(line for item in entry.items for line in _item(now, item, 0)))
    parts.append(_done(now, place.id))
    for name in entry.paragraphs:
        parts += [f'<span id="{name}"></span>{now.text(name)}', _done(now, name)]
    parts += [_note(now, name) for name in entry.notes]
    parts += [f"{now.site.words('stale')}\n{{: .stale }}"] if now.stale & {place.id, *_inner(entry)} else []
    parts += _oddities(now) if place.id == "basis.acts" else []
    parts += [f"{told}\n{{: .done }}" for name in (place.id, *_inner(entry)) if (told := history(now, name))]
    body = "\n\n".join(part.strip() for part in parts if part.strip())
    return f'<div class="clause" id="{place.id}" markdown="1">\n\n{body}\n\n</div>'


def _number(now: Current, place: Place) -> str:
    """The printed number as a permanent link, with what is odd about it."""
    words, entry = now.site.words, place.entry
    cited = label(now, place.id)
    shown = literal_within(entry.number) if entry.number and place.pattern in ("plain", "section", "titled") else cited
    odd = [words("printed", number=literal_within(entry.printed))] if entry.printed else []
    odd += [words("also", numbers=literal_within(", ".join(entry.also)))] if entry.also else []
    remark = f" ({'; '.join(odd)})" if odd else ""
    title = words("regulation.permalink", cite=cited).replace('"', "&quot;")
    also = "".join(f'<span id="{literal_within(anchor)}"></span>' for anchor in _number_anchors(now, entry))
    aside = "regulation/side-by-side.md"
    both = f"[{words('both')}]({now.link(f'{aside}#{place.id}')}){{ .both }}" if any(page.path == aside for page in now.pages) else ""
    number = f'[{shown}](#{place.id} "{title}"){{ .number data-cite="{legal_cite(now, html.unescape(cited))}" }}'
    return f"{also}{number}{remark} {both}\n{{: .clause-number }}"


def _number_anchors(now: Current, entry: Entry) -> list[str]:
    """Anchors by printed number (n4.13.5), where a number denotes one place only."""
    entries = [other for chapter in now.site.outline.chapters for other in chapter.clauses if other.clause]
    times = Counter(number for other in entries for number in _numbers(other))
    return [f"n{number.replace(' ', '-')}" for number in _numbers(entry) if times[number] == 1]


def _oddities(now: Current) -> list[str]:
    """Notes on acts that were not in force when this edition cited them."""
    words, locale = now.site.words, now.site.locale
    notes = []
    for odd in oddities(now.site):
        if odd.act and odd.act.type and odd.act.number:
            dates = {"not-yet": odd.act.in_force, "lapsed": odd.act.lapsed}
            date = words.date(day) if (day := dates.get(odd.kind)) else ""
            act = words("acts.short", type=literal(odd.act.type[locale]), number=literal(odd.act.number))
            notes.append(f"**{words('regulation.note')}.** {words(f'lint.{odd.kind}', act=act, date=date)}\n{{: .note }}")
    return notes


def _inner(entry: Entry) -> list[str]:
    """The items and paragraphs of a clause, items of items included."""
    names = [name for item in entry.items for name in ([item.clause, *item.items] if isinstance(item, Item) else [item])]
    return names + entry.paragraphs


def _numbers(entry: Entry) -> list[str]:
    return [number for number in (entry.number, entry.printed, *entry.also) if number]


def _item(now: Current, item: str | Item, depth: int) -> Iterator[str]:
    name = item.clause if isinstance(item, Item) else item
    indent = "    " * depth
    text = now.text(name).replace("\n", f"\n{indent}    ")
    done = _done(now, name, block=False)
    yield f'{indent}- <span id="{name}"></span>{text}{done}'
    for inner in item.items if isinstance(item, Item) else ():
        yield from _item(now, inner, depth + 1)


def _done(now: Current, name: str, block: bool = True) -> str:
    """Links to the steps that rest on the clause."""
    links = ", ".join(carried_out(now, name))
    if not links:
        return ""
    said = f"{now.site.words('regulation.carried_out')}: {links}"
    return f"{said}\n{{: .done }}" if block else f' <span class="done">{said}</span>'


def _note(now: Current, name: str) -> str:
    return f"**{now.site.words('regulation.note')}.** {now.text(name)}\n{{: .note }}"


def _all_notes(now: Current) -> Iterator[str]:
    """A list item for each note and gap, once, with the places that it stands at."""
    where: dict[str, list[str]] = {name: [] for name in now.site.outline.notes}
    for chapter in now.site.outline.chapters:
        for entry in chapter.clauses:
            for name in entry.notes + ([entry.gap] if entry.gap else []):
                cited = place_label(now, Place(name, entry, chapter)) if entry.clause or chapter.number else now.text(chapter.id)
                where.setdefault(name, []).append(f"[{cited}]({now.link(f'regulation/index.md#{entry.clause or entry.gap}')})")
    for name, links in where.items():
        text = now.text(name).replace("\n", "\n    ")
        yield f"- {', '.join(links)}{': ' if links else ''}{text}"

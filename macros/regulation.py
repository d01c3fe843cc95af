"""The whole act of a school: head, chapters, clauses under their numbers, notes and gaps."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Iterator

from macros.changes import history
from macros.editions import legal_cite
from macros.sources import COPY, FRAME, SCHOOL, SHARED, lines_by_source, marked, paragraph
from macros.steps import carried_out
from macros.tables import approval_list
from macros.terms import literal_forms
from macros.validity import dates_of
from uklad.base.escape import literal, literal_within
from uklad.content.dates import oddities
from uklad.model.outline import Place, inner_clauses, items_of
from uklad.model.outline_and_copy import Chapter, Entry
from uklad.rendering.context import Context
from uklad.rendering.renderer import cite, cite_place


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def regulation() -> str:
        """The act, chapter by chapter."""
        level, parts = 2, list[str]()
        for chapter in context.site.outline.chapters:
            level = 3 if chapter.part else level
            parts += _chapter(context, chapter, level)
        return "\n\n".join(parts)

    def act_head() -> str:
        """The full title, the institution, the approval and what the copy lacks."""
        site, words = context.site, context.site.words
        school, locale = site.school, site.locale
        lines = [literal(text[locale]) for text in (school.founder, school.full_name, school.place) if text]
        date = words("regulation.edition", date=words.date(site.edition.date))
        return "\n\n".join(
            [
                f'<div class="act-head" data-source="{SCHOOL}" markdown="1">',
                "<br>".join(lines),
                f"**{literal(site.edition.title[locale])}**",
                " ".join([f"{date}.", words(f"regulation.date_from.{site.edition.date_from}"), *dates_of(context, site.edition)]),
                f"**{words('approval.heading')}**",
                approval_list(context, site.edition.approval),
                *(_note(context, name) for name in site.outline.notes),
                "</div>",
            ]
        )

    def edition_notes() -> str:
        """Every editorial note and gap of the copy, each with its clause; nothing where the copy is intact."""
        notes = "\n".join(_all_notes(context))
        return f"{context.site.words('copy')}\n\n{notes}" if notes else ""

    def missing_pages() -> str:
        """That the copy has gaps, and where they are marked; nothing where it has none."""
        if not context.site.edition.source.gaps:
            return ""
        act, school = (literal_forms(context.site.term(name)) for name in ("act", "school"))
        return marked(COPY, context.site.words("gaps", act=act, school=school, page=context.link("regulation/index.md")))

    made = (regulation, act_head, edition_notes, missing_pages)
    return {macro.__name__: macro for macro in made}


def _chapter(context: Context, chapter: Chapter, level: int) -> Iterator[str]:
    """The chapter's heading, one level deeper within a part (an appendix), then its clauses."""
    if chapter.part:
        yield f"## {context.text(chapter.part)} {_anchor(chapter.part)}"
    number = f"{literal_within(chapter.number)}. " if chapter.number else ""
    yield f"{'#' * level} {number}{context.text(chapter.id)} {_anchor(chapter.id)}"
    for entry in chapter.clauses:
        if entry.heading:
            number = f"{literal_within(entry.number)} " if entry.number else ""
            yield f"{'#' * (level + 1)} {number}{context.text(entry.heading)} {_anchor(entry.heading)}"
        elif entry.gap:
            title = f"{context.site.words('regulation.gap')}\n{{: .gap-title }}"
            yield f'<div class="gap" id="{entry.gap}" data-source="{COPY}" markdown="1">\n\n{title}\n\n{context.text(entry.gap)}\n\n</div>'
        else:
            yield _clause(context, context.site.places[str(entry.clause)])


def _anchor(name: str) -> str:
    """The attributes of a heading that the act itself has."""
    return f'{{ #{name} data-clause="{name}" }}'


def _clause(context: Context, place: Place) -> str:
    """One clause with its number, text, items, steps, further paragraphs and notes."""
    entry = place.entry
    parts = [_number(context, place), context.text(place.id)]
    if entry.items:
        parts.append("\n".join(_item(context, name, depth) for name, depth in items_of(entry)))
    parts.append(_done(context, place.id))
    for name in entry.paragraphs:
        parts += [f'<span id="{name}"></span>{context.text(name)}', _done(context, name)]
    parts += [_note(context, name) for name in entry.notes]
    stale = context.site.stale & {place.id, *inner_clauses(entry)}
    parts += [paragraph(FRAME, "stale", context.site.words("stale"))] if stale else []
    parts += _oddities(context) if place.id == "basis.acts" else []
    parts += [f"{told}\n{{: .done }}" for name in (place.id, *inner_clauses(entry)) if (told := history(context, name))]
    body = "\n\n".join(part.strip() for part in parts if part.strip())
    return f'<div class="clause" id="{place.id}" markdown="1">\n\n{body}\n\n</div>'


def _number(context: Context, place: Place) -> str:
    """The printed number as a permanent link, with what is odd about it."""
    words, entry = context.site.words, place.entry
    cited = cite(context, place.id)
    shown = literal_within(entry.number) if entry.number and place.pattern in ("plain", "section", "titled") else cited
    odd = [words("printed", number=literal_within(entry.printed))] if entry.printed else []
    odd += [words("also", numbers=literal_within(", ".join(entry.also)))] if entry.also else []
    remark = f" ({'; '.join(odd)})" if odd else ""
    title = words("regulation.permalink", cite=cited).replace('"', "&quot;")
    also = "".join(f'<span id="{literal_within(anchor)}"></span>' for anchor in _number_anchors(context, entry))
    aside = "regulation/side-by-side.md"
    both = (
        f"[{words('both')}]({context.link(f'{aside}#{place.id}')}){{ .both }}" if any(page.path == aside for page in context.pages) else ""
    )
    number = f'[{shown}](#{place.id} "{title}"){{ .number data-cite="{legal_cite(context, html.unescape(cited))}" }}'
    return f"{also}{number}{remark} {both}\n{{: .clause-number }}"


def _number_anchors(context: Context, entry: Entry) -> list[str]:
    """Anchors by printed number (n4.13.5), where a number denotes one place only."""
    entries = [other for chapter in context.site.outline.chapters for other in chapter.clauses if other.clause]
    times = Counter(number for other in entries for number in _numbers(other))
    return [f"n{number.replace(' ', '-')}" for number in _numbers(entry) if times[number] == 1]


def _oddities(context: Context) -> list[str]:
    """Notes on acts that were not in force when this edition cited them."""
    words, locale = context.site.words, context.site.locale
    notes = []
    for odd in oddities(context.site):
        if odd.act and odd.act.type and odd.act.number:
            dates = {"not-yet": odd.act.in_force, "lapsed": odd.act.lapsed}
            date = words.date(day) if (day := dates.get(odd.kind)) else ""
            act = words("acts.short", type=literal(odd.act.type[locale]), number=literal(odd.act.number))
            said = words(f"lint.{odd.kind}", act=act, date=date)
            notes.append(paragraph(SHARED, "note", f"**{words('regulation.note')}.** {said}"))
    return notes


def _numbers(entry: Entry) -> list[str]:
    return [number for number in (entry.number, entry.printed, *entry.also) if number]


def _item(context: Context, name: str, depth: int) -> str:
    indent = "    " * depth
    text = context.text(name).replace("\n", f"\n{indent}    ")
    return f'{indent}- <span id="{name}"></span>{text}{_done(context, name, block=False)}'


def _done(context: Context, name: str, block: bool = True) -> str:
    """Links to the steps that rest on the clause."""
    links = ", ".join(carried_out(context, name))
    if not links:
        return ""
    said = f"{context.site.words('regulation.carried_out')}: {links}"
    return f"{said}\n{{: .done }}" if block else f' <span class="done">{said}</span>'


def _note(context: Context, name: str) -> str:
    return paragraph(COPY, "note", f"**{context.site.words('regulation.note')}.** {context.text(name)}")


def _all_notes(context: Context) -> Iterator[str]:
    """A list item for each note and gap, once, with the places that it stands at."""
    where: dict[str, list[str]] = {name: [] for name in context.site.outline.notes}
    for chapter in context.site.outline.chapters:
        for entry in chapter.clauses:
            for name in entry.notes + ([entry.gap] if entry.gap else []):
                cited = cite_place(context, Place(name, entry, chapter)) if entry.clause or chapter.number else context.text(chapter.id)
                link = context.link(f"regulation/index.md#{entry.clause or entry.gap}")
                where.setdefault(name, []).append(f"[{cited}]({link}){{ .cite }}")
    for name, links in where.items():
        said = f"{', '.join(links)}{': ' if links else ''}{context.text(name)}"
        yield "- " + lines_by_source(COPY, said).replace("\n", "\n    ")

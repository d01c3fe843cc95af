"""The regulation as a document: whole, as on its page, or clean of editorial notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from macros.validity import dates_of
from uklad.documents.approval_head import beside, stamp
from uklad.documents.blocks import Block, Document, Heading, Item, Listing, Paragraph, Run, Runs
from uklad.documents.context import ACT, DocumentContext
from uklad.model.outline import Place
from uklad.model.outline_and_copy import Chapter, Entry
from uklad.model.outline_and_copy import Item as ItemOfClause


def regulation(context: DocumentContext) -> Document:
    """The whole act, under the numbers of its edition."""
    site = context.site
    context.inside = _anchors(context)
    body = [*_front(context), *(block for chapter in site.outline.chapters for block in _chapter(context, chapter))]
    heading = site.edition.title[site.locale]
    return context.document("regulation", body, heading=heading, above=_above(context), beside=beside(context), stamp=stamp(context))


def _anchors(context: DocumentContext) -> set[str]:
    chapters = context.site.outline.chapters
    titles = {name for chapter in chapters for name in (chapter.id, chapter.part) if name}
    inner = {
        name for chapter in chapters for entry in chapter.clauses for name in (entry.heading, None if context.clean else entry.gap) if name
    }
    return set(context.site.places) | titles | inner


def _above(context: DocumentContext) -> tuple[Block, ...]:
    """Founder, institution and place, above the title."""
    school, locale = context.site.school, context.site.locale
    texts = [text[locale] for text in (school.founder, school.full_name, school.place) if text]
    return tuple(Paragraph((Run(text),), "centre") for text in texts)


def _front(context: DocumentContext) -> Iterator[Block]:
    """What the page says before the first chapter: edition, approval, what the copy lacks."""
    site, words = context.site, context.site.words
    if context.clean:
        return
    if site.locale != site.schools.locales[0]:
        yield Paragraph((Run(words("prevails")),), "small")
    yield Paragraph((Run(words("regulation.restated")),), "small")
    dated = [f"{context.edition}.", words(f"regulation.date_from.{site.edition.date_from}"), *dates_of(context.texts, site.edition)]
    yield Paragraph((Run(words.bind(" ".join(dated))),), "small")
    if site.edition.approval:
        yield Paragraph((Run(words("approval.heading"), bold=True),), "small")
        yield from context.blocks("{{ approvals() }}")
    for name in site.outline.notes:
        yield _note(context, name)


def _chapter(context: DocumentContext, chapter: Chapter) -> Iterator[Block]:
    parts = any(one.part for one in context.site.outline.chapters)
    level = 3 if parts else 2
    if chapter.part:
        yield Heading(2, context.title(chapter.part), chapter.part)
    number = (Run(f"{chapter.number}. "),) if chapter.number else ()
    yield Heading(level if chapter.part or _within_part(context, chapter) else 2, (*number, *context.title(chapter.id)), chapter.id)
    for entry in chapter.clauses:
        yield from _entry(context, chapter, entry)


def _within_part(context: DocumentContext, chapter: Chapter) -> bool:
    """Whether a part (an appendix) began before this chapter."""
    chapters = context.site.outline.chapters
    return any(one.part for one in chapters[: chapters.index(chapter)])


def _entry(context: DocumentContext, chapter: Chapter, entry: Entry) -> Iterator[Block]:
    if entry.heading:
        level = 4 if chapter.part or _within_part(context, chapter) else 3
        yield Heading(level, (Run(f"{entry.number} "), *context.title(entry.heading)), entry.heading)
    elif entry.gap:
        if not context.clean:
            said = context.clause(entry.gap)
            yield from _marked(said, context.site.words("regulation.gap"), "gap", entry.gap)
    else:
        yield from _clause(context, context.site.places[str(entry.clause)])


def _clause(context: DocumentContext, place: Place) -> Iterator[Block]:
    """The number before the text; items, further paragraphs and notes after it."""
    entry = place.entry
    yield from _numbered(context, place)
    if entry.items:
        yield Listing(tuple(_item(context, item) for item in entry.items))
    for name in entry.paragraphs:
        first, *rest = context.clause(name)
        yield from (replace(first, anchor=name) if isinstance(first, Paragraph) else first, *rest)
    if not context.clean:
        yield from (_note(context, name) for name in entry.notes)


def _numbered(context: DocumentContext, place: Place) -> Iterator[Block]:
    blocks = list(context.clause(place.id))
    first = blocks[0] if blocks else None
    text, rest = (first.runs, blocks[1:]) if isinstance(first, Paragraph) else ((), blocks)
    yield Paragraph((*_number(context, place), *text), "clause", place.id)
    yield from rest


def _number(context: DocumentContext, place: Place) -> Runs:
    """The printed number, leading to the clause on the site, with what is odd about it."""
    entry, words = place.entry, context.site.words
    cited = context.cited(place.id)
    shown = entry.number if entry.number and place.pattern in ("plain", "section", "titled") else cited
    if context.clean:
        return (Run(f"{entry.number} "),) if entry.number else ()
    odd = [words("printed", number=entry.printed)] if entry.printed else []
    odd += [words("also", numbers=", ".join(entry.also))] if entry.also else []
    remark = (Run(f"({'; '.join(odd)}) ", italic=True),) if odd else ()
    return (Run(shown, bold=True, link=context.address(ACT, place.id)), Run(" "), *remark)


def _item(context: DocumentContext, item: str | ItemOfClause) -> Item:
    name = item if isinstance(item, str) else item.clause
    inner = () if isinstance(item, str) else (Listing(tuple(_item(context, one) for one in item.items)),)
    return Item((*context.clause(name), *inner), name)


def _note(context: DocumentContext, name: str) -> Block:
    (block,) = _marked(context.clause(name)[:1], context.site.words("regulation.note"), "note", "")
    rest = tuple(run for one in context.clause(name)[1:] if isinstance(one, Paragraph) for run in (Run("\n"), *one.runs))
    return replace(block, runs=(*block.runs, *rest)) if isinstance(block, Paragraph) else block


def _marked(blocks: tuple[Block, ...], title: str, style: str, anchor: str) -> Iterator[Block]:
    """A note or a gap, under its name."""
    name = Run(f"{title}. ", bold=True)
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield Paragraph(((name,) if index == 0 else ()) + block.runs, style, anchor if index == 0 else "")
        else:
            yield block

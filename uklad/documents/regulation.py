"""The regulation as a document: whole, as on its page, or clean of editorial notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from uklad.documents.approval_head import beside, stamp
from uklad.documents.blocks import Block, Document, Heading, Item, Listing, Paragraph, Run, Runs
from uklad.documents.context import ACT, Voice
from uklad.model.outline import Place
from uklad.model.schema import Chapter, Entry
from uklad.model.schema import Item as ItemOfClause


def regulation(voice: Voice) -> Document:
    """The whole act, under the numbers of its edition."""
    site = voice.site
    voice.inside = _anchors(voice)
    body = [*_front(voice), *(block for chapter in site.outline.chapters for block in _chapter(voice, chapter))]
    heading = site.edition.title[site.locale]
    return voice.document("regulation", body, heading=heading, above=_above(voice), beside=beside(voice), stamp=stamp(voice))


def _anchors(voice: Voice) -> set[str]:
    chapters = voice.site.outline.chapters
    titles = {name for chapter in chapters for name in (chapter.id, chapter.part) if name}
    inner = {
        name for chapter in chapters for entry in chapter.clauses for name in (entry.heading, None if voice.clean else entry.gap) if name
    }
    return set(voice.site.places) | titles | inner


def _above(voice: Voice) -> tuple[Block, ...]:
    """Founder, institution and place, above the title."""
    school, locale = voice.site.school, voice.site.locale
    texts = [text[locale] for text in (school.founder, school.full_name, school.place) if text]
    return tuple(Paragraph((Run(text),), "centre") for text in texts)


def _front(voice: Voice) -> Iterator[Block]:
    """What the page says before the first chapter: edition, approval, what the copy lacks."""
    site, words = voice.site, voice.site.words
    if voice.clean:
        return
    if site.locale != site.schools.locales[0]:
        yield Paragraph((Run(words("prevails")),), "small")
    yield Paragraph((Run(words("regulation.restated")),), "small")
    dated = f"{voice.edition}. {words(f'regulation.date_from.{site.edition.date_from}')}"
    yield Paragraph((Run(words.bind(dated)),), "small")
    if site.edition.approval:
        yield Paragraph((Run(words("approval.heading"), bold=True),), "small")
        yield from voice.blocks("{{ approvals() }}")
    for name in site.outline.notes:
        yield _note(voice, name)


def _chapter(voice: Voice, chapter: Chapter) -> Iterator[Block]:
    parts = any(one.part for one in voice.site.outline.chapters)
    level = 3 if parts else 2
    if chapter.part:
        yield Heading(2, voice.title(chapter.part), chapter.part)
    number = (Run(f"{chapter.number}. "),) if chapter.number else ()
    yield Heading(level if chapter.part or _within_part(voice, chapter) else 2, (*number, *voice.title(chapter.id)), chapter.id)
    for entry in chapter.clauses:
        yield from _entry(voice, chapter, entry)


def _within_part(voice: Voice, chapter: Chapter) -> bool:
    """Whether a part (an appendix) began before this chapter."""
    chapters = voice.site.outline.chapters
    return any(one.part for one in chapters[: chapters.index(chapter)])


def _entry(voice: Voice, chapter: Chapter, entry: Entry) -> Iterator[Block]:
    if entry.heading:
        level = 4 if chapter.part or _within_part(voice, chapter) else 3
        yield Heading(level, (Run(f"{entry.number} "), *voice.title(entry.heading)), entry.heading)
    elif entry.gap:
        if not voice.clean:
            said = voice.clause(entry.gap)
            yield from _marked(said, voice.site.words("regulation.gap"), "gap", entry.gap)
    else:
        yield from _clause(voice, voice.site.places[str(entry.clause)])


def _clause(voice: Voice, place: Place) -> Iterator[Block]:
    """The number before the text; items, further paragraphs and notes after it."""
    entry = place.entry
    yield from _numbered(voice, place)
    if entry.items:
        yield Listing(tuple(_item(voice, item) for item in entry.items))
    for name in entry.paragraphs:
        first, *rest = voice.clause(name)
        yield from (replace(first, anchor=name) if isinstance(first, Paragraph) else first, *rest)
    if not voice.clean:
        yield from (_note(voice, name) for name in entry.notes)


def _numbered(voice: Voice, place: Place) -> Iterator[Block]:
    blocks = list(voice.clause(place.id))
    first = blocks[0] if blocks else None
    text, rest = (first.runs, blocks[1:]) if isinstance(first, Paragraph) else ((), blocks)
    yield Paragraph((*_number(voice, place), *text), "clause", place.id)
    yield from rest


def _number(voice: Voice, place: Place) -> Runs:
    """The printed number, leading to the clause on the site, with what is odd about it."""
    entry, words = place.entry, voice.site.words
    cited = voice.cited(place.id)
    shown = entry.number if entry.number and place.pattern in ("plain", "section", "titled") else cited
    if voice.clean:
        return (Run(f"{entry.number} "),) if entry.number else ()
    odd = [words("printed", number=entry.printed)] if entry.printed else []
    odd += [words("also", numbers=", ".join(entry.also))] if entry.also else []
    remark = (Run(f"({'; '.join(odd)}) ", italic=True),) if odd else ()
    return (Run(shown, bold=True, link=voice.address(ACT, place.id)), Run(" "), *remark)


def _item(voice: Voice, item: str | ItemOfClause) -> Item:
    name = item if isinstance(item, str) else item.clause
    inner = () if isinstance(item, str) else (Listing(tuple(_item(voice, one) for one in item.items)),)
    return Item((*voice.clause(name), *inner), name)


def _note(voice: Voice, name: str) -> Block:
    (block,) = _marked(voice.clause(name)[:1], voice.site.words("regulation.note"), "note", "")
    rest = tuple(run for one in voice.clause(name)[1:] if isinstance(one, Paragraph) for run in (Run("\n"), *one.runs))
    return replace(block, runs=(*block.runs, *rest)) if isinstance(block, Paragraph) else block


def _marked(blocks: tuple[Block, ...], title: str, style: str, anchor: str) -> Iterator[Block]:
    """A note or a gap, under its name."""
    name = Run(f"{title}. ", bold=True)
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield Paragraph(((name,) if index == 0 else ()) + block.runs, style, anchor if index == 0 else "")
        else:
            yield block

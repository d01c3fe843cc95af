"""The source of every sentence of a built site; a sentence that claims none must be a text of the frame itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from uklad.authoring.frame_texts import frame_texts
from uklad.content.site import Site
from uklad.html.sentences import Mark, read_sentences
from uklad.rendering.context import Context

NONE = "none"  # the kind of a sentence without a source
DATA = ("school", "shared", "copy")


@dataclass(frozen=True)
class Place:
    """Where a sentence stands: a page below the site's folder, and the nearest anchor above it."""

    page: str
    anchor: str


@dataclass(frozen=True)
class SourcedSentence:
    """A sentence, where it stands, and its source: a kind (as `Mark` has them, or `none`), and the clauses or the question it names."""

    text: str
    kind: str
    names: tuple[str, ...]
    places: tuple[Place, ...]


def sourced_sentences(context: Context, folder: Path) -> list[SourcedSentence]:
    """Every sentence of the pages of a site below `folder`, once for each of its sources, in reading order."""
    own, known = frame_texts(context), _Known(context.site)
    found: dict[tuple[str, str, tuple[str, ...]], dict[Place, None]] = {}
    for path in sorted(folder.rglob("*.html")):
        for one in read_sentences(path.read_text(encoding="utf-8")):
            good = own.has(one.text) if one.mark.kind == "frame" else known.has(one.mark)
            key = (one.text, one.mark.kind if good else NONE, one.mark.names)
            found.setdefault(key, {})[Place(path.relative_to(folder).as_posix(), one.anchor)] = None
    return [SourcedSentence(*key, tuple(places)) for key, places in found.items()]


def without_source(sentences: Iterable[SourcedSentence]) -> list[SourcedSentence]:
    """Those of the sentences that rest on nothing."""
    return [one for one in sentences if one.kind == NONE]


class _Known:
    """What marks may name at a site: the clauses, chapters and headings of its edition, and the questions that its data leave open."""

    def __init__(self, site: Site) -> None:
        chapters = site.outline.chapters
        parts = {name for chapter in chapters for name in (chapter.id, chapter.part) if name}
        headings = {entry.heading for chapter in chapters for entry in chapter.clauses if entry.heading}
        self.clauses = {*site.places, *parts, *headings}
        self.open = set(site.outline.silent_questions)

    def has(self, mark: Mark) -> bool:
        """Whether a mark names what there is."""
        if mark.kind == "clause":
            return bool(mark.names) and self.clauses.issuperset(mark.names)
        if mark.kind == "advice":
            return self.clauses.issuperset(mark.names)
        return mark.kind in DATA if mark.kind != "silent" else self.open.issuperset(mark.names)

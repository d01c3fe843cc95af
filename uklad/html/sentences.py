"""Reads the sentences of a built page, each with the source that its nearest mark names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from uklad.html.search_units import SILENT, VOID

ELLIPSIS = "\ufffc"  # stands in a sentence for words that have a source of their own
AREAS = {"article", "aside", "footer"}  # what a page says; the rest leads to other pages
TABLES, LISTS = {"caption", "table", "td", "th", "tr"}, {"dd", "dt", "li", "ol", "ul"}
BLOCKS = {*AREAS, *TABLES, *LISTS, "div", "p", "summary", "h1", "h2", "h3", "h4", "h5", "h6"}
LINKS = {"basis", "clause-number", "done"}  # what leads elsewhere from what rests on something
ENDS = re.compile(r"[.!?…][\"»”’)\]]* +(?=[^a-zа-яё])")  # only an ordinary space parts sentences: numbers are held by another
INITIAL = re.compile(r"(?:^|[\s.(])[A-ZА-ЯЁ]\.$")
WORD = re.compile(r"[^\W\d_]{2}|[\ue000-\uf8ff]")  # private characters stand for words
SOURCES = ("school", "shared", "copy", "frame")


@dataclass(frozen=True)
class Mark:
    """A source: its kind, and the clauses or the question that it names. `number` tells texts of the frame apart that stand in one block.

    Kinds: clause, advice (beside a clause), silent (a question on which the data say that the act is silent), school, shared, copy, frame.
    """

    kind: str
    names: tuple[str, ...] = ()
    number: int = 0


FRAME = Mark("frame")


@dataclass(frozen=True)
class Sentence:
    """A sentence with its source; `anchor` is the nearest one above it on the page. An ellipsis stands for words of another source."""

    text: str
    mark: Mark
    anchor: str


def read_sentences(page: str) -> list[Sentence]:
    """The sentences of a page's HTML in reading order, that of its description first."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.sentences


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a text, with plain spaces, without ellipses at either end; what has no word is none."""
    start = 0
    for end in ENDS.finditer(text):
        if not INITIAL.search(text[: end.end()].rstrip()):
            yield from _sentence(text[start : end.end()])
            start = end.end()
    yield from _sentence(text[start:])


def _sentence(text: str) -> Iterator[str]:
    if WORD.search(text):
        yield re.sub(r"\s+([,.;:!?)])", r"\1", " ".join(text.split()).strip(f"{ELLIPSIS} ,;:—–"))


@dataclass
class _Open:
    """An open element: its mark, or that around it, and whether what is in it is passed over."""

    tag: str
    mark: Mark
    passed: bool


@dataclass
class _Reader(HTMLParser):
    """Walks the page; the words of a block are kept with their marks until it ends."""

    sentences: list[Sentence] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[_Open] = []
        self.said: list[tuple[Mark, str]] = []
        self.anchor, self.count = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element, and a block where it is one."""
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("name") == "description":
            self.said.append((FRAME, given.get("content", "")))
            self._end_block()
        if tag in BLOCKS or tag == "br":
            self._end_block()
        if tag in VOID or not (self.open or tag in AREAS):
            return
        around = self.open[-1] if self.open else _Open("", FRAME, False)
        if not self.open:
            self.anchor = ""
        if not around.passed and tag != "a":
            self.anchor = given.get("id") or self.anchor
        classes = set(given.get("class", "").split())
        if "cite" in classes and not around.passed:
            self.said.append((Mark("link"), ELLIPSIS))
        mark = self._mark(given, classes) or around.mark
        self.open.append(_Open(tag, mark, around.passed or _is_passed(tag, given, classes, mark)))

    def _mark(self, given: dict[str, str], classes: set[str]) -> Mark | None:
        """The mark of an element itself."""
        if "data-clause" in given:
            return Mark("clause", tuple(given["data-clause"].split()))
        if "data-silent" in given:
            return Mark("silent", (given["data-silent"],))
        if "clause" in classes:
            return Mark("clause", (given.get("id", ""),))
        if "advice" in classes:
            return Mark("advice", tuple(given.get("data-beside", "").split()))
        if "data-source" not in given:
            return None
        self.count += 1
        return Mark(given["data-source"], (), self.count if given["data-source"] == "frame" else 0)

    def handle_endtag(self, tag: str) -> None:
        """End the element with what is open in it."""
        if tag in BLOCKS:
            self._end_block()
        if any(one.tag == tag for one in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Words of the block at hand."""
        if self.open and not self.open[-1].passed:
            self.said.append((self.open[-1].mark, data.replace("\n", " ")))

    def _end_block(self) -> None:
        said, self.said = self.said, []
        for mark in dict.fromkeys(mark for mark, words in said if words.strip()):
            text = "".join(words if one == mark else ELLIPSIS if words.strip() else words for one, words in said)
            whole = re.sub(f"{ELLIPSIS}[ {ELLIPSIS}]*(?={ELLIPSIS})", "", text)
            self.sentences += (Sentence(one, mark, self.anchor) for one in split_sentences(whole) if mark.kind != "link")


def _is_passed(tag: str, given: dict[str, str], classes: set[str], mark: Mark) -> bool:
    """Whether an element says nothing of its own: a script, a link to a heading, a citation, links below what rests on something."""
    if tag in SILENT or "hidden" in given or classes & {"headerlink", "cite"}:
        return True
    return mark.kind != "frame" and bool(classes & LINKS)

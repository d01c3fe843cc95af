"""Cuts the article of a built page into units of meaning: section, step, advice, clause, question, line of a list, row of a glossary."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
SILENT = {"button", "form", "nav", "noscript", "script", "select", "style", "svg", "template", "textarea"}
PASSED_OVER = {"both", "cards", "done", "headerlink", "not-searched"}  # what leads elsewhere, or repeats other pages
BLOCKS = {"advice", "clause", "gap", "question", "step"}  # divisions that are units
OF_THEMSELVES = ("advice", "clause", "gap")  # units even without a heading, where they have an anchor
LINES = ("line", "open")  # their title stands in bold
HEADINGS = {"h1", "h2", "h3", "h4"}
Attributes = dict[str, str | None]


@dataclass
class Unit:
    """What a search result leads to. `up` is the unit around it, by its place in the article's list."""

    kind: str
    anchor: str = ""
    heading: str = ""
    text: str = ""
    numbers: list[str] = field(default_factory=list)
    up: int | None = None


def read_units(page: str) -> list[Unit]:
    """The units of a page's HTML in reading order; the first is the page itself. Nothing where it has no article."""
    start, end = page.find("<article"), page.rfind("</article>")
    return _units(page[start : end + len("</article>")]) if start >= 0 else []


@lru_cache(maxsize=300)
def _units(article: str) -> list[Unit]:
    reader = _Reader()
    reader.feed(article)
    for unit in reader.units:
        unit.heading, unit.text = _plain(unit.heading), _plain(unit.text)
        if unit.kind == "term":
            unit.text = unit.text.removeprefix(unit.heading).strip()
        if unit.kind in LINES:
            unit.heading = unit.heading.removesuffix(".")
    return reader.units


def _kind_of_line(given: Attributes) -> str:
    """What a line is: one that a use of a clause gives, a question that the act leaves open, or a part of a clause."""
    return "open" if "data-silent" in given else "line" if "data-clause" in given else "item"


def _plain(text: str) -> str:
    return re.sub(r"\s+([,.;:)])", r"\1", " ".join(text.split()))


@dataclass
class _Open:
    """An open element, and what its end restores."""

    tag: str
    kind: str = ""
    unit: int | None = None  # the unit to go back to
    silent: bool = False
    field: str | None = None  # the field to go back to


class _Reader(HTMLParser):
    """Walks the article; text goes to the unit at hand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.units: list[Unit] = []
        self.open: list[_Open] = []
        self.now: int | None = None
        self.field = "text"
        self.at_start = False  # of a line, where a bold title may stand

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what the element begins: the article, a unit, a heading, or silence."""
        given = dict(attrs)
        if tag == "article":
            self._begin("page", "")
        if self.now is None or tag in VOID:
            self._say(" ")
            return
        classes = set((given.get("class") or "").split())
        one = _Open(tag, silent=tag in SILENT or bool(classes & PASSED_OVER) or "hidden" in given)
        self.open.append(one)
        if not self._is_silent():
            self._enter(one, given, classes)

    def _enter(self, one: _Open, given: Attributes, classes: set[str]) -> None:
        """Begin a unit or a field where the element is one."""
        anchor = given.get("id") or ""
        one.kind = next(iter(sorted(classes & BLOCKS)), "")
        if one.kind in OF_THEMSELVES and anchor:
            one.unit = self.now
            self._begin(one.kind, anchor)
        elif one.kind:
            one.unit = self.now
        elif one.tag in HEADINGS and (anchor or one.tag == "h1"):
            self._heading(one, anchor)
        elif "advice-title" in classes and self.units[self.now or 0].kind == "advice":
            one.silent = True  # its kind says so
        elif "clause-number" in classes:
            one.field, self.field = self.field, "heading"
        elif one.tag == "span" and anchor:
            self._mark(given, anchor)
        elif one.tag == "strong" and self.at_start:
            one.field, self.field = self.field, "heading"
        if one.tag in ("li", "p", "tr", "td", "br"):
            self._say(" ")

    def _heading(self, one: _Open, anchor: str) -> None:
        """A heading begins a section, or the step or question that it stands in."""
        if one.tag != "h1":
            around = next((other.kind for other in reversed(self.open) if other.kind), "section")
            above = self.now if around != "section" else self._section(int(one.tag[1]))
            self._begin(around, anchor, above)
        one.field, self.field = self.field, "heading"

    def _section(self, level: int) -> int | None:
        """The unit that a section of this level stands in: the page, or for a deeper level the section above."""
        return 0 if level == 2 or self.now is None else self.now

    def _mark(self, given: Attributes, anchor: str) -> None:
        """An anchor within a list item, a row or a paragraph makes it a unit; in a clause's number it is another number."""
        holder = self._holder()
        if self.field == "heading":
            if anchor.startswith("n"):
                self.units[self.now or 0].numbers.append(anchor[1:])
        elif holder.tag in ("li", "tr", "p"):
            if holder.unit is None:
                holder.unit = self.now
            self._begin("term" if holder.tag == "tr" else _kind_of_line(given), anchor)
            if holder.tag == "tr":
                self.field = "cell"
            self.at_start = self.units[-1].kind in LINES

    def _holder(self) -> _Open:
        """The list item, row, paragraph or division around; a list item also for the paragraphs in it."""
        outward = list(reversed(self.open))
        place = next((at for at, one in enumerate(outward) if one.tag in ("li", "tr", "p", "div", "article")), len(outward) - 1)
        is_in_item = outward[place].tag == "p" and outward[place + 1].tag == "li"
        return outward[place + is_in_item]

    def handle_endtag(self, tag: str) -> None:
        """End the element, and go back to the unit around it."""
        if self.now is None or not any(one.tag == tag for one in self.open):
            return
        while self.open:
            one = self.open.pop()
            if one.unit is not None:
                self.now = one.unit
            if one.field is not None:
                self.field = one.field
            if one.tag == tag:
                break
        if tag == "td" and self.field == "cell":
            self.field = "text"
        if tag == "article":
            self.now = None
        if tag in ("p", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "dt", "dd"):
            self._say(" ")

    def handle_data(self, data: str) -> None:
        """Give the text to the unit at hand."""
        if self.now is not None and not self._is_silent():
            self.at_start = self.at_start and not data.strip()
            self._say(data)

    def _is_silent(self) -> bool:
        return any(one.silent for one in self.open)

    def _begin(self, kind: str, anchor: str, up: int | None = None) -> None:
        self.units.append(Unit(kind, anchor, up=self.now if up is None else up))
        self.now = len(self.units) - 1

    def _say(self, text: str) -> None:
        if self.now is not None:
            unit = self.units[self.now]
            if self.field in ("heading", "cell"):
                unit.heading += text
            if self.field != "heading":
                unit.text += text

"""Markdown as blocks: read by the same Markdown as the pages, so that a text means the same in a file."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import markdown

from uklad.documents.blocks import Block, Heading, Item, Listing, Paragraph, Run, Runs, Table

EXTENSIONS = ("attr_list", "def_list", "md_in_html", "tables")
Resolve = Callable[[str], Run]


def read_markdown(text: str, resolve: Resolve) -> tuple[Block, ...]:
    """The blocks of a text; `resolve` says where a link leads, as a run without words."""
    reader = _Reader(resolve)
    reader.feed(markdown.markdown(text, extensions=list(EXTENSIONS)))
    reader.close()
    reader.end_paragraph()
    return tuple(reader.blocks[0])


class _Reader(HTMLParser):
    """Walks the HTML that Markdown makes."""

    def __init__(self, resolve: Resolve) -> None:
        super().__init__()
        self.resolve = resolve
        self.blocks: list[list[Block]] = [[]]
        self.items: list[list[Item]] = []
        self.rows: list[list[Runs]] = []
        self.runs: list[Run] = []
        self.marks: list[str] = []
        self.where = Run()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a mark, a paragraph's part, a list or a table."""
        said = {name: value or "" for name, value in attrs}
        match tag:
            case "strong" | "b" | "em" | "i":
                self.marks.append(tag)
            case "a" if "href" in said:
                self.where = self.resolve(said["href"])
            case "br":
                self.runs.append(Run("\n"))
            case "u":
                self.runs.append(Run(blank=int(said.get("data-letters") or 12)))
            case "ul" | "ol":
                self.end_paragraph()
                self.items.append([])
            case "li":
                self.end_paragraph()
                self.blocks.append([])
            case "table":
                self.end_paragraph()
                self.rows = []
            case "tr":
                self.rows.append([])
            case "td" | "th":
                self.runs = []

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag opened."""
        match tag:
            case "strong" | "b" | "em" | "i":
                self.marks.remove(tag)
            case "a":
                self.where = Run()
            case "li":
                self.end_paragraph()
                self.items[-1].append(Item(tuple(self.blocks.pop())))
            case "ul" | "ol":
                self.blocks[-1].append(Listing(tuple(self.items.pop()), tag == "ol"))
            case "td" | "th":
                self.rows[-1].append(_trimmed(self.runs))
                self.runs = []
            case "table":
                self.blocks[-1].append(Table(tuple(self.rows[0]), tuple(map(tuple, self.rows[1:]))))
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.end_heading(int(tag[1]))
            case "p" | "div" | "dt" | "dd":
                self.end_paragraph()

    def handle_data(self, data: str) -> None:
        """Words, marked as they stand."""
        text = " ".join(data.split(" ")).replace("\n", " ")
        bold, italic = (any(mark in self.marks for mark in marks) for marks in (("strong", "b"), ("em", "i")))
        self.runs.append(Run(text, bold, italic, self.where.link, self.where.to))

    def end_paragraph(self) -> None:
        """Close the paragraph that is being read, if it says anything."""
        if runs := _trimmed(self.runs):
            self.blocks[-1].append(Paragraph(runs))
        self.runs = []

    def end_heading(self, level: int) -> None:
        """Close a heading."""
        self.blocks[-1].append(Heading(level, _trimmed(self.runs)))
        self.runs = []


def _trimmed(runs: list[Run]) -> Runs:
    """The runs without white space at either end (a no-break space stays)."""
    kept = list(runs)
    while kept and not kept[0].blank and not kept[0].text.strip(" \n"):
        kept.pop(0)
    while kept and not kept[-1].blank and not kept[-1].text.strip(" \n"):
        kept.pop()
    if kept:
        kept[0] = _with(kept[0], kept[0].text.lstrip(" \n"))
        kept[-1] = _with(kept[-1], kept[-1].text.rstrip(" \n"))
    return tuple(kept)


def _with(run: Run, text: str) -> Run:
    return Run(text, run.bold, run.italic, run.link, run.to, run.blank)

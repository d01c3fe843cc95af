"""The form between texts and files: a document is a list of blocks, a block holds runs of words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Run:
    """Words set alike. `link` leads out of the file, `to` to an anchor within it; `blank` is a ruled space of that many letters;
    `edit` is "del" or "ins" in a redline."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""
    to: str = ""
    blank: int = 0
    edit: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in one of the styles that the templates know."""

    runs: Runs
    style: str = "body"
    anchor: str = ""
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class Heading:
    """A heading below the title, which is of level 1."""

    level: int
    runs: Runs
    anchor: str = ""
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Item:
    """An item of a list."""

    blocks: tuple[Block, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Listing:
    """A list; an ordered one is numbered from one."""

    items: tuple[Item, ...]
    ordered: bool = False
    kind: str = field(default="listing", init=False)


@dataclass(frozen=True)
class Table:
    """A table with a header row; `widths` are shares of the line, `height` the least height of a row in millimetres."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...] = ()
    height: int = 0
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Blank:
    """A ruled line to write on, with its label before it."""

    label: Runs
    kind: str = field(default="blank", init=False)


Block = Paragraph | Heading | Listing | Table | Blank


@dataclass(frozen=True)
class Code:
    """A QR code: what it says, and the caption beside it."""

    content: str
    caption: str


@dataclass(frozen=True)
class Document:
    """One document of a site, whole. `template` names the layout; `stamp` stands top right, `beside` top left."""

    name: str
    template: str
    title: str
    purpose: str
    lang: str
    heading: str
    footer: str
    school: str
    code: Code
    body: tuple[Block, ...]
    above: tuple[Block, ...] = ()
    beside: tuple[Block, ...] = ()
    stamp: tuple[Block, ...] = ()
    logo: str = ""

    def plain(self) -> dict[str, Any]:
        """The document as plain values, for a template."""
        return asdict(self)

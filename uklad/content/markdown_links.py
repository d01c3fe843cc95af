"""The links and anchors of Markdown: which files and places a text names, and which places it has."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from uklad.content.markdown_text import line_at

ADDRESS = r"[^\s<>()]*(?:\([^\s()]*\))?[^\s<>()]*"
INLINE = re.compile(rf"(?P<image>!\[[^\[\]]*)?\]\(\s*<?(?P<to>{ADDRESS})>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
DEFINED = re.compile(rf"^ {{0,3}}\[(?!\^)[^\[\]]+\]: *<?(?P<to>{ADDRESS})>?", re.M)
HTML = re.compile(r"<(?P<tag>a|img|source|video|audio)\b[^<>]*?\s(?:href|src)=[\"'](?P<to>[^\"'<>]*)[\"']", re.I)
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
ANCHOR = re.compile(r"\{:? *(?:[^{}\n]* )?#([^\s{}]+)[^{}\n]*\}|\s(?:id|name)=[\"']([^\"'<>]+)[\"']")
HEADING = re.compile(r"^#{1,6}(?P<said>.*?)#*$", re.M)
MARKS = re.compile(r"<[^<>]*>|[*`]|\]\([^()]*\)|[\[\]]|\{[^{}]*\}")


@dataclass(frozen=True)
class Link:
    """An address that a text names within the project; `line` counts from 0. `raw`: it stands in HTML, which MkDocs leaves as it is."""

    to: str
    line: int
    image: bool = False
    raw: bool = False

    @property
    def file(self) -> str:
        """The path of the file, as the link writes it; nothing where it leads within its page."""
        return unquote(html.unescape(self.to)).partition("#")[0].partition("?")[0]

    @property
    def anchor(self) -> str:
        """The place within the file."""
        return unquote(html.unescape(self.to)).partition("#")[2]

    def target(self, at: str) -> str:
        """The path of the file, below the folder of the page `at`."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(at), self.file)) if self.file else at


def links_in(text: str) -> Iterator[Link]:
    """The links and images of a text that lead to no other host; addresses that macros write are left as they are masked."""
    for mark, pattern in (("](", INLINE), ("]:", DEFINED), ("<", HTML)):
        for found in pattern.finditer(text) if mark in text else ():
            if found["to"] and not OUTSIDE.match(found["to"]):
                named = found.groupdict()
                image = bool(named.get("image")) or named.get("tag", "a").lower() != "a"
                yield Link(found["to"], line_at(text, found.start()), image, "tag" in named)


def anchors_in(text: str) -> list[str]:
    """The places of a text to which links may lead, as often as it has them: ids that authors give, then those made of headings."""
    found = [one or other for one, other in ANCHOR.findall(text)]
    known, times = set(found), dict[str, int]()
    for heading in HEADING.finditer(text):
        if not ANCHOR.search(heading[0]):
            known.add(_free(_slug(heading["said"]), known, times))
    return [*found, *sorted(known - set(found))]


def _slug(said: str) -> str:
    """The id that Markdown makes of a heading: its Latin letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", html.unescape(MARKS.sub("", said))).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _free(slug: str, known: set[str], times: dict[str, int]) -> str:
    """The id with a number behind it where it is given already, or empty; `times`: how often each was asked for."""
    name = slug
    while name in known or not name:
        times[slug] = times.get(slug, 0) + 1
        name = f"{slug}_{times[slug]}"
    return name

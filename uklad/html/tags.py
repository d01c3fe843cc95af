"""The tags of an HTML page as a browser reads them, sloppy ones too."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

VALUE = r"\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*+"
ATTRIBUTE = rf"([^\s/>][^\s/>=]*+)(?:\s*+=\s*+({VALUE}))?+"
ATTRIBUTES = re.compile(ATTRIBUTE)
# possessive, and a tag without end takes the rest of the page, as in a browser: so the time to read a page grows with its length
WITHIN = rf"(?P<attributes>(?:[\s/]++|(?:{ATTRIBUTE}))*+)"
TOKEN = re.compile(rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?P<name>[a-zA-Z][^\s/>]*+){WITHIN}(?P<end>>|\Z)", re.S)
RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in ("script", "style")}
Tag = tuple[str, dict[str, str]]


def read_tags(page: str) -> Iterator[Tag]:
    """Every start tag with its attributes, the first of each name; names in lower case, values as meant. No comment, script or style."""
    at = 0
    while token := TOKEN.search(page, at):
        at = token.end()
        if token["end"]:
            name = token["name"].lower()
            yield name, _attributes(token["attributes"])
            if name in RAW:
                end = RAW[name].search(page, at)
                at = end.start() if end else len(page)


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in ATTRIBUTES.findall(text):
        meant = value[1:-1] if value[:1] in ("'", '"') else value
        found.setdefault(name.lower(), html.unescape(meant) if "&" in meant else meant)
    return found

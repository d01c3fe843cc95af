"""Makes a value from data literal in Markdown, HTML and attributes alike."""

from __future__ import annotations

import re

_ACTIVE = re.compile(r"[&<>\"'`*_{}\[\]#+!|~^=:$@\\]")
_LIST_MARK = re.compile(r"^(\d+)([.)])|^([-])")


def literal(value: str) -> str:
    """The value with every character that Markdown, HTML or a table could act on as a numeric reference."""
    return _LIST_MARK.sub(lambda match: f"{match[1] or ''}&#{ord(match[2] or match[3])};", literal_within(value))


def literal_within(value: str) -> str:
    """The same for a value that stands within a line, where no list can begin: 4.13.5 stays as it is."""
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", value)

"""Marks that say, for scripts, the audit and tests, what the words of a page rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable

SCHOOL, SHARED, COPY = "school", "shared", "copy"  # the school's own data; data of all schools; the copy that the edition was read from
FRAME = "frame"  # a text of the frame by itself, within what rests on something else or beside another
LINE = re.compile(r"(?P<mark>\s*(?:[-*]|\d+\.) +|\s*)(?P<said>.*)", re.S)
ITEM = re.compile(r"\n(?=\s*(?:[-*]|\d+\.) )")


def marked(source: str, text: str) -> str:
    """Words within a line with their source; nothing stays nothing."""
    return f'<span data-source="{source}">{text}</span>' if text else ""


def marked_block(source: str, *parts: str) -> str:
    """Blocks of Markdown (tables, lists, paragraphs) with their source; nothing stays nothing."""
    body = "\n\n".join(part for part in parts if part)
    return f'<div data-source="{source}" markdown="1">\n\n{body}\n\n</div>' if body else ""


def paragraph(source: str, kind: str, text: str) -> str:
    """A paragraph of a class with its source."""
    return f'{text}\n{{: .{kind} data-source="{source}" }}'


def by_clauses(clauses: Iterable[str], text: str) -> str:
    """Words within a line with the clauses that they rest on."""
    return f'<span data-clause="{" ".join(clauses)}">{text}</span>'


def lines_by_clauses(clauses: Iterable[str], text: str) -> str:
    """The same for paragraphs and lists, each line by itself: within a list no division may stand."""
    return _each_line(f'data-clause="{" ".join(clauses)}"', text)


def lines_by_source(source: str, text: str) -> str:
    """Paragraphs and lists with their source, each line by itself."""
    return _each_line(f'data-source="{source}"', text)


def _each_line(mark: str, text: str) -> str:
    return "\n\n".join("\n".join(_line(mark, line) for line in ITEM.split(part)) for part in text.split("\n\n"))


def _line(mark: str, line: str) -> str:
    match = LINE.fullmatch(line)
    assert match, line
    return f"{match['mark']}<span {mark}>{' '.join(match['said'].splitlines())}</span>" if match["said"] else line

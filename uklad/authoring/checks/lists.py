"""Lists that begin without a blank line: Markdown takes them for the paragraph before."""

from __future__ import annotations

import re
from itertools import pairwise

from uklad.authoring.checks.markup import Found
from uklad.base.memo import memoised
from uklad.content.markdown_text import ITEM, TAG, VALUE, blocks, prose

ENDS_A_BLOCK = re.compile(r"\s*(?:#+.*|</?[a-z][^<>]*>|\{:.*\}|\|.*)\s*$", re.I)


@memoised
def joined_lists(text: str) -> list[Found]:
    """The first line of each list that stands right below other words."""
    return [
        (start + line, "a list begins without a blank line before it", "leave a blank line above it")
        for start, lines in blocks(prose(text))
        if (line := _joined(lines)) is not None
    ]


def _joined(lines: list[str]) -> int | None:
    """Where a list begins below the first line of a block that is no list itself; nothing where none does."""
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    level = [(number, line[indent:]) for number, line in enumerate(lines) if line[:indent].isspace() or not indent]
    if ITEM.match(level[0][1]):
        return None
    for (_, before), (number, line) in pairwise(level):
        if ITEM.match(line):
            return None if ENDS_A_BLOCK.match(before) or not before.strip(f"{VALUE}{TAG} ") else number
    return None

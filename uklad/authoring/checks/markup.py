"""Markup of passages that does not close, or closes wrongly: HTML, code, bold, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from uklad.base.memo import memoised
from uklad.content.markdown_text import blocks, line_at, prose

Found = tuple[int, str, str]  # the line (from 0), what is wrong, and the remedy
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)(?P<close>>?)")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
FENCE = re.compile(r"^(`{3,}|~{3,})", re.M)
BOLD = re.compile(r"(?<![\\*])\*\*(?![\s*])|(?<![\s\\*])\*\*(?!\*)")
OPEN_LINK = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*$", re.M)
STARTS_ANEW = re.compile(r" *(?:[-*+]|\d+\.|#+|\|) ?")


@memoised
def broken_markup(text: str) -> list[Found]:
    """What does not close in a text, code and macros aside."""
    masked = prose(text)
    return sorted([*_tags(masked), *_fences(masked), *_comments(masked), *_bold(masked), *_links(masked)]) if masked.strip() else []


def _tags(text: str) -> Iterator[Found]:
    """Tags of HTML that do not nest."""
    open_ = list[tuple[str, int]]()
    for tag in TAG.finditer(text) if "<" in text else ():
        name, line = tag["name"].lower(), line_at(text, tag.start())
        if not tag["close"]:
            yield line, f'the tag "{_shown(tag[0])}" has no end', 'close it with ">", or write "&lt;" where no tag is meant'
        elif tag["end"]:
            yield from _closed(name, line, open_)
        elif name not in VOID and not tag["rest"].endswith("/"):
            open_.append((name, line))
    for name, line in open_:
        yield line, f'"<{name}>" is never closed', f'write "</{name}>" where it ends'


def _closed(name: str, line: int, open_: list[tuple[str, int]]) -> Iterator[Found]:
    """What is wrong with an end tag; what it closes is taken from those that are open."""
    if name in VOID:
        yield line, f'"</{name}>" closes nothing', f'write "<{name}>" alone'
    elif open_ and open_[-1][0] == name:
        open_.pop()
    elif name in [one for one, _ in open_]:
        while open_[-1][0] != name:
            inner, begun = open_.pop()
            yield begun, f'"<{inner}>" is not closed before "</{name}>"', f'write "</{inner}>" before that'
        open_.pop()
    elif open_:
        inner, _ = open_.pop()
        yield line, f'"</{name}>" closes "<{inner}>"', f'write "</{inner}>"'
    else:
        yield line, f'"</{name}>" closes nothing', "remove it, or add what it closes"


def _fences(text: str) -> Iterator[Found]:
    """Blocks of code without an end: those that have one are blanks already."""
    if found := FENCE.search(text):
        yield line_at(text, found.start()), f'the block of code "{found[1]}" is never closed', f'write "{found[1]}" on a line below it'


def _comments(text: str) -> Iterator[Found]:
    at = text.find("<!--")
    if at >= 0:
        yield line_at(text, at), 'the comment "<!--" is never closed', 'write "-->" where it ends'


def _bold(text: str) -> Iterator[Found]:
    """Paragraphs, lines of lists and rows of tables with an odd number of "**"."""
    for start, lines in blocks(text) if "**" in text else ():
        for first, part in _parts(lines):
            marks = list(BOLD.finditer(part))
            if len(marks) % 2:
                yield start + first + line_at(part, marks[-1].start()), 'bold text ("**") is not closed', 'write "**" where it ends'


def _parts(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The parts of a block within which bold text ends, each with the number of its first line."""
    starts = [index for index, line in enumerate(lines) if not index or STARTS_ANEW.match(line)]
    yield from ((start, "\n".join(lines[start:end])) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True))


def _links(text: str) -> Iterator[Found]:
    for found in OPEN_LINK.finditer(text) if "](" in text else ():
        yield line_at(text, found.start()), "the address of a link is not closed", 'write ")" where it ends'


def _shown(tag: str) -> str:
    line = tag.split("\n", 1)[0]
    return line if len(line) <= 40 else f"{line[:39]}…"

"""Macros and blocks of macros that do not close, told where they open."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENS = re.compile(r"\{\{|\{%|\{#")
ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
WORD = re.compile(r"\{%[-+]?\s*(\w+)")
BLOCKS = ("if", "for", "call", "macro", "filter", "block", "with", "autoescape")
Mistake = tuple[int, str, str]  # the line (from 0), what is wrong, and the remedy


def unclosed(text: str) -> list[Mistake]:
    """What does not close in a text, or closes nothing; nothing where its syntax is wrong otherwise."""
    found = list[Mistake]()
    tags = list(_tags(text, found))
    return found or list(_unmatched(tags))


def _tags(text: str, mistakes: list[Mistake]) -> Iterator[tuple[int, str, str]]:
    """The tags of blocks: line, first word, and the tag; macros that have no end join the mistakes."""
    at = 0
    while opened := OPENS.search(text, at):
        line, end = text.count("\n", 0, opened.start()), _end(text, opened)
        if end is None:
            at = opened.end()
            comment = opened[0] == "{#"
            cure = 'write "{ #…" with a space where an id is meant' if comment else f'close it with "{ENDS[opened[0]]}"'
            mistakes.append((line, f'"{_shown(text, opened.start())}" is never closed', cure))
            continue
        at, tag = end, text[opened.start() : end]
        if word := WORD.match(tag):
            yield line, word[1], tag
        if word and word[1] == "raw" and (after := re.compile(r"\{%[-+]?\s*endraw").search(text, end)):
            at = after.start()


def _end(text: str, opened: re.Match[str]) -> int | None:
    """Where a macro ends; nothing where another one begins before, or the text ends."""
    closing, at = ENDS[opened[0]], opened.end()
    if closing == "#}":
        found = text.find(closing, at)
        return found + 2 if found >= 0 else None
    while at < len(text):
        if text.startswith(closing, at):
            return at + 2
        if text.startswith(("{{", "{%"), at):
            return None
        quoted = text.find(text[at], at + 1) if text[at] in "\"'" else -1
        at = quoted + 1 if quoted >= 0 and "\n\n" not in text[at:quoted] else at + 1
    return None


def _unmatched(tags: list[tuple[int, str, str]]) -> Iterator[Mistake]:
    """Blocks without an end, told at the tag that opens them, and ends that end nothing."""
    open_ = list[tuple[int, str, str]]()
    for line, word, tag in tags:
        if word in BLOCKS or (word == "set" and "=" not in tag):
            open_.append((line, word, tag))
        elif word.startswith("end"):
            if word[3:] not in [name for _, name, _ in open_]:
                yield line, f'"{tag}" closes nothing', "remove it, or add what it closes"
                continue
            while open_[-1][1] != word[3:]:
                yield _never(open_.pop())
            open_.pop()
    yield from map(_never, open_)


def _never(opened: tuple[int, str, str]) -> Mistake:
    line, word, tag = opened
    return line, f'"{_shown(tag, 0)}" is never closed', f'add "{{% end{word} %}}" where it ends'


def _shown(text: str, start: int) -> str:
    """The beginning of a macro, as a message shows it."""
    line = text[start:].split("\n", 1)[0]
    return line if len(line) <= 40 else f"{line[:39]}…"

"""Markdown with what is no prose masked, letter for letter, so that what is found in the rest stands where the author wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator

VALUE, TAG = "\x01", "\x02"  # stand for what a macro gives, and for a tag that gives nothing; texts hold no such characters
INSIDE = r"(?:\"[^\"]*+\"|'[^']*+'|(?!\{\{|\{%|\}\}|%\})[^\"'])*+"  # nothing is tried twice, whatever a text holds
MACRO = re.compile(rf"\{{\{{{INSIDE}\}}\}}|\{{%{INSIDE}%\}}|\{{#(?:(?!#\}}|\{{#).)*+#\}}", re.S)
FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:.*\n)*?(?P=fence)[`~]*[ ]*$", re.M)
SPAN = re.compile(r"(?<![\\`])(`+)(?!`)((?:(?!\n[ ]*\n).)+?)(?<!`)\1(?!`)", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
AUTOLINK = re.compile(r"<(?:[a-z][\w+.-]*:[^\s<>]*|[\w.+-]+@[\w.-]+)>", re.I)
ITEM = re.compile(r"(?:[-*+]|\d{1,2}\.) +\S")
LETTERS = re.compile(r"[^\n]")


def without_macros(text: str) -> str:
    """The text with each macro masked: `VALUE` for every letter of what gives a value, `TAG` for those of tags and comments."""
    return MACRO.sub(lambda found: LETTERS.sub(VALUE if found[0].startswith("{{") else TAG, found[0]), text) if "{" in text else text


def without_code(text: str) -> str:
    """The text with code, comments and autolinks as blanks."""
    if "    " in text:
        text = _without_indented_code(text)
    for mark, pattern in (("```", FENCE), ("~~~", FENCE), ("`", SPAN), ("<!--", COMMENT), ("<", AUTOLINK)):
        if mark in text:
            text = pattern.sub(lambda found: LETTERS.sub(" ", found[0]), text)
    return text


def prose(text: str) -> str:
    """The text with macros masked, and code, comments and autolinks as blanks."""
    return without_code(without_macros(text))


def blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The runs of lines that are not blank, each with the number of its first line (from 0)."""
    begun: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate([*lines, ""]):
        if line.strip(f" \t{TAG}"):
            begun.append(line)
        elif begun:
            yield number - len(begun), begun
            begun = []


def line_at(text: str, position: int) -> int:
    """The number of the line (from 0) at which a character of the text stands."""
    return text.count("\n", 0, position)


def _without_indented_code(text: str) -> str:
    """The text with blocks that four spaces make code as blanks: those that continue no item of a list."""
    lines, in_list = text.split("\n"), False
    for start, block in blocks(text):
        if not block[0].startswith("    "):
            in_list = any(ITEM.match(line.lstrip()) for line in block)
        elif not in_list and all(line.startswith("    ") for line in block):
            lines[start : start + len(block)] = [""] * len(block)
    return "\n".join(lines)

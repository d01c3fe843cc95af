"""Headings: one title for a page, none of a page's levels in a card, and no id twice on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from uklad.authoring.checks.markup import Found
from uklad.base.memo import memoised
from uklad.content.markdown_text import line_at, prose, without_code

TITLE = re.compile(r"^#(?!#) *(?=\S)|<h1\b|(?<=\n)(?<!\n\n)=+ *$", re.M | re.I)
HIGH = re.compile(r"^#{1,2}(?!#) *(?P<said>\S.*)$|<h[12]\b|(?<=[^\n]\n)(?:=+|-+) *$", re.M | re.I)
ID = re.compile(r"\{[:#]? *(?:[^{}\n%]* )?#(?P<id>[\w.:-]+)[^{}\n]*\}|<[a-z][^<>]*?\sid=[\"'](?P<html>[^\"'<>]+)[\"']", re.I)
BRANCH = re.compile(r"\{%[-+]?\s*(if|for|elif|else|endif|endfor)\b")
Branch = tuple[tuple[int, int], ...]  # which conditions are around, each by its number, and which branch of it


@memoised
def second_titles(text: str) -> list[Found]:
    """The titles of a page after its first."""
    masked = prose(text)
    lines = [line_at(masked, found.start()) for found in TITLE.finditer(masked)]
    return [(line, "a second title (a heading of the first level)", 'begin the heading with "##"') for line in lines[1:]]


@memoised
def high_headings(text: str) -> list[Found]:
    """The headings of the first and second level within a rule or a use."""
    masked = prose(text)
    return [(line_at(masked, found.start()), *_cure(found["said"])) for found in HIGH.finditer(masked)]


def _cure(said: str | None) -> tuple[str, str]:
    what = "a heading of the first or second level within a card"
    return what, 'write a clause as "## its.id" with nothing behind it, or use bold text' if said else "use bold text"


@memoised
def ids_twice(text: str) -> list[Found]:
    """The ids that a page gives twice, at the second place; what stands in other branches of a condition never meets."""
    found = dict[str, list[tuple[int, Branch]]]()
    plain = without_code(text)
    branches = list(_branches(plain))
    for one in ID.finditer(plain):
        around = next((branch for start, branch in reversed(branches) if start <= one.start()), ())
        found.setdefault(one["id"] or one["html"], []).append((line_at(plain, one.start()), around))
    return [
        (line, f'the page gives the id "{name}" twice', "give one of them another")
        for name, places in found.items()
        for (_, before), (line, around) in pairwise(places)
        if not _apart(before, around)
    ]


def _branches(text: str) -> Iterator[tuple[int, Branch]]:
    """Where each branch of a condition begins."""
    open_, count = list[tuple[int, int]](), 0
    for tag in BRANCH.finditer(text):
        if tag[1] in ("if", "for"):
            count += 1
            open_.append((count, 0))
        elif open_ and tag[1].startswith("end"):
            open_.pop()
        elif open_:
            open_.append((open_[-1][0], open_.pop()[1] + 1))
        yield tag.start(), tuple(open_)


def _apart(one: Branch, other: Branch) -> bool:
    """Whether two places stand in different branches of one condition."""
    known = dict(one)
    return any(number in known and known[number] != branch for number, branch in other)

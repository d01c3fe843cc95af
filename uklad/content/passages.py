"""Every text below docs/ that authors write in Markdown, with its place: pages, the rules of clauses, uses and their titles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from uklad.base.characters import read_text
from uklad.base.errors import Refused
from uklad.content.clauses import split_clauses
from uklad.content.front_matter import BETWEEN_LINES
from uklad.content.pages import PORTAL

CLAUSES = "clauses"
RULE_AT, USE_AT = "regulation/index.md", "guides/index.md"  # where links of rules and of uses are written from


@dataclass(frozen=True)
class Passage:
    """A text, as it stands in its file from a line on.

    `kind`: "page", "portal", "rule", "use" or "title" (of a use); `at`: the page from which its links are written, below the folder
    of the locale (of the portal, for its pages); `clause`: the one that it belongs to.
    """

    path: str
    line: int
    text: str
    kind: str
    at: str
    clause: str = ""


def folders(docs: Path) -> list[str]:
    """The names of the folders of locales below docs/."""
    return sorted(path.name for path in docs.iterdir() if path.is_dir()) if docs.is_dir() else []


def passages(docs: Path, locale: str) -> list[Passage]:
    """Every text of a locale. A file that cannot be read is left out: the check of characters tells of it."""
    found = list[Passage]()
    for path in sorted((docs / locale).rglob("*.md")):
        if path.is_file():
            with suppress(Refused):
                below = path.relative_to(docs / locale).as_posix()
                found += _of_file(read_text(path, below), f"{docs.name}/{locale}/{below}", below)
    return found


@lru_cache(maxsize=1024)
def _of_file(text: str, shown: str, below: str) -> tuple[Passage, ...]:
    folder, _, rest = below.partition("/")
    if folder == CLAUSES:
        return tuple(_of_clauses(text, shown))
    front = BETWEEN_LINES.match(text)
    start = front.end() if front else 0
    kind, at = ("portal", rest) if folder == PORTAL else ("page", below)
    return (Passage(shown, text.count("\n", 0, start) + 1, text[start:], kind, at),)


def _of_clauses(text: str, shown: str) -> Iterator[Passage]:
    for clause in split_clauses(text, shown):
        yield Passage(shown, clause.first, clause.text, "rule", RULE_AT, clause.id)
        for use in clause.uses:
            yield Passage(shown, use.line, use.title, "title", USE_AT, clause.id)
            yield Passage(shown, use.first, use.text, "use", USE_AT, clause.id)

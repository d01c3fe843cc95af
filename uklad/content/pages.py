"""The pages of a locale as their authors wrote them: front matter, and the names they use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError

from uklad.base.characters import read_text
from uklad.base.errors import Problem, Refused
from uklad.content.front_matter import divide
from uklad.content.template_blocks import unclosed
from uklad.content.template_calls import Named, names_in

PORTAL = "portal"
NOT_PAGES = ("clauses", PORTAL)


@dataclass(frozen=True)
class Page:
    """One page. `path` is relative to the locale's folder, `shown` is its name in messages."""

    path: str
    shown: str
    meta: dict[str, Any]
    body: str
    first_line: int
    names: Named

    @property
    def needs(self) -> list[str]:
        """The clauses of which a school must have at least one, or the page does not exist there."""
        return self.meta.get("needs") or []

    @property
    def order(self) -> int:
        """The place of the page among those of its folder."""
        return int(self.meta.get("order", 0 if self.path.endswith("index.md") else 99))

    @property
    def role(self) -> str | None:
        """The role whose guide this is."""
        return Path(self.path).stem if self.path.startswith("guides/") and Path(self.path).stem != "index" else None

    @property
    def memo(self) -> str | None:
        """The role whose memo this is."""
        return Path(self.path).stem if self.path.startswith("memo/") else None

    @property
    def task(self) -> str | None:
        """The task whose steps the page gathers."""
        return Path(self.path).stem if self.path.startswith("tasks/") and Path(self.path).stem != "index" else None

    def calls(self, *names: str) -> Iterator[tuple[str, tuple[str, ...], int]]:
        """Every call of these macros: name, its literal arguments, and its line in the file."""
        for call in self.names.calls:
            if call.name in names:
                yield call.name, call.said, self.first_line + call.line

    def terms(self) -> Iterator[tuple[str, str, int]]:
        """Every use of a term in the body, its title and summary, and in the arguments of macros: term, form, and line."""
        for key in ("title", "summary"):
            yield from ((term, form, 1) for term, form, _ in read_names(str(self.meta.get(key, "")), self.shown, 1).terms)
        yield from ((term, form, self.first_line + line) for term, form, line in self.names.terms)


def plain_page(path: str, meta: dict[str, Any], body: str) -> Page:
    """A page that nobody wrote: what it says is made of data and cards."""
    return Page(path, path, meta, body, 1, names_in(body))


def pages_of_roles(paths: Collection[str], roles: Iterable[str]) -> dict[str, str]:
    """The path of each guide and memo of a role -> the role: they are there without a file, where any guide or memo is."""
    folders = [folder for folder in ("guides", "memo") if any(path.startswith(f"{folder}/") for path in paths)]
    return {f"{folder}/{role}.md": role for role in roles for folder in folders}


def page_files(docs: Path, locale: str) -> Iterator[tuple[Path, Path]]:
    """The file of every page of the locale, and its path relative to the locale's folder."""
    folder = docs / locale
    for path in sorted(folder.rglob("*.md")):
        if path.is_file() and path.relative_to(folder).parts[0] not in NOT_PAGES:
            yield path, path.relative_to(folder)


def load_pages(docs: Path, locale: str) -> list[Page]:
    """Every page of the locale, sorted by path. Raises Refused where one cannot be read."""
    return _load(page_files(docs, locale), f"{docs.name}/{locale}")


def load_portal_pages(docs: Path, locale: str) -> list[Page]:
    """The pages in front of all schools, sorted by path relative to the portal's folder. Raises Refused where one cannot be read."""
    folder = docs / locale / PORTAL
    return _load(((path, path.relative_to(folder)) for path in sorted(folder.rglob("*.md"))), f"{docs.name}/{locale}/{PORTAL}")


def _load(files: Iterable[tuple[Path, Path]], shown: str) -> list[Page]:
    pages: list[Page] = []
    problems: list[Problem] = []
    for path, relative in files:
        try:
            name = f"{shown}/{relative.as_posix()}"
            pages.append(_page(read_text(path, name), relative.as_posix(), name))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return pages


@lru_cache(maxsize=512)
def _page(text: str, relative: str, shown: str) -> Page:
    front, body, first = divide(text, shown)
    return Page(relative, shown, front, body, first, read_names(body, shown, first))


def read_names(text: str, shown: str, first_line: int = 1) -> Named:
    """What a text names. Raises Refused with the places of mistakes in its syntax."""
    try:
        return names_in(text)
    except TemplateSyntaxError as error:
        other = (error.lineno - 1, str(error.message), "close or correct the macro")
        mistakes = unclosed(text) or [other]
        raise Refused(Problem(shown, first_line + line, f"macro syntax: {what}", cure) for line, what, cure in mistakes) from None

"""Links and images of passages: the files, pages and places that they name are there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from uklad.base.errors import Problem, nearest
from uklad.base.files import files_below
from uklad.base.yaml_reader import Source
from uklad.content.markdown_links import Link, anchors_in, links_in
from uklad.content.markdown_text import VALUE, prose
from uklad.content.pages import PORTAL, pages_of_roles
from uklad.content.passages import RULE_AT, Passage, passages
from uklad.model.schema import Schools

CALL = re.compile(r"\{\{[^{}]*\(|\{%")
BY_NUMBER = re.compile(r"n\d[\w.-]*")
MADE = ("documents/",)  # what builds make beside the pages


class Folder:
    """The files and pages of a locale, or of the portal in it, to which links may lead."""

    def __init__(self, docs: Path, locale: str, texts: list[Passage], first: str, roles: Iterable[str]) -> None:
        self.docs, self.locale, self.first = docs, locale, first
        self.texts, self.roles = texts, roles

    @cached_property
    def files(self) -> dict[str, set[str]]:
        """The files that are published, by the kind of pages that link to them."""
        below = {*files_below(self.docs / self.locale), *(files_below(self.docs / self.first) if self.first else ())}
        own = {path for path in below if not path.startswith(("clauses/", f"{PORTAL}/")) and not path.endswith(".yml")}
        own |= set(pages_of_roles(own, self.roles))
        return {"page": own, "portal": {path.removeprefix(f"{PORTAL}/") for path in below if path.startswith(f"{PORTAL}/")}}

    @cached_property
    def pages(self) -> dict[tuple[str, str], Passage]:
        """The pages by kind and path."""
        return {(one.kind, one.at): one for one in self.texts if one.kind in ("page", PORTAL)}

    @cached_property
    def clauses(self) -> set[str]:
        """The ids of the clauses, titles, notes and gaps, and of the schools' own."""
        return {one.clause for one in self.texts if one.clause}

    def anchors(self, kind: str, path: str) -> set[str] | None:
        """The places of a page; nothing where only building tells."""
        page = self.pages.get((kind, path))
        if path == RULE_AT and page and "regulation()" in page.text:
            return {*self.clauses, *anchors_in(prose(page.text))}
        return set(anchors_in(prose(page.text))) if page and not CALL.search(page.text) else None


def broken_links(text: Passage, folder: Folder) -> Iterator[Problem]:
    """A problem for each link of a passage that leads nowhere in its locale."""
    if "](" in text.text or "]:" in text.text or "=" in text.text:
        for link in links_in(prose(text.text)):
            if VALUE not in link.to and (found := _broken(link, text, folder)):
                yield Problem(text.path, text.line + link.line, *found)


def _broken(link: Link, text: Passage, folder: Folder) -> tuple[str, str] | None:
    kind, what = ("portal" if text.kind == PORTAL else "page"), "the image" if link.image else "the link"
    if link.file.startswith("/"):
        return f'{what} "{link.to}" does not begin at its page', "write it from the page on, as ../reference/services.md"
    if text.kind in ("use", "title") and not link.file.startswith("../"):
        return f'{what} "{link.to}" is not written as from a guide', f'write "../{link.to}", from the folder guides on'
    target = link.target(text.at)
    if link.raw and (target.startswith(("../", *MADE)) or target.removesuffix(".html") + ".md" in folder.files[kind]):
        return None
    if target not in folder.files[kind]:
        known = {posixpath.relpath(path, posixpath.dirname(text.at) or ".") for path in folder.files[kind]}
        return f'{what} "{link.to}" leads to no {"file" if link.image else "page or file"}', nearest(
            link.file, known, "correct or remove it"
        )
    return _no_anchor(link, target, kind, folder)


def _no_anchor(link: Link, target: str, kind: str, folder: Folder) -> tuple[str, str] | None:
    known = folder.anchors(kind, target) if link.anchor else None
    if known is None or link.anchor in known or (target == RULE_AT and BY_NUMBER.fullmatch(link.anchor)):
        return None
    return f'the link "{link.to}" names a place that {target} has not', nearest(link.anchor, known, "correct or remove the part after #")


def links_that_lead_nowhere(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each broken link of every locale; a partial one borrows what it lacks from the first."""
    locales = [(one, "") for one in schools.locales] + [(one, schools.locales[0]) for one in schools.partial]
    found = (
        (text, folder) for locale, first in locales for texts, folder in [_folder(docs, locale, first, schools.roles)] for text in texts
    )
    return [problem for text, folder in found for problem in broken_links(text, folder)]


def _folder(docs: Path, locale: str, first: str, roles: Iterable[str]) -> tuple[list[Passage], Folder]:
    """The passages of a locale, and to what they may link."""
    texts = passages(docs, locale)
    return texts, Folder(docs, locale, texts + (passages(docs, first) if first else []), first, roles)

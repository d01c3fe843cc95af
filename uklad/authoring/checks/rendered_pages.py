"""What only rendered pages tell: links to what this site has not, places that are not there or there twice, lists that are none."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from uklad.authoring.checks.lists import joined_lists
from uklad.base.errors import Problem
from uklad.content.markdown_links import Link, anchors_in, links_in
from uklad.content.markdown_text import line_at, without_code
from uklad.content.pages import Page
from uklad.rendering.context import RenderedPage
from uklad.rendering.environment import Origin


@dataclass
class Sources:
    """The texts of a site, each with its place, to find where something on a page was written."""

    texts: list[tuple[str, Origin]] = field(default_factory=list)

    def place(self, page: Page, *written: str) -> Origin:
        """Where one of these is written: on the page, else in the texts; the beginning of the page, where a macro makes it."""
        for said in written:
            for text, origin in ((page.body, Origin(page.shown, page.first_line)), *self.texts):
                if (at := text.rfind(said)) >= 0:
                    return Origin(origin.path, origin.line + line_at(text, at))
        return Origin(page.shown, page.first_line)


@dataclass(frozen=True)
class RenderedSite:
    """The pages of a site, those that could be rendered, and the other files to which they may link."""

    pages: Mapping[str, Page]
    made: Mapping[str, RenderedPage]
    files: frozenset[str]
    sources: Sources

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the pages."""
        texts = {path: without_code(made.markdown) for path, made in self.made.items()}
        anchors = {path: anchors_in(text) for path, text in texts.items()}
        for path, text in texts.items():
            page = self.pages[path]
            for link in links_in(text):
                if not link.raw and (found := self._broken(link, path, anchors)):
                    yield self._problem(page, found, *_written(link, link.target(path)))
            for name, times in Counter(anchors[path]).items():
                if times > 1:
                    yield self._problem(
                        page, (f'the id "{name}" stands on the page twice', "give one of them another"), f"#{name}", f'id="{name}"'
                    )
            for line, *wrong in joined_lists(text):
                yield self._problem(page, (wrong[0], wrong[1]), text.split("\n")[line], text.split("\n")[line - 1])

    def _broken(self, link: Link, path: str, anchors: Mapping[str, list[str]]) -> tuple[str, str] | None:
        target = link.target(path)
        if target not in self.pages and target not in self.files:
            return f'the page {path} links to "{target}", which is not there', "show the link only where that is, or write it"
        if link.anchor and target in anchors and link.anchor not in anchors[target]:
            return f'the page {path} links to "{target}#{link.anchor}", and {target} has no such place', "correct the part after #"
        return None

    def _problem(self, page: Page, found: tuple[str, str], *written: str) -> Problem:
        origin = self.sources.place(page, *written)
        return Problem(origin.path, origin.line, *found)


def _written(link: Link, target: str) -> list[str]:
    """How authors may have written a link: as it stands on the page, from a guide, from the root."""
    anchor = f"#{link.anchor}" if link.anchor else ""
    return [f"]({to}{anchor}" for to in (link.file, posixpath.join("..", target), target)]

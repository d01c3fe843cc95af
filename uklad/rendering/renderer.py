"""Carries out the macros of pages and clauses: whole pages for the layout, clauses for checks, redlines and documents."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterator

from uklad.base.errors import Refused
from uklad.base.escape import literal_within
from uklad.content.pages import Page
from uklad.model.outline import Place
from uklad.rendering.context import Context, RenderedPage
from uklad.rendering.environment import Origin, problem_of

AUTOLINK = re.compile(r"<((?:https?://|[\w.+-]+@)[^>\s]+)>")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?")
MARK = re.compile(r"<[^>]+>|[*_`]|\\(?=[^\w\s])|^#+ ", re.M)


def render_page(context: Context, page: Page) -> RenderedPage:
    """A page of the site with its macros carried out. Raises Refused with the line of a mistake in them."""
    origin = Origin(page.shown, page.first_line)
    context.begin(page.path)
    with mistakes_told(context, origin):
        markdown = context.render(page.body, origin, **page.meta)
        title = context.render(str(page.meta.get("title", "")), **page.meta)
        return context.macro_set.finish(context, RenderedPage(page.path, title, dict(page.meta), markdown))


@contextlib.contextmanager
def mistakes_told(context: Context, origin: Origin) -> Iterator[None]:
    """What goes wrong in macros meanwhile, told with its line. `origin` is where the text stands that is carried out. Raises Refused."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:  # a macro may raise anything, and its author is to know where
        known = [*context.macros.variables, *context.macros.functions]
        raise Refused([problem_of(error, origin, known)]) from error


def clause_markdown(context: Context, clause: str) -> str:
    """A clause's text as Markdown, in this edition's words."""
    return context.site.words.bind(context.text(clause))


def clause_plain(context: Context, clause: str) -> str:
    """A clause's text without marks and links: what a reader reads."""
    return without_marks(clause_markdown(context, clause))


def without_marks(markdown: str) -> str:
    """Markdown without its marks, as lines of words."""
    return html.unescape(MARK.sub("", LINK.sub(r"\1", AUTOLINK.sub(r"\1", markdown))))


def cite(context: Context, clause: str) -> str:
    """How a clause of this edition is cited, as Markdown without a link: п. 4.11.3."""
    return cite_place(context, context.site.places[clause])


def cite_place(context: Context, place: Place) -> str:
    """How a place is cited, as Markdown: п. 4.11.3, п. 7.2 разд. 6, приказ, п. 1."""
    words = context.site.words
    number, chapter = literal_within(place.entry.number or ""), literal_within(place.chapter.number or "")
    plain = words("cite.plain", number=number) if number else words("cite.chapter", chapter=chapter)
    title = context.text(place.chapter.id) if place.pattern == "titled" else ""
    said = words(f"cite.{place.pattern}", number=number, chapter=chapter, title=title, place=plain)
    return words.bind(said)

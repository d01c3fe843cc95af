"""A site with every macro of its pages, clauses and uses and documents carried out, as a build does it: what goes wrong there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from macros import MACROS
from macros.page_layout import frame
from macros.uses import said, title
from uklad.authoring.checks.rendered_documents import mistakes_of_documents
from uklad.authoring.checks.rendered_pages import RenderedSite, Sources
from uklad.authoring.last_check import Mistakes
from uklad.base.errors import Problem, Refused
from uklad.base.files import files_below
from uklad.base.placeholders import Placeholders
from uklad.build.artifacts import SiteRef
from uklad.build.workspace import workspace
from uklad.content.pages import PORTAL, Page, load_portal_pages
from uklad.content.site import Site
from uklad.model.editions import current
from uklad.rendering.context import Context, RenderedPage
from uklad.rendering.environment import Origin
from uklad.rendering.renderer import clause_markdown, mistakes_told, render_page
from uklad.stamping.substitution import with_placeholders


def mistakes_of_site(ref: SiteRef) -> Mistakes:
    """What goes wrong where a site is rendered."""
    work = workspace()
    site = work.site(ref)
    context = Context(with_placeholders(site, Placeholders()), work.root, MACROS)
    try:
        return _of_site(site, context)
    except Refused as refused:  # texts that cannot be read at all
        return set(refused.problems), set()


def _of_site(site: Site, context: Context) -> Mistakes:
    words = Origin(f"{site.docs.name}/{site.locale}/words.yml")
    anywhere = {*_cards(context), *mistakes_of_documents(site, context.root), *_carried_out(context, words, partial(frame, context, []))}
    texts = [(site.library[name].text, context.origin_of(name)) for name in site.places]
    texts += [(one.use.text, Origin(one.use.path, one.use.first)) for one in site.uses]
    return _with_pages(anywhere, context, site.pages, "", Sources(texts))


def mistakes_of_portal(locale: str) -> Mistakes:
    """The same of the pages in front of all schools."""
    work = workspace()
    school = work.schools.default_school
    site = Site(work.schools, work.root / "docs", school, current(work.schools.schools[school]), locale)
    context = Context(site, work.root, MACROS, portal=True)
    try:
        return _with_pages(set(), context, load_portal_pages(site.docs, locale), PORTAL, Sources())
    except Refused as refused:
        return set(refused.problems), set()


def _with_pages(anywhere: set[Problem], context: Context, pages: list[Page], folder: str, sources: Sources) -> Mistakes:
    """The mistakes with those of pages; `folder`: where the pages stand below that of the locale."""
    made = dict[str, RenderedPage]()
    for page in pages:
        anywhere |= {*_told(lambda page=page: made.update({page.path: render_page(context, page)}))}  # type: ignore[misc]
    files = files_below(context.site.docs / context.site.locale / folder)
    others = (path for path in files if not path.endswith((".md", ".yml")) and (folder or not path.startswith(("clauses/", "portal/"))))
    return anywhere, {*RenderedSite({page.path: page for page in pages}, made, frozenset(others), sources).problems()}


def _cards(context: Context) -> Iterator[Problem]:
    """Mistakes in the rules of the edition and in their uses."""
    for name in context.site.places:
        yield from _carried_out(context, context.origin_of(name), partial(clause_markdown, context, name))
    for one in context.site.uses:
        yield from _carried_out(context, Origin(one.use.path, one.use.line), partial(title, context, one))
        yield from _carried_out(context, Origin(one.use.path, one.use.first), partial(said, context, one))


def _carried_out(context: Context, origin: Origin, make: Callable[[], object]) -> Iterable[Problem]:
    def told() -> None:
        with mistakes_told(context, origin):
            make()

    return _told(told)


def _told(make: Callable[[], object]) -> Iterable[Problem]:
    """What is refused."""
    try:
        make()
    except Refused as refused:
        return refused.problems
    return ()

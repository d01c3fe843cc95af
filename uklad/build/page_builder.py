"""Builds the pages that schools which are alike share. A page that nothing changed is not built again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from macros import MACROS
from uklad.base.artifact_store import ArtifactStore
from uklad.base.placeholders import Placeholders
from uklad.build.mkdocs_config import overlay
from uklad.build.mkdocs_runner import Built, PageSummary, run_mkdocs
from uklad.content.document_list import DocumentList
from uklad.content.site import Site
from uklad.html.feeds import feed, redirect, versions
from uklad.html.page_weight import lighten_pages, write_sheet
from uklad.html.search_index import INDEX, index_text, is_searched
from uklad.html.search_units import Unit, read_units
from uklad.html.stylesheet import Used
from uklad.model.editions import current
from uklad.rendering.context import Context
from uklad.rendering.dependencies import Read, TextDigests
from uklad.stamping.page_templates import PageTemplates, read_templates, templates_of_texts
from uklad.stamping.substitution import with_placeholders


@dataclass(frozen=True)
class PageArtifact:
    """One page: the digests of what it was made from, and what the site needs of it beside its file."""

    source: str
    reads: Mapping[Read, str]
    summary: PageSummary
    used: Used
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class SiteArtifact:
    """The templates of a site with what is known of its pages, and what the site as a whole was made from.

    The templates are kept for themselves, under a key of their own: what is known of the pages outlives them.
    """

    templates: Any
    pages: Mapping[str, PageArtifact]
    shared: Mapping[Read, str]
    deciding: frozenset[str]  # names that decide what is cut from the theme's stylesheets


@dataclass(frozen=True)
class _Work:
    """One site to be built: where, with which documents, and the digests of its texts."""

    site: Site
    listed: DocumentList
    target: Path
    digests: TextDigests


@dataclass(frozen=True)
class PageBuilder:
    """Where pages are built: the project, a folder aside, and the store."""

    root: Path
    aside: Path
    store: ArtifactStore

    def build(self, site: Site, listed: DocumentList, before: SiteArtifact | None = None) -> tuple[SiteArtifact | None, list[str]]:
        """Build the pages of a site with placeholders; returns what was made, or what went wrong.

        `listed`: its documents. `before`: what an earlier build made, from input that differed in texts at most.
        """
        work = _Work(site, listed, self.aside / site.folder, TextDigests(site))
        still = _current_pages(before, work.digests) if before else {}
        if before and len(still) == len(before.pages):
            return before, []
        try:
            made, failures = self._render(work, before, still) if still else (None, [])
            return (made, failures) if made or failures else self._render(work, None, {})
        finally:
            shutil.rmtree(work.target, ignore_errors=True)

    def _render(self, work: _Work, before: SiteArtifact | None, still: Mapping[str, PageArtifact]) -> tuple[SiteArtifact | None, list[str]]:
        """Render the pages that are not current any more; neither artifact nor failures where all must be rendered."""
        placeholders = Placeholders(before.templates.meanings if before else None)
        site = with_placeholders(work.site, placeholders)
        context = Context(site, self.root, MACROS, documents=_without_sizes(work.listed, site))
        summaries = {path: page.summary for path, page in still.items()}
        built = run_mkdocs(context, work.target, overlay(site, self.root), summaries)
        if built.failures:
            return None, built.failures
        return self._harvest(work, site, built, before, still), []

    def _harvest(
        self, work: _Work, site: Site, built: Built, before: SiteArtifact | None, still: Mapping[str, PageArtifact]
    ) -> SiteArtifact | None:
        """What was made, from the files that were built; nothing where the stylesheet would be cut otherwise than before."""
        fresh, sheets = _read_pages(built, work)
        pages = {**still, **fresh}
        used = _union(pages)
        if before and (used.names ^ _union(before.pages).names) & before.deciding:
            return None
        deciding = before.deciding if before else write_sheet(work.target, sheets, used)
        _write_index(work.target, site, pages)
        templates = read_templates(work.target, site, self.store.save_file)
        shared = work.digests.of(built.shared | (set(before.shared) if before else set()))
        return SiteArtifact(templates.over(before.templates) if before else templates, pages, shared, deciding)


def _current_pages(before: SiteArtifact, digests: TextDigests) -> dict[str, PageArtifact]:
    """The pages of an earlier build that would come out the same."""
    if digests.of(set(before.shared)) != before.shared:
        return {}
    return {
        path: page for path, page in before.pages.items() if page.source == digests.page(path) and digests.of(set(page.reads)) == page.reads
    }


def _read_pages(built: Built, work: _Work) -> tuple[dict[str, PageArtifact], list[str]]:
    """The pages that were built, finished, and the stylesheets that they linked."""
    used, sheets = lighten_pages(work.target, work.site.locale)
    pages = {}
    for path, summary in built.pages.items():
        units = read_units((work.target / summary.address).read_text(encoding="utf-8"))
        reads = work.digests.of(built.reads[path])
        pages[path] = PageArtifact(work.digests.page(path), reads, summary, used[summary.address], tuple(units))
    return pages, sheets


def _write_index(target: Path, site: Site, pages: Mapping[str, PageArtifact]) -> None:
    cut = sorted((page.summary.address, list(page.units)) for page in pages.values() if page.units and is_searched(page.summary.address))
    (target / INDEX).parent.mkdir(parents=True, exist_ok=True)
    (target / INDEX).write_text(index_text(cut, site), encoding="utf-8")


def _union(pages: Mapping[str, PageArtifact]) -> Used:
    return Used(frozenset().union(*(page.used.names for page in pages.values())))


def _without_sizes(listed: DocumentList, site: Site) -> DocumentList:
    """The list of documents with placeholders for their sizes, which differ from school to school."""
    if not site.placeholders:
        return listed
    of = site.placeholders.of
    documents = (replace(one, files=tuple(replace(file, kb=of("kilobytes", file.file)) for file in one.files)) for one in listed.documents)
    return replace(listed, documents=tuple(documents))


def edition_links(site: Site) -> PageTemplates:
    """What stands beside the editions of a locale: the way to the one in force, their list, and a feed."""
    held = with_placeholders(site, Placeholders())
    return templates_of_texts(dict(_edition_links(held)), held)


def _edition_links(site: Site) -> Iterator[tuple[str, str]]:
    yield "versions.json", versions(site)
    yield "feed.xml", feed(site)
    now = site.beside(edition=current(site.school))
    for page in now.pages:
        path = page.path.removesuffix(".md") + ".html"
        yield f"current/{path}", redirect(now, path)

"""The pages of a shape: built once with marks, then read as files with holes. A page that nothing changed is not built again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from uklad.base.artifact_store import ArtifactStore
from uklad.build.mkdocs_config import overlay
from uklad.build.mkdocs_runner import Built, Known, run_mkdocs
from uklad.content.site import Site
from uklad.html.feeds import feed, redirect, versions
from uklad.html.page_weight import lighten_pages, write_sheet
from uklad.html.search_index import INDEX, index_text, is_searched
from uklad.html.search_units import Unit, read_units
from uklad.html.stylesheet import Used
from uklad.model.editions import current
from uklad.rendering.dependencies import Read, Texts
from uklad.stamping.slots import Holed, holed
from uklad.stamping.substitution import Mark, Marks

READ = (".html", ".js", ".xml", ".json")  # files that may show a school's words


@dataclass(frozen=True)
class Skeleton:
    """One edition in one locale: files with holes, and the names of files without any in the store."""

    meant: Mapping[str, Mark]
    holed: Mapping[str, Holed]
    plain: Mapping[str, str]


@dataclass(frozen=True)
class Kept:
    """One page: what it was made from, and what the site needs of it beside its file."""

    wrote: str
    reads: Mapping[Read, str]
    known: Known
    used: Used
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Made:
    """A skeleton with what is known of its pages, and what the site as a whole was made from.

    The skeleton is kept for itself, under a key of its own: what is known of the pages outlives it.
    """

    skeleton: Any
    pages: Mapping[str, Kept]
    shared: Mapping[Read, str]
    asked: frozenset[str]  # names that decide what is cut from the theme's stylesheets


@dataclass(frozen=True)
class Workshop:
    """Where skeletons are built: the project, a folder aside, and the store."""

    root: Path
    aside: Path
    store: ArtifactStore

    def build(self, site: Site, listed: dict[str, Any], before: Made | None = None) -> tuple[Made | None, list[str]]:
        """Build the pages of a site with marks; returns what was made, or what went wrong.

        `listed`: its documents. `before`: what an earlier build made, from input that differed in texts at most.
        """
        texts = Texts(site)
        kept = _unchanged(before, texts) if before else {}
        if before and len(kept) == len(before.pages):
            return before, []
        target = self.aside / site.folder
        try:
            return self._build(site, listed, before, kept, texts, target)
        finally:
            shutil.rmtree(target, ignore_errors=True)

    def _build(
        self, site: Site, listed: dict[str, Any], before: Made | None, kept: Mapping[str, Kept], texts: Texts, target: Path
    ) -> tuple[Made | None, list[str]]:
        held = site.held(Marks(before.skeleton.meant if before else None))
        settings = overlay(held, self.root)
        if site.locale in site.schools.partial:
            settings["docs_dir"] = str(_filled(site, self.aside))
        settings["extra"]["uklad"]["documents"] = _held_sizes(listed, held)
        built = run_mkdocs(self.root, target, settings, held, {source: page.known for source, page in kept.items()})
        if built.failures:
            return None, built.failures
        pages, sheets = _read_pages(built, target, site, texts)
        everything = {**kept, **pages}
        used = _union(everything)
        if before and kept and (used.names ^ _union(before.pages).names) & before.asked:
            return self._build(site, listed, None, {}, texts, target)
        asked = before.asked if before and kept else write_sheet(target, sheets, used)
        self._write_index(target, held, everything)
        skeleton = self._read(target, held)
        if before and kept:
            skeleton = _laid_over(before.skeleton, skeleton)
        shared = texts.of(built.shared | (set(before.shared) if before else set()))
        return Made(skeleton, everything, shared, asked), []

    def _write_index(self, target: Path, site: Site, pages: Mapping[str, Kept]) -> None:
        cut = sorted((page.known.address, list(page.units)) for page in pages.values() if page.units and is_searched(page.known.address))
        (target / INDEX).parent.mkdir(parents=True, exist_ok=True)
        (target / INDEX).write_text(index_text(cut, site), encoding="utf-8")

    def _read(self, folder: Path, site: Site) -> Skeleton:
        """What was built, file by file."""
        meant = site.marks.meant() if site.marks else {}
        with_holes: dict[str, Holed] = {}
        plain: dict[str, str] = {}
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            name, content = path.relative_to(folder).as_posix(), path.read_bytes()
            made = holed(name, content.decode(), site.locale, meant) if path.suffix in READ else Holed((content,), ())
            if made.holes:
                with_holes[name] = made
            else:
                plain[name] = self.store.save_file(content)
        return Skeleton(meant, with_holes, plain)


def _unchanged(before: Made, texts: Texts) -> dict[str, Kept]:
    """The pages of an earlier build that would come out the same."""
    if texts.of(set(before.shared)) != before.shared:
        return {}
    return {
        source: page
        for source, page in before.pages.items()
        if page.wrote == texts.page(source) and texts.of(set(page.reads)) == page.reads
    }


def _read_pages(built: Built, target: Path, site: Site, texts: Texts) -> tuple[dict[str, Kept], list[str]]:
    """The pages that were built, finished, and the stylesheets that they linked."""
    used, sheets = lighten_pages(target, site.locale)
    pages = {}
    for source, known in built.pages.items():
        units = read_units((target / known.address).read_text(encoding="utf-8"))
        pages[source] = Kept(texts.page(source), texts.of(built.reads[source]), known, used[known.address], tuple(units))
    return pages, sheets


def _union(pages: Mapping[str, Kept]) -> Used:
    return Used(frozenset().union(*(page.used.names for page in pages.values())))


def _laid_over(before: Skeleton, now: Skeleton) -> Skeleton:
    """The files of an earlier build with those of this one in their place."""
    names = {*now.holed, *now.plain}
    holed = {name: file for name, file in before.holed.items() if name not in names}
    plain = {name: file for name, file in before.plain.items() if name not in names}
    return replace(now, holed={**holed, **now.holed}, plain={**plain, **now.plain})


def _filled(site: Site, aside: Path) -> Path:
    """A copy of a partial locale's pages, with those it lacks from the authoritative locale."""
    folder = aside / ".docs" / site.folder
    for page in site.written:
        source = site.docs / (site.first if page.path in site.borrowed else site.locale) / page.path
        (folder / page.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / page.path)
    return folder


def _held_sizes(listed: dict[str, Any], site: Site) -> dict[str, Any]:
    """The list of documents with marks for their sizes, which differ from school to school."""
    if not listed or not site.marks:
        return {}
    marks = site.marks
    documents = [
        {**one, "files": [{**file, "kb": marks("kilobytes", file["file"])} for file in one["files"]]} for one in listed["documents"]
    ]
    return {**listed, "documents": documents}


def ways(site: Site) -> Skeleton:
    """What stands beside the editions of a locale: the way to the one in force, their list, and a feed."""
    held = site.held(Marks())
    texts = dict(_ways(held))
    meant = held.marks.meant() if held.marks else {}
    return Skeleton(meant, {path: holed(path, text, site.locale, meant) for path, text in texts.items()}, {})


def _ways(site: Site) -> Iterator[tuple[str, str]]:
    yield "versions.json", versions(site)
    yield "feed.xml", feed(site)
    now = site.beside(edition=current(site.school))
    for page in now.pages:
        path = page.path.removesuffix(".md") + ".html"
        yield f"current/{path}", redirect(now, path)

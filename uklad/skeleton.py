"""The pages of a shape: built once with marks, then read as files with holes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from uklad.build import run_mkdocs
from uklad.editions import current
from uklad.feeds import feed, redirect, versions
from uklad.holes import Holed, holed
from uklad.marks import Mark
from uklad.overlay import overlay
from uklad.site import Site
from uklad.store import Store

READ = (".html", ".js", ".xml", ".json")  # files that may show a school's words


@dataclass(frozen=True)
class Skeleton:
    """One edition in one locale: files with holes, and the names of files without any in the store."""

    meant: Mapping[str, Mark]
    holed: Mapping[str, Holed]
    plain: Mapping[str, str]


def build_skeleton(site: Site, root: Path, aside: Path, store: Store, listed: dict[str, Any]) -> tuple[Skeleton | None, list[str]]:
    """Build the pages of a site with marks, below `aside`; returns the skeleton, or what went wrong. `listed`: its documents."""
    held = site.held()
    target = aside / site.folder
    settings = overlay(held, root)
    if site.locale in site.schools.partial:
        settings["docs_dir"] = str(_filled(site, aside))
    settings["extra"]["uklad"]["documents"] = _held_sizes(listed, held)
    try:
        failures = run_mkdocs(root, target, settings, held)
        return (None, failures) if failures else (_read(target, held, store), [])
    finally:
        shutil.rmtree(target, ignore_errors=True)


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


def _read(folder: Path, site: Site, store: Store) -> Skeleton:
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
            plain[name] = store.keep(content)
    return Skeleton(meant, with_holes, plain)


def ways(site: Site) -> Skeleton:
    """What stands beside the editions of a locale: the way to the one in force, their list, and a feed."""
    held = site.held()
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

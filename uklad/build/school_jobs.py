"""Writes schools whole from page templates, and proves what was written by building it alone."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from uklad.base.artifact_store import ArtifactStore
from uklad.base.errors import Refused, refusal_of_system
from uklad.base.files import put_in_place, write_new
from uklad.base.hashing import digest_of_file, digest_of_names, digest_of_tree, name_of, names_in
from uklad.build.artifacts import Outcome, SchoolKeys, SiteKeys
from uklad.build.document_jobs import documents_of
from uklad.build.output import Written, in_output, save_paths
from uklad.build.page_builder import edition_links
from uklad.build.workspace import workspace
from uklad.html.feeds import leading
from uklad.stamping.page_templates import PageTemplates
from uklad.stamping.stamp import Stamper

Files = Iterator[tuple[str, bytes | str]]  # path -> the bytes of a file, or its name in the store


def write_schools(schools: list[SchoolKeys]) -> list[Outcome]:
    """Stamp schools from their templates; one that fails does not stop the others."""
    return [_write(school) for school in schools]


def _write(school: SchoolKeys) -> Outcome:
    work, written = workspace(), school.last
    target = work.out / school.folder
    try:
        if written.key != school.key or not target.is_dir() or digest_of_tree(target) != written.tree:
            aside = work.aside / f"{school.school} {school.locale}"
            written = _lay_out(school, aside)
            work.refuse_when_over()
            put_in_place(aside, target)
        files = _lead(school)
    except OSError as error:
        return Outcome(school.folder, [str(refusal_of_system(in_output(error, target), target))])
    except (ValueError, Refused) as error:
        return Outcome(school.folder, [str(error)])
    return Outcome(school.folder, written=written, files=files)


def _lay_out(school: SchoolKeys, folder: Path) -> Written:
    """Write a school's locale into a new folder aside."""
    store, seen = workspace().store, {folder}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    names: dict[str, str] = {}
    for path, content in _files(school, lambda site: _load(store, site.pages), _load(store, school.beside)):
        target = folder / path
        if target.parent not in seen:
            target.parent.mkdir(parents=True, exist_ok=True)
            seen.add(target.parent)
        if isinstance(content, bytes):
            write_new(target, content)
            names[path] = name_of(content)
        else:
            store.place(content, target)
            names[path] = content
    return Written(school.key, digest_of_names(names), save_paths(store, names))


def verify_school(school: SchoolKeys) -> Outcome:
    """Build a school's locale for itself, and compare every byte with what was stamped from its templates."""
    work, started = workspace(), time.monotonic()
    folder = work.out / school.folder
    builder, failures = replace(work.page_builder, aside=work.aside / "verified"), list[str]()

    def pages(site: SiteKeys) -> PageTemplates:
        made, said = builder.build(work.site(site.ref), documents_of(site)["listed"])
        failures.extend(said)
        return made.templates if made else PageTemplates({}, {}, {})

    contents = _files(school, pages, edition_links(work.site(school.sites[0].ref)))
    alone = {path: name_of(content) if isinstance(content, bytes) else content for path, content in contents}
    written = names_in(folder)
    differ = sorted(path for path in {*alone, *written} if alone.get(path) != written.get(path))
    failures += [f"{school.folder}/{path} is not what a build of this school alone gives; run uklad build --fresh" for path in differ]
    return Outcome(f"{school.folder} verified", failures, time.monotonic() - started)


def _files(school: SchoolKeys, pages: Callable[[SiteKeys], PageTemplates], beside: PageTemplates) -> Files:
    """Every file of a school's locale."""
    yield from _filled(beside, Stamper(workspace().site(school.sites[0].ref), beside.meanings, {}), "")
    for keys in school.sites:
        site, documents, templates = workspace().site(keys.ref), documents_of(keys), pages(keys)
        sizes = documents["listed"].sizes()
        yield from _filled(templates, Stamper(site, templates.meanings, sizes), f"{site.edition.date}/")
        yield from ((f"{site.edition.date}/documents/{name}", stored) for name, stored in documents["files"].items())


def _filled(templates: PageTemplates, stamper: Stamper, folder: str) -> Files:
    for path, file in templates.slotted.items():
        yield folder + path, file.stamped(stamper)
    for path, name in templates.plain.items():
        yield folder + path, name


def _lead(school: SchoolKeys) -> dict[str, str]:
    """Lead from a school's folder to its first locale. Returns the file with its digest."""
    out, site = workspace().out, workspace().site(school.sites[0].ref)
    path, text = out / site.school_id / "index.html", leading(site, f"{site.locale}/current/index.html").encode()
    if site.locale != site.first:
        return {}
    if digest_of_file(path) != name_of(text):
        aside = workspace().aside / f"{site.school_id}.html"
        aside.write_bytes(text)
        aside.replace(path)
    return {path.relative_to(out).as_posix(): name_of(text)}


@lru_cache(maxsize=64)
def _load(store: ArtifactStore, key: str) -> PageTemplates:
    templates: PageTemplates = store.load(key)
    return templates

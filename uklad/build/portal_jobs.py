"""Builds the page in front of all schools, and puts it in place."""

from __future__ import annotations

import shutil
import time

from macros import MACROS
from uklad.base.hashing import digest_of_file
from uklad.build.artifacts import Outcome
from uklad.build.mkdocs_config import portal_overlay
from uklad.build.mkdocs_runner import run_mkdocs
from uklad.build.workspace import workspace
from uklad.content.site import Site
from uklad.html.page_weight import lighten_pages, write_sheet
from uklad.html.stylesheet import Used
from uklad.model.editions import current
from uklad.rendering.context import Context


def make_portal(key: str, locale: str) -> Outcome:
    """Build the portal in one locale and store its files under a key."""
    work, started = workspace(), time.monotonic()
    target, school = work.aside / "portal" / locale, work.schools.default_school
    site = Site(work.schools, work.root / "docs", school, current(work.schools.schools[school]), locale)
    context = Context(site, work.root, MACROS, portal=True)
    failures = run_mkdocs(context, target, portal_overlay(work.schools, work.root, locale)).failures
    if not failures:
        used, sheets = lighten_pages(target, locale)
        write_sheet(target, sheets, Used(frozenset().union(*(one.names for one in used.values()))))
        paths = sorted(path for path in target.rglob("*") if path.is_file())
        files = {path.relative_to(target).as_posix(): work.store.save_file(path.read_bytes()) for path in paths}
        work.save(key, files, files.values())
    shutil.rmtree(target, ignore_errors=True)
    return Outcome(f"portal {locale}", failures, time.monotonic() - started)


def portal_files(key: str, locale: str) -> dict[str, str]:
    """The files of the portal, path below the output folder -> digest: the first locale at its root, the others in a folder of theirs."""
    work = workspace()
    below = "" if locale == work.schools.locales[0] else f"{locale}/"
    return {below + path: name for path, name in work.store.load(key).items()}


def put_portal(key: str, locale: str) -> dict[str, str]:
    """Put the portal in place, one file after another: the folders may hold files of others. Returns its files, as `portal_files`."""
    work, files = workspace(), portal_files(key, locale)
    made = work.aside / "placed"
    made.mkdir(exist_ok=True)
    for path, name in files.items():
        target = work.out / path
        if digest_of_file(target) != name:
            target.parent.mkdir(parents=True, exist_ok=True)
            work.store.place(name, made / name)
            (made / name).replace(target)
    return files

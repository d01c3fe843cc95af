"""Builds the page in front of all schools, and puts it in place."""

from __future__ import annotations

import shutil
import time

from macros import MACROS
from uklad.base.files import put_in_place
from uklad.base.hashing import name_of
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


def put_portal(key: str, locale: str) -> dict[str, str]:
    """Put the portal in place: the first locale at the root of the output, the others in a folder of theirs.

    Returns its files: path below the output folder -> digest.
    """
    work = workspace()
    first = locale == work.schools.locales[0]
    made, target = work.aside / "placed" / locale, work.out if first else work.out / locale
    files = work.store.load(key)
    there = {(target / path).relative_to(work.out).as_posix(): name for path, name in files.items()}
    if all((work.out / path).is_file() and name_of((work.out / path).read_bytes()) == name for path, name in there.items()):
        return there
    for path, name in files.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        work.store.place(name, made / path)
    for one in sorted(made.iterdir()) if first else [made]:
        put_in_place(one, target / one.name if first else target)
    return there

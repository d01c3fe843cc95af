"""Every page can be reached: the settings name it, or its folder, or say that the navigation leaves it out."""

from __future__ import annotations

from pathlib import Path

from uklad.base.errors import Problem
from uklad.base.yaml_reader import Source
from uklad.build.mkdocs_config import PORTAL_NAV, pages_out_of_navigation
from uklad.content.pages import load_pages, load_portal_pages
from uklad.model.schema import Schools


def unreachable_pages(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each page that no navigation holds, and for each page of the portal that is missing. Raises Refused."""
    found = list[Problem]()
    for locale in schools.locales:
        paths = {page.path: page.shown for page in load_pages(docs, locale)}
        found += [
            Problem(paths[path], 1, "no navigation leads to the page", 'name it under "nav" of mkdocs.yml, or under "not_in_nav"')
            for path in pages_out_of_navigation(docs.parent, list(paths))
        ]
        portal = {page.path: page.shown for page in load_portal_pages(docs, locale)}
        folder = f"{docs.name}/{locale}/portal"
        found += [Problem(f"{folder}/{name}", 1, "the portal has no such page", "write it") for name in PORTAL_NAV if name not in portal]
        more = (shown for path, shown in portal.items() if path not in PORTAL_NAV)
        found += [
            Problem(shown, 1, "the portal has no place for the page", f"it has {' and '.join(PORTAL_NAV)}; move the text there")
            for shown in more
        ]
    return found

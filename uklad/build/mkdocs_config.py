"""What a site lays over mkdocs.yml: its name, pages, navigation and languages."""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.utils.yaml import yaml_load
from pathspec.gitignore import GitIgnoreSpec

from uklad.base.escape import literal
from uklad.content.pages import Page
from uklad.content.phrases import Words, load_words
from uklad.content.site import Site
from uklad.model.schema import Schools

Nav = list[Any]
Settings = dict[str, Any]  # as in mkdocs.yml
HIDDEN = ["/clauses/", "/portal/", "*.yml"]
PORTAL_NAV = ["index.md", "compare.md"]


def overlay(site: Site, root: Path) -> Settings:
    """Settings for MkDocs beyond mkdocs.yml; paths are absolute."""
    shown, hidden = _split(site)
    return {
        "site_name": Markup(literal(site.words.bind(site.school.name[site.locale]))),
        "docs_dir": str(site.docs / site.locale),
        "exclude_docs": "\n".join(HIDDEN + [f"/{page.path}" for page in hidden]),
        "nav": _nav(_settings(root)["nav"], shown, site),
        "theme": theme(site.locale, root, site.words.get("palette")),
        "markdown_extensions": extensions(site.words, root),
        "extra": {
            **_settings(root)["extra"],
            "uklad": {"school": site.shown_id, "edition": str(site.edition.date), "locale": site.locale},
            "alternate": _alternates(site),
        },
    }


def theme(locale: str, root: Path, toggles: list[str]) -> Settings:
    """The theme of mkdocs.yml, speaking the locale."""
    chosen = dict(_settings(root)["theme"])
    chosen["custom_dir"] = str(root / chosen["custom_dir"])
    chosen["language"] = locale
    chosen["palette"] = [
        {**palette, "toggle": {**palette["toggle"], "name": name}} for palette, name in zip(chosen["palette"], toggles, strict=True)
    ]
    return chosen


def extensions(words: Words, root: Path) -> list[Any]:
    """The Markdown extensions of mkdocs.yml, speaking the locale."""
    found: list[Any] = _settings(root)["markdown_extensions"]
    for one in found:
        if isinstance(one, dict) and "toc" in one:
            one["toc"]["permalink_title"] = words("permalink")
    return found


def _split(site: Site) -> tuple[list[Page], list[Page]]:
    """The pages of the locale that exist at the school, and those that do not."""
    pages = site.written
    shown = [page for page in pages if site.shows(page)]
    return shown, [page for page in pages if page not in shown]


def _settings(root: Path) -> Settings:
    """A fresh copy of what mkdocs.yml says: MkDocs changes what it is given."""
    return copy.deepcopy(_read(root / "mkdocs.yml"))


@lru_cache(maxsize=4)
def _read(path: Path) -> Settings:
    with open(path, encoding="utf-8") as file:
        return yaml_load(file)


def _nav(nav: Nav, shown: list[Page], site: Site) -> Nav:
    """The order of mkdocs.yml; a section holds every shown page of its folder by its `order`."""
    paths = {page.path for page in shown}
    return [_section(item, shown, site) if isinstance(item, dict) else item for item in nav if isinstance(item, dict) or item in paths]


def _section(item: dict[str, Nav], shown: Iterable[Page], site: Site) -> dict[str, Nav]:
    (pages,) = item.values()
    folder = str(pages[0]).split("/")[0]
    inside = [page for page in shown if page.path.startswith(f"{folder}/")]
    ordered = sorted(inside, key=lambda page: (page.order, page.path))
    return {site.words(f"nav.{folder}"): [page.path for page in ordered]}


def pages_out_of_navigation(root: Path, paths: Iterable[str]) -> list[str]:
    """Those of the pages that mkdocs.yml neither names, nor leaves out, nor puts into a section: MkDocs refuses them."""
    settings = _settings(root)
    named = {item for item in settings["nav"] if isinstance(item, str)}
    sections = {str(pages[0]).split("/")[0] for item in settings["nav"] if isinstance(item, dict) for pages in item.values()}
    left_out = GitIgnoreSpec.from_lines(str(settings.get("not_in_nav", "")).splitlines())
    return [path for path in paths if path not in named and path.split("/")[0] not in sections and not left_out.match_file(path)]


def _alternates(site: Site) -> list[dict[str, str]]:
    """The same edition in each locale, as links from the root of the site."""
    return [
        {"name": _language(site, locale), "lang": locale, "link": f"../../{locale}/{site.edition.date}"}
        for locale in [*site.schools.locales, *site.schools.partial]
    ]


def _language(site: Site, locale: str) -> str:
    return str(Site(site.schools, site.docs, site.school_id, site.edition, locale).words("language"))


def portal_overlay(schools: Schools, root: Path, locale: str) -> Settings:
    """Settings for the portal in one locale."""
    words = load_words(root / "docs", locale)
    first = schools.locales[0]
    here = "" if locale == first else f"{locale}/"
    return {
        "site_name": Markup(literal(words("portal_name"))),
        "docs_dir": str(root / "docs" / locale / "portal"),
        "exclude_docs": "",
        "nav": PORTAL_NAV[:],
        "theme": theme(locale, root, words.get("palette")),
        "markdown_extensions": extensions(words, root),
        "extra": {
            **_settings(root)["extra"],
            "uklad": {"portal": True, "root": locale == first, "locale": locale},
            "alternate": [
                {
                    "name": load_words(root / "docs", other)("language"),
                    "lang": other,
                    "link": posixpath.relpath(f"./{'' if other == first else other}", f"./{here}"),
                }
                for other in schools.locales
            ],
        },
    }

"""The site and the page that are being rendered."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from uklad.base.yaml_reader import read_yaml
from uklad.content.pages import Page
from uklad.content.site import Site
from uklad.content.translations import stale
from uklad.model.editions import current
from uklad.model.loader import cached_schools
from uklad.model.schema import Edition, School
from uklad.rendering.dependencies import Read, note, noted


@dataclass(frozen=True)
class Shown:
    """A step as this school sees it."""

    page: Page
    clauses: tuple[str, ...]
    title: str
    anchor: str


class Current:
    """The chosen site, and how to render and link from the page at hand."""

    def __init__(self, env: Any) -> None:
        self.env = env
        chosen = env.conf["extra"]["uklad"]
        self.root = root = Path(env.conf["config_file_path"]).parent
        self.file = chosen.get("schools", "schools.yml")
        self.portal = bool(chosen.get("portal"))
        self.site = chosen.get("site") or _named(root, self.file, chosen)
        self.numbers: dict[str, int] = {}  # page -> number of its latest step
        self.rehearsed: Page | None = None  # the page whose macros are carried out only to find its steps
        self.recorded: list[Shown] = []
        self.shared: set[Read] = set()  # clauses that were read for the site, and for no page in particular
        self.compared: dict[tuple[str, str], list[Any]] = {}  # dates of two editions -> their changes
        self.tooltips: str | None = None
        self.own: dict[str, Any] = {}  # what pages may name, where this is another school's view
        env.conf["extra"]["current"] = self

    @cached_property
    def pages(self) -> list[Page]:
        """The pages of the locale that exist at this school, by their order."""
        return sorted(self.site.pages, key=lambda page: (page.order, page.path))

    @cached_property
    def glossary(self) -> list[dict[str, Any]]:
        """The entries of the glossary that concern this edition, in the order of the file."""
        locale = self.site.locale if (self.site.docs / self.site.locale / "glossary.yml").exists() else self.site.first
        found = read_yaml(self.site.docs / locale / "glossary.yml", f"docs/{locale}/glossary.yml").value
        return [entry for entry in found if not entry.get("needs") or self.site.has(*entry["needs"])]

    @cached_property
    def doing(self) -> list[Shown]:
        """The steps that this school's pages show, those of guides first, found by carrying out their macros."""
        self.recorded = []
        with noted(self.shared):
            for page in sorted(self.pages, key=lambda page: page.role is None):
                if page.steps:
                    self.rehearsed = page
                    self.render(page.body)
        self.rehearsed = None
        return self.recorded

    @cached_property
    def stale(self) -> set[str]:
        """Clauses and pages of which this locale translates an older text."""
        first = self.site.schools.locales[0]
        return stale(self.site.docs, first, self.site.locale) if self.site.locale in self.site.schools.locales[1:] else set()

    @property
    def path(self) -> str:
        """The page at hand, relative to the locale's folder."""
        return self.rehearsed.path if self.rehearsed else str(self.env.page.file.src_uri)

    def link(self, target: str) -> str:
        """A link from the page at hand to another file of the locale (with its #anchor)."""
        path, _, anchor = target.partition("#")
        relative = posixpath.relpath(path, posixpath.dirname(self.path) or ".")
        return ("" if path == self.path else relative) + (f"#{anchor}" if anchor else "")

    def render(self, text: str, **more: Any) -> str:
        """A text of data or library with its macros carried out."""
        if "{" not in text:
            return text
        return self.env.env.from_string(text).render(**{**self.env.variables, **self.own, **more})

    def text(self, clause: str, **more: Any) -> str:
        """A clause's text (Markdown) in this edition's words; one borrowed from another language is marked with it."""
        note(self.site.locale, clause)
        text = self.render(self.site.library[clause].text, **more)
        if clause not in self.site.borrowed or clause.startswith(("chapter.", "part.", "heading.")):
            return text
        first = self.site.first
        return f'<span lang="{first}">{text}</span>' if "\n" not in text else f'<div lang="{first}" markdown="1">\n\n{text}\n\n</div>'


def _named(root: Path, file: str, chosen: dict[str, Any]) -> Site:
    """The site that mkdocs.yml names: the default school, where it names none."""
    schools = cached_schools(root / file)
    school_id = chosen.get("school") or schools.default_school
    return Site(schools, root / "docs", school_id, _edition(schools.schools[school_id], chosen), chosen["locale"])


def _edition(school: School, chosen: dict[str, Any]) -> Edition:
    wanted = chosen.get("edition")
    found = [edition for edition in school.editions if str(edition.date) == str(wanted)]
    return found[0] if found else current(school)

"""One site as its texts see it: the page at hand, how to render a text, and how to link from there."""

from __future__ import annotations

import copy
import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from uklad.content.cards import ShownUse, of_kind, steps_of_guide, steps_of_task
from uklad.content.document_list import DocumentList
from uklad.content.glossary import GlossaryEntry, load_glossary
from uklad.content.pages import Page
from uklad.content.redline import Change
from uklad.content.site import Site
from uklad.model.editions import ancestors
from uklad.model.schema import Edition
from uklad.rendering.dependencies import STEP_TITLES, Read, dependencies_into, record_dependency
from uklad.rendering.environment import Origin, TextEnvironment

ACT_PAGE = "regulation/index.md"
UNMARKED = ("chapter.", "part.", "heading.")  # titles: an element around them would stand in the table of contents


@dataclass(frozen=True)
class Macros:
    """What texts of one site may name: values, functions and filters by name."""

    variables: dict[str, Any]
    functions: dict[str, Callable[..., Any]]
    filters: dict[str, Callable[..., Any]]


@dataclass
class RenderedPage:
    """A page whose macros are carried out: its title and Markdown, and what the layout asks of it."""

    path: str
    title: str
    meta: dict[str, Any]
    markdown: str


@dataclass(frozen=True)
class MacroSet:
    """What the macros hand to the renderer: how they are made for a site, and how a rendered page is finished."""

    define: Callable[[Context], Macros]
    finish: Callable[[Context, RenderedPage], RenderedPage]


@dataclass(frozen=True)
class ShownStep:
    """A step as this school sees it."""

    page: Page
    clauses: tuple[str, ...]
    title: str
    anchor: str


@dataclass
class Context:
    """`root` is the project's folder; `portal`: the page in front of all schools; `documents`: what was made before the pages."""

    site: Site
    root: Path
    macro_set: MacroSet
    portal: bool = False
    documents: DocumentList = field(default_factory=DocumentList)
    path: str = ACT_PAGE  # the page at hand, relative to the locale's folder
    shared: set[Read] = field(default_factory=set)  # clauses that were read for the site, and for no page in particular
    compared: dict[tuple[str, str], list[Change]] = field(default_factory=dict)  # dates of two editions -> their changes
    tooltips: str | None = None
    said: set[str] = field(default_factory=set)  # the clauses whose uses the page at hand says
    paths: dict[str, frozenset[str]] = field(default_factory=dict)  # date of an edition -> the pages that it has

    @cached_property
    def macros(self) -> Macros:
        """What texts may name here."""
        return self.macro_set.define(self)

    @cached_property
    def environment(self) -> TextEnvironment:
        """Where texts are carried out."""
        made = TextEnvironment()
        made.globals.update(self.macros.functions)
        made.filters.update(self.macros.filters)
        return made

    def begin(self, path: str) -> None:
        """Turn to the page at this path."""
        self.path, self.said = path, set()

    def beside(self, **other: Any) -> Context:
        """The same site in another edition or locale, with macros of its own."""
        return Context(self.site.beside(**other), self.root, self.macro_set)

    def seen_from(self, site: Site) -> Context:
        """The page at hand as another school would say it."""
        other = copy.copy(self)
        other.site, other.compared, other.paths = site, {}, {}
        other.__dict__["macros"] = self.macro_set.define(other)
        return other

    @cached_property
    def pages(self) -> list[Page]:
        """The pages of the locale that exist at this school, by their order."""
        return sorted(self.site.pages, key=lambda page: (page.order, page.path))

    @cached_property
    def titles(self) -> dict[str, str]:
        """The path of each page of this school -> its title."""
        return {page.path: self.render(str(page.meta.get("title", ""))) for page in self.pages}

    def paths_in(self, edition: Edition) -> frozenset[str]:
        """The paths of the pages that another edition of the school has; every page asks, so they are found once for a site."""
        key = str(edition.date)
        if key not in self.paths:
            self.paths[key] = frozenset(page.path for page in self.site.beside(edition=edition).pages)
        return self.paths[key]

    @cached_property
    def glossary(self) -> list[GlossaryEntry]:
        """The entries of the glossary that concern this edition, in the order of the file."""
        found = load_glossary(self.site.docs, self.site.locale, self.site.first)
        outline = self.site.outline
        mine = (entry for entry in found if not entry.platforms or outline.platform in entry.platforms)
        mine = (entry for entry in mine if not entry.services or any(name in outline.services for name in entry.services))
        return [entry for entry in mine if not entry.needs or self.site.has(*entry.needs)]

    def reads(self, kind: str, attribute: str, name: str) -> None:
        """Record that the page at hand shows the uses of a kind whose attribute has the name."""
        record_dependency(self.site.locale, f"{kind} {attribute} {name}")

    def uses(self, kind: str, attribute: str = "", name: str = "") -> list[ShownUse]:
        """The uses of a kind that this edition shows, those only whose attribute has the name."""
        self.reads(kind, attribute, name)
        return of_kind(self.site.uses_by_kind.get(kind, ()), kind, attribute, name)

    def guide_steps(self, role: str) -> list[ShownUse]:
        """The steps of a role's guide, and the advice among them, in their order."""
        self.reads("step", "for", role)
        self.reads("advice", "for", role)
        return steps_of_guide(self.site.uses, role, self.site.stages)

    def anchor_of(self, one: ShownUse) -> str:
        """The permanent anchor of a step: the clause that it was first written for, and its id where there are several."""
        oldest = ancestors(self.site.schools, one.use.clause)[-1]
        return "-".join(("step", oldest, *one.use.names("id")))

    def anchor_of_line(self, one: ShownUse) -> str:
        """The anchor of a use that is no step, the same on every page: its kind, its clause as first written, its id."""
        return self._anchors_of_lines[one.clause, one.use.path, one.use.line]

    @cached_property
    def _anchors_of_lines(self) -> dict[tuple[str, str, int], str]:
        """Clause and place of each use -> its anchor; a number tells those apart that are alike, the same in every locale."""
        found, times = dict[tuple[str, str, int], str](), Counter[str]()
        for one in sorted(self.site.uses, key=lambda one: one.use.key):
            oldest = ancestors(self.site.schools, one.clause)[-1]
            name = "-".join((one.use.kind, oldest, *one.use.names("id")))
            times[name] += 1
            found[one.clause, one.use.path, one.use.line] = name if times[name] == 1 else f"{name}-{times[name]}"
        return found

    @cached_property
    def steps(self) -> list[ShownStep]:
        """The steps that this school's pages show, those of guides first."""
        with dependencies_into(self.shared):
            return list(self._steps())

    def _steps(self) -> Iterator[ShownStep]:
        record_dependency(self.site.locale, STEP_TITLES)
        for page in sorted(self.pages, key=lambda page: page.role is None):
            groups = steps_of_task(self.site.uses, page.task or "", self.site.schools.roles)
            guide = steps_of_guide(self.site.uses, page.role, self.site.stages) if page.role else []
            for one in [*guide, *(one for _, some in groups for one in some)]:
                if one.use.kind == "step":
                    title = self.render(one.use.title, Origin(one.use.path, one.use.line))
                    yield ShownStep(page, tuple(self.site.rests_on(one)), title, self.anchor_of(one))

    def link(self, target: str) -> str:
        """A link from the page at hand to another file of the locale (with its #anchor)."""
        path, _, anchor = target.partition("#")
        relative = posixpath.relpath(path, posixpath.dirname(self.path) or ".")
        return ("" if path == self.path else relative) + (f"#{anchor}" if anchor else "")

    def render(self, text: str, origin: Origin | None = None, **more: Any) -> str:
        """A text of data or library with its macros carried out; `origin` says where it stands, for what goes wrong within."""
        return self.environment.carry_out(text, origin, {**self.macros.variables, **more}) if "{" in text else text

    def origin_of(self, clause: str) -> Origin:
        """Where the text of a clause begins."""
        said = self.site.library[clause]
        return Origin(said.path, said.first)

    def text(self, clause: str, **more: Any) -> str:
        """A clause's text (Markdown) in this edition's words; one borrowed from another language is marked with it."""
        record_dependency(self.site.locale, clause)
        text = self.render(self.site.library[clause].text, self.origin_of(clause), **more)
        if clause not in self.site.borrowed or clause.startswith(UNMARKED):
            return text
        first = self.site.first
        return f'<span lang="{first}">{text}</span>' if "\n" not in text else f'<div lang="{first}" markdown="1">\n\n{text}\n\n</div>'

"""What macros are handed by name: clauses, roles, pages, documents, blocks of the reference, modes, steps of an approval, functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path
from typing import get_args

from uklad.authoring.checks.cards import PARTS
from uklad.base.errors import nearest
from uklad.content.clauses import load_library, own_libraries
from uklad.content.pages import load_pages, pages_of_roles
from uklad.content.template_calls import Call
from uklad.documents.kit import names as document_names
from uklad.model.schema import Approval, Schools
from uklad.model.types import Mode

Names = tuple[str, Collection[str]]  # what the arguments name, and the names that there are
CLAUSES = ("has", "has_all", "cite", "clause")
MODES: tuple[str, ...] = get_args(Mode)
STEPS: tuple[str, ...] = get_args(Approval.model_fields["step"].annotation)


class Arguments:
    """The names that macros of a locale may be handed."""

    def __init__(self, schools: Schools, docs: Path, locale: str) -> None:
        self.schools, self.docs, self.locale = schools, docs, locale

    def wrong(self, call: Call) -> Iterator[tuple[str, str]]:
        """What is wrong with the texts that a macro is handed: what, and the remedy."""
        if found := self._known(call.name):
            what, names = found
            yield from ((f'{call.name}: unknown {what} "{name}"', nearest(name, names)) for name in call.said if name not in names)

    def _known(self, macro: str) -> Names | None:
        if macro in CLAUSES:
            return "clause", self.clauses
        known: dict[str, Names] = {
            "document_links": ("document", self.documents),
            "part": ("part", PARTS),
            "task_cards": ("role", self.schools.roles),
            "services": ("mode", MODES),
            "approvals": ("step", STEPS),
            "people_with": ("function", self.functions),
        }
        return ("page", self.pages) if macro == "shows" else known.get(macro)

    @cached_property
    def clauses(self) -> set[str]:
        """The clauses of the library, and those that schools word themselves."""
        own = own_libraries(self.docs, self.locale, self.schools.schools).values()
        return {*load_library(self.docs, self.locale), *(name for library in own for name in library)}

    @cached_property
    def documents(self) -> list[str]:
        """The documents that a site may have."""
        return document_names(list(self.schools.roles))

    @cached_property
    def functions(self) -> set[str]:
        """The functions of persons that the library words."""
        return {name for name in self.clauses if name.startswith("function.")}

    @cached_property
    def pages(self) -> set[str]:
        """The paths of the pages."""
        written = {page.path for page in load_pages(self.docs, self.locale)}
        return written | set(pages_of_roles(written, self.schools.roles))

"""The documents of a site with the macros of their phrases carried out, and nothing laid out: what goes wrong there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from uklad.base.errors import Problem, Refused
from uklad.content.phrases import phrases_of_documents
from uklad.content.site import Site
from uklad.documents.blocks import Block, Paragraph, Run
from uklad.documents.context import DocumentContext
from uklad.documents.kit import MAKERS
from uklad.rendering.environment import Origin
from uklad.rendering.renderer import clause_markdown, mistakes_told


def mistakes_of_documents(site: Site, root: Path) -> Iterator[Problem]:
    """The first mistake of each document that the act of a site supports."""
    context = _Unread(site, root)
    for make in MAKERS.values():
        try:
            with mistakes_told(context.texts, Origin(context.shown)):
                make(context)
        except Refused as refused:
            yield from refused.problems


class _Unread(DocumentContext):
    """Reads no Markdown, which is slow: a phrase and a clause are a paragraph each. Tells mistakes of phrases with their lines."""

    @property
    def shown(self) -> str:
        """The name of the file of phrases in messages."""
        return f"{self.site.docs.name}/{self.site.locale}/words.yml"

    def fill(self, text: str, **more: Any) -> str:
        """A phrase with its macros carried out. Raises Refused with its line."""
        try:
            return super().fill(text, **more)
        except Refused:
            raise
        except Exception as error:  # a macro may raise anything
            lines = dict(phrases_of_documents(self.site.docs, self.site.locale))
            with mistakes_told(self.texts, Origin(self.shown, lines.get(text, 1))):
                raise error
        raise AssertionError  # told above

    def blocks(self, text: str, **more: Any) -> tuple[Block, ...]:
        """The phrase as one paragraph."""
        return (Paragraph((Run(self.fill(text, **more)),)),)

    def clause(self, name: str) -> tuple[Block, ...]:
        """The clause as one paragraph."""
        return (Paragraph((Run(clause_markdown(self.texts, name)),)),)

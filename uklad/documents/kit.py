"""The kit: every document that the act of a site supports, in the order in which readers look for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from uklad.documents.blocks import Document
from uklad.documents.context import DocumentContext
from uklad.documents.memo import memos
from uklad.documents.orders_and_lists import acquaintance, application, chat_rules, order, persons
from uklad.documents.redline import redline
from uklad.documents.regulation import regulation

Maker = Callable[[DocumentContext], Document | None]
MAKERS: dict[str, Maker] = {
    "regulation": regulation,
    "redline": redline,
    "order": order,
    "application": application,
    "persons": persons,
    "acquaintance": acquaintance,
    "chat-rules": chat_rules,
}


def documents(context: DocumentContext) -> Iterator[Document]:
    """The documents of one site."""
    for make in MAKERS.values():
        context.inside = ()
        if document := make(context):
            yield replace(document, name=f"{document.name}-clean") if context.clean and document.name == "regulation" else document
    context.inside = ()
    yield from memos(context)


def names(roles: list[str]) -> list[str]:
    """Every name that a document can have."""
    return [*MAKERS, *(f"memo-{role}" for role in roles)]

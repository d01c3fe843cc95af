"""A memo of one page for each role: the main steps of its guide, whom to ask, and where the edition is."""

from __future__ import annotations

from collections.abc import Iterator

from macros.contacts import people_of, school_contacts
from macros.steps import status_of_role
from macros.uses import title
from uklad.base.text import lowfirst
from uklad.documents.blocks import Blank, Block, Document, Item, Listing, Paragraph, Run
from uklad.documents.context import DocumentContext
from uklad.documents.markdown_reader import read_markdown


def memos(context: DocumentContext) -> Iterator[Document]:
    """A memo for each role whose guide shows steps at this school."""
    for role in context.site.schools.roles:
        page = f"guides/{role}.md"
        steps = [step for step in context.shown_steps if step.page.path == page]
        if steps:
            yield _memo(context, role, steps)


def _memo(context: DocumentContext, role: str, steps: list) -> Document:  # type: ignore[type-arg]
    whom = lowfirst(context.fill(str(steps[0].page.meta["title"])))
    items = tuple(Item((_step(context, step.title, step.clauses),)) for step in steps)
    body: list[Block] = [*_status(context, role), context.line("memo.text"), Listing(items, ordered=True)]
    blanks = (Blank(context.runs(context.get(f"memo.{name}"))) for name in ("who", "where"))
    body += [context.line("memo.ask", "lead"), *_reached(context, role), *blanks]
    body.append(Paragraph((Run(context.site.words("regulation.restated")),), "small"))
    return context.document(f"memo-{role}", body, template="memo", page=f"guides/{role}.html", parts={"whom": whom})


def _reached(context: DocumentContext, role: str) -> tuple[Block, ...]:
    """The persons whom the data name for what the role asks about, and how the school itself is reached."""
    asked = ((one, people_of(context.texts, one.use.names("who"))) for one in context.texts.uses("ask", "for", role))
    lines = [f"- **{title(context.texts, one)}.** {people}" for one, people in asked if people]
    said = "\n".join([*lines, school_contacts(context.texts)])
    return read_markdown(context.site.words.bind(said), context.resolve)


def _step(context: DocumentContext, title: str, clauses: tuple[str, ...]) -> Paragraph:
    said = [
        run
        for block in read_markdown(context.site.words.bind(title), context.resolve)
        if isinstance(block, Paragraph)
        for run in block.runs
    ]
    cited: dict[str, str] = {}
    for name in clauses:
        cited.setdefault(context.cited(name), name)
    links = [Run(text, link=context.address("regulation/index.html", name)) for text, name in cited.items()]
    listed = [run for link in links for run in (link, Run(", "))][:-1]
    return Paragraph((*said, Run(" ("), *listed, Run(")")))


def _status(context: DocumentContext, role: str) -> Iterator[Block]:
    """That the act does not regulate the role, or that its pages are lost."""
    if text := status_of_role(context.texts, role):
        found = read_markdown(context.site.words.bind(text), context.resolve)
        yield from (Paragraph(block.runs, "note") if isinstance(block, Paragraph) else block for block in found)

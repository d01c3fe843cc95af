"""A memo of one page for each role: the main steps of its guide, whom to ask, and where the edition is."""

from __future__ import annotations

from collections.abc import Iterator

from macros.steps import status_of_role
from uklad.base.text import lowfirst
from uklad.documents.blocks import Blank, Block, Document, Item, Listing, Paragraph, Run
from uklad.documents.context import Voice
from uklad.documents.markdown_reader import read_markdown


def memos(voice: Voice) -> Iterator[Document]:
    """A memo for each role whose guide shows steps at this school."""
    for role in voice.site.schools.roles:
        page = f"guides/{role}.md"
        steps = [step for step in voice.texts.steps if step.page.path == page]
        if steps:
            yield _memo(voice, role, steps)


def _memo(voice: Voice, role: str, steps: list) -> Document:  # type: ignore[type-arg]
    title = voice.fill(str(steps[0].page.meta["title"]))
    whom = lowfirst(title)
    items = tuple(Item((_step(voice, step.title, step.clauses),)) for step in steps)
    body: list[Block] = [*_status(voice, role), voice.line("memo.text"), Listing(items, ordered=True)]
    body += [voice.line("memo.ask", "lead"), Blank(voice.runs(voice.get("memo.who"))), Blank(voice.runs(voice.get("memo.where")))]
    body.append(Paragraph((Run(voice.site.words("regulation.restated")),), "small"))
    return voice.document(f"memo-{role}", body, template="memo", page=f"guides/{role}.html", parts={"whom": whom})


def _step(voice: Voice, title: str, clauses: tuple[str, ...]) -> Paragraph:
    said = [
        run for block in read_markdown(voice.site.words.bind(title), voice.resolve) if isinstance(block, Paragraph) for run in block.runs
    ]
    cited: dict[str, str] = {}
    for name in clauses:
        cited.setdefault(voice.cited(name), name)
    links = [Run(text, link=voice.address("regulation/index.html", name)) for text, name in cited.items()]
    listed = [run for link in links for run in (link, Run(", "))][:-1]
    return Paragraph((*said, Run(" ("), *listed, Run(")")))


def _status(voice: Voice, role: str) -> Iterator[Block]:
    """That the act does not regulate the role, or that its pages are lost."""
    if text := status_of_role(voice.texts, role):
        found = read_markdown(voice.site.words.bind(text), voice.resolve)
        yield from (Paragraph(block.runs, "note") if isinstance(block, Paragraph) else block for block in found)

"""The redline as a document, for an edition with an earlier one."""

from __future__ import annotations

from collections.abc import Iterator

from uklad.content.redline import Change, compare
from uklad.documents.blocks import Block, Document, Heading, Paragraph, Run
from uklad.documents.context import DocumentContext
from uklad.model.editions import earlier

SIGNS = {"del": ("[−", "−] "), "ins": ("[+", "+] ")}  # neither colour nor a line alone says what changed


def redline(context: DocumentContext) -> Document | None:
    """What changed since the edition before, clause by clause; nothing where there is none."""
    before = earlier(context.site.school, context.site.edition)
    if not before:
        return None
    old = DocumentContext(context.site.beside(edition=before[0]), context.root)
    changes = compare(old.site, context.site, old.plain, context.plain)
    body: list[Block] = [context.line("redline.text", date=context.site.words.date(before[0].date))]
    for change in changes:
        body += _change(old, context, change)
    return context.document("redline", body if changes else [*body, context.line("redline.none")])


def _change(old: DocumentContext, new: DocumentContext, change: Change) -> Iterator[Block]:
    """A heading that cites the clause and says what became of it, then its words."""
    cited = [context.cited(place.id) for context, place in ((old, change.old), (new, change.new)) if place]
    kinds = ", ".join(new.site.words(f"changes.kinds.{kind}") for kind in change.kinds)
    yield Heading(2, (Run(f"{' → '.join(dict.fromkeys(cited))}: {kinds}"),))
    yield Paragraph(tuple(run for kind, text in change.words for run in _runs(kind, text)))


def _runs(kind: str, text: str) -> tuple[Run, ...]:
    before, after = SIGNS.get(kind, ("", ""))
    said = " ".join(text.split()) if kind in SIGNS else text
    return (Run(before), Run(said, edit=kind), Run(after)) if before else (Run(said),)

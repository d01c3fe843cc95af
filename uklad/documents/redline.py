"""The redline as a document, for an edition with an earlier one."""

from __future__ import annotations

from collections.abc import Iterator

from uklad.content.redline import Change, compare
from uklad.documents.blocks import Block, Document, Heading, Paragraph, Run
from uklad.documents.context import Voice
from uklad.model.editions import earlier

SIGNS = {"del": ("[−", "−] "), "ins": ("[+", "+] ")}  # neither colour nor a line alone says what changed


def redline(voice: Voice) -> Document | None:
    """What changed since the edition before, clause by clause; nothing where there is none."""
    before = earlier(voice.site.school, voice.site.edition)
    if not before:
        return None
    old = Voice(voice.site.beside(edition=before[0]), voice.root, voice.file)
    changes = compare(old.site, voice.site, old.plain, voice.plain)
    body: list[Block] = [voice.line("redline.text", date=voice.site.words.date(before[0].date))]
    for change in changes:
        body += _change(old, voice, change)
    return voice.document("redline", body if changes else [*body, voice.line("redline.none")])


def _change(old: Voice, new: Voice, change: Change) -> Iterator[Block]:
    """A heading that cites the clause and says what became of it, then its words."""
    cited = [voice.cited(place.id) for voice, place in ((old, change.old), (new, change.new)) if place]
    kinds = ", ".join(new.site.words(f"changes.kinds.{kind}") for kind in change.kinds)
    yield Heading(2, (Run(f"{' → '.join(dict.fromkeys(cited))}: {kinds}"),))
    yield Paragraph(tuple(run for kind, text in change.words for run in _runs(kind, text)))


def _runs(kind: str, text: str) -> tuple[Run, ...]:
    before, after = SIGNS.get(kind, ("", ""))
    said = " ".join(text.split()) if kind in SIGNS else text
    return (Run(before), Run(said, edit=kind), Run(after)) if before else (Run(said),)

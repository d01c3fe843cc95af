"""The redline as a document, for an edition with an earlier one."""

from __future__ import annotations

from collections.abc import Iterable

from uklad.documents.form import Block, Document, Heading, Paragraph, Run
from uklad.documents.voice import Voice
from uklad.editions import earlier
from uklad.redline import Change, compare


def redline(voice: Voice) -> Document | None:
    """What changed since the edition before, clause by clause; nothing where there is none."""
    before = earlier(voice.site.school, voice.site.edition)
    if not before:
        return None
    old = Voice(voice.site.beside(edition=before[0]), voice.root, voice.file)
    body: list[Block] = [voice.line("redline.text", date=voice.site.words.date(before[0].date))]
    for change in compare(old.site, voice.site, old.speaker.plain, voice.speaker.plain):
        body += _change(old, voice, change)
    return voice.document("redline", body)


def _change(old: Voice, new: Voice, change: Change) -> Iterable[Block]:
    """A heading that cites the clause and says what happened to it, then its words before and after."""
    cited = [voice.speaker.cited(place.id) for voice, place in ((old, change.old), (new, change.new)) if place]
    what = ", ".join(new.site.words(f"changes.kinds.{kind}") for kind in change.kinds)
    yield Heading(2, (Run(f"{' → '.join(dict.fromkeys(cited))}: {what}"),))
    for name, left_out in (("was", "ins"), ("now", "del")):
        text = "".join(run for kind, run in change.words if kind != left_out).strip()
        if text and not (name == "was" and not change.old) and not (name == "now" and not change.new):
            yield Paragraph((Run(f"{new.say(f'redline.{name}')}: ", bold=True), Run(text)), "note")

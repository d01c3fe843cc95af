"""The redline as a document, for an edition with an earlier one; `uklad.redline.compare` finds the changes."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from uklad.documents.form import Block, Document, Heading, Paragraph, Run
from uklad.documents.voice import Voice
from uklad.site import Site


class Change(Protocol):
    """One clause that differs: `kind` is a key under `redline` of the words; a text is empty where the edition has none."""

    clause: str
    kind: str
    old: str
    new: str


Compare = Callable[[Site, Site], Iterable[Change]]


def redline(voice: Voice, compare: Compare | None = None) -> Document | None:
    """What changed since the edition before, clause by clause; nothing where there is none."""
    earlier = [edition for edition in voice.site.school.editions if edition.date < voice.site.edition.date]
    compare = compare or _compare()
    if not earlier or not compare:
        return None
    old = max(earlier, key=lambda edition: edition.date)
    changes = compare(replace(voice.site, edition=old), voice.site)
    body: list[Block] = [voice.line("redline.text", date=voice.site.words.date(old.date))]
    for change in changes:
        body += _change(voice, change)
    return voice.document("redline", body)


def _change(voice: Voice, change: Change) -> Iterable[Block]:
    here = voice.site.has(change.clause)
    cited = voice.speaker.cited(change.clause) if here else change.clause
    yield Heading(2, (Run(f"{cited}: {voice.say(f'redline.{change.kind}')}"),))
    for name, text in (("was", change.old), ("now", change.new)):
        if text:
            yield Paragraph((Run(f"{voice.say(f'redline.{name}')}: ", bold=True), Run(text)), "note")


def _compare() -> Compare | None:
    """The comparison, where this version of the tool has it."""
    found = importlib.util.find_spec("uklad.redline")
    return getattr(importlib.import_module("uklad.redline"), "compare", None) if found else None

"""The redline as a document, for an edition with an earlier one; `uklad.redline.compare` finds the changes."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from uklad.documents.form import Block, Document, Heading, Paragraph, Run
from uklad.documents.voice import Voice
from uklad.site import Site
from uklad.speak import Speaker

SIGNS = {"del": ("[−", "−] "), "ins": ("[+", "+] ")}  # neither colour nor a line alone says what changed


class Change(Protocol):
    """One clause that differs: its `kinds` are keys of the words, its `words` pairs of (same, del or ins) and a text."""

    clause: str
    kinds: tuple[str, ...]
    words: tuple[tuple[str, str], ...]


Text = Callable[[str], str]
Compare = Callable[[Site, Site, Text, Text], Iterable[Change]]


def redline(voice: Voice, compare: Compare | None = None) -> Document | None:
    """What changed since the edition before, clause by clause; nothing where there is none."""
    earlier = [edition for edition in voice.site.school.editions if edition.date < voice.site.edition.date]
    compare = compare or _compare()
    if not earlier or not compare:
        return None
    old = Speaker(replace(voice.site, edition=max(earlier, key=lambda edition: edition.date)), voice.root, voice.file)
    changes = list(compare(old.now.site, voice.site, old.plain, voice.speaker.plain))
    date = voice.site.words.date(old.now.site.edition.date)
    body: list[Block] = [voice.line("redline.text", date=date)]
    for change in changes:
        body += _change(voice, old, change)
    return voice.document("redline", body if changes else [*body, voice.line("redline.none")])


def _change(voice: Voice, old: Speaker, change: Change) -> Iterator[Block]:
    """The clause's number with what became of it, then its words."""
    speaker = voice.speaker if voice.site.has(change.clause) else old
    kinds = ", ".join(voice.say(f"redline.kinds.{kind}") for kind in change.kinds)
    yield Heading(2, (Run(f"{speaker.cited(change.clause)}: {kinds}"),))
    if change.words:
        yield Paragraph(tuple(run for kind, text in change.words for run in _runs(kind, text)))


def _runs(kind: str, text: str) -> tuple[Run, ...]:
    before, after = SIGNS.get(kind, ("", ""))
    said = " ".join(text.split()) if kind in SIGNS else text
    return (Run(before), Run(said, edit=kind), Run(after)) if before else (Run(said),)


def _compare() -> Compare | None:
    """The comparison, where this version of the tool has it."""
    found = importlib.util.find_spec("uklad.redline")
    return getattr(importlib.import_module("uklad.redline"), "compare", None) if found else None

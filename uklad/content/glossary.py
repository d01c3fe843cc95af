"""The glossary of a locale: words and abbreviations, their meaning, and where they are explained on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from uklad.base.yaml_reader import read_yaml


@dataclass(frozen=True)
class GlossaryEntry:
    """`term` and `meaning` may hold macros; `needs`: an edition must have one of these clauses; `tooltip`: words explained anywhere.

    `platforms`, `services`: those whose editions use the word; any, where none is named.
    """

    id: str
    term: str
    meaning: str
    needs: tuple[str, ...] = ()
    tooltip: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


def load_glossary(docs: Path, locale: str, first: str) -> list[GlossaryEntry]:
    """The entries in the order of the file; a locale without one takes that of the `first`. Raises Refused."""
    chosen = locale if (docs / locale / "glossary.yml").exists() else first
    return [_entry(found) for found in read_yaml(docs / chosen / "glossary.yml", f"docs/{chosen}/glossary.yml").value]


def _entry(found: dict[str, Any]) -> GlossaryEntry:
    lists = (tuple(found.get(key) or ()) for key in ("needs", "tooltip", "platforms", "services"))
    return GlossaryEntry(str(found["id"]), str(found["term"]), str(found["meaning"]), *lists)

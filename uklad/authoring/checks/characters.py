"""Every text under docs/ is UTF-8 and holds no character that the build keeps for itself."""

from __future__ import annotations

from pathlib import Path

from uklad.base.characters import decoded, unfit
from uklad.base.errors import Problem, Refused

TEXTS = (".md", ".yml", ".yaml", ".html", ".txt", ".js", ".json", ".xml")


def text_files(docs: Path) -> list[tuple[Path, str]]:
    """Every file that is a text, and its name in messages."""
    found = sorted(path for path in docs.rglob("*") if path.suffix in TEXTS and path.is_file())
    return [(path, f"{docs.name}/{path.relative_to(docs).as_posix()}") for path in found]


def wrong_characters(path: Path, shown: str) -> list[Problem]:
    """A problem for each line of a text that holds one; or that it is not UTF-8."""
    try:
        return list(unfit(decoded(path.read_bytes(), shown), shown))
    except Refused as refused:
        return refused.problems

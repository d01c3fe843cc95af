"""What pages say at every school alike: their titles, and the words around the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from uklad.content.pages import load_pages
from uklad.content.phrases import load_words

MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)


def common_phrases(docs: Path, locale: str, first: str = "") -> list[str]:
    """Titles of the pages of a locale and its words, those that it lacks from the `first`; without what macros bring. Raises Refused."""
    titles = [str(page.meta.get("title", "")) for page in load_pages(docs, locale)]
    return [piece for text in (*titles, *_texts(load_words(docs, locale, first).tree)) for piece in MACRO.split(text) if piece.strip()]


def _texts(tree: Any) -> Iterator[str]:
    """Every text of a tree of YAML, numbers left out."""
    if isinstance(tree, dict | list):
        for part in tree.values() if isinstance(tree, dict) else tree:
            yield from _texts(part)
    elif isinstance(tree, str):
        yield tree

"""The numbers that a text states, in figures or spelled out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
ADDRESS = re.compile(r"<[^>]*>|https?://\S+|\]\([^)]*\)|[\w.+-]+@[\w.-]+|(?<!\w)n\d[\d.]*")
WORD = re.compile(r"[^\W\d_]+")


def numbers_of(text: str, spelled: Mapping[int, Sequence[str]]) -> set[str]:
    """The numbers of a text (Markdown), as figures: those in figures, and those spelled out as `spelled` has them."""
    plain = ADDRESS.sub(" ", MACRO.sub(" ", text))
    known = {word: str(number) for number, words in spelled.items() for word in words}
    return {*re.findall(r"\d+", plain), *(known[word] for word in WORD.findall(plain.casefold()) if word in known)}

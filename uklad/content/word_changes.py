"""What changed between two texts, word by word."""

from __future__ import annotations

import difflib
import re

WORD = re.compile(r"\S+\s*")


def word_changes(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The new text with the old one's words struck: runs of (same|del|ins, text)."""
    before, after = list[str](WORD.findall(old)), list[str](WORD.findall(new))
    old_words, new_words = ([word.strip() for word in words] for words in (before, after))
    runs: list[tuple[str, str]] = []
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", "".join(after[b1:b2])))
        else:
            runs += [("del", "".join(before[a1:a2]))] if a2 > a1 else []
            runs += [("ins", "".join(after[b1:b2]))] if b2 > b1 else []
    return tuple(runs)

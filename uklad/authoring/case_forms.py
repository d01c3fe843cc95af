"""Suggestions for the case forms of a term: by the dictionary of pymorphy3 where it is installed, by endings where not."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

CASES = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "pre": "loct"}
GENDERS = {"masc": "m", "femn": "f", "neut": "n"}
ENDINGS = (  # ending, gender, and what takes its place: six cases, then six of the plural
    ("ия", "f", "ия ии ии ию ией ии ии ий иям ии иями иях"),
    ("[гкхжшчщ]а", "f", "а и е у ой е и  ам и ами ах"),
    ("а", "f", "а ы е у ой е ы  ам ы ами ах"),
    ("я", "f", "я и е ю ей е и ь ям и ями ях"),
    ("ие", "n", "ие ия ию ие ием ии ия ий иям ия иями иях"),
    ("[жшчщц]е", "n", "е а у е ем е а  ам а ами ах"),
    ("о", "n", "о а у о ом е а  ам а ами ах"),
    ("й", "m", "й я ю й ем е и ев ям и ями ях"),
    ("ь", "m", "ь я ю ь ем е и ей ям и ями ях"),
    ("[жшчщ]", "m", " а у  ем е и ей ам и ами ах"),
    ("[гкх]", "m", " а у  ом е и ов ам и ами ах"),
    ("", "m", " а у  ом е ы ов ам ы ами ах"),
)


def suggest_forms(word: str, wanted: Collection[str]) -> tuple[dict[str, str], bool]:
    """The wanted forms of a word, and whether they come from a dictionary."""
    if "nom" not in wanted:
        return {form: _plural(word) if form == "many" else word for form in wanted}, True
    found = _by_dictionary(word)
    made = found or _by_endings(word)
    return {form: made.get(form, word) for form in wanted}, bool(found)


def _plural(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh)$", word) else "s")


def _by_endings(word: str) -> dict[str, str]:
    _, gender, row = next(one for one in ENDINGS if re.search(one[0] + "$", word))
    letters = row.split(" ")
    stem = word[: len(word) - len(letters[0])]
    names = [*CASES, *(f"{case}_pl" for case in CASES)]
    return {"gender": gender, **{name: stem + letter for name, letter in zip(names, letters, strict=True)}}


def _by_dictionary(text: str) -> dict[str, str]:
    """Every form of a noun with its adjectives; what stands after the noun stays. Empty without pymorphy3 or a noun."""
    try:
        from pymorphy3 import MorphAnalyzer  # an extra: its dictionary takes 8 MB
    except ImportError:
        return {}
    analyzer, words = MorphAnalyzer(), text.split()
    parsed = [_singular(analyzer, word) for word in words]
    head = next((i for i, one in enumerate(parsed) if one and "NOUN" in one.tag), None)
    if head is None:
        return {}
    gender = parsed[head].tag.gender
    found = {"gender": GENDERS.get(gender, "m")}
    for number, mark in (("sing", ""), ("plur", "_pl")):
        for case, grammeme in CASES.items():
            agreed = {grammeme, number}
            before = [
                _inflected(one, word, agreed | ({gender} if number == "sing" else set()))
                for one, word in zip(parsed[:head], words[:head], strict=True)
            ]
            found[case + mark] = " ".join([*before, _inflected(parsed[head], words[head], agreed), *words[head + 1 :]])
    return found


def _singular(analyzer: Any, word: str) -> Any:
    """The reading of a word that is in the nominative singular, if there is one."""
    return next((one for one in analyzer.parse(word) if {"nomn", "sing"} in one.tag), None)


def _inflected(parsed: Any, word: str, agreed: set[str]) -> str:
    if not parsed:
        return word
    made = parsed.inflect(agreed | ({"inan"} if "ADJF" in parsed.tag and agreed & {"accs"} else set())) or parsed.inflect(agreed)
    return str(made.word) if made else word

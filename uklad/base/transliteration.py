"""Russian in Latin letters: as readers of English meet it, as a suggestion for an English name, and as an id."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya"
LETTERS = dict(zip(RUSSIAN, LATIN.split(" "), strict=True))
SIGNS = {"«": "“", "»": "”", "„": "‘", "№": "No.", "—": "–"}
YE = re.compile(r"(?<![^\W\d_])е|(?<=[аеёиоуыэюяьъ])е", re.I)  # Енакиево -> Yenakiyevo
ENDINGS = ((re.compile(r"[иы]й\b", re.I), "y"), (re.compile(r"ые\b", re.I), "ye"), (re.compile(r"(?<=и)я\b", re.I), "a"))
LEGAL_FORM = re.compile(r"^[А-ЯЁ]{3,}\s+(?=[«\"])")  # МАОУ «…»
LONGEST = 56  # letters of an id, which leave room for a number


def slug(name: str) -> str:
    """Small Latin letters, digits and hyphens like the text, letter by letter: МАОУ «Лицей № 159» gives maou-litsey-159."""
    latin = "".join(LETTERS.get(letter, letter) for letter in name.casefold())
    return re.sub(r"[^a-z0-9]+", "-", latin)[:LONGEST].strip("-")


def unique(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first free number from 2."""
    if name not in taken:
        return name
    return next(found for number in range(2, len(taken) + 3) if (found := f"{name}-{number}") not in taken)


def transliterate(text: str) -> str:
    """The text for readers: Красные Баки gives Krasnye Baki."""
    for pattern, letters in (*ENDINGS, (YE, "ye")):
        text = pattern.sub(functools.partial(_sized, letters=letters), text)
    return re.sub(r"[^\W\d_]+|.", lambda match: _word(match[0]), text, flags=re.S)


def translated(text: str, known: Mapping[str, str], words: Mapping[str, str]) -> str:
    """What the same text is called elsewhere in the data, else its words as known, the rest transliterated."""
    if text in known:
        return known[text]
    head, mark, rest = text.partition(" «")
    if mark and rest.endswith("»") and head in known:
        return f"{known[head]} “{translated(rest[:-1], known, words)}”"
    bare = LEGAL_FORM.sub("", text)
    if bare != text and re.fullmatch(r"«[^«»]*»", bare):
        bare = bare[1:-1]
    return re.sub(r"[^\W\d_]+|[\W\d_]+", lambda match: _known_word(match[0], words), bare)


def _word(word: str) -> str:
    shout = len(word) > 1 and word.isupper()
    letters = (_letter(letter) for letter in word)
    return "".join(letter.upper() if shout else letter for letter in letters)


def _sized(match: re.Match[str], letters: str) -> str:
    return _as_large(match[0], letters)


def _as_large(model: str, letters: str) -> str:
    return letters.capitalize() if model[:1].isupper() else letters


def _letter(letter: str) -> str:
    found = LETTERS.get(letter.lower(), SIGNS.get(letter, letter))
    return _as_large(letter, found)


def _known_word(word: str, words: Mapping[str, str]) -> str:
    found = words.get(word.casefold())
    if found is None:
        return transliterate(word)
    return found[:1].upper() + found[1:] if word[:1].isupper() else found

"""Ids made from names: Russian letters in Latin ones, small letters, digits and hyphens."""

from __future__ import annotations

import re
from collections.abc import Collection

SOUNDS = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"
LETTERS = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", SOUNDS.split(), strict=True))


def slug(name: str) -> str:
    """A safe folder name like the text: МАОУ «Лицей № 159» gives maou-litsey-159."""
    latin = "".join(LETTERS.get(letter, letter) for letter in name.casefold()).replace("_", "")
    return re.sub(r"[^a-z0-9]+", "-", latin)[:56].strip("-") or "school"


def unique(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first free number from 2."""
    if name not in taken:
        return name
    return next(found for number in range(2, len(taken) + 3) if (found := f"{name}-{number}") not in taken)

"""The plain values of schools.yml: ids, lines, and texts in several locales."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

SAFE_ID = r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
RESERVED = {"assets", "index", "search", "con", "prn", "aux", "nul"}


def _safe(name: str) -> str:
    if not re.fullmatch(SAFE_ID, name) or name in RESERVED:
        raise ValueError("not a safe folder name; use small Latin letters, digits and hyphens")
    return name


def _one_line(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty; write a text or remove the key")
    return " ".join(text.split())


Id = Annotated[str, AfterValidator(_safe)]
Line = Annotated[str, AfterValidator(_one_line)]


class Falling(dict[str, Any]):
    """Locale -> text or forms; a locale that is not there gets the first one's."""

    def __missing__(self, key: str) -> Any:
        return next(iter(self.values()))


Text = Annotated[dict[str, Line], AfterValidator(Falling)]
Terms = dict[str, Annotated[dict[str, dict[str, Line]], AfterValidator(Falling)]]
Forms = dict[str, str]  # form of a word -> the word: nom, gen … or one, many
Mode = Literal["synchronous", "asynchronous"]


class Frozen(BaseModel):
    """Unknown keys are mistakes; values do not change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def dictionary_form(forms: Forms) -> str:
    """The form under which a word stands in a dictionary."""
    return form_of(forms, "nom")


def form_of(forms: Forms, case: str) -> str:
    """The form of a case, in languages that have cases; else the singular."""
    return forms.get(case) or forms["one"]

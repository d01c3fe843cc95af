"""The plain values of schools.yml: ids, lines, and texts in several locales."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

SAFE_ID = r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
NOT_IN_NUMBERS = re.compile(r"_|[^\w ./()–-]")
LONGEST_NUMBER = 20
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LONGEST_NAME, LONGEST_PATH = 255, 1000  # bytes; a longer one is no file of any system
GENDERS = ("m", "f", "n")
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}  # no folders in Windows
RESERVED = {"assets", "index", "search", *DEVICES}
EMAIL = r"^[^@\s<>\"?&%#,;:/\\()\[\]]+@[^@\s<>\"?&%#,;:/\\()\[\]]+$"  # what follows "?" in a letter's address adds readers to it

PHONE = r"^\+?[0-9][0-9 ()-]{3,24}$"


def _safe(name: str) -> str:
    if not re.fullmatch(SAFE_ID, name) or name in RESERVED:
        raise ValueError("not a safe folder name; use small Latin letters, digits and hyphens")
    return name


def _one_line(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty; write a text or remove the key")
    return " ".join(text.split())


def _file_name(text: str) -> str:
    text = _one_line(text)
    longest = max(len(part.encode()) for part in text.split("/"))
    if longest > LONGEST_NAME:
        raise ValueError(f"a name of {longest} bytes between slashes; shorten it to {LONGEST_NAME}")
    if len(text.encode()) > LONGEST_PATH:
        raise ValueError(f"a name of {len(text.encode())} bytes; shorten it to {LONGEST_PATH}")
    return text


def _day(value: Any) -> Any:
    if not isinstance(value, dt.date) and not (isinstance(value, str) and DAY.fullmatch(value)):
        raise ValueError(f"{repr(value)[:60]} is not a date; write it as 2024-08-29")
    return value


def _number(text: str) -> str:
    text = _one_line(text)
    if len(text) > LONGEST_NUMBER:
        raise ValueError(f"a number of {len(text)} characters; shorten it to {LONGEST_NUMBER}")
    if found := NOT_IN_NUMBERS.search(text):
        raise ValueError(f'a number with "{found[0]}"; use letters, digits, spaces, dots, hyphens, slashes and parentheses')
    return text


def _gendered(forms: dict[str, str]) -> dict[str, str]:
    gender = forms.get("gender", "m")
    if gender not in GENDERS:
        raise ValueError(f"unknown gender {gender!r}; write {', '.join(GENDERS[:-1])} or {GENDERS[-1]}")
    return forms


def _trust(value: Any) -> Any:
    if not isinstance(value, bool) and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        raise ValueError(f"{repr(value)[:60]} is neither true nor a list of clauses; write true, or [chat.block, chat.unblock]")
    return value


Day = Annotated[dt.date, BeforeValidator(_day)]  # one way to write it, so that the same day is the same text
Id = Annotated[str, AfterValidator(_safe)]
Line = Annotated[str, AfterValidator(_one_line)]
FileName = Annotated[str, AfterValidator(_file_name)]  # relative to the project's folder, with slashes
Trust = Annotated[bool | list[str], BeforeValidator(_trust)]  # true: every clause
Number = Annotated[str, AfterValidator(_number)]  # of a clause or chapter, as the act prints it


class Falling(dict[str, Any]):
    """Locale -> text or forms; a locale that is not there gets the first one's."""

    def __missing__(self, key: str) -> Any:
        return next(iter(self.values()))


Text = Annotated[dict[str, Line], AfterValidator(Falling)]
Forms = Annotated[dict[str, Line], AfterValidator(_gendered)]
Terms = dict[str, Annotated[dict[str, Forms], AfterValidator(Falling)]]
Words = Annotated[dict[str, Forms], AfterValidator(Falling)]
Mode = Literal["synchronous", "asynchronous"]


class Frozen(BaseModel):
    """Unknown keys are mistakes; values do not change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def dictionary_form(forms: Mapping[str, str]) -> str:
    """The form under which a word stands in a dictionary."""
    return form_of(forms, "nom")


def form_of(forms: Mapping[str, str], case: str) -> str:
    """The form of a case, in languages that have cases; else the singular."""
    return forms.get(case) or forms["one"]

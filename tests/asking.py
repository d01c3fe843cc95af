"""Asks the search of a built site in a real browser, and reads what each result leads to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import yaml
from conftest import FIVE
from playwright.sync_api import Page

from uklad.html.search_units import read_units

BOX, RESULTS = '[data-uklad="search"]', '[data-uklad="results"] a'


@dataclass(frozen=True)
class Question:
    """What is asked on the site of a school, and how the answer reads; `about` is what it proves."""

    school: str
    lang: str
    ask: str
    answer: str
    about: str = "plain"

    @property
    def site(self) -> str:
        return FIVE[self.school].format(self.lang)

    def answered_by(self, text: str) -> bool:
        return bool(re.search(self.answer, text, re.I | re.S))


def load_questions() -> list[Question]:
    """Every question, those of one site together."""
    rows = yaml.safe_load((Path(__file__).parent / "questions.yml").read_text(encoding="utf-8"))
    return sorted((Question(**row) for row in rows), key=lambda one: (one.lang, one.school))


def ask(page: Page, asked: str) -> list[str]:
    """The addresses of the results for a question typed into the box of the page at hand."""
    box = page.locator(BOX)
    box.fill("")
    box.fill(asked)
    page.locator(".find[data-ready]").first.wait_for(state="attached")
    return page.locator(RESULTS).evaluate_all("links => links.map(link => link.href)")


def first_right(question: Question, addresses: list[str], served: str, folder: Path) -> int:
    """The place of the first result that answers, from 1; 0 where none of the first three does."""
    for place, address in enumerate(addresses[:3], 1):
        parts = urlsplit(address)
        path = unquote(parts.path).removeprefix(unquote(urlsplit(served).path)).lstrip("/")
        if question.answered_by(shown_at(folder / path, unquote(parts.fragment))):
            return place
    return 0


@lru_cache(maxsize=10_000)
def shown_at(path: Path, anchor: str) -> str:
    """What a reader finds at an address: the unit with what stands in it, or without an anchor the page."""
    units = read_units(path.read_text(encoding="utf-8"))
    chosen = next((at for at, unit in enumerate(units) if unit.anchor == anchor), 0)
    inside = [unit for at, unit in enumerate(units) if at == chosen or not units[chosen].anchor or unit.up == chosen]
    return " ".join(f"{unit.heading} {unit.text}" for unit in inside)


def read_index(path: Path) -> dict[str, Any]:
    """The index of a site with its letters as readers write them."""
    found = json.loads(path.read_text(encoding="utf-8").partition("=")[2])
    one, other = found.pop("letters", ["", ""])
    swap = str.maketrans(one + other, other + one)

    def read(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: read(inner) for key, inner in value.items()}
        return [read(inner) for inner in value] if isinstance(value, list) else value.translate(swap) if isinstance(value, str) else value

    index = {**read(found), "places": found["places"]}
    rows = [row for page in index["pages"] for row in page[2]]
    for row in rows:
        if len(row) > 2 and isinstance(row[2], int):  # the unit that says the same
            row[2] = rows[row[2]][2]
    return index


def address_of(site: str, served: str, page: str = "index.html") -> str:
    return urljoin(f"{served.rstrip('/')}/", f"{site}/{page}")

"""Writes what the search of a site looks through: the units of its pages, as a script that needs no server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from uklad.content.pages import Page
from uklad.content.site import Site
from uklad.content.synonyms import load_synonyms
from uklad.html.search_units import Unit, read_units
from uklad.model.types import dictionary_form

INDEX = "assets/search-index.js"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
ONE_BYTE = "abcdefghijklmnopqrstuvwxyz~^_|@#$"  # stand in for Cyrillic letters and they for these: a seventh less to load
SWAPPED = str.maketrans(CYRILLIC + ONE_BYTE, ONE_BYTE + CYRILLIC)
TEXT = 2  # the place of its text in the row of a unit
SHORT = 20  # letters; a longer text is written once
NOT_SEARCHED = ("search.html", "topics.html")  # they repeat what other pages say


def write_index(built: Path, site: Site) -> None:
    """Read the pages of a built site and write its index beside them; the same pages give the same bytes."""
    path = built / INDEX
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(index_text(list(read_pages(built)), site), encoding="utf-8")


def index_text(cut: list[tuple[str, list[Unit]]], site: Site) -> str:
    """The index of pages, given their addresses and units."""
    words = site.words.get("search")
    pages = {page.path: page for page in site.written}
    found = {
        "pages": _said_once(_page(pages.get(address.removesuffix(".html") + ".md"), units, site) for address, units in cut),
        "synonyms": [[typed, *words_meant] for typed, words_meant in load_synonyms(site.docs, site.locale).items()],
        "stop": words["stop"],
        "words": words["shown"],
    }
    text = str(found)
    if sum(map(text.count, CYRILLIC)) > sum(map(text.count, ONE_BYTE)):
        found = {"letters": [CYRILLIC, ONE_BYTE], **_swapped(found, SWAPPED)}
    found["places"] = [[address, *(unit.anchor for unit in units)] for address, units in cut]
    return f"ukladIndex={json.dumps(found, ensure_ascii=False, separators=(',', ':'))}\n"


def _said_once(pages: Iterable[list[Any]]) -> list[list[Any]]:
    """The pages; a text that an earlier unit has is the number of that unit, counted over all pages."""
    listed = list(pages)
    first: dict[str, int] = {}
    for number, row in enumerate(row for *_, rows in listed for row in rows):
        if len(row) > TEXT and len(row[TEXT]) > SHORT and first.setdefault(row[TEXT], number) != number:
            row[TEXT] = first[row[TEXT]]
    return listed


def _swapped(value: Any, letters: dict[int, int]) -> Any:
    """The value with the letters of every text in it swapped; swapped again it is as before."""
    if isinstance(value, dict):
        return {key: _swapped(inner, letters) for key, inner in value.items()}
    if isinstance(value, list):
        return [_swapped(inner, letters) for inner in value]
    return value.translate(letters) if isinstance(value, str) else value


def read_pages(built: Path) -> Iterator[tuple[str, list[Unit]]]:
    """Every page of a built site that search looks through: its address from the site's root, and its units."""
    for path in sorted(built.rglob("*.html")):
        address = path.relative_to(built).as_posix()
        units = read_units(path.read_text(encoding="utf-8"))
        if units and is_searched(address):
            yield address, units


def is_searched(address: str) -> bool:
    """Whether search looks through the page at this address."""
    return address not in (*NOT_SEARCHED, "404.html")


def _page(page: Page | None, units: list[Unit], site: Site) -> list[Any]:
    """Title, whom the page is for, and its units."""
    roles = site.roles_of(page) if page and not page.role else []
    return [units[0].heading, _names(site, roles), [_unit(unit, site) for unit in units]]


def _unit(unit: Unit, site: Site) -> list[Any]:
    """Kind, heading, text, the unit around, whom it concerns, printed numbers, aliases; what is empty at the end is left out."""
    heading = "" if unit.kind == "page" else unit.heading
    if unit.kind == "clause" and heading[:1].isdigit():
        heading = site.words.bind(site.words("cite.plain", number=heading))
    concerned = site.concerned(unit.anchor) if unit.anchor in site.places else []
    row = [unit.kind, heading, unit.text, unit.up or 0, _names(site, concerned), unit.numbers, _aliases(site, unit)]
    while not row[-1]:
        row.pop()
    return row


def _aliases(site: Site, unit: Unit) -> str:
    """What people type who mean this question."""
    question = site.questions.by_id().get(unit.anchor) if unit.kind in ("question", "open") else None
    return " ".join(question.aliases) if question else ""


def _names(site: Site, roles: list[str]) -> str:
    """The names of the roles, where not everyone is meant."""
    if len(roles) == len(site.schools.roles):
        return ""
    forms = [site.role(name) for name in roles]
    return ", ".join(dictionary_form(one) for one in forms)

"""The glossary of each locale: a list of entries with an id, a term and its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from uklad.base.errors import Problem, nearest
from uklad.base.yaml_reader import Source, read_yaml
from uklad.model.schema import Schools

TEXTS = ("id", "term", "meaning")  # each entry has them
LISTS = ("needs", "tooltip", "platforms", "services")  # an entry may have them


def misshapen_glossaries(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each entry of another form. Raises Refused where a file is no YAML."""
    found = ((docs / locale / "glossary.yml", locale) for locale in [*schools.locales, *schools.partial])
    return [problem for path, locale in found if path.exists() for problem in _file(read_yaml(path, f"{docs.name}/{locale}/glossary.yml"))]


def _file(glossary: Source) -> Iterator[Problem]:
    if not isinstance(glossary.value, list):
        yield glossary.problem((), "the glossary is no list of entries", 'begin each with "- id: …"')
        return
    for number, entry in enumerate(glossary.value):
        if isinstance(entry, dict):
            yield from _entry(entry, number, glossary)
        else:
            yield glossary.problem((number,), "this is no entry", 'write "- id: …", "term: …" and "meaning: …"')


def _entry(entry: dict[Any, Any], number: int, glossary: Source) -> Iterator[Problem]:
    for key in TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            what = f'"{key}" is not a text' if key in entry else f'key "{key}" is missing'
            yield glossary.problem((number, key), what, f'write "{key}: …", in quotation marks where it is no word')
    for key in LISTS:
        value = entry.get(key) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            yield glossary.problem((number, key), f'"{key}" is not a list of texts', f'write "{key}: [text, text]"')
    for key in entry:
        if key not in (*TEXTS, *LISTS):
            yield glossary.problem((number, str(key)), f'unknown key "{key}"', nearest(str(key), (*TEXTS, *LISTS)))

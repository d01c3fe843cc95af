"""The synonyms of each locale: sound, and leading to words that its pages have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from uklad.base.characters import read_text
from uklad.base.errors import Problem
from uklad.base.yaml_reader import Source, read_yaml
from uklad.content.synonyms import load_synonyms
from uklad.model.schema import Schools

WORD = re.compile(r"[^\W_]+")
ENDING = 3  # letters that may differ between a word and its forms


def synonyms_that_lead_nowhere(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each word that stands on no page of its locale. Raises Refused where a file is not sound."""
    return [problem for locale in schools.locales for problem in _locale(docs, locale, source)]


def _locale(docs: Path, locale: str, source: Source) -> Iterator[Problem]:
    synonyms = load_synonyms(docs, locale)
    if not synonyms:
        return
    name = f"{docs.name}/{locale}/synonyms.yml"
    lines = read_yaml(docs / locale / "synonyms.yml", name)
    known = "\n".join(sorted(set(_words(_texts(docs, locale) + str(source.value)))))
    for typed, meant in synonyms.items():
        for word in {word for one in meant for word in _words(one)}:
            if f"\n{_beginning(word)}" not in f"\n{known}":
                yield lines.problem((typed,), f'"{typed}": no page has a word like "{word}"', "use a word of the pages, or remove it")


def _texts(docs: Path, locale: str) -> str:
    """Everything that the locale's pages, clauses and words say. Raises Refused where one cannot be read."""
    files = (path for path in sorted((docs / locale).rglob("*")) if path.suffix in (".md", ".yml") and path.is_file())
    paths = (path for path in files if path.name != "synonyms.yml")
    return "\n".join(read_text(path, f"{docs.name}/{path.relative_to(docs).as_posix()}") for path in paths)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold().replace("ё", "е"))


def _beginning(word: str) -> str:
    return word[: max(3, len(word) - ENDING)]

"""The synonyms of a locale: what readers type, and the words that pages use for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from uklad.base.errors import Problem, Refused
from uklad.base.yaml_reader import Source, read_yaml

Synonyms = dict[str, list[str]]


def load_synonyms(docs: Path, locale: str) -> Synonyms:
    """`docs/<locale>/synonyms.yml`: words of the pages by what readers type; nothing where there is no file. Raises Refused."""
    path = docs / locale / "synonyms.yml"
    return _load(path, f"{docs.name}/{locale}/synonyms.yml", path.stat().st_mtime_ns) if path.exists() else {}


@lru_cache(maxsize=64)
def _load(path: Path, shown: str, _changed: int) -> Synonyms:
    source = read_yaml(path, shown)
    problems = list(_problems(source))
    if problems:
        raise Refused(problems)
    return {str(typed): _listed(words) for typed, words in source.value.items()}


def _listed(words: Any) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


def _problems(source: Source) -> Iterator[Problem]:
    if not isinstance(source.value, dict):
        yield source.problem((), "synonyms are not a mapping", 'write lines such as "mum: parent"')
        return
    for typed, words in source.value.items():
        where = (str(typed),)
        if not isinstance(typed, str) or not typed.strip():
            yield source.problem(where, f"{typed!r} is not a text", "put it in quotation marks")
        if not words or not isinstance(words, str | list) or not all(isinstance(word, str) and word.strip() for word in _listed(words)):
            yield source.problem(where, f'"{typed}" has no word to look for', f'write "{typed}: word" or "{typed}: [word, word]"')
        elif str(typed).casefold() in [word.casefold() for word in _listed(words)]:
            yield source.problem(where, f'"{typed}" stands for itself', "remove it from the list on the right")

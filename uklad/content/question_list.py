"""The questions of a locale: their wording, groups and order, and whom to ask where the act has no answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from uklad.base.errors import Problem, Refused, nearest
from uklad.base.yaml_reader import Source, Where, read_yaml

KEYS = ("group", "ask", "about", "answer", "first", "aliases")


@dataclass(frozen=True)
class Question:
    """`about`: the matter on which whom to ask is known; `answer`: one that is true of any school; `first`: one answer is enough;
    `aliases`: what people type who mean it, for the search."""

    id: str
    group: str
    ask: str
    about: str = "school"
    answer: str = ""
    first: bool = False
    aliases: tuple[str, ...] = ()
    line: int = 1


@dataclass(frozen=True)
class QuestionList:
    """The groups by id with their headings, and the questions in their order. `path` is the file's name in messages."""

    groups: dict[str, str]
    questions: tuple[Question, ...]
    path: str

    def by_id(self) -> dict[str, Question]:
        """The questions by id."""
        return {question.id: question for question in self.questions}


def load_questions(docs: Path, locale: str, first: str = "") -> QuestionList:
    """The questions of a locale, of the `first` where it has none of its own. Raises Refused where the file is not sound."""
    own = docs / locale / "questions.yml"
    path = own if own.exists() or not first else docs / first / "questions.yml"
    if not path.exists():
        return QuestionList({}, (), f"{docs.name}/{locale}/questions.yml")
    return _load(path, f"{docs.name}/{path.parent.name}/questions.yml", path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _load(path: Path, shown: str, _changed: int) -> QuestionList:
    source = read_yaml(path, shown)
    if problems := list(_misshapen(source)):
        raise Refused(problems)
    groups: dict[str, str] = source.value["groups"]
    questions = tuple(
        Question(key, line=source.line(("questions", key)), **{**said, "aliases": tuple(said.get("aliases", ()))})
        for key, said in source.value["questions"].items()
    )
    return QuestionList(groups, questions, shown)


def _misshapen(source: Source) -> Iterator[Problem]:
    value = source.value if isinstance(source.value, dict) else {}
    for key in ("groups", "questions"):
        if not isinstance(value.get(key), dict):
            yield source.problem((key,), f'"{key}" is no mapping', f'write "{key}:" and a line for each below it')
            return
    for key, said in value["questions"].items():
        where: Where = ("questions", str(key))
        if not isinstance(said, dict):
            yield source.problem(where, f'question "{key}" is no mapping', 'write "group: …" and "ask: …" below it')
        else:
            yield from _wrong_keys(source, where, said, value["groups"])


def _wrong_keys(source: Source, where: Where, said: dict[str, Any], groups: dict[str, str]) -> Iterator[Problem]:
    for key in ("group", "ask"):
        if not isinstance(said.get(key), str):
            yield source.problem(where, f'question "{where[1]}" has no "{key}"', f'add "{key}: …"')
    for key in sorted(set(map(str, said)) - set(KEYS)):
        yield source.problem((*where, key), f'unknown key "{key}"', nearest(key, KEYS))
    aliases = said.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(one, str) and one.strip() for one in aliases):
        what = f'"aliases" of the question "{where[1]}" is no list of texts'
        yield source.problem((*where, "aliases"), what, "write [some words, other words]")
    if isinstance(said.get("group"), str) and said["group"] not in groups:
        yield source.problem((*where, "group"), f'unknown group "{said["group"]}"', nearest(said["group"], groups))

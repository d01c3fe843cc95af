"""Which translated texts no longer say what the authoritative text says: each records the digest of what it translates."""

from __future__ import annotations

import functools
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from uklad.base.characters import read_text
from uklad.base.errors import Problem, Refused
from uklad.base.hashing import text_digest
from uklad.base.yaml_reader import read_yaml
from uklad.content.clauses import load_library, parse_clauses
from uklad.content.pages import page_files
from uklad.content.word_changes import word_changes
from uklad.model.schema import Schools

RECORD = "translated.yml"
HEAD = "# Which text each clause and page translates: the digest of the authoritative one. Written by: uklad translated\n"


@dataclass(frozen=True)
class Text:
    """An authoritative text. `find` reads it out of an older version of its file."""

    name: str
    path: Path
    words: str
    find: Callable[[str], str]


def texts(docs: Path, locale: str) -> dict[str, Text]:
    """Every card (by the clause's id) and page (by path) of a locale."""
    found = {}
    for clause in load_library(docs, locale).values():
        find = functools.partial(_clause, clause.id)
        found[clause.id] = Text(clause.id, docs.parent / clause.path, clause.whole, find)
    for path, relative in page_files(docs, locale):
        found[relative.as_posix()] = Text(relative.as_posix(), path, read_text(path, f"{docs.name}/{locale}/{relative.as_posix()}"), str)
    return found


def _clause(name: str, file: str) -> str:
    return parse_clauses(file).get(name, "")


def record(docs: Path, locale: str) -> dict[str, str]:
    """Name -> the digest of the text that was translated. Raises Refused."""
    path = docs / locale / RECORD
    if not path.exists():
        return {}
    source = read_yaml(path, f"docs/{locale}/{RECORD}")
    if not isinstance(source.value, dict):
        raise Refused([source.problem((), "the record of translations is no mapping", "remove the file, then run: uklad translated --all")])
    return source.value


def stale(docs: Path, first: str, locale: str) -> set[str]:
    """The clauses and pages whose authoritative text has changed since their translation."""
    known = record(docs, locale)
    return {name for name, text in texts(docs, first).items() if name in known and known[name] != text_digest(text.words)}


def warnings(schools: Schools, docs: Path) -> list[Problem]:
    """The stale translations of every locale, with the words that changed."""
    first, *others = schools.locales
    return [problem for locale in others for problem in _warnings(docs, first, locale)]


def _warnings(docs: Path, first: str, locale: str) -> Iterator[Problem]:
    known, theirs = record(docs, locale), texts(docs, locale)
    for name, text in texts(docs, first).items():
        if name not in theirs or known.get(name) == text_digest(text.words):
            continue
        shown = theirs[name].path.relative_to(docs.parent).as_posix()
        line = _line(theirs[name].path, name)
        what = f'"{name}" is not recorded as a translation'
        if name in known:
            what = f'"{name}" translates an older text; {_changed(text, known[name])}'
        yield Problem(shown, line, what, f"bring it up to date, then run: uklad translated {name}")


def _line(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line == f"## {name}"), 1)


def _changed(text: Text, old: str) -> str:
    """The words that changed: [-struck-] {+inserted+}; the old text comes from the project's history."""
    before = next((found for found in _history(text) if text_digest(found) == old), None)
    if before is None:
        return "its former words are not in the project's history"
    marks = {"del": "[-{}-]", "ins": "{{+{}+}}"}
    return "changed: " + " ".join(marks[kind].format(run.strip()) for kind, run in word_changes(before, text.words) if kind in marks)


def _history(text: Text) -> Iterator[str]:
    """The text in older versions of its file, the latest first."""
    for commit in _git(text.path, "log", "--format=%H", "--", text.path.name).split():
        yield text.find(_git(text.path, "show", f"{commit}:./{text.path.name}"))


def _git(path: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=path.parent, capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError:
        return ""
    return done.stdout


def accept(docs: Path, first: str, locale: str, names: list[str]) -> int:
    """Record that these texts (all, where none is named) translate what the authoritative ones now say. Returns how many."""
    ours, theirs = texts(docs, first), texts(docs, locale)
    known = {name: value for name, value in record(docs, locale).items() if name in ours}
    chosen = [name for name in names or ours if name in ours and name in theirs]
    known |= {name: text_digest(ours[name].words) for name in chosen}
    body = yaml.safe_dump(dict(sorted(known.items())), allow_unicode=True, sort_keys=True, width=200)
    (docs / locale / RECORD).write_text(HEAD + body, encoding="utf-8")
    return len(chosen)

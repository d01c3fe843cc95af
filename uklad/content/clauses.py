"""The clause library: a heading per clause id, its rule below, then the rule's uses."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from uklad.base.characters import read_text
from uklad.base.errors import Problem, Refused
from uklad.base.regular_files import refuse_irregular
from uklad.content.uses import BEGINS, Use, misshapen, parse_uses

LONGEST, LONGEST_WORD = 50_000, 1_000  # characters; the acts at hand have 1,233 and 46
HEADING = re.compile(r"^## +(\S+)\s*$")


@dataclass(frozen=True)
class Clause:
    """The rule of one clause in one locale and its uses; `path` and `line` say where its heading stands, `first` where the rule begins."""

    id: str
    text: str
    path: str
    line: int
    uses: tuple[Use, ...] = ()
    first: int = 1

    @property
    def whole(self) -> str:
        """The card: the rule and its uses, as they are written."""
        return "\n\n".join([self.text, *(use.written for use in self.uses)])


def load_library(docs: Path, locale: str, school: str | None = None) -> dict[str, Clause]:
    """Every clause of a locale by id, with the school's own wording laid over, which has uses of its own. Raises Refused."""
    folder = docs / locale / "clauses"
    clauses, problems = _read_folder(folder, docs)
    if school and (folder / school).is_dir():
        own, more = _read_folder(folder / school, docs)
        clauses, problems = {**clauses, **{name: _taking(one, clauses.get(name)) for name, one in own.items()}}, problems + more
    if problems:
        raise Refused(problems)
    return clauses


def _taking(own: Clause, base: Clause | None) -> Clause:
    """A school's own wording, with the uses of the library's where it says that they hold: { .same as="its id" }."""
    if not base or not any(own.id in use.names("as") for use in own.uses):
        return own
    written = {use.target for use in own.uses}
    kept = tuple(use for use in own.uses if own.id not in use.names("as"))
    return replace(own, uses=kept + tuple(use for use in base.uses if use.target not in written))


def uses_of(library: Mapping[str, Clause], name: str) -> tuple[Use, ...]:
    """The uses of a clause; none where the library has no such clause."""
    return library[name].uses if name in library else ()


def own_libraries(docs: Path, locale: str, schools: Iterable[str]) -> dict[str, dict[str, Clause]]:
    """The library of each of the schools that words clauses itself, by school. Raises Refused."""
    return {school: load_library(docs, locale, school) for school in schools if (docs / locale / "clauses" / school).is_dir()}


def clause_ids(docs: Path) -> Callable[[str], Collection[str]]:
    """What tells the ids of the clauses of a locale. Raises Refused where the folder holds what is no file."""
    refuse_irregular(docs)
    return functools.partial(load_library, docs)


def _read_folder(folder: Path, docs: Path) -> tuple[dict[str, Clause], list[Problem]]:
    clauses: dict[str, Clause] = {}
    problems: list[Problem] = []
    for path in sorted(path for path in folder.glob("*.md") if path.is_file()):
        read, wrong = _read_file(path, f"{docs.name}/{path.relative_to(docs).as_posix()}", path.stat().st_mtime_ns)
        problems += wrong
        for clause in read:
            first = clauses.setdefault(clause.id, clause)
            if first is not clause:
                what = f'clause "{clause.id}" stands twice, first at {first.path}:{first.line}'
                problems.append(Problem(clause.path, clause.line, what, "remove one of them"))
    return clauses, problems


def _wrong(clause: Clause) -> Iterator[Problem]:
    """What is wrong with a card by itself."""
    if found := _wrong_size(clause.text):
        yield Problem(clause.path, clause.line, f'clause "{clause.id}" has {found[0]}', found[1])
    for use in clause.uses:
        yield from misshapen(use)


def _wrong_size(text: str) -> tuple[str, str] | None:
    """What is wrong with the length of a clause or of a word in it, and the remedy: some rules take the square of either."""
    if not text:
        return "no text", "write it below the heading"
    longest = max(map(len, text.split()))
    if longest > LONGEST_WORD:
        return f"a word of {longest} characters", f"divide it: a word may have {LONGEST_WORD}"
    return (f"{len(text)} characters", f"divide it: a clause may have {LONGEST}") if len(text) > LONGEST else None


@lru_cache(maxsize=512)
def _read_file(path: Path, shown: str, _changed: int) -> tuple[tuple[Clause, ...], tuple[Problem, ...]]:
    """The clauses of a file, and what is wrong with them."""
    clauses = split_clauses(read_text(path, shown), shown)
    return clauses, tuple(problem for clause in clauses for problem in _wrong(clause))


def parse_clauses(text: str) -> dict[str, str]:
    """The cards of a file's text: id -> the rule and its uses."""
    return {clause.id: clause.whole for clause in split_clauses(text, "")}


def split_clauses(text: str, shown: str) -> tuple[Clause, ...]:
    """The clauses of a file's text, as they stand; `shown` is its name in messages."""
    heads: list[tuple[str, int]] = []
    texts: list[list[str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if match := HEADING.match(line):
            heads.append((match[1], number))
            texts.append([])
        elif texts:
            texts[-1].append(line)
    return tuple(_clause(name, lines, shown, number) for (name, number), lines in zip(heads, texts, strict=True))


def _clause(name: str, lines: list[str], shown: str, number: int) -> Clause:
    rule = next((index for index, line in enumerate(lines) if BEGINS.match(line)), len(lines))
    uses = parse_uses(name, lines[rule:], shown, number + 1 + rule)
    blank = next((index for index, line in enumerate(lines[:rule]) if line.strip()), 0)
    return Clause(name, "\n".join(lines[:rule]).strip(), shown, number, uses, number + 1 + blank)

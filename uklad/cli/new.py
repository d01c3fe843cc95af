"""`uklad new`: asks about a school, writes its block into the data file, and checks all of it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from uklad.authoring.checks import check_all
from uklad.authoring.kind import ask_kind
from uklad.authoring.prompts import Answers, Interview, Question, parts
from uklad.authoring.questions import Inquiry
from uklad.authoring.school_record import kind_record, school_record
from uklad.base.errors import Problem, Refused
from uklad.base.yaml_editor import insert, layout
from uklad.base.yaml_reader import Source, Where, read_yaml
from uklad.model.loader import load_schools

with contextlib.suppress(ImportError):
    import readline  # noqa: F401  answers can be edited, and are not cut at 4096 bytes

NO_MORE = "Enter: no more"


@dataclass
class Written:
    """The file's new text, the value that it is to hold, and where the school's block begins."""

    text: str
    value: Any
    line: int


def new(asked: Namespace) -> int:
    """Ask, write aside, check, and only then put the file in place. Raises Refused."""
    path = asked.root / asked.schools
    try:
        return _new(asked, path)
    except (KeyboardInterrupt, EOFError):
        print(f"\nstopped; {asked.schools} is as it was", file=sys.stderr)
        return 1


def _new(asked: Namespace, path: Path) -> int:
    schools, source = load_schools(path, asked.root / "docs")
    talk = not asked.yes and sys.stdin is not None and sys.stdin.isatty()
    interview, given = Interview(talk), vars(asked)
    inquiry = Inquiry(schools, asked.root / "docs", source.value)
    kind, forms = ask_kind(interview, inquiry, given)
    inquiry.kind = kind
    answers = interview.answers(inquiry.school(), given)
    answers |= interview.answers(inquiry.edition(answers.get("kind", ""), answers), given)
    people = _several(interview, "person", "Persons whom the act itself names", inquiry.person(), given)
    approval = _several(
        interview, "approval", "Steps of the approval", inquiry.approval([one["id"] for one in people if "id" in one]), given
    )
    if wrong := interview.problems or interview.derived:
        raise Refused([Problem(asked.schools, 1, what, "see uklad new --help") for what in wrong])
    record = school_record(answers, people, approval, schools.locales)
    made = _written(path, asked.schools, schools.locales, kind, forms, {answers["id"]: record})
    old = _put(asked, path, made, ("schools", answers["id"]))
    _say(asked, interview, answers, made, old)
    return 1 if old else 0


def _several(interview: Interview, key: str, asks: str, questions: list[Question], given: dict[str, Any]) -> list[Answers]:
    """Answers as often as they are given: as many options, or until a person has no more."""
    known = [question.key for question in questions]
    found = []
    for words in given[key] or []:
        one, wrong = parts(words, known)
        interview.problems += [f"--{key} {what}" for what in wrong]
        found.append(Interview(False, interview.problems, interview.derived, interview.suggested).answers(questions, one, f"--{key} "))
    if not interview.talk or given[key]:
        return found
    print(f"{asks} ({NO_MORE})")
    first = Question(questions[0].key, questions[0].asks, False, questions[0].wrong)
    while one := interview.answers([first], {}):
        found.append(interview.answers(questions, one))
    return found


def _written(path: Path, shown: str, locales: list[str], kind: Answers, forms: Any, school: dict[str, Any]) -> Written:
    """The file with the new blocks in it. Raises Refused where it has no place for them."""
    text = path.read_bytes().decode("utf-8")
    wanted = dict(read_yaml(path, shown).value)
    ((school_id, record),) = school.items()
    try:
        if kind:
            text, wanted["kinds"] = _with_kind(text, wanted.get("kinds") or {}, kind, forms, locales)
        text, line = insert(text, "schools", school_id, record)
    except ValueError as error:
        what, _, remedy = str(error).partition("; ")
        raise Refused([Problem(shown, 1, what, remedy)]) from None
    wanted["schools"] = {**(wanted.get("schools") or {}), school_id: record}
    return Written(text, wanted, line)


def _with_kind(text: str, kinds: dict[str, Any], kind: Answers, forms: Any, locales: list[str]) -> tuple[str, dict[str, Any]]:
    """The text with a new kind, and the kinds that it then has. Raises ValueError where the kinds stand elsewhere."""
    if kind["like"] not in kinds:
        raise ValueError("a kind is added where the kinds stand; run uklad new with that file")
    like, place = kinds[kind["like"]]["terms"], ("kinds", kind["like"], "terms")
    anchors = {str(key[3]): name for key, name in layout(text).anchors.items() if key[:3] == place and len(key) == 4}
    made = kind_record(kind, forms, like, anchors, locales)
    text, _ = insert(text, "kinds", kind["id"], made)
    return text, {**kinds, kind["id"]: {**made, "terms": {**like, "school": forms}}}


@contextlib.contextmanager
def _aside(path: Path, text: str) -> Iterator[Path]:
    """The text in a file beside, which is gone in the end unless it was put in place."""
    beside = path.with_name(f".new-{path.name}")
    try:
        beside.write_bytes(text.encode("utf-8"))
        shutil.copymode(path, beside)
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def _put(asked: Namespace, path: Path, made: Written, where: Where) -> list[Problem]:
    """Put the new text in place when it reads back and the check finds nothing new; returns what it found before."""
    path = path.resolve()
    before = path.read_bytes()
    with _aside(path, made.text) as beside:
        if _plain(read_yaml(beside, asked.schools).value) != _plain(made.value):
            raise Refused([Problem(asked.schools, made.line, "the block does not read back as it was answered", "write it by hand")])
        found = _mistakes(asked.root, beside, asked.schools)
        old = _mistakes(asked.root, path, asked.schools) if found else []
        fresh = [one for one in found if (one.path, one.what) not in {(other.path, other.what) for other in old}]
        if fresh:
            source, record = read_yaml(beside, asked.schools), made.value[where[0]][where[1]]
            raise Refused([_with_answer(one, source, where, record) for one in fresh])
        if path.read_bytes() != before:
            raise Refused([Problem(asked.schools, 1, "the file was changed meanwhile", "run uklad new again")])
        os.replace(beside, path)
    return old


def _mistakes(root: Path, path: Path, shown: str) -> list[Problem]:
    """What `uklad check` finds in this file, under its usual name."""
    try:
        schools, source = load_schools(path, root / "docs")
        found = check_all(schools, root, source)
    except Refused as refused:
        found = refused.problems
    return [Problem(shown, one.line, one.what, one.remedy) if one.path == path.name else one for one in found]


def _with_answer(problem: Problem, source: Source, where: Where, record: Any) -> Problem:
    """The problem, with the answer to mend where it stands in the new block."""
    inside = [place for place in _places(record, where) if source.line(place) == problem.line]
    if problem.path != source.path or not inside:
        return Problem(problem.path, problem.line, problem.what, f"{problem.remedy} (nothing was written; is the outline the right one?)")
    names = [str(part).replace("_", "-") for part in max(inside, key=len)[2:] if isinstance(part, str) and part != "editions"]
    answer = "person" if names[:1] == ["people"] else "approval" if names[:1] == ["approval"] else "-".join(names[:2]) or "kind"
    return Problem(problem.path, problem.line, problem.what, f"{problem.remedy} (nothing was written; mend the answer --{answer})")


def _places(value: Any, where: Where) -> Iterator[Where]:
    """Every place of a value, the outer ones first."""
    yield where
    for key, child in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _places(child, (*where, key))


def _plain(value: Any) -> Any:
    """Values as YAML gives them back here: days as text."""
    if isinstance(value, dict):
        return {str(key): _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _say(asked: Namespace, interview: Interview, answers: Answers, made: Written, old: list[Problem]) -> None:
    """What was written and suggested, and what to look at next."""
    school = answers["id"]
    if interview.suggested:
        print("Suggested and not asked; correct them in the file where they are wrong:", *interview.suggested, sep="\n  ")
    print(f"{asked.schools}:{made.line}: {school} is written, with the outline {answers['outline']} (the act is the same in substance)")
    print(*old, sep="\n", end="\n" if old else "", file=sys.stderr)
    print("mend these first, they were there before" if old else "no mistakes found")
    other = "" if asked.schools == "schools.yml" else f" --schools {asked.schools}"
    print(f"Now: uklad build --school {school}{other}, then uklad serve, and open http://127.0.0.1:8000/{school}/")

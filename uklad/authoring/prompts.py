"""Asks questions: of a person at a terminal, or of the options of a command."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from uklad.base.errors import nearest

Answers = dict[str, str]


@dataclass(frozen=True)
class Question:
    """What is asked. `wrong` returns what is wrong with an answer, or nothing; `suggests` an answer to be edited; `reads` what is kept.

    A suggestion that is not `sure` is only for a person to accept; one that is, is made from other answers.
    """

    key: str
    asks: str
    needed: bool = True
    wrong: Callable[[str], str] = lambda answer: ""
    suggests: Callable[[Answers], str] | None = None
    when: Callable[[Answers], bool] = lambda answers: True
    says: Callable[[Answers], str] = lambda answers: ""
    sure: bool = True
    reads: Callable[[str], str] = lambda answer: answer


@dataclass
class Interview:
    """Collects answers; with `talk` from a person, otherwise from what was given, and what is wrong with it."""

    talk: bool
    problems: list[str] = field(default_factory=list)
    derived: list[str] = field(default_factory=list)  # what other answers would have suggested
    suggested: list[str] = field(default_factory=list)

    def answers(self, questions: Collection[Question], given: Mapping[str, str], before: str = "--") -> Answers:
        """An answer for every question that has one; `before` is how a key is written as an option."""
        found: Answers = {}
        for question in questions:
            said = given.get(question.key)
            answer = self._one(question, said, found, before) if said is not None or question.when(found) else ""
            if answer:
                found[question.key] = answer
        return found

    def _one(self, question: Question, given: str | None, found: Answers, before: str) -> str:
        if given is not None:
            wrong = question.wrong(given) if given.strip() else "is empty" if question.needed else ""
            if not wrong:
                return question.reads(given) if given.strip() else ""
            if not self.talk:
                self.problems.append(f"{before}{question.key}: {wrong}")
                return ""
            print(f"{question.key}: {wrong}")
        suggestion = question.suggests(found) if question.suggests else ""
        return self._ask(question, suggestion, found) if self.talk else self._accept(question, suggestion, before)

    def _accept(self, question: Question, suggestion: str, before: str) -> str:
        if suggestion and question.sure and not question.wrong(suggestion):
            self.suggested.append(f"{before}{question.key} {suggestion}")
            return suggestion
        if question.needed:
            derived = question.suggests and question.sure
            (self.derived if derived else self.problems).append(f"{before}{question.key} is missing: {question.asks}")
        return ""

    def _ask(self, question: Question, suggestion: str, found: Answers) -> str:
        if said := question.says(found):
            print(said)
        hint = f" [{suggestion}]" if suggestion else "" if question.needed else " [none]"
        return question.reads(ask(f"{question.asks}{hint}", suggestion, question.wrong, question.needed))


def ask(asks: str, suggestion: str = "", wrong: Callable[[str], str] = lambda answer: "", needed: bool = False) -> str:
    """The answer of a person at the terminal, the suggestion where it is empty. Asks until nothing is wrong; raises click.Abort."""

    def answered(said: str) -> str:
        answer = said.strip() or suggestion
        if fault := wrong(answer) if answer else "an answer is needed" if needed else "":
            raise click.BadParameter(fault)
        return answer

    print(f"{asks}:")
    return click.prompt(">", default=suggestion, show_default=False, prompt_suffix=" ", value_proc=answered)


def fits(annotation: Any, said: str) -> Callable[[str], str]:
    """A rule that the model itself makes; `said` when it is broken."""
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)

    def wrong(answer: str) -> str:
        try:
            adapter.validate_python(answer)
        except ValidationError:
            return said
        return ""

    return wrong


def one_of(known: Collection[str]) -> Callable[[str], str]:
    """A rule: the answer is one of these."""
    return lambda answer: "" if answer in known else f'there is no "{answer[:60]}"; {nearest(answer[:60], known)}'


def parts(words: Collection[str], known: Collection[str]) -> tuple[dict[str, str], list[str]]:
    """`key=value` words as a mapping, and what is wrong with them."""
    found = dict(word.partition("=")[::2] for word in words)
    wrong = [
        f"{word[:60]!r}: write it as key=value, with one of {', '.join(known)}" for word in words if word.partition("=")[0] not in known
    ]
    return {key: value for key, value in found.items() if key in known}, wrong

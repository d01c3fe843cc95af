"""All that is asked about a new school: its kind, itself, its act, the act's persons and its approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from uklad.authoring.kind import Forms, ask_kind
from uklad.authoring.prompts import Answers, Interview, Question, parts
from uklad.authoring.questions import Inquiry

NO_MORE = "Enter: no more"


@dataclass
class SchoolAnswers:
    """What was answered about a school; `kind` and `forms` are of a kind that the data do not have yet."""

    kind: Answers
    forms: Forms
    school: Answers
    people: list[Answers]
    approval: list[Answers]

    @property
    def person_ids(self) -> list[str]:
        """The persons who can have signed."""
        return [person["id"] for person in self.people if "id" in person]


def ask_about_school(
    interview: Interview, inquiry: Inquiry, given: Mapping[str, str], people: Sequence[list[str]], approval: Sequence[list[str]]
) -> SchoolAnswers:
    """The answers: those `given`, those of each person and step as `key=value` words, and the rest as the interview gets them."""
    inquiry.kind, forms = ask_kind(interview, inquiry, dict(given))
    school = interview.answers(inquiry.school(), given)
    school |= interview.answers(inquiry.edition(school.get("kind", "")), given)
    answers = SchoolAnswers(inquiry.kind, forms, school, [], [])
    answers.people = _several(interview, "person", "Persons whom the act itself names", inquiry.person(), people)
    answers.approval = _several(interview, "approval", "Steps of the approval", inquiry.approval(answers.person_ids), approval)
    return answers


def _several(interview: Interview, key: str, asks: str, questions: list[Question], given: Sequence[list[str]]) -> list[Answers]:
    """Answers as often as they are given: as many options, or until a person has no more."""
    found = [_one(interview, key, questions, words) for words in given]
    if not interview.talk or given:
        return found
    print(f"{asks} ({NO_MORE})")
    first = Question(questions[0].key, questions[0].asks, False, questions[0].wrong)
    while answers := interview.answers([first], {}):
        found.append(interview.answers(questions, answers))
    return found


def _one(interview: Interview, key: str, questions: list[Question], words: list[str]) -> Answers:
    """The answers that one option gives in `key=value` words; nothing is asked."""
    given, wrong = parts(words, [question.key for question in questions])
    interview.problems += [f"--{key} {fault}" for fault in wrong]
    silent = Interview(False, interview.problems, interview.derived, interview.suggested)
    return silent.answers(questions, given, f"--{key} ")

"""A kind of school that the data do not have yet: its word, with case forms, and the kind it is like."""

from __future__ import annotations

import re
from typing import Any

from uklad.authoring.case_forms import suggest_forms
from uklad.authoring.prompts import Answers, Interview, Question, ask, fits, one_of
from uklad.authoring.questions import LINE, Inquiry
from uklad.base.yaml_block import Inline
from uklad.model.types import Id

Forms = dict[str, dict[str, str]]


def ask_kind(interview: Interview, inquiry: Inquiry, given: dict[str, Any]) -> tuple[Answers, Forms]:
    """The answers about a new kind and the forms of its word; both empty where no new kind is wanted."""
    wanted = str(given.get("new-kind") or "")
    if not wanted and interview.talk and not given.get("kind"):
        print(f"Kinds: {', '.join(inquiry.schools.kinds)}")
        wanted = ask("Is the school of a kind that is not among them? Its id, as gymnasium [none]")
    if not wanted:
        return {}, {}
    before = len(interview.problems)
    kind = interview.answers(_questions(inquiry), {**_renamed(given), "id": wanted}, "--kind-")
    if len(interview.problems) > before:
        return {}, {}
    like = inquiry.schools.kinds[kind["like"]].terms["school"]
    return kind, {locale: _forms(interview, locale, kind[f"name-{locale}"], list(like[locale]), given) for locale in inquiry.locales}


def _questions(inquiry: Inquiry) -> list[Question]:
    kinds = inquiry.schools.kinds
    free = fits(Id, "use small Latin letters, digits and hyphens")
    return [
        Question("id", "Id of the kind", True, lambda answer: f'there is a kind "{answer}" already' if answer in kinds else free(answer)),
        *(Question(f"name-{locale}", f"The word for such a school ({locale})", True, LINE) for locale in inquiry.locales),
        Question("like", f"The kind whose other words it shares ({', '.join(kinds)})", True, one_of(list(kinds))),
    ]


def _renamed(given: dict[str, Any]) -> dict[str, Any]:
    """The options of a kind under the keys of its questions."""
    return {key.removeprefix("kind-"): value for key, value in given.items() if key.startswith("kind-")}


def _forms(interview: Interview, locale: str, word: str, wanted: list[str], given: dict[str, Any]) -> dict[str, str]:
    """The forms of the word: suggested, then corrected."""
    forms, sure = suggest_forms(word, wanted)
    if not sure:
        print(f'warning: the forms of "{word}" are guessed by its ending; pip install "uklad[forms]" brings a dictionary')
    correction = given.get(f"kind-forms-{locale}")
    question = Question(f"forms-{locale}", "Corrections as form=word; form=word", False, lambda answer: _wrong(answer, wanted))
    if interview.talk and correction is None:
        print(f"{locale}: {', '.join(f'{form}={made}' for form, made in forms.items())}")
    answer = interview.answers([question], {} if correction is None else {question.key: correction}, "--kind-")
    return Inline({**forms, **_pairs(answer.get(question.key, ""))})


def _pairs(text: str) -> dict[str, str]:
    return {form.strip(): word.strip() for form, _, word in (one.partition("=") for one in text.split(";") if one.strip())}


def _wrong(text: str, wanted: list[str]) -> str:
    bad = [form for form, word in _pairs(text).items() if form not in wanted or not re.search(r"\w", word)]
    return f"write them as form=word; form=word, with the forms {', '.join(wanted)}" if bad else ""

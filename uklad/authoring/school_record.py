"""Answers as the values of schools.yml."""

from __future__ import annotations

import datetime as dt
from typing import Any

from uklad.authoring.prompts import Answers
from uklad.base.yaml_block import Alias


def school_record(answers: Answers, people: list[Answers], approval: list[Answers], locales: list[str]) -> dict[str, Any]:
    """A school in the order of the model's keys, without what was not answered."""
    edition = {
        "date": dt.date.fromisoformat(answers["date"]),
        "date_from": answers["date-from"],
        "outline": answers["outline"],
        "title": _text(answers, "title", locales),
        "approval": [_present({**step, "date": _day(step)}) for step in approval],
    }
    return _present(
        {
            "kind": answers["kind"],
            "name": _text(answers, "name", locales),
            "full_name": _text(answers, "full-name", locales),
            "place": _text(answers, "place", locales),
            "founder": _text(answers, "founder", locales),
            "website": answers.get("website"),
            "email": answers.get("email"),
            "people": [_person(person, locales) for person in people],
            "editions": [_present(edition)],
        }
    )


def kind_record(
    answers: Answers, forms: dict[str, dict[str, str]], like: dict[str, Any], anchors: dict[str, str], locales: list[str]
) -> dict[str, Any]:
    """A kind whose word for a school is new, and whose other terms are those of the kind that it is like."""
    others = {term: Alias(anchors[term]) if term in anchors else value for term, value in like.items() if term != "school"}
    return {"name": _text(answers, "name", locales), "terms": {"school": forms, **others}}


def _person(answers: Answers, locales: list[str]) -> dict[str, Any]:
    return _present(
        {
            "id": answers["id"],
            "name": _text(answers, "name", locales),
            "full_name": _text(answers, "full-name", locales),
            "position": _text(answers, "position", locales),
            "function": answers.get("function"),
        }
    )


def _text(answers: Answers, key: str, locales: list[str]) -> dict[str, str]:
    return {locale: answers[f"{key}-{locale}"] for locale in locales if f"{key}-{locale}" in answers}


def _day(step: Answers) -> dt.date | None:
    return dt.date.fromisoformat(step["date"]) if "date" in step else None


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}

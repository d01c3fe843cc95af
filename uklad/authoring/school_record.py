"""A school as the values of schools.yml, whether its facts were answered or read from a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from uklad.authoring.prompts import Answers
from uklad.base.transliteration import slug, unique
from uklad.base.yaml_block import Alias
from uklad.model.types import RESERVED


def school_id(name: str, taken: Collection[str]) -> str:
    """The first free id for a school of this name, which is the one in the authoritative locale.

    The name alone decides, so that a table that is read again gives the same ids.
    """
    return unique(slug(name) or "school", {*taken, *RESERVED})


def school_record(answers: Answers, people: list[Answers], approval: list[Answers], locales: list[str]) -> dict[str, Any]:
    """A school in the order of the model's keys, without what was not answered; texts are keyed as name-ru, days written as 2024-08-29."""
    edition = {
        "date": _day(answers, "date"),
        "date_from": answers.get("date-from"),
        **{key.replace("-", "_"): _day(answers, key) for key in ("adopted", "in-force", "until")},
        "outline": answers.get("outline"),
        "on_trust": True,
        "title": _text(answers, "title", locales),
        "approval": [_step(step, locales) for step in approval],
    }
    return _present(
        {
            "kind": answers.get("kind"),
            **{key.replace("-", "_"): _text(answers, key, locales) for key in ("name", "full-name", "place", "founder")},
            **{key: answers.get(key) for key in ("website", "email", "phone", "address")},
            **{key: _text(answers, key, locales) for key in ("office", "hours")},
            "people": [_person(person, locales) for person in people],
            "editions": [_present(edition)],
        }
    )


def kind_record(
    answers: Answers, forms: dict[str, dict[str, str]], like: dict[str, Any], anchors: dict[str, str], locales: list[str]
) -> dict[str, Any]:
    """A kind whose word for a school is new; all else about its schools is as with the kind that it is like."""
    others = {term: Alias(anchors[term]) if term in anchors else value for term, value in like["terms"].items() if term != "school"}
    taken_over = {key: like.get(key) for key in ("start", "councils")}
    return _present({"name": _text(answers, "name", locales), **taken_over, "terms": {"school": forms, **others}})


def _person(answers: Answers, locales: list[str]) -> dict[str, Any]:
    return _present(
        {
            "id": answers["id"],
            "name": _text(answers, "name", locales),
            "full_name": _text(answers, "full-name", locales),
            "position": _text(answers, "position", locales),
            **{key: answers.get(key) for key in ("function", "phone", "email", "order")},
            **{key: _text(answers, key, locales) for key in ("room", "hours")},
        }
    )


def _text(answers: Answers, key: str, locales: list[str]) -> dict[str, str]:
    return {locale: answers[f"{key}-{locale}"] for locale in locales if f"{key}-{locale}" in answers}


def _step(step: Answers, locales: list[str]) -> dict[str, Any]:
    days = {key: _day(step, key) for key in ("date", "until")}
    said = {"step": step["step"], "number": step.get("number"), **days, "person": step.get("person"), "name": _text(step, "name", locales)}
    return _present(said)


def _day(answers: Answers, key: str) -> dt.date | None:
    return dt.date.fromisoformat(answers[key]) if answers.get(key) else None


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}

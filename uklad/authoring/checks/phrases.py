"""The words of each locale: phrases whose places pages and documents fill in."""

from __future__ import annotations

from pathlib import Path

from uklad.base.errors import Problem, Refused
from uklad.base.yaml_reader import Source
from uklad.content.phrases import load_words
from uklad.model.schema import Schools


def invalid_phrases(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each place of a phrase that nothing fills in, in every locale."""
    problems: list[Problem] = []
    for locale in [*schools.locales, *schools.partial]:
        try:
            load_words(docs, locale)
        except Refused as refused:
            problems += refused.problems
    return problems

"""What `uklad check` finds. Checks never modify; each returns its problems."""

from __future__ import annotations

from pathlib import Path

from uklad.checks.characters import characters_that_may_not_stand
from uklad.checks.guides import duties_without_step
from uklad.checks.names import unknown_names
from uklad.checks.originals import missing_originals
from uklad.checks.parity import disagreements
from uklad.checks.synonyms import synonyms_that_lead_nowhere
from uklad.frozen import thawed
from uklad.model import Schools
from uklad.problems import Problem, Refused
from uklad.source import Source


def check_all(schools: Schools, root: Path, source: Source) -> list[Problem]:
    """Every problem of the texts, given sound data."""
    problems: list[Problem] = []
    for check in (
        characters_that_may_not_stand,
        unknown_names,
        duties_without_step,
        disagreements,
        synonyms_that_lead_nowhere,
        missing_originals,
        thawed,
    ):
        try:
            problems += check(schools, root / "docs", source)
        except Refused as refused:
            problems += refused.problems
    return sorted(set(problems))

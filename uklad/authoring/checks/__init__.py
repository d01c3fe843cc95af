"""What `uklad check` finds. Checks never modify; each returns its problems."""

from __future__ import annotations

from pathlib import Path

from uklad.authoring.approval import thawed
from uklad.authoring.checks.cards import broken_uses
from uklad.authoring.checks.citations import wrong_citations
from uklad.authoring.checks.glossary import misshapen_glossaries
from uklad.authoring.checks.guides import duties_without_step
from uklad.authoring.checks.icons import unknown_icons
from uklad.authoring.checks.links import links_that_lead_nowhere
from uklad.authoring.checks.named_files import missing_originals
from uklad.authoring.checks.names import unknown_names
from uklad.authoring.checks.navigation import unreachable_pages
from uklad.authoring.checks.parity import disagreements
from uklad.authoring.checks.phrases import invalid_phrases
from uklad.authoring.checks.silence import broken_silence
from uklad.authoring.checks.synonyms import synonyms_that_lead_nowhere
from uklad.authoring.checks.texts import check_texts
from uklad.base.errors import Problem, Refused
from uklad.base.yaml_reader import Source
from uklad.model.schema import Schools


def check_all(schools: Schools, root: Path, source: Source) -> list[Problem]:
    """Every problem of the texts, given sound data."""
    problems = check_texts(root / "docs")
    for check in (
        invalid_phrases,
        misshapen_glossaries,
        unknown_names,
        links_that_lead_nowhere,
        unreachable_pages,
        wrong_citations,
        broken_uses,
        broken_silence,
        duties_without_step,
        disagreements,
        synonyms_that_lead_nowhere,
        missing_originals,
        unknown_icons,
        thawed,
    ):
        try:
            problems += check(schools, root / "docs", source)
        except Refused as refused:
            problems += refused.problems
    return sorted(set(problems))

"""Every text under docs/ is UTF-8 and holds no character that the build keeps for itself."""

from __future__ import annotations

from pathlib import Path

from uklad.base.characters import decoded, unfit
from uklad.base.errors import Problem, Refused
from uklad.base.yaml_reader import Source
from uklad.model.schema import Schools

TEXTS = (".md", ".yml", ".yaml", ".html", ".txt", ".js", ".json", ".xml")


def characters_that_may_not_stand(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each line of a text that holds one. Raises Refused where a text is not UTF-8."""
    problems: list[Problem] = []
    for path in sorted(path for path in docs.rglob("*") if path.suffix in TEXTS and path.is_file()):
        shown = f"{docs.name}/{path.relative_to(docs).as_posix()}"
        try:
            problems += unfit(decoded(path.read_bytes(), shown), shown)
        except Refused as refused:
            problems += refused.problems
    return problems

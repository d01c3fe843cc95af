"""What commands ask first: whether the data and texts are sound, and whether the names given exist."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from uklad.authoring.checks import check_all
from uklad.base.errors import Problem, Refused, nearest
from uklad.base.yaml_reader import Source
from uklad.model.loader import load_schools
from uklad.model.schema import Schools


def sound(asked: Namespace) -> tuple[Schools, Source]:
    """The data, when neither it nor the texts have a mistake. Raises Refused."""
    schools, source = load_schools(asked.root / asked.schools, asked.root / "docs")
    refuse_unsound(schools, asked.root, source)
    return schools, source


def refuse_unsound(schools: Schools, root: Path, source: Source) -> None:
    """Raise Refused where the texts have a mistake."""
    if problems := check_all(schools, root, source):
        raise Refused(problems)


def known(what: str, names: list[str], every: list[str], file: str) -> None:
    """Refuse names that do not exist."""
    wrong = [Problem(file, 1, f'there is no {what} "{name}"', nearest(name, every)) for name in names if name not in every]
    if wrong:
        raise Refused(wrong)

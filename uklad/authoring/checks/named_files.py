"""The logos and signed originals that the data name: they must be there, and fit to be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem
from uklad.base.yaml_reader import Source
from uklad.model.schema import Schools

ENDINGS = {
    "file": (".doc", ".jpeg", ".jpg", ".odt", ".pdf", ".png", ".rtf", ".tif", ".tiff"),  # what a browser shows without running it
    "signature": (".p7m", ".p7s", ".pdf", ".sgn", ".sig"),
}
NAMES: dict[str | int, str] = {"file": "original", "signature": "signature"}
NOT_IN_NAMES = re.compile(r'[\\:*?"<>|]')  # which lead elsewhere, or are no name, on other systems
PLACE = "put it elsewhere under a name of letters, digits and hyphens"


def missing_originals(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each logo or file of an original that is not in the project, or would take the place of a document."""
    logos = [
        problem
        for school_id, school in schools.schools.items()
        if school.logo and not _inside(school.logo, docs.parent)
        for problem in [_absent(school.logo, source, ("schools", school_id, "logo"), "put an image there, or remove the key")]
    ]
    return logos + [
        problem
        for school_id, school in schools.schools.items()
        for index, edition in enumerate(school.editions)
        if edition.original
        for key, name in (("file", edition.original.file), ("signature", edition.original.signature))
        if name
        for problem in _file(name, docs.parent, source, ("schools", school_id, "editions", index, "original", key))
    ]


def _file(name: str, root: Path, source: Source, where: tuple[str | int, ...]) -> Iterator[Problem]:
    path = (root / name).resolve()
    what = f'{where[1]}: the {NAMES[where[-1]]} "{name}"'
    if not _inside(name, root):
        yield _absent(name, source, where, "put the signed file there, or remove the key")
    elif unfit := _unfit(name, str(where[-1])):
        yield source.problem(where, f"{what} {unfit[0]}", unfit[1])
    elif unfit := _unfit(led := path.relative_to(root.resolve()).as_posix(), str(where[-1])):
        yield source.problem(where, f'{what} leads to "{led}", which {unfit[0]}', unfit[1])
    elif path.stem in ("regulation", "order", "application", "persons", "acquaintance"):
        yield source.problem(where, f'{where[1]}: the original "{path.name}" has the name of a document', "give it a name of its own")


def _unfit(name: str, key: str) -> tuple[str, str] | None:
    """Why a file of the project is not to be published, and the remedy; nothing where it may be."""
    if found := NOT_IN_NAMES.search(name):
        return f'has "{found[0]}" in its name', PLACE
    if any(part.startswith(".") for part in name.split("/")):
        return "is hidden", PLACE
    if Path(name).suffix.lower() not in ENDINGS[key]:
        *most, last = ENDINGS[key]
        return "is no file that a signed act has", f"publish one that ends with {', '.join(most)} or {last}"
    return None


def _inside(name: str, root: Path) -> bool:
    """Whether the name is that of a file within the project, wherever links lead."""
    path = (root / name).resolve()
    return path.is_file() and path.is_relative_to(root.resolve())


def _absent(name: str, source: Source, where: tuple[str | int, ...], remedy: str) -> Problem:
    return source.problem(where, f'{where[1]}: there is no file "{name}" in the project', remedy)

"""A region's file: schools alone; everything that they share comes from a base, which is a whole data file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from uklad.base.characters import IN_DATA
from uklad.base.errors import Problem, Refused, nearest
from uklad.base.yaml_reader import Source, Where, read_yaml

SHARED = ("kinds", "outlines", "platforms")
OWN = ("schools", "default_school", "base")
BASE = "schools.yml"


@dataclass
class Region(Source):
    """A region's file laid over its base: `value` is whole, and a mistake is told with the file that it stands in."""

    def problem(self, where: Where, what: str, remedy: str) -> Problem:
        """A mistake at a place of the file."""
        if self.base and where and where[0] not in OWN:
            return self.base.problem(where, what, remedy)
        return super().problem(where, what, remedy)


def on_base(source: Source, path: Path) -> Source:
    """The source as it is when it is whole, else laid over its base. Raises Refused."""
    if not isinstance(source.value, dict) or any(key in source.value for key in SHARED):
        return source
    problems = [
        source.problem((str(key),), f'a region\'s file has no key "{key}"', nearest(str(key), OWN, f"move it to {BASE}"))
        for key in source.value
        if key not in OWN
    ]
    schools = source.value.get("schools")
    if not isinstance(schools, dict) or not schools:
        problems.append(source.problem(("schools",), "the file holds no schools", 'write "schools:" and at least one school below it'))
    if problems or not isinstance(schools, dict):
        raise Refused(problems)
    base = _read_base(source, path)
    first = source.value.get("default_school", next(iter(schools)))
    shared = {key: value for key, value in base.value.items() if key not in OWN}
    value = {"default_school": first, **shared, "schools": schools}
    return Region(source.path, value, source.lines, {**source.read, **base.read}, base)


def _read_base(source: Source, path: Path) -> Source:
    """The base that the file names, or schools.yml in the nearest folder above it."""
    named = source.value.get("base")
    found = _named(named, source, path) if named is not None else _nearest(source, path)
    if not os.path.isfile(found):  # unlike Path.is_file, whatever its length
        what = f'there is no file "{str(named)[:80]}"'
        raise Refused([source.problem(("base",), what, "name the data file with the kinds and outlines")])
    base = read_yaml(found, found.name, IN_DATA)
    if not isinstance(base.value, dict) or not any(key in base.value for key in SHARED):
        what = f'"{found.name}" has no kinds, outlines and platforms'
        raise Refused([source.problem(("base",), what, "name a whole data file as the base")])
    return base


def _named(named: Any, source: Source, path: Path) -> Path:
    if not isinstance(named, str) or not named.endswith((".yml", ".yaml")):
        raise Refused(
            [source.problem(("base",), f"{str(named)[:80]!r} is no data file", f'write "base: {BASE}", from the folder of this file')]
        )
    return path.parent / named


def _nearest(source: Source, path: Path) -> Path:
    folders = [path.resolve().parent, *path.resolve().parents, Path.cwd()]
    found = next((folder / BASE for folder in folders if (folder / BASE).is_file() and not (folder / BASE).samefile(path)), None)
    if not found:
        raise Refused([source.problem((), f"there is no {BASE} beside or above this file", f'add "base: path/to/{BASE}"')])
    return found

"""The icons of roles: the theme must have them, or pages would show their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import material

from uklad.base.errors import Problem, nearest
from uklad.base.yaml_reader import Source
from uklad.model.schema import Schools

FOLDER = Path(material.__file__).parent / "templates/.icons"
NAME = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+")


def unknown_icons(schools: Schools, docs: Path, source: Source) -> Iterator[Problem]:
    """A problem for each role with an icon that the theme does not have."""
    for role, said in schools.roles.items():
        if not NAME.fullmatch(said.icon) or not (FOLDER / f"{said.icon}.svg").is_file():
            known = [path.relative_to(FOLDER).with_suffix("").as_posix() for path in (FOLDER / "material").glob("*.svg")]
            what = f'{role}: unknown icon "{said.icon}"'
            yield source.problem(("roles", role, "icon"), what, nearest(said.icon, known, "choose one of the theme's"))

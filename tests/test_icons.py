"""The icons of roles come from data: an unknown one is told, and none is ever markup."""

from __future__ import annotations

import json

import pytest
from conftest import Project

from macros import MACROS
from uklad.content.site import Site
from uklad.model.loader import load_schools
from uklad.rendering.context import Context

TERM = "    term: teacher\n"


def told(project: Project, icon: str) -> str:
    """What the check says of a role with this icon."""
    project.edit("schools.yml", TERM, f"{TERM}    icon: {json.dumps(icon)}\n")
    return project.run("check").err


@pytest.mark.parametrize("icon", ["material/kite", "material/human-male-board", "fontawesome/brands/git-alt"])
def test_icons_of_the_theme_are_known(silly: Project, icon: str) -> None:
    assert told(silly, icon) == ""


@pytest.mark.parametrize(("icon", "cure"), [
    ("material/human-male-bord", 'did you mean "material/human-male-board"?'), ("../../assets/images/favicon", "choose one"), ("material/../material/kite", "material/"),
    ("x: <script>alert(1)</script>", "choose one"), ("kite", "choose one"), ("/etc/passwd", "choose one"),
])  # fmt: skip
def test_other_icons_are_told_with_line_and_cure(silly: Project, icon: str, cure: str) -> None:
    said = told(silly, icon)
    line = (silly.root / "schools.yml").read_text(encoding="utf-8").partition("    icon: ")[0].count("\n") + 1
    assert said.startswith(f'schools.yml:{line}: teacher: unknown icon "{icon}"; ') and cure in said and "Traceback" not in said


def test_an_icon_is_no_markup(silly: Project) -> None:
    told(silly, "x: <script>alert(1)</script> [a](b) *c* {{ d }}")
    schools = load_schools(silly.root / "schools.yml")[0]
    site = Site(schools, silly.root / "docs", "cloud-school", schools.schools["cloud-school"].editions[0], "ru")
    said = Context(site, silly.root, MACROS).render("{{ role_cards() }}")
    assert "&#60;script" in said and not {"<script", "[a](", "*c*", "{{"} & {one for one in ("<script", "[a](", "*c*", "{{") if one in said}

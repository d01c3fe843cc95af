"""Conventions of the code as tests: sizes, directions, documents."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from uklad.build.mkdocs_patches import HOLDS_FOR

CODE = sorted([*(ROOT / "uklad").rglob("*.py"), *(ROOT / "macros").rglob("*.py")])


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_small_and_documented(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 250
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    places = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    for node in (node for place in places for node in place.body):
        if isinstance(node, ast.FunctionDef) and node.name != "macros":
            assert (node.end_lineno or 0) - node.lineno < 40, node.name
            if not node.name.startswith("_") and not node.name.startswith("test"):
                assert ast.get_docstring(node) or node.name in ("get", "emit"), node.name


ROOMS = sorted(path.parent for path in (ROOT / "uklad").glob("*/__init__.py"))


def test_rooms_import_from_lower_floors_only() -> None:
    """The floors stand in pyproject.toml, under [tool.importlinter]."""
    done = subprocess.run([str(Path(sys.executable).with_name("lint-imports"))], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_every_room_has_a_floor_and_says_its_duty_in_a_sentence() -> None:
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {name.strip() for floor in floors for name in floor.split("|")}
    assert len(ROOMS) <= 11
    for room in ROOMS:
        assert f"uklad.{room.name}" in named
        (docstring,) = ast.parse((room / "__init__.py").read_text(encoding="utf-8")).body
        assert re.fullmatch(r"[A-Z].*[.]", str(ast.literal_eval(docstring.value)))  # type: ignore[attr-defined]


def test_the_product_finds_modules_by_their_names_alone() -> None:
    for path in CODE:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bimportlib\.import_module|\bsys\.(?:path|modules)\b|__import__", text), path


@pytest.mark.slow
def test_the_code_is_typed() -> None:
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", HOLDS_FOR)
def test_what_is_patched_is_of_the_version_that_the_patch_holds_for(package: str) -> None:
    assert version(package) == HOLDS_FOR[package], f"read uklad/build/mkdocs_patches.py and see whether the patch of {package} is still needed"


def test_every_dependency_is_explained_in_the_readme() -> None:
    named = re.findall(r'^    "([a-z0-9-]+)[=>]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    readme = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    assert named and [name for name in named if f"| {name} |" not in readme] == []


def test_every_dependency_is_pinned_with_hashes() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text.count("==") <= text.count("--hash=sha256:")
        assert "://" not in text


def test_the_data_file_refers_to_its_schema() -> None:
    first = (ROOT / "schools.yml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=uklad/model/schools.schema.json"


def test_every_locale_has_the_same_files() -> None:
    locales = yaml.safe_load((ROOT / "schools.yml").read_text(encoding="utf-8"))["locales"]
    listed = [sorted(p.relative_to(ROOT / "docs" / x).as_posix() for p in (ROOT / "docs" / x).rglob("*") if p.is_file() and p.name != "translated.yml") for x in locales]
    assert all(one == listed[0] for one in listed)


def test_the_code_is_clean() -> None:
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "."], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

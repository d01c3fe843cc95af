"""Conventions of the code as tests: sizes, directions, documents."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

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
                assert ast.get_docstring(node) or node.decorator_list or node.name in ("problem", "get", "emit"), node.name


def test_arrows_run_one_way() -> None:
    for path in CODE:
        if path.is_relative_to(ROOT / "uklad"):
            assert not re.search(r"^\s*(?:from|import) macros", path.read_text(encoding="utf-8"), re.M), path


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
    assert first == "# yaml-language-server: $schema=uklad/schools.schema.json"


def test_every_locale_has_the_same_files() -> None:
    locales = yaml.safe_load((ROOT / "schools.yml").read_text(encoding="utf-8"))["locales"]
    listed = [sorted(p.relative_to(ROOT / "docs" / x).as_posix() for p in (ROOT / "docs" / x).rglob("*") if p.is_file() and p.name != "translated.yml") for x in locales]
    assert all(one == listed[0] for one in listed)


def test_the_code_is_clean() -> None:
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "."], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

"""The files around the code: workflows with pinned actions, checks before a commit, and how files end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

WORKFLOWS = [ROOT / ".github/workflows/ci.yml", ROOT / "publishing/github.yml"]
FOLDERS = ("bench", "docs", "documents", "handbook", "macros", "overrides", "publishing", "tests", "tools", "uklad")
TEXTS = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*") if path.is_file() and path.suffix not in (".png", ".pyc"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_may_do_little(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    actions = re.findall(r"uses: (.+)", text)
    assert actions and all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", action) for action in actions)
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert all(job.get("permissions", {}).keys() <= {"contents"} for job in workflow["jobs"].values())


def test_ci_runs_what_a_maintainer_runs() -> None:
    workflow = yaml.safe_load(WORKFLOWS[0].read_text(encoding="utf-8"))
    assert [step["run"] for step in workflow["jobs"]["test"]["steps"] if "run" in step] == [".ci/run"]
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == "make test"


def test_checks_before_a_commit_fetch_nothing() -> None:
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook for repository in settings["repos"] for hook in repository["hooks"]]
    assert {repository["repo"] for repository in settings["repos"]} == {"local"}
    assert {hook["id"] for hook in hooks} == {"ruff", "mypy"}
    assert all(hook["language"] == "system" and hook["entry"].startswith(f".venv/bin/python -m {hook['id']}") for hook in hooks)


def test_texts_are_as_the_editor_settings_say() -> None:
    wrong = []
    for path in TEXTS:
        content = path.read_bytes()
        if b"\r" in content or b"\t" in content or re.search(rb"[ \t]$", content, re.M) or (content and not content.endswith(b"\n")):
            wrong.append(path.relative_to(ROOT).as_posix())
    assert wrong == []

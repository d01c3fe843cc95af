"""Publishing onto a git branch, and the workflow files of the two hosts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Project
from killing import Ready, ready, sites
from test_commands import digests
from test_publish import quiet, two

from uklad.base.errors import Refused
from uklad.publishing.git_branch import preview_branch, publish_branch
from uklad.publishing.publish import verify_tree

__all__ = ["two"]  # a fixture
WHO = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Clerk"), ("EMAIL", "clerk@school.example"))}
WORKFLOWS = ("github.yml", "gitlab.yml")


@pytest.fixture
def project(silly: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The invented schools in a git repository of their own."""
    for name, value in {**WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}.items():
        monkeypatch.setenv(name, value)
    (silly.root / ".gitignore").write_text("/site/\n/out*/\n", encoding="utf-8")
    git(silly, "init", "--quiet", "--initial-branch=main")
    git(silly, "add", ".")
    git(silly, "commit", "--quiet", "-m", "Content")
    return silly


def git(project: Project, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=project.root, capture_output=True, text=True, check=True).stdout.strip()


def checkout(project: Project, name: str, branch: str = "pages") -> Path:
    """What the branch holds, laid out, when it is as it was published."""
    tree = project.root / name
    tree.mkdir()
    packed = subprocess.run(["git", "archive", branch], cwd=project.root, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(tree)], input=packed, check=True)
    verify_tree(tree)
    return tree


@pytest.mark.slow
def test_the_branch_holds_what_build_makes_in_one_commit(project: Project) -> None:
    before = git(project, "status", "--porcelain")
    assert project.run("publish", "--branch", "pages", "--jobs", "1").status == 0
    assert project.run("build", "--jobs", "1").status == 0
    tree = checkout(project, "out")
    built = digests(project.root / "site")
    shown = sites(tree)
    assert shown.pop(".nojekyll") and shown == built
    assert git(project, "rev-list", "--count", "pages") == "1" and git(project, "status", "--porcelain") == before
    assert git(project, "branch", "--format=%(refname:short)").split() == ["main", "pages"]


@pytest.mark.slow
def test_each_publication_is_a_commit_upon_the_last(project: Project, two: tuple[Path, Path]) -> None:
    for turn, made in enumerate((two[0], two[1], two[1], two[0]), 1):
        publish_branch(ready(project.root, made), "pages", quiet)
        tree = sites(checkout(project, f"out{turn}"))
        tree.pop(".nojekyll")
        assert tree == digests(made)
    assert git(project, "rev-list", "--count", "pages") == "3", "nothing changed the second time"
    assert "cloud-school/ru/2030-03-04:" in git(project, "log", "-1", "--format=%B", "pages")


@pytest.mark.slow
def test_a_dry_run_shows_and_leaves_the_branch(project: Project, two: tuple[Path, Path]) -> None:
    publish_branch(ready(project.root, two[0]), "pages", quiet)
    before = git(project, "for-each-ref")
    project.edit("docs/ru/clauses/all.md", "Из-за хвостов.", "Из-за хвостов так.")
    answer = project.run("publish", "--branch", "pages", "--dry-run", "--jobs", "1")
    assert answer.status == 0 and "cloud-school/ru/2030-03-04:" in answer.out
    assert git(project, "for-each-ref") == before


def test_what_the_remote_has_is_built_upon(project: Project, two: tuple[Path, Path]) -> None:
    git(project, "clone", "--quiet", "--bare", ".", "out.git")
    git(project, "remote", "add", "origin", str(project.root / "out.git"))
    publish_branch(ready(project.root, two[0]), "pages", quiet)
    git(project, "push", "--quiet", "origin", "pages")
    git(project, "branch", "--delete", "--force", "pages")
    publish_branch(ready(project.root, two[1]), "pages", quiet)
    git(project, "push", "--quiet", "origin", "pages")
    assert git(project, "rev-list", "--count", "origin/pages") == "2"


def test_a_branch_that_is_something_else_is_left_alone(project: Project, two: tuple[Path, Path]) -> None:
    git(project, "branch", "drafts")
    before = git(project, "for-each-ref")
    for branch, said in (("main", "is the branch that you work on"), ("drafts", "holds what uklad did not publish")):
        with pytest.raises(Refused, match=said):
            publish_branch(ready(project.root, two[0]), branch, quiet)
    assert git(project, "for-each-ref") == before


@pytest.mark.parametrize("name", ["a b", "-x", "a..b", "a.lock", "@{-1}", "HEAD", "a~1", "pages/", "стр:1"])
def test_a_bad_name_is_refused_before_anything_is_built(project: Project, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(Ready, "build", lambda *_: pytest.fail("it was built"))
    before = git(project, "for-each-ref")
    for act in (publish_branch, preview_branch):
        with pytest.raises(Refused) as refused:
            act(ready(project.root, project.root), name, quiet)
        assert str(refused.value) == f'branch {name}:1: is no name for a branch; use letters, digits, "-" and "/", such as pages'
    assert git(project, "for-each-ref") == before


def test_what_was_altered_on_the_branch_is_put_right(project: Project, two: tuple[Path, Path]) -> None:
    publish_branch(ready(project.root, two[0]), "pages", quiet)
    git(project, "worktree", "add", "--quiet", "out", "pages")
    (project.root / "out/.well-known").mkdir()
    (project.root / "out/.well-known/answer").write_text("the host's own")
    (project.root / "out/compare.html").write_text("else")
    (project.root / "out/added.html").symlink_to("index.html")
    git(project, "-C", "out", "add", ".")
    git(project, "-C", "out", "commit", "--quiet", "-m", "By hand")
    git(project, "worktree", "remove", "out")
    said: list[str] = []
    publish_branch(ready(project.root, two[0]), "pages", said.append)
    assert {"compare.html: is changed; put right", "added.html: is a link; put right"} <= set(said)
    tree = checkout(project, "out1")
    assert (tree / ".well-known/answer").exists() and not (tree / "added.html").exists()
    publish_branch(ready(project.root, two[0]), "pages", quiet)
    assert git(project, "rev-list", "--count", "pages") == "3"


def test_neither_the_index_nor_another_commit_is_lost(project: Project, two: tuple[Path, Path]) -> None:
    git(project, "clone", "--quiet", "--bare", ".", "out.git")
    git(project, "remote", "add", "origin", str(project.root / "out.git"))
    (project.root / "staged.txt").write_text("staged")
    git(project, "add", "staged.txt")
    publish_branch(ready(project.root, two[0]), "pages", quiet)
    git(project, "push", "--quiet", "origin", "pages")
    assert git(project, "diff", "--cached", "--name-only") == "staged.txt"
    tree = git(project, "rev-parse", "pages^{tree}")
    git(project, "update-ref", "refs/heads/pages", git(project, "commit-tree", tree, "-p", "pages", "-m", "Here"))
    git(project, "update-ref", "refs/remotes/origin/pages", git(project, "commit-tree", tree, "-p", "pages^", "-m", "There"))
    before = git(project, "for-each-ref")
    with pytest.raises(Refused, match="pages and origin/pages have each a commit that the other lacks; the branch is as it was"):
        publish_branch(ready(project.root, two[1]), "pages", quiet)
    assert git(project, "for-each-ref") == before


def test_git_refuses_and_says_why(project: Project, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in WHO:
        monkeypatch.delenv(name)
    git(project, "config", "user.useConfigOnly", "true")
    with pytest.raises(Refused, match=r"the branch is as it was; mend what git says"):
        publish_branch(ready(project.root, two[0]), "pages", quiet)
    assert git(project, "branch", "--format=%(refname:short)") == "main"


def test_no_repository(silly: Project, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(silly.root.parent))
    with pytest.raises(Refused, match="not a git repository"):
        publish_branch(ready(silly.root, two[0]), "pages", quiet)


def steps(name: str) -> list[str]:
    """The shell commands of a workflow file, after the installation."""
    workflow = yaml.safe_load((ROOT / "publishing" / name).read_text(encoding="utf-8"))
    if name == "github.yml":
        return [step["run"] for step in workflow["jobs"]["publish"]["steps"] if "run" in step and "make" not in step["run"]]
    return [line for line in workflow["pages"]["script"] if not line.startswith("make")]


@pytest.mark.slow
@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_commands_of_the_workflow_publish(project: Project, name: str) -> None:
    git(project, "clone", "--quiet", "--bare", ".", "out.git")
    git(project, "remote", "add", "origin", str(project.root / "out.git"))
    (project.root / ".venv").mkdir()
    (project.root / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    env = {**os.environ, "UKLAD_PUSH_TO": str(project.root / "out.git"), "GITLAB_USER_NAME": "Clerk", "GITLAB_USER_EMAIL": "clerk@school.example"}
    for name_of in WHO:
        env.pop(name_of)
    for command in steps(name):
        done = subprocess.run(["bash", "-euc", command], cwd=project.root, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    served = project.root / "public" if name == "gitlab.yml" else checkout(project, "out")
    assert verify_tree(served).editions
    assert git(project, "ls-remote", "origin", "refs/heads/pages")

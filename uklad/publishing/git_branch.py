"""Publishes onto a git branch, by mike: each edition under the prefix of its school and locale, all in one commit."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mike import commands as mike
from mike import git_utils as git

from uklad.base.errors import Problem, Refused
from uklad.base.file_lock import locked
from uklad.build.mkdocs_runner import Say
from uklad.publishing.manifest import NAME, load_manifest
from uklad.publishing.plan import Plan, Published
from uklad.publishing.publish import Content, preview, refusals
from uklad.publishing.releases import compose

REMOTE = "origin"
WORK = "uklad-publishing"  # mike commits each edition here; the branch itself moves once, at the end
CURE = "mend what git says, then run it again"
FREE = ".nojekyll"


def publish_branch(content: Content, branch: str, say: Say) -> None:
    """Publish as a commit on a branch of the project's repository; a reader of the branch sees old or new."""
    with _repository(content.root, branch), tempfile.TemporaryDirectory() as folder:
        git.update_from_upstream(REMOTE, branch)
        plan = content.plan(Path(folder) / "building", _published(branch, Path(folder)), say)
        if not plan.changes:
            say(f"{branch} is as it should be; nothing to publish")
            return
        for line in plan.summary():
            say(line)
        compose(plan, Path(folder) / "tree")
        made = _commit(plan, Path(folder) / "tree", branch)
        say(f"{branch}: commit {made}, {len(plan.manifest.files)} files")
        say(f"now: git push {REMOTE} {branch}")


def preview_branch(content: Content, branch: str, say: Say) -> None:
    """Say what publishing would change on the branch."""
    with _repository(content.root, branch), tempfile.TemporaryDirectory() as folder:
        preview(content, _published(branch, Path(folder)), say)


@contextlib.contextmanager
def _repository(root: Path, branch: str) -> Iterator[None]:
    """Work in the project's repository, for mike works where it stands; git's refusals become ours."""
    shown = f"branch {branch}"
    with refusals(root), contextlib.chdir(root):
        try:
            with contextlib.chdir(_git("rev-parse", "--show-toplevel")):
                if _git("branch", "--show-current") == branch:
                    raise Refused([Problem(shown, 1, "is the branch that you work on", "name another one, such as pages")])
                with locked(Path(_git("rev-parse", "--absolute-git-dir")) / "uklad.lock", shown):
                    yield
        except git.GitError as error:
            raise Refused([Problem(shown, 1, f"{error}; the branch is as it was", CURE)]) from None


def _published(branch: str, folder: Path) -> Published | None:
    """What the branch holds, laid out below a folder. Raises Refused where uklad did not publish it."""
    if not git.has_branch(branch):
        return None
    done = subprocess.run(["git", "archive", "--format=tar", branch], capture_output=True, check=False)
    if done.returncode:
        raise git.GitError(f"{branch} cannot be read", done.stderr.decode())
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as packed:
        packed.extractall(folder / "published", filter="data")
    manifest = load_manifest(folder / "published")
    if manifest is None:
        raise Refused([Problem(f"branch {branch}", 1, "holds what uklad did not publish", "name a branch that does not exist yet")])
    return Published(folder / "published", manifest)


def _commit(plan: Plan, tree: Path, branch: str) -> str:
    """One commit on the branch with this tree, made of mike's commits; its short name."""
    former = git.get_latest_commit(branch) if git.has_branch(branch) else None
    if git.has_branch(WORK):
        git.delete_branch(WORK)  # left by a killed run
    if former:
        git.update_ref(WORK, former)
    try:
        for folder in sorted(plan.manifest.editions):
            _deploy(plan, tree, folder)
        _deploy_rest(plan, tree)
        made = _git("commit-tree", f"{WORK}^{{tree}}", *(["-p", former] if former else []), "-m", _message(plan))
        _git("update-ref", f"refs/heads/{branch}", made, former or "0" * len(made))
    finally:
        if git.has_branch(WORK):
            git.delete_branch(WORK)
    return made[:10]


def _deploy(plan: Plan, tree: Path, folder: str) -> None:
    """One edition by mike, where anything of it has changed."""
    prefix, _, date = folder.rpartition("/")
    before = plan.former.files if plan.former else {}
    mine = {path for path in {*plan.tree, *before} if path.startswith(f"{folder}/")}
    if any(plan.manifest.files.get(path) != before.get(path) for path in mine):
        settings = {"site_dir": str(tree / folder), "use_directory_urls": False}
        with mike.deploy(settings, date, branch=WORK, message=f"{folder}\n", allow_empty=True, deploy_prefix=prefix):
            pass  # it is built already


def _deploy_rest(plan: Plan, tree: Path) -> None:
    """Whatever is of no edition: the portal, the ways between editions, the manifest; and what is gone."""
    wanted = {*plan.tree, NAME}
    there = set(_git("ls-tree", "--full-tree", "-r", "-z", "--name-only", WORK).split("\0")) - {"", FREE} if git.has_branch(WORK) else set()
    with git.Commit(WORK, "portal\n", allow_empty=True) as commit:
        commit.delete_files(sorted(there - wanted))
        for path in sorted(wanted):
            if path not in there or "/".join(path.split("/")[:3]) not in plan.manifest.editions:
                commit.add_file(git.FileInfo(path, (tree / path).read_bytes()))


def _message(plan: Plan) -> str:
    return "Publish regulations\n\n" + "\n".join(plan.summary())


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise git.GitError(f"git {arguments[0]} failed", done.stderr)
    return done.stdout.strip()

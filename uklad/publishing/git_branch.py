"""Publishes onto a git branch: one commit for each publication, upon the last."""

from __future__ import annotations

import contextlib
import io
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem, Refused
from uklad.base.file_lock import locked
from uklad.build.mkdocs_runner import Say
from uklad.publishing.git_repository import GitError, Repository, is_branch_name
from uklad.publishing.manifest import NAME, load_manifest
from uklad.publishing.plan import Plan, Published
from uklad.publishing.publish import Content, preview, refusals
from uklad.publishing.releases import compose

REMOTE = "origin"
CURE = "mend what git says, then run it again"
FREE = ".nojekyll"  # where it is missing, GitHub makes pages of its own of what it finds


def publish_branch(content: Content, branch: str, say: Say) -> None:
    """Publish as a commit on a branch of the project's repository; a reader of the branch sees old or new."""
    with _repository(content.root, branch) as repository, tempfile.TemporaryDirectory() as folder:
        there, former = repository.tip(f"refs/heads/{branch}"), _newest(repository, branch)
        plan = content.plan(Path(folder) / "building", _published(repository, branch, former, Path(folder)), say)
        if not plan.changes:
            if former and former != there:
                repository.move(branch, former, there)  # so that it can be pushed
            say(f"{branch} is as it should be; nothing to publish")
            return
        for line in plan.summary():
            say(line)
        made = _commit(repository, plan, former, Path(folder))
        repository.move(branch, made, there)
        say(f"{branch}: commit {made[:10]}, {len(plan.manifest.files)} files")
        say(f"now: git push {REMOTE} {branch}")


def preview_branch(content: Content, branch: str, say: Say) -> None:
    """Say what publishing would change on the branch."""
    with _repository(content.root, branch) as repository, tempfile.TemporaryDirectory() as folder:
        preview(content, _published(repository, branch, _newest(repository, branch), Path(folder)), say)


@contextlib.contextmanager
def _repository(root: Path, branch: str) -> Iterator[Repository]:
    """The project's repository, for this process alone; git's refusals become ours."""
    shown = f"branch {branch}"
    with refusals(root):
        try:
            if not is_branch_name(branch):
                raise Refused([Problem(shown, 1, "is no name for a branch", 'use letters, digits, "-" and "/", such as pages')])
            repository = Repository(root).top
            if repository.ask("branch", "--show-current") == branch:
                raise Refused([Problem(shown, 1, "is the branch that you work on", "name another one, such as pages")])
            with locked(repository.git_folder / "uklad.lock", shown):
                yield repository
        except GitError as error:
            raise Refused([Problem(shown, 1, f"{error}; the branch is as it was", CURE)]) from None


def _newest(repository: Repository, branch: str) -> str | None:
    """The last commit of the branch, here or as the remote had it when last asked. Raises GitError where neither leads to the other."""
    here, remote = repository.tip(f"refs/heads/{branch}"), repository.tip(f"refs/remotes/{REMOTE}/{branch}")
    if not here or not remote:
        return here or remote
    if repository.is_ancestor(here, remote):
        return remote
    if repository.is_ancestor(remote, here):
        return here
    raise GitError(f"{branch} and {REMOTE}/{branch} have each a commit that the other lacks")


def _published(repository: Repository, branch: str, commit: str | None, folder: Path) -> Published | None:
    """What a commit of the branch holds, laid out below a folder. Raises Refused where uklad did not publish it."""
    if not commit:
        return None
    try:
        with tarfile.open(fileobj=io.BytesIO(repository.run("archive", "--format=tar", commit))) as packed:
            packed.extractall(folder / "published", filter="data")
    except tarfile.TarError as error:  # such as a link that leads out
        raise GitError(f"{branch} cannot be laid out: {error}") from None
    manifest = load_manifest(folder / "published")
    if manifest is None:
        raise Refused([Problem(f"branch {branch}", 1, "holds what uklad did not publish", "name a branch that does not exist yet")])
    return Published(folder / "published", manifest)


def _commit(repository: Repository, plan: Plan, former: str | None, folder: Path) -> str:
    """A commit of the planned tree upon the former one; returns its name. What begins with a dot at the root stays, as in a folder."""
    tree = folder / "tree"
    compose(plan, tree)
    (tree / FREE).touch()
    files = {path: tree / path for path in sorted((*plan.tree, NAME, FREE))}
    kept = [entry for path, entry in repository.entries(former) if path[0] == "." and path != FREE] if former else []
    return repository.commit(files, kept, former, "Publish regulations\n\n" + "\n".join(plan.summary()), folder / "index")

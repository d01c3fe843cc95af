"""A git repository by plumbing alone: commits a tree without touching the work tree, the index or the branch that is checked out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PLAIN = ("-c", "core.autocrlf=false")  # what is published is read and written byte for byte


class GitError(Exception):
    """What git refuses, in its own words."""


@dataclass(frozen=True)
class Repository:
    """The repository around a folder. Raises GitError, and FileNotFoundError where there is no git."""

    folder: Path

    def run(self, *arguments: str, given: bytes = b"", index: Path | None = None) -> bytes:
        """What a git command prints, given this on its standard input. `index`: a file to use instead of the index."""
        env = {**os.environ, "GIT_INDEX_FILE": str(index)} if index else None
        done = subprocess.run(["git", *PLAIN, *arguments], cwd=self.folder, input=given, env=env, capture_output=True, check=False)
        if done.returncode:
            raise GitError(f"git {arguments[0]}: {done.stderr.decode(errors='replace').strip() or 'failed'}")
        return done.stdout

    def ask(self, *arguments: str) -> str:
        """The one line that a git command prints."""
        return self.run(*arguments).decode().strip()

    @property
    def top(self) -> Repository:
        """The same at the top of its work tree."""
        return Repository(Path(self.ask("rev-parse", "--show-toplevel")))

    @property
    def git_folder(self) -> Path:
        """Where git keeps what it knows."""
        return Path(self.ask("rev-parse", "--absolute-git-dir"))

    def tip(self, ref: str) -> str | None:
        """The commit at the tip of a reference, written whole; none where there is no such reference."""
        try:
            return self.ask("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        except GitError:
            return None

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether one commit is the other or came before it."""
        return not self.ask("rev-list", "--max-count=1", one, f"^{other}")

    def commit(self, files: dict[str, Path], kept: Iterable[bytes], parent: str | None, message: str, index: Path) -> str:
        """Write a commit that no branch leads to yet; returns its name. `kept`: entries of another tree, as `ls-tree -z` prints them."""
        sources = "\n".join(str(source) for source in files.values())
        blobs = self.run("hash-object", "-w", "--no-filters", "--stdin-paths", given=os.fsencode(sources)).decode().split()
        entries = [f"100644 {blob}\t{path}".encode() for path, blob in zip(files, blobs, strict=True)]
        self.run("update-index", "-z", "--index-info", given=b"".join(entry + b"\0" for entry in (*kept, *entries)), index=index)
        tree = self.run("write-tree", index=index).decode().strip()
        return self.run("commit-tree", tree, *(("-p", parent) if parent else ()), given=message.encode()).decode().strip()

    def entries(self, commit: str) -> list[tuple[str, bytes]]:
        """Every file of a commit: its path, and its entry as `ls-tree -z` prints it."""
        printed = self.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
        return [(entry.partition(b"\t")[2].decode(errors="surrogateescape"), entry) for entry in printed if entry]

    def move(self, branch: str, commit: str, former: str | None) -> None:
        """Let a branch lead to a commit, unless somebody moved it meanwhile from `former` (none: it was not there)."""
        self.run("update-ref", f"refs/heads/{branch}", commit, former or "0" * len(commit))


def is_branch_name(name: str) -> bool:
    """Whether git takes this as the name of a branch."""
    done = subprocess.run(["git", "check-ref-format", f"refs/heads/{name}"], capture_output=True, check=False)
    return not done.returncode and not name.startswith("-") and name not in ("HEAD", "@")

"""Releases beside a published folder: each is a whole tree, and the folder is a link to one of them."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem, Refused
from uklad.base.file_lock import locked
from uklad.html.page_tree import Tree
from uklad.publishing.manifest import NAME, Manifest, departures, load_manifest
from uklad.publishing.plan import Plan, Published

CURE = "publish anew with --all, without --school"
KEPT = 5  # releases that can be returned to, the one that readers see included


class Releases:
    """The releases of one published folder; `beside` holds them."""

    def __init__(self, folder: Path):
        self.folder = Path(os.path.abspath(folder))
        self.beside = self.folder.with_name(f"{self.folder.name}.releases")

    @property
    def live(self) -> int | None:
        """The number of the release that readers see. Raises Refused where the folder is something else."""
        if self.folder.is_symlink():
            target = Path(os.path.normpath(self.folder.parent / os.readlink(self.folder)))
            if target.parent == self.beside and target.name.isdigit():
                return int(target.name)
            raise self.refused(f"is a link to {target}, which was not published here", "remove the link, or name another folder")
        if self.folder.is_dir() and any(self.folder.iterdir()):
            raise self.refused("is an ordinary folder with files of its own", "move it away, or name a folder that does not exist yet")
        if self.folder.exists() and not self.folder.is_dir():
            raise self.refused("is a file", "remove it, or name a folder that does not exist yet")
        return None

    @property
    def is_published(self) -> bool:
        """Whether the folder is a link to a release."""
        try:
            return self.live is not None
        except Refused:
            return False

    def published(self) -> Published | None:
        """What readers see, with the other releases, the newest first; none where nothing is published yet. Raises Refused."""
        if (live := self.live) is None:
            return None
        others = sorted((int(path.name) for path in self.beside.iterdir() if path.name.isdigit() and int(path.name) != live), reverse=True)
        return Published(self.tree(live), self.manifest(live), tuple(map(self.tree, others)))

    def tree(self, number: int) -> Path:
        """Where a release stands."""
        return self.beside / str(number)

    def manifest(self, number: int) -> Manifest:
        """The manifest of a release. Raises Refused where it has none."""
        found = load_manifest(self.tree(number))
        if found is None:
            raise self.refused(f"release {number} has no manifest that can be read", f"remove {self.folder} and publish anew")
        return found

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else publishes here meanwhile."""
        _ = self.live  # a folder that is something else is left as it is
        self.beside.mkdir(parents=True, exist_ok=True)
        with locked(self.beside / "lock", str(self.folder)):
            yield

    @contextlib.contextmanager
    def aside(self) -> Iterator[Path]:
        """Where to build: on the disk of the releases, which has room for them."""
        path = self.beside / f"building.{os.getpid()}"  # workers of a killed run may write yet to theirs
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def clear(self) -> None:
        """Remove what a killed run left, and releases too old to return to."""
        reachable = self._chain()
        for path in sorted(self.beside.iterdir()):
            if path.name != "lock" and not (path.name.isdigit() and int(path.name) in reachable):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() and not path.is_symlink() else path.unlink()

    def _chain(self) -> list[int]:
        found: list[int] = []
        number = self.live
        while number is not None and len(found) < KEPT and number not in found and self.tree(number).is_dir():
            found.append(number)
            number = (load_manifest(self.tree(number)) or Manifest({})).before
        return found

    def release(self, plan: Plan) -> int:
        """Put a plan together beside, compare it with its manifest, and switch to it; its number."""
        number = max((int(path.name) for path in self.beside.iterdir() if path.name.isdigit()), default=0) + 1
        try:
            compose(plan.tree, plan.manifest, self.tree(number), None if self.live is None else self.tree(self.live))
            self._switch(number)
        except BaseException:
            if self.live != number:
                shutil.rmtree(self.tree(number), ignore_errors=True)
            raise
        return number

    def _switch(self, number: int) -> None:
        """One rename makes the folder a link to the release; it stands beside, so the parent may be moved."""
        new = self.beside / "switch"
        new.symlink_to(f"{self.beside.name}/{number}")
        if self.folder.is_dir() and not self.folder.is_symlink():
            self.folder.rmdir()  # it is empty
        new.rename(self.folder)

    def refused(self, what: str, cure: str) -> Refused:
        """A problem of the folder as a whole."""
        return Refused([Problem(str(self.folder), 1, what, cure)])


def compose(tree: Tree, manifest: Manifest, target: Path, dated: Path | None = None) -> None:
    """Copy a tree to `target`, its manifest last; files of the release `dated` keep their dates. Raises Refused where it departs.

    A link would let an edit of the build, of what builds keep or of one release change another.
    """
    target.mkdir(parents=True)
    for path, source in sorted(tree.items()):
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        if dated and source.is_relative_to(dated):  # browsers know an unchanged file by its date
            os.utime(place, ns=(source.stat().st_atime_ns, source.stat().st_mtime_ns))
    (target / NAME).write_text(manifest.text(), encoding="utf-8")
    if wrong := departures(target, manifest):
        raise Refused(Problem(path, 1, f"is {what}: its SHA-256 is not that of the manifest", CURE) for path, what in wrong.items())
    if hasattr(os, "sync"):
        os.sync()  # the switch must not reach the disk before the files

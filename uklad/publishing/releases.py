"""Releases beside a published folder: each is a whole tree, and the folder is a link to one of them."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem, Refused
from uklad.base.file_lock import locked
from uklad.publishing.manifest import NAME, Manifest, departures, load_manifest, read_manifest
from uklad.publishing.plan import Plan, Published

MARK = "uklad-releases.txt"
SAID = "Releases of a folder that uklad publishes. Superseded editions stand nowhere else: remove nothing here, and put nothing here.\n"
OWN = re.compile(r"\d+(\.json)?|building\.\d+|switch", re.A)  # what a publication makes here, and may remove
NEW = "name a folder that does not exist yet"
KEPT = 5  # releases that can be returned to, the one that readers see included


class Releases:
    """The releases of one published folder; `beside` holds them, each with a copy of its manifest. Raises Refused where none can be."""

    def __init__(self, folder: Path):
        self.folder = Path(os.path.abspath(folder))
        if not self.folder.name:
            raise self.refused("is the root of all folders", "name a folder below it that does not exist yet, such as /srv/www/regulations")
        self.beside = self.folder.with_name(f"{self.folder.name}.releases")

    @property
    def live(self) -> int | None:
        """The number of the release that readers see. Raises Refused where the folder is something else."""
        if self.folder.is_symlink():
            target = Path(os.path.normpath(self.folder.parent / os.readlink(self.folder)))
            if target.parent == self.beside and target.name.isdigit():
                return int(target.name)
            raise self.refused(f"is a link to {target}, which was not published here", "name another folder")
        if self.folder.is_dir() and any(self.folder.iterdir()):
            raise self.refused("is an ordinary folder with files of its own", NEW)
        if self.folder.exists() and not self.folder.is_dir():
            raise self.refused("is a file", NEW)
        return None

    @property
    def is_published(self) -> bool:
        """Whether the folder is a link to a release."""
        try:
            return self.live is not None
        except Refused:
            return False

    @property
    def numbers(self) -> list[int]:
        """The releases that are there, whole or not, the newest first."""
        if not self.beside.is_dir():
            return []
        return sorted((int(path.name) for path in self.beside.iterdir() if path.name.isdigit() and path.is_dir()), reverse=True)

    def published(self, anew: bool = False) -> Published | None:
        """What readers see; where the link or its manifest is gone, the newest release that is known. None where there is none.

        Raises Refused where readers see a release of which no manifest is left, unless all is to be made `anew`.
        """
        self._refuse_foreign()
        live, number = self.live, self._known()
        if number is None:
            if live is None or anew:
                return None
            raise self.refused(f"release {live} has no manifest that can be read", "restore it from a copy, or publish anew with --all")
        what = "no longer a link to a release" if live is None else "without a manifest that can be read"
        others = tuple(self.tree(other) for other in self.numbers if other != number)
        return Published(self.tree(number), self.manifest(number), others, number, {} if live == number else {str(self.folder): what})

    def _known(self) -> int | None:
        """The release that readers see, or the newest before it whose manifest can be read; the newest of all without a link."""
        live = self.live
        return next((number for number in self.numbers if (live is None or number <= live) and self._read(number)), None)

    def tree(self, number: int) -> Path:
        """Where a release stands."""
        return self.beside / str(number)

    def manifest(self, number: int) -> Manifest:
        """The manifest of a release, as it was when it was published. Raises Refused where none can be read."""
        if (found := self._read(number)) is None:
            raise self.refused(f"release {number} has no manifest that can be read", "publish what you want to see there")
        return found

    def _read(self, number: int) -> Manifest | None:
        return read_manifest(self._record(number)) or load_manifest(self.tree(number))

    def _record(self, number: int) -> Path:
        """The manifest beside a release, for whoever alters the tree may alter the one within."""
        return self.beside / f"{number}.json"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else publishes here meanwhile."""
        _ = self.live  # a folder that is something else is left as it is
        self._refuse_foreign()
        self.beside.mkdir(parents=True, exist_ok=True)
        if not (self.beside / MARK).exists():
            (self.beside / MARK).write_text(SAID, encoding="utf-8")
        with locked(self.beside / "lock", str(self.folder)):
            yield

    def _refuse_foreign(self) -> None:
        """Raise Refused where the folder for releases holds something else."""
        ours = not self.beside.exists() or (self.beside / MARK).is_file() or any(map(self._read, self.numbers))
        if not ours and (not self.beside.is_dir() or any(self.beside.iterdir())):
            raise Refused([Problem(str(self.beside), 1, "holds what uklad did not put there", "publish into a folder of another name")])

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
        reachable = self._reachable()
        for path in sorted(self.beside.iterdir()):
            number = path.name.removesuffix(".json")
            if OWN.fullmatch(path.name) and not (number.isdigit() and int(number) in reachable):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() and not path.is_symlink() else path.unlink()

    def _reachable(self) -> set[int | None]:
        """The release that readers see, and those to which rollbacks lead from it."""
        found: list[int] = []
        number = self._known()
        while number in self.numbers and number not in found and len(found) < KEPT:
            found.append(number)
            manifest = self._read(number)
            number = manifest.before if manifest else next((one for one in self.numbers if one < found[-1]), None)
        return {self.live, *found}

    def release(self, plan: Plan) -> int:
        """Put a plan together beside, compare it with its manifest, and switch to it; its number."""
        number = max([*self.numbers, self.live or 0]) + 1
        try:
            compose(plan, self.tree(number))
            self._record(number).write_text(plan.manifest.text(), encoding="utf-8")
            if hasattr(os, "sync"):
                os.sync()  # the switch must not reach the disk before the files
            self._switch(number)
        except BaseException:
            if self.live != number:
                shutil.rmtree(self.tree(number), ignore_errors=True)
                self._record(number).unlink(missing_ok=True)
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


def compose(plan: Plan, target: Path) -> None:
    """Copy the files of a plan to `target`, its manifest last; those that readers see already keep their dates.

    A link would let an edit of the build, of what builds keep or of one release change another. Raises Refused where the tree departs.
    """
    target.mkdir(parents=True)
    for path, source in sorted(plan.tree.items()):
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        if plan.shown and source.is_relative_to(plan.shown):  # browsers know an unchanged file by its date
            os.utime(place, ns=(source.stat().st_atime_ns, source.stat().st_mtime_ns))
    (target / NAME).write_text(plan.manifest.text(), encoding="utf-8")
    if wrong := departures(target, plan.manifest):
        raise Refused(Problem(path, 1, f"is {what} since it was read", "run it again") for path, what in wrong.items())

"""A snapshot of the input of a build: every file that it reads, as it was at one moment; keys and what is noted come from it alone."""

from __future__ import annotations

import os
import platform
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from uklad.base.errors import Problem, Refused
from uklad.base.files import files_below
from uklad.base.hashing import digest, digest_of_file, digest_of_names, name_of
from uklad.model.editions import named_files

CODE = ("mkdocs.yml", "macros", "overrides")
TEXTS = ("docs",)
LAYOUTS = ("documents",)
PROGRAM = {  # the tool's own files, by how their names begin; no name of the project does so. Importing macros would take long
    f"/{name}/": Path(spec.origin).parent for name in ("uklad", "macros") if (spec := find_spec(name)) and spec.origin
}
PACKAGES = "the packages of Python"
JUST_NOW = 3 * 10**9  # nanoseconds: a file may change twice while the clock of the disk shows the same
REPEATS = 2
Stamp = tuple[int, int, int]
Result = TypeVar("Result")


@dataclass(frozen=True)
class FileState:
    """A file at one moment: the digest of its bytes ("" where there is none), when it and its inode changed, and its size."""

    digest: str
    stamp: Stamp


@dataclass(frozen=True)
class Snapshot:
    """The files by their names (paths below `root`), the versions of packages, and when it was taken, in nanoseconds."""

    root: Path
    packages: str
    files: Mapping[str, FileState]
    taken: int
    more: tuple[str, ...] = field(default=())  # files that data name, beside the folders of the project

    @cached_property
    def code(self) -> str:
        """The digest of what makes pages: the tool, macros, theme blocks, settings, and the version of each package installed."""
        return digest(self.packages, self.digest(*PROGRAM, *CODE))

    @cached_property
    def whole(self) -> str:
        """The digest of everything."""
        return digest(self.packages, digest_of_names({name: state.digest for name, state in self.files.items()}))

    def digests(self, *folders: str) -> dict[str, str]:
        """The digest of each file in these folders, or of these names."""
        starts = tuple(f"{folder.rstrip('/')}/" for folder in folders)
        return {name: state.digest for name, state in self.files.items() if name.startswith(starts) or name in folders}

    def digest(self, *folders: str) -> str:
        """The digest of all files in these folders, or of these names."""
        return digest_of_names(self.digests(*folders))

    def digest_of(self, names: Iterable[str]) -> str:
        """The digest of the files of these names."""
        return digest_of_names({name: self.files[name].digest for name in names})

    def with_data(self, schools: Any, source: Any) -> Snapshot:
        """The snapshot with the data as they were read, and with the files that they name."""
        read = {os.path.relpath(path, self.root).replace(os.sep, "/"): content for path, content in source.read.items()}
        named = {name for school in schools.schools.values() for name in named_files(school)}
        return self.with_files({*read, *named}, read)

    def with_files(self, names: Iterable[str], read: Mapping[str, bytes] | None = None) -> Snapshot:
        """The snapshot with more files, which data name. `read`: what was read of those that were read already."""
        names, known = set(names), read or {}
        found = {name: FileState(_digest(self.root / name, known.get(name)), _stamp(self.root / name)) for name in names - set(self.files)}
        return replace(self, files={**found, **self.files}, more=tuple(sorted({*self.more, *names})))

    def changed(self) -> list[str]:
        """The names of files that were changed, added or removed since; those too that are again as they were."""
        now = {name: _stamp(path) for name, path in (*_project(self.root), *((name, self.root / name) for name in self.more))}
        gone = [name for name in self.files if name not in now]
        new = [name for name in now if name not in self.files]
        other = [name for name, stamp in now.items() if name in self.files and not self._is_same(name, stamp)]
        packages = [] if self.packages == _packages() else [PACKAGES]
        return sorted({*gone, *new, *other}) + packages

    def _is_same(self, name: str, stamp: Stamp) -> bool:
        """Whether a file is what it was; its bytes decide where its stamp cannot."""
        before = self.files[name]
        if stamp != before.stamp:
            return False
        return max(stamp[:2]) < self.taken - JUST_NOW or _digest(_path(self.root, name)) == before.digest


class InputChanged(Refused):
    """Raised where files were saved while a build read them: what it made is of neither input."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(Problem(name.lstrip("/"), 1, "changed while the build ran", "run it again") for name in names)
        code = tuple(f"{name}/" for name in CODE)
        self.of_code = any(f"{name}/".startswith((*PROGRAM, *code)) or name == PACKAGES for name in names)  # a process reads it once


def take_snapshot(root: Path) -> Snapshot:
    """The snapshot of a project as it is now."""
    root = Path(os.path.abspath(root))
    taken = time.time_ns()
    states = {name: (path, _stamp(path)) for name, path in _project(root)}
    return Snapshot(root, _packages(), {name: FileState(digest_of_file(path), stamp) for name, (path, stamp) in states.items()}, taken)


def until_steady(attempt: Callable[[Snapshot], Result], root: Path, say: Callable[[str], None]) -> Result:
    """Attempt a build, and again where its input changed meanwhile, at most twice.

    Raises InputChanged where it changes still, or where it is code, which this process has read already.
    """
    for _ in range(REPEATS):
        try:
            return attempt(take_snapshot(root))
        except InputChanged as changed:
            if changed.of_code:
                raise
            say(f"{changed.problems[0].path} changed while the build ran; building again")
    return attempt(take_snapshot(root))


def code_digest(root: Path) -> str:
    """The digest of the code as it is now."""
    return Snapshot(root, _packages(), {name: FileState(digest_of_file(path), (0, 0, 0)) for name, path in _code(root)}, 0).code


def _project(root: Path) -> Iterator[tuple[str, Path]]:
    """Each file that any build reads."""
    yield from _code(root)
    for folder in TEXTS:
        yield from (one for one in _below(root / folder, f"{folder}/") if _is_read(one[0]))
    for folder in LAYOUTS:
        yield from _below(root / folder, f"{folder}/")


def _is_read(name: str) -> bool:
    """Whether a text is read, or published: nothing hidden is that is no page, such as what an editor keeps beside what it edits."""
    return name.endswith((".md", ".yml")) or not any(part.startswith(".") for part in name.split("/"))


def _code(root: Path) -> Iterator[tuple[str, Path]]:
    for prefix, folder in PROGRAM.items():
        yield from _below(folder, prefix)
    for name in CODE:
        if (root / name).is_file():
            yield name, root / name
        yield from _below(root / name, f"{name}/")


def _below(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    if folder.is_dir():
        yield from ((prefix + name, folder / name) for name in files_below(folder))


def _path(root: Path, name: str) -> Path:
    prefix = next((one for one in PROGRAM if name.startswith(one)), "")
    return PROGRAM[prefix] / name.removeprefix(prefix) if prefix else root / name


def _digest(path: Path, content: bytes | None = None) -> str:
    return digest_of_file(path) if content is None else name_of(content)


def _stamp(path: Path) -> Stamp:
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size


def _packages() -> str:
    """The digest of the versions of Python and of each package installed."""
    folders = {sysconfig.get_path(key) for key in ("purelib", "platlib")}
    return digest(platform.python_version(), *sorted(path.name for folder in folders for path in Path(folder).glob("*.dist-info")))

"""The artifact store: values by the digest of all they depend on, files by the digest of their bytes; for the builds to come."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from uklad.base.errors import Problem
from uklad.base.file_lock import held

FOLDER = ".uklad"


class ArtifactStore:
    """A folder of values and files. What is damaged there counts as absent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.intact: set[str] = set()  # names of files whose bytes were compared already

    def load(self, key: str) -> Any:
        """The value stored under a key; None where there is none."""
        content = self._content(key)
        try:
            if content:
                pickle.load(content)  # the names of files
            return pickle.load(content) if content else None
        except (ImportError, AttributeError, TypeError, ValueError, pickle.UnpicklingError):
            return None  # another version of the program has left it

    def files_of(self, key: str) -> set[str] | None:
        """The names of the files that the value under a key needs; None where there is no such value."""
        content = self._content(key)
        return pickle.load(content) if content else None

    def _content(self, key: str) -> io.BytesIO | None:
        try:
            file = self._value(key).read_bytes()
        except OSError:
            return None
        seal, content = file[:32], file[32:]
        return io.BytesIO(content) if _seal(key, content) == seal else None

    def save(self, key: str, value: Any, files: Iterable[str] = ()) -> None:
        """Store a value under a key, with the names of the files that it needs. The folder is nothing for version control, and says so."""
        if not (self.folder / ".gitignore").exists():
            _write(self.folder / ".gitignore", b"*\n")
        content = pickle.dumps(set(files), protocol=5) + pickle.dumps(value, protocol=5)
        _write(self._value(key), _seal(key, content) + content)

    def save_file(self, content: bytes) -> str:
        """Store the bytes of a file; returns its name, which is their SHA-256."""
        name = hashlib.sha256(content).hexdigest()
        if not self.is_intact(name):
            _write(self._file(name), content)
            self.intact.add(name)
        return name

    def is_intact(self, name: str) -> bool:
        """Whether the file is there with the bytes that its name stands for."""
        if name not in self.intact:
            with contextlib.suppress(OSError):
                if hashlib.sha256(self._file(name).read_bytes()).hexdigest() == name:
                    self.intact.add(name)
        return name in self.intact

    def is_complete(self, key: str) -> bool:
        """Whether there is a value under the key, with all the files that it needs."""
        names = self.files_of(key)
        return names is not None and all(map(self.is_intact, names))

    def place(self, name: str, target: Path) -> None:
        """Give a stored file another name; a copy, where the system gives no more names or cannot."""
        try:
            os.link(self._file(name), target)
        except OSError:
            shutil.copyfile(self._file(name), target)

    def collect_garbage(self, user: str, needed: set[str], more: bool) -> None:
        """Remember which values and files a user needs (`more`: beside those of before), and remove what nobody does."""
        needed = needed.union(*(self.files_of(key) or () for key in needed))
        self.save(f"uses-{user}", needed | (self.load(f"uses-{user}") or set() if more else set()))
        wanted = set().union(*(self.load(path.name) or set() for path in self.folder.glob("values/*/uses-*")))
        for path in [*self.folder.glob("values/*/*"), *self.folder.glob("files/*/*")]:
            if path.name not in wanted and not path.name.startswith(("uses-", "noted-")):
                path.unlink(missing_ok=True)

    def keys(self, start: str) -> list[str]:
        """The keys of all values that begin so, the first two letters included."""
        return sorted(path.name for path in self.folder.glob(f"values/{start[:2]}/{start}*"))

    def remove(self, key: str) -> None:
        """Forget the value under a key, if there is one."""
        self._value(key).unlink(missing_ok=True)

    def clear(self, kept: tuple[str, ...] = ()) -> None:
        """Forget everything but the values whose keys begin so; who holds the lock holds it on."""
        for path in [*self.folder.glob("values/*/*"), *self.folder.glob("files/*/*")]:
            if not path.name.startswith(kept):
                path.unlink(missing_ok=True)
        self.intact.clear()

    def locked(self) -> contextlib.AbstractContextManager[None]:
        """Nobody else builds with this store meanwhile. Raises Refused where somebody does."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return held(self.folder / "lock", Problem(FOLDER, 1, "another command is building here now", "wait until it has ended"))

    def _value(self, key: str) -> Path:
        return self.folder / "values" / key[:2] / key

    def _file(self, name: str) -> Path:
        return self.folder / "files" / name[:2] / name


def _seal(key: str, content: bytes) -> bytes:
    """Tells a value that was changed, or that stands under the key of another."""
    found = hashlib.sha256(key.encode() + b"\n")
    found.update(content)
    return found.digest()


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError with its name, which a full disk does not tell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            made = file.name
            file.write(content)
        os.chmod(made, 0o644)
        os.replace(made, path)
    except OSError as error:
        if made:  # a full disk needs its room
            Path(made).unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None

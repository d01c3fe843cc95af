"""The output folder: what builds have written there, and what of it is theirs to remove."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from uklad.base.artifact_store import ArtifactStore
from uklad.base.hashing import digest, digest_of_file, name_of, names_in
from uklad.build.journal import KEY

RECORD, PATHS = "output-", "paths-"
ASIDE = ".uklad-aside"  # how the name of a folder aside begins, which is for one run alone


@dataclass(frozen=True)
class Written:
    """A folder that was written whole: the key of all it was made from, the digest of its tree, and the key of the list of its files."""

    key: str = ""
    tree: str = ""
    paths: str = ""


NOT_WRITTEN = Written()


@dataclass
class OutputRecord:
    """What builds have written into one output folder (`out`, below the project): folders by their path, single files with their digest.

    NOT_WRITTEN and "" are for those that a build was about to write: all that stands there is ours.
    """

    out: str
    folders: dict[str, Written] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def expect(self, folders: Iterable[str], files: Iterable[str]) -> None:
        """Note what is about to be written: a build that is killed amid that tells nobody what it has done."""
        self.folders |= dict.fromkeys(folders, NOT_WRITTEN)
        self.files |= dict.fromkeys(files, "")


def remove_left(out: Path) -> None:
    """Remove the folders aside that killed runs left in an output folder."""
    for left in out.glob(f"{ASIDE}-*"):
        shutil.rmtree(left, ignore_errors=True)


def in_output(error: OSError, out: Path) -> OSError:
    """The same error, of the output folder where it names no file, or one in a folder aside, which is gone when somebody looks."""
    name = str(error.filename2 or error.filename or out)
    return OSError(error.errno, error.strerror or str(error), str(out) if ASIDE in name else name)


def record_of(store: ArtifactStore, out: Path, root: Path) -> tuple[str, OutputRecord]:
    """The key of the record of an output folder, and what earlier builds have recorded there."""
    try:
        place = os.path.relpath(out, root)  # so that a project may be moved
    except ValueError:  # another drive
        place = str(out)
    key = RECORD + digest(place)
    return key, store.load(key) or OutputRecord(place)


def forget_gone(store: ArtifactStore, root: Path) -> None:
    """Forget the records of output folders that are no more, such as those that were made to be published."""
    for key in store.keys(RECORD):
        record = store.load(key)
        if not record or not (root / record.out).is_dir():
            store.remove(key)
            store.remove(f"uses-{key}")


def save_paths(store: ArtifactStore, paths: Iterable[str]) -> str:
    """Store the list of the files of a folder; returns its key. Schools of one shape have one list."""
    names = sorted(paths)
    key = PATHS + name_of("\n".join(names).encode())
    if store.files_of(key) is None:
        store.save(key, names)
    return key


def clear_store(store: ArtifactStore) -> None:
    """Forget everything but which files of output folders are ours, and what a run that was killed has noted."""
    store.clear(kept=(RECORD, PATHS, KEY))
    for key in store.keys(RECORD):
        if record := store.load(key):
            store.save(key, replace(record, folders={name: replace(one, key="", tree="") for name, one in record.folders.items()}))
            store.save(f"uses-{key}", {key, *(one.paths for one in record.folders.values())})


def remove_unknown(out: Path, store: ArtifactStore, record: OutputRecord, folders: set[str], files: dict[str, str]) -> list[str]:
    """Remove what earlier builds have written and this one knows nothing of, and take it out of the record.

    `folders` and `files` are what this build knows. Returns the folders that are gone; files of others stay where they are.
    """
    gone = sorted(record.folders.keys() - folders)
    for name in gone:
        paths = store.load(record.folders[name].paths) or () if record.folders[name].paths else names_in(out / name)
        _remove(out, [f"{name}/{path}" for path in paths])
    _remove(out, [path for path, value in record.files.items() if path not in files and value in ("", digest_of_file(out / path))])
    record.folders = {name: written for name, written in record.folders.items() if name in folders}
    record.files = files
    return gone


def _remove(out: Path, paths: list[str]) -> None:
    """Remove files and the folders that they leave empty, but nothing that is, or stands behind, a link. Raises OSError."""
    real = os.path.realpath(out)
    for path in paths:
        place = os.path.join(real, path)
        if os.path.realpath(place) == place and os.path.isfile(place):
            os.unlink(place)
    for folder in sorted({above for path in paths for above in _folders(path)}, reverse=True):
        place = os.path.join(real, folder)
        if os.path.realpath(place) == place:
            with suppress(OSError):  # it is not empty
                os.rmdir(place)


def _folders(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]

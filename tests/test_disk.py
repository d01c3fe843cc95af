"""A build on a disk that is full or may not be written: told with a place and a cure, and what stood there stays or is made again."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

import pytest
from conftest import SILLY, Project, make_project
from watching import run

from uklad.base.artifact_store import ArtifactStore
from uklad.base.hashing import names_in
from uklad.build.output import in_output

BUILD = ("build", "--jobs", "1", "--no-documents")
SHARES = [0.01, 0.1, 0.3, 0.5, 0.65, 0.8, 0.9, 0.95, 0.99]  # of all changes of the disk


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, int]:
    """Two schools as built, one of which was edited then, and how many changes of the disk the next build makes."""
    folder = tmp_path_factory.mktemp("disk")
    project = make_project(folder / "silly", SILLY)
    assert run(project.root, *BUILD).returncode == 0
    project.edit("docs/ru/about.md", "title: ", "title: x")
    shutil.copytree(project.root, folder / "copy")
    assert run(folder / "copy", *BUILD, mode="note", at=str(folder / "noted")).returncode == 0
    return project, len((folder / "noted").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("share", SHARES)
def test_a_full_disk_is_told(counted: tuple[Project, int], tmp_path: Path, share: float) -> None:
    root = tmp_path / "copy"
    shutil.copytree(counted[0].root, root)
    done = run(root, *BUILD, mode="full", at=max(3, int(counted[1] * share)))
    told = re.findall(r"(\S+):1: cannot be written \(No space left on device\); free some space or mend the disk, then run it again\n", done.stderr)
    assert done.returncode == 1 and told and "Traceback" not in done.stderr and "[Errno" not in done.stderr, done.stderr
    assert all(Path(path).is_relative_to(root) and ".uklad-aside" not in path for path in told)
    assert run(root, *BUILD).returncode == 0
    assert run(root, *BUILD, "--fresh", "--out", "fresh").returncode == 0
    assert names_in(root / "site") == names_in(root / "fresh") and not list((root / "site").rglob(".*"))


def test_a_disk_to_be_read_alone_is_told(counted: tuple[Project, int], tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(counted[0].root, root)
    before = names_in(root)
    done = run(root, *BUILD, mode="full", at=0)
    assert done.returncode == 1 and done.stderr.startswith(f"{root / 'site'}:1: cannot be written (Read-only file system); "), done.stderr
    assert names_in(root) == before


def test_what_is_refused_names_what_stays(tmp_path: Path) -> None:
    for name, shown in (("", tmp_path), (f"{tmp_path}/.uklad-aside-1/ru/a", tmp_path), (f"{tmp_path}/ru", tmp_path / "ru")):
        error = in_output(OSError(errno.ENOSPC, "full", *([name] if name else [])), tmp_path)
        assert (error.filename, error.errno) == (str(shown), errno.ENOSPC)


def test_what_the_store_cannot_write_is_named_and_takes_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store = ArtifactStore(tmp_path)
    store.save("first", 1)
    monkeypatch.setattr(os, "chmod", full)
    with pytest.raises(OSError, match="No space left on device") as error:
        store.save("second", 2)
    assert error.value.filename == str(tmp_path / "values/se/second")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [".gitignore", "first"]

"""Two builds in one folder: the second is refused, and one that follows a killed one is not disturbed by what that one left."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import SILLY, Project, make_project
from watching import command, run

from uklad.base import file_lock
from uklad.base.artifact_store import FOLDER, ArtifactStore
from uklad.base.errors import Problem, Refused
from uklad.base.hashing import names_in

BUILD = ("build", "--jobs", "2", "--no-documents")
BUSY = f"{FOLDER}:1: another command is building here now; wait until it has ended\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "silly", SILLY).root


@contextmanager
def running(root: Path, *arguments: str, until: str = "[1/") -> Iterator[subprocess.Popen[str]]:
    """A command in a process of its own, which has said this; it is ended at the end."""
    line = command("--root", str(root), *arguments)
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stdout and any(until in said for said in process.stdout), process.stderr
            yield process
        finally:
            process.kill()


def fresh(root: Path) -> dict[str, str]:
    done = run(root, "build", "--jobs", "1", "--no-documents", "--fresh", "--out", "fresh")
    assert done.returncode == 0, done.stderr
    return names_in(root / "fresh")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="a process is stopped by a signal")
def test_the_second_is_refused_and_the_first_ends_well(root: Path) -> None:
    with running(root, *BUILD) as first:
        os.kill(first.pid, signal.SIGSTOP)
        for second in (BUILD, (*BUILD, "--fresh", "--out", "elsewhere"), ("publish", "public", "--jobs", "1")):
            done = run(root, *second)
            assert (done.returncode, done.stderr) == (1, BUSY), done.stdout + done.stderr
        os.kill(first.pid, signal.SIGCONT)
        out, err = first.communicate()
    assert first.returncode == 0 and "6 of 6 built into site" in out, err
    assert run(root, *BUILD).stdout.startswith("nothing changed")
    assert names_in(root / "site") == fresh(root)


def workers(pid: int) -> list[int]:
    """The processes that a process has begun."""
    return [int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]


def runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")
@pytest.mark.parametrize("line", ["[1/", "[3/", "sites"])
def test_a_build_after_a_killed_one_is_undisturbed(root: Path, line: str) -> None:
    with running(root, *BUILD, until=line) as first:
        orphans = workers(first.pid)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        done = run(root, *BUILD)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert len(orphans) == 2
    deadline = time.monotonic() + 60
    while any(map(runs, orphans)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(runs, orphans)), "workers end with the process that began them"
    assert names_in(root / "site") == fresh(root)
    assert not list((root / "site").glob(".*"))


def test_who_works_on_for_a_killed_build_keeps_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker of a cluster does not see that its build is over; the next build has removed the folder aside by then."""
    from uklad.build import pipeline

    project, make_pages, met = Project(root), pipeline.make_pages, list[Path]()

    def late(key: str, keys: object) -> object:
        for path in (root / "site").glob(".uklad-aside-*"):
            met.append(path)
            shutil.rmtree(path)
        return make_pages(key, keys)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "make_pages", late)
    answer = project.run("build", "--jobs", "1", "--no-documents")
    assert met and answer.status == 1 and "schools.yml:1: the build that this belongs to is over; run it again" in answer.err
    assert not [path.name for path in (root / FOLDER / "values").rglob("*") if re.fullmatch("[0-9a-f]{64}", path.name)]


def test_who_works_on_for_a_killed_build_puts_nothing_in_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from uklad.build import pipeline

    project, write_schools = Project(root), pipeline.write_schools

    def late(schools: object) -> object:
        for path in (root / "site").glob(".uklad-aside-*"):
            shutil.rmtree(path)
        return write_schools(schools)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "write_schools", late)
    answer = project.run("build", "--jobs", "1", "--no-documents")
    assert answer.status == 1 and "schools.yml:1: the build that this belongs to is over; run it again" in answer.err
    assert not [path for path in names_in(root / "site") if "school/" in path]


def test_each_run_has_a_folder_of_its_own(root: Path) -> None:
    from uklad.build.workspace import make_aside

    (root / "site/.uklad-aside-of-a-killed-run").mkdir(parents=True)
    first = make_aside(root / "site")
    assert [path.name for path in (root / "site").iterdir()] == [first.name]
    assert make_aside(root / "site").name != first.name and not first.exists()


def test_a_lock_belongs_to_one_process(tmp_path: Path) -> None:
    line = "import sys, pathlib; from uklad.base.artifact_store import ArtifactStore\nwith ArtifactStore(pathlib.Path(sys.argv[1])).locked(): print('mine')"
    for taken in (True, False):
        with ArtifactStore(tmp_path / FOLDER).locked() if taken else ArtifactStore(tmp_path / "other").locked():
            done = subprocess.run([sys.executable, "-c", line, str(tmp_path / FOLDER)], capture_output=True, text=True, check=False)
        assert (done.stdout == "mine\n") is not taken and ("another command is building here now" in done.stderr) is taken


@pytest.mark.parametrize("taken", [True, False])
def test_a_lock_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    asked: list[tuple[int, int]] = []

    def locking(file: int, mode: int, size: int) -> None:
        asked.append((mode, size))
        if taken:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(file_lock, "fcntl", None)
    monkeypatch.setattr(file_lock, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2), raising=False)
    busy = Problem("a", 1, "is busy", "wait")
    if taken:
        with pytest.raises(Refused, match="a:1: is busy; wait"), file_lock.held(tmp_path / "lock", busy):
            pass
    else:
        with file_lock.held(tmp_path / "lock", busy):
            pass
    assert asked == [(2, 1)]

"""Jobs: one loop, whoever carries them out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SILLY

from uklad.base.errors import Problem, Refused
from uklad.build.executors import ProcessExecutor, SerialExecutor, executor_for
from uklad.build.jobs import Job, run
from uklad.build.workspace import Workspace, workspace
from uklad.model.loader import load_schools

SPACE = Workspace(load_schools(SILLY / "schools.yml")[0], SILLY, "schools.yml", Path("store"), Path("out"), Path("aside"))


def double(number: int) -> int:
    return 2 * number


def whose(_: int) -> tuple[str, int]:
    """The folder aside of the workspace that a worker was given, and the worker."""
    return str(workspace().aside), os.getpid()


def end(_: int) -> None:
    os._exit(9)


def refuse(number: int) -> None:
    raise Refused([Problem("a.md", number, "is wrong", "mend it")])


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_jobs(workers: int) -> None:
    heard: list[object] = []
    with executor_for(SPACE, workers) as executor:
        found = run([Job(double, (number,), "ru" if number % 2 else "") for number in range(7)], executor, heard.append, lambda: heard.append("meanwhile"))
    assert found == [0, 2, 4, 6, 8, 10, 12]
    assert heard[0] == "meanwhile" and sorted(heard[1:]) == found  # type: ignore[type-var]


@pytest.mark.slow
def test_jobs_of_a_lane_have_workers_of_their_own() -> None:
    with ProcessExecutor(SPACE, 2, ["ru", "en"]) as executor:
        found = run([Job(whose, (number,), "ru" if number < 5 else "en") for number in range(10)], executor, lambda one: None)
    assert {aside for aside, _ in found} == {"aside"}
    ru, en = {pid for _, pid in found[:5]}, {pid for _, pid in found[5:]}
    assert len(ru) == len(en) == 1 and not ru & en and os.getpid() not in ru | en


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_what_a_job_refuses_is_told(workers: int) -> None:
    with pytest.raises(Refused, match=r"a\.md:3: is wrong; mend it"), executor_for(SPACE, workers) as executor:
        run([Job(refuse, (3,))], executor, lambda one: None)


@pytest.mark.slow
def test_a_worker_that_is_ended_is_told_in_a_sentence() -> None:
    with pytest.raises(Refused, match=r"schools\.yml:1: a worker was ended from outside"), ProcessExecutor(SPACE, 2, ["ru"]) as executor:
        run([Job(end, (1,))], executor, lambda one: None)


def test_one_process_works_only_when_it_is_asked() -> None:
    with SerialExecutor() as executor:
        future = executor.submit(Job(double, (4,)))
        assert not future.done()
        assert [one.result() for one in executor.as_completed([future])] == [8]


@pytest.mark.slow
@pytest.mark.parametrize(("first", "method"), [([], "fork"), (["--first"], "spawn")])
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are never forked")
def test_a_process_with_threads_is_not_forked(first: list[str], method: str) -> None:
    """Who forks a process that has used Typst waits forever."""
    line = [sys.executable, ROOT / "tests/forked.py", *first]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0 and done.stdout.startswith(f"{method} "), done.stdout + done.stderr

"""The same data and texts give the same bytes, whoever builds them, where, when, and in which order."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import SILLY, Project, make_project
from watching import run

from uklad.base.hashing import names_in

pytestmark = pytest.mark.slow
ONE = """\
  rain-{0}:
    kind: {1}
    name: {{ru: Туча № {0}, en: Rain No. {0}}}
    full_name: {{ru: Туча над морем № {0}, en: Rain above the sea No. {0}}}
    editions:
      - {{date: 2030-03-{0:02}, date_from: act, outline: {1}-2030, title: {{ru: О туче, en: On rain}}}}
"""
MORE = [ONE.format(number, "cloud" if number % 3 else "whale") for number in range(11, 17)]
CLOCK = """\
import time
DAYS = 86400 * 1234.5
real, real_ns, local, world = time.time, time.time_ns, time.localtime, time.gmtime
time.time = lambda: real() + DAYS  # date.today() asks this one too
time.time_ns = lambda: real_ns() + int(DAYS * 10**9)
time.localtime = lambda at=None: local(time.time() if at is None else at)
time.gmtime = lambda at=None: world(time.time() if at is None else at)
"""
WAYS: dict[str, dict[str, Any]] = {
    "four workers": {"jobs": "4"},
    "schools in another order": {"reverse": True},
    "one order of sets": {"env": {"PYTHONHASHSEED": "1"}},
    "another order of sets": {"env": {"PYTHONHASHSEED": "2"}},
    "no locale": {"env": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}},
    "a Russian locale": {"env": {"LC_ALL": "ru_RU.UTF-8", "LANG": "ru_RU.UTF-8", "LANGUAGE": "ru"}},
    "the other side of the world": {"env": {"TZ": "Pacific/Kiritimati"}},
    "another day": {"clock": True},
    "files for the owner alone": {"umask": 0o077},
    "another working folder": {"cwd": "elsewhere"},
}
TOGETHER = [
    ["four workers", "one order of sets", "no locale", "the other side of the world", "another day", "files for the owner alone", "another working folder"],
    ["schools in another order", "another order of sets", "a Russian locale"],
]  # ways that one build goes at once


PORTAL = {f"{out}/{locale}{page}.html" for out in ("site", "documents-too") for locale in ("", "en/") for page in ("index", "compare")}  # a few schools stand there in the order of the file


def region(folder: Path, reverse: bool = False) -> Project:
    """A project of eight schools, in this order or the other."""
    project = make_project(folder / "project", SILLY)
    text = (project.root / "schools.yml").read_text(encoding="utf-8")
    head, _, schools = text.partition("\nschools:\n")
    blocks = [*re.split(r"(?m)^(?=  \S)", schools)[1:], *MORE]
    (project.root / "schools.yml").write_text(f"{head}\nschools:\n{''.join(reversed(blocks) if reverse else blocks)}", encoding="utf-8")
    return project


def built(folder: Path, jobs: str = "1", reverse: bool = False, clock: bool = False, cwd: str = "", umask: int = 0o022, env: dict[str, str] | None = None) -> dict[str, str]:
    """What a build of eight schools, and one with its documents, gives: path -> digest."""
    project = region(folder, reverse)
    (folder / "elsewhere").mkdir()
    if clock:
        (folder / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
        env = {**(env or {}), "PYTHONPATH": str(folder)}
    where = {"cwd": folder / cwd, "env": env, **({"umask": umask} if os.name == "posix" else {})}
    for more in (("--no-documents",), ("--school", "cloud-school", "--out", "documents-too")):
        done = run(project.root, "build", "--jobs", jobs, *more, **where)
        assert done.returncode == 0, done.stderr
    return {f"{out}/{path}": name for out in ("site", "documents-too") for path, name in names_in(project.root / out).items()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return built(tmp_path_factory.mktemp("plain"))


def differ(plain: dict[str, str], folder: Path, ways: list[str]) -> list[str]:
    """What a build in these ways at once does not give as a plain build does."""
    folder.mkdir()
    asked = [WAYS[way] for way in ways]
    env = {name: value for one in asked for name, value in one.get("env", {}).items()}
    other = built(folder, **{key: value for one in asked for key, value in one.items() if key != "env"}, env=env)
    found = {path for path in {*plain, *other} if plain.get(path) != other.get(path)}
    return sorted(found - PORTAL if "schools in another order" in ways else found)


@pytest.mark.parametrize("ways", TOGETHER, ids=", ".join)
def test_the_same_bytes(plain: dict[str, str], tmp_path: Path, ways: list[str]) -> None:
    """Where they are not the same, each way is tried alone, to name those that make the difference."""
    if differ(plain, tmp_path / "all", ways):
        alone = {way: differ(plain, tmp_path / str(number), [way]) for number, way in enumerate(ways)}
        pytest.fail(f"other bytes: {({way: paths for way, paths in alone.items() if paths}) or 'only with all ways at once'}")


def test_every_way_is_gone() -> None:
    assert sorted(way for ways in TOGETHER for way in ways) == sorted(WAYS)


def test_schools_of_one_shape_are_as_if_built_alone(tmp_path: Path) -> None:
    project = region(tmp_path)
    done = run(project.root, "build", "--jobs", "2", "--no-documents", "--verify-stamps", "8")
    assert done.returncode == 0, done.stdout + done.stderr
    ids = {path.parts[-3]: re.findall("<id>urn:uklad:([^:]+):", path.read_text(encoding="utf-8")) for path in (project.root / "site").glob("*/ru/feed.xml")}
    assert len(ids) == 8 and all(set(found) == {name} for name, found in ids.items()), ids


def test_there_is_something_to_compare(plain: dict[str, str]) -> None:
    assert {"site/index.html", "site/en/compare.html", "site/rain-16/en/feed.xml", "documents-too/cloud-school/ru/2030-03-04/documents/regulation.pdf"} <= plain.keys()
    assert len({path.split("/")[1] for path in plain if re.match(r"site/(rain|cloud|whale)", path)}) == 8


def test_the_other_day_is_another_day(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    line = [sys.executable, "-c", "import datetime, time; print(datetime.date.today().year, time.gmtime().tm_year)"]
    done = subprocess.run(line, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True)
    assert all(int(year) >= dt.date.today().year + 3 for year in done.stdout.split())

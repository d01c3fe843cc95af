"""Many schools from few shapes: what is written is what each would get alone, on one machine and on several."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from conftest import ROOT, SILLY, Project, make_project
from hostile import read, said, tree
from test_commands import digests

from uklad.build import page_builder

sys.path.insert(0, str(ROOT / "bench"))
from invent import invent


@pytest.fixture
def region(tmp_path: Path) -> Project:
    """The real texts with three invented schools of three kinds."""
    project = make_project(tmp_path / "region", ROOT)
    (project.root / "region.yml").write_text(yaml.safe_dump(invent(3), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return project


def built(project: Project, *more: str) -> str:
    answer = project.run("build", "--schools", "region.yml", "--no-documents", *more)
    assert answer.status == 0, answer.err
    return answer.out


@pytest.mark.slow
def test_schools_of_one_shape_share_their_pages_and_keep_their_words(silly: Project) -> None:
    path = silly.root / "schools.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    again = yaml.safe_load(path.read_text(encoding="utf-8"))["schools"]["cloud-school"]
    again["name"] = {"ru": "Туча № 9", "en": "Storm No. 9"}
    data["schools"]["storm-school"] = again
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    answer = silly.run("build", "--jobs", "1", "--no-documents", "--verify-stamps", "3")
    assert answer.status == 0, answer.err
    assert "[1/6] cloud-school ru" in answer.out and "storm-school ru 2030" not in answer.out, "one build of pages serves both"
    assert "storm-school/ru verified" in answer.out
    page = (silly.root / "site/storm-school/ru/2030-03-04/index.html").read_text(encoding="utf-8")
    assert "Туча №\u00a09" in page and "Облако №" not in page


NEAR = "☎️（1）%EF%BC%88 ￼ &#xFFFC; 𝔸"  # what is near the marks of a build, and is none


@pytest.mark.slow
def test_what_only_looks_like_a_mark_stays_text(silly: Project) -> None:
    (silly.root / "Приказ（1）.pdf").write_bytes(b"%PDF-1.7")
    silly.edit("schools.yml", "        outline: cloud-2030\n", "        outline: cloud-2030\n        original: {file: Приказ（1）.pdf}\n")
    for locale in ("ru", "en"):
        page = silly.root / "docs" / locale / "about.md"
        more = "\n☎️ &#xFFFC; [страница（1）](https://a.example/%EF%BC%88{{ school.id }})\n"
        page.write_text(page.read_text(encoding="utf-8").replace("title: ", "title: ☎️ ", 1) + more, encoding="utf-8")
    answer = silly.run("build", "--jobs", "1", "--verify-stamps", "2")
    assert answer.status == 0, answer.err
    for locale in ("ru", "en"):
        folder = silly.root / "site/cloud-school" / locale / "2030-03-04"
        page, papers = (tree((folder / name).read_text(encoding="utf-8")) for name in ("about.html", "documents.html"))
        assert "☎️ ￼ страница（1）" in said(page)
        links = [one.get("href") or "" for one in [*page.iter("a"), *papers.iter("a")]]
        assert "https://a.example/%EF%BC%88cloud-school" in links
        letter = urllib.parse.urlsplit(page.find(".//p[@class='ask']/a").get("href"))
        assert "☎️" in urllib.parse.parse_qs(letter.query)["subject"][0]
        (paper,) = {link for link in links if link.endswith(".pdf") and "%EF%BC%88" in link}
        assert (folder / urllib.parse.unquote(paper)).is_file()


def shown(path: Path) -> list[str]:
    """What a browser makes of a file: elements, attributes and texts.

    But for no-break spaces, a full stop after the sign of a year, and where Russian words are marked as such.
    """
    text = re.sub(r'<span lang="ru">(.*?)</span>', r"\1", path.read_text(encoding="utf-8"))
    if path.suffix == ".html":
        parts = [part for one in tree(text).iter() for part in (str(one.tag), *map(str, sorted(one.items())), one.text or "", one.tail or "")]
    else:
        parts = text.splitlines()
    return [read(part).replace("г..", "г.") for part in parts]


@pytest.mark.slow
def test_stamped_pages_are_those_of_a_build_without_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = []
    for name in ("stamped", "plain"):
        project = make_project(tmp_path / name, SILLY)
        for old in ("Облако № 8", "Cloud No. 8", "Положение о воздушных змеях", "Regulation on kites", "старший ветер", "senior wind"):
            project.edit("schools.yml", old, f"{old} {NEAR}")
        for locale in ("ru", "en"):
            page = project.root / "docs" / locale / "about.md"
            more = f"{NEAR.partition(' ')[0]} {{{{ school.name }}}} [x](https://a.example/%EF%BC%88{{{{ school.id }}}})"
            page.write_text(page.read_text(encoding="utf-8").replace("title: ", "title: ☎️ ", 1).replace("\nsummary", " {{ school.name }}\nsummary", 1) + more, encoding="utf-8")
        answer = project.run("build", "--jobs", "1", "--no-documents")
        assert answer.status == 0, answer.err
        paths = sorted(path for path in project.root.glob("site/**/*.*") if path.suffix in (".html", ".js", ".json", ".xml"))
        sites.append({path.relative_to(project.root).as_posix(): shown(path) for path in paths})
        monkeypatch.setattr(page_builder, "with_placeholders", lambda site, placeholders: site)
    stamped, plain = sites
    assert stamped.keys() == plain.keys() and len(stamped) > 40
    assert {path: [pair for pair in zip(stamped[path], plain[path], strict=True) if pair[0] != pair[1]] for path in stamped if stamped[path] != plain[path]} == {}


@pytest.mark.slow
def test_a_page_that_looks_at_a_schools_own_words_is_caught(silly: Project) -> None:
    silly.edit("macros/terms.py", "id=context.site.shown_id", 'id=context.site.edition.date.strftime("%d%m%Y")')
    for locale in ("ru", "en"):
        page = silly.root / f"docs/{locale}/about.md"
        page.write_text(page.read_text(encoding="utf-8") + "\n\nx{{ school.id }}\n", encoding="utf-8")
    path = silly.root / "schools.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    later = path.read_text(encoding="utf-8").replace("2030-03-04", "2030-03-05")
    data["schools"]["storm-school"] = yaml.safe_load(later)["schools"]["cloud-school"]
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    command = [sys.executable, "-m", "uklad", "--root", str(silly.root), "build", "--no-documents", "--verify-stamps", "9"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=silly.root)  # another process, there: this one has its macros
    assert done.returncode == 1 and "storm-school/ru/2030-03-05/about.html is not what a build of this school alone gives" in done.stderr


@pytest.mark.slow
def test_one_failing_school_does_not_stop_the_others(region: Project) -> None:
    data = yaml.safe_load((region.root / "region.yml").read_text(encoding="utf-8"))
    names = list(data["schools"])
    (region.root / "site").mkdir()
    (region.root / "site" / names[1]).write_text("a file where a folder must stand", encoding="utf-8")
    answer = region.run("build", "--schools", "region.yml", "--no-documents", "--locale", "ru")
    assert answer.status == 1 and answer.err.startswith(f"not built: {names[1]}/ru\n") and "Traceback" not in answer.err
    assert "3 of 4 built" in answer.out
    for name in (names[0], names[2]):
        assert (region.root / "site" / name / "ru" / "current" / "index.html").is_file()


def test_progress_tells_count_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    from uklad.build import progress

    clock = iter([0.0, 1.0, 5.0, 6.0, 8.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    said: list[str] = []
    one = progress.Progress(said.append)
    one.expect("schools", 40)
    for _ in range(3):
        one.written([None] * 10)
    assert said[0] == "[10/40] schools: 2 a second, 12 s left"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on this machine."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    dask = [sys.executable, "-m", "dask"]
    scheduler = subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"], **quiet)  # type: ignore[call-overload]
    command = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / "dask")]
    workers = [subprocess.Popen(command, **quiet) for _ in range(2)]  # type: ignore[call-overload]
    yield address, workers
    for one in [*workers, scheduler]:
        one.kill()
        one.wait()


def ready(address: str, count: int) -> None:
    from distributed import Client

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with Client(address, timeout="2s", set_as_default=False) as client:
                client.wait_for_workers(count, timeout=60)
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the cluster did not start")


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_same(region: Project, cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    address, workers = cluster
    ready(address, 2)
    command = [sys.executable, "-m", "uklad", "--root", str(region.root), "build", "--schools", "region.yml", "--no-documents"]
    with subprocess.Popen([*command, "--cluster", address, "--out", "there"], stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        lines = []
        for line in running.stdout or []:
            lines.append(line)
            if re.match(r"\[2/\d+\] invented", line):
                os.kill(workers[0].pid, signal.SIGKILL)
        assert running.wait() == 0, lines
    built(region, "--fresh", "--out", "here")
    assert digests(region.root / "there") == digests(region.root / "here")


@pytest.mark.slow
def test_a_worker_that_outlives_a_change_of_code_is_refused(silly: Project, cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    """It has the macros of before; what it makes must not be kept under the key of those of now."""
    ready(cluster[0], 2)

    def said(*more: str) -> tuple[int, str]:
        line = [sys.executable, "-m", "uklad", "--root", str(silly.root), "build", "--no-documents", *more]
        done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=silly.root)  # whose macros it finds
        return done.returncode, done.stdout + done.stderr

    status, told = said("--cluster", cluster[0])
    assert status == 0, told
    silly.edit("macros/steps.py", "head, body = title(context, one), ", "head, body = title(context, one).upper(), ")
    status, told = said("--cluster", cluster[0])
    assert status == 1 and "has read other code than this project has; restart the workers of the cluster" in told and "Traceback" not in told, told
    for more in ((), ("--fresh", "--out", "fresh")):
        status, told = said(*more)
        assert status == 0, told
    assert digests(silly.root / "site") == digests(silly.root / "fresh")


@pytest.mark.parametrize("changed", [False, True])
def test_a_worker_knows_which_code_it_has_read(silly: Project, monkeypatch: pytest.MonkeyPatch, changed: bool) -> None:
    from uklad.base.errors import Refused
    from uklad.build import cluster
    from uklad.build.snapshot import code_digest
    from uklad.build.workspace import Workspace
    from uklad.model.loader import load_schools

    def carried_out() -> int:
        space = Workspace(load_schools(silly.root / "schools.yml")[0], silly.root, "schools.yml", silly.root, silly.root, silly.root, code_digest(silly.root))
        plugin = cluster._Workspaces(space)
        monkeypatch.setattr(cluster, "get_worker", lambda: SimpleNamespace(plugins={plugin.name: plugin}, address="tcp://10.0.0.7:1"))
        return cluster._carry_out(plugin.name, len, "five ")

    monkeypatch.setattr(cluster, "_code", "")
    assert carried_out() == 5
    if changed:
        silly.edit("macros/terms.py", "def variables", "# a note\ndef variables")
        with pytest.raises(Refused, match=r"schools\.yml:1: the worker at tcp://10\.0\.0\.7:1 has read other code than this project has; restart"):
            carried_out()
    else:
        silly.edit("docs/ru/faq.md", "title: ", "title: x")
        assert carried_out() == 5


@pytest.mark.slow
def test_no_cluster_is_told_in_a_sentence(silly: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from uklad.build import cluster

    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    answer = silly.run("build", "--no-documents", "--cluster", f"tcp://127.0.0.1:{free_port()}")
    assert answer.status == 1 and "there is no cluster at tcp://127.0.0.1" in answer.err and "Traceback" not in answer.err

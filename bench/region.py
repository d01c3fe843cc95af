"""Prints how fast builds are, as ratios on this machine: `python bench/region.py [five|region]` (twenty minutes on two cores).

The naive way runs `mkdocs build` with the project's own mkdocs.yml once for each site. Everything runs in a copy of the project.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
FIVE = ["lyceum-159", "krasnye-baki-school-1", "terek-progymnasium-3", "yenakiyevo-technical-school", "uvarovo-college"]
PARTS = ("docs", "macros", "overrides", "documents", "mkdocs.yml", "schools.yml")
BIN = Path(sys.executable).parent
NO_DOCUMENTS = "--no-documents"
TIMES = 3  # of the five schools everything is done so often, and the least time is told: other work on the machine adds to it


@dataclass
class Row:
    """A line of the table: what, how long, and the target it is held to."""

    what: str
    seconds: float
    target: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        said = {True: "met", False: "NOT MET", None: ""}[self.met]
        return f"| {self.what} | {self.seconds:.2f} s | {self.target} | {said} |"


@contextmanager
def project() -> Iterator[Path]:
    """A copy of the project without anything that was built."""
    with tempfile.TemporaryDirectory(dir=ROOT.parent) as folder:
        for name in PARTS:
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, Path(folder) / name)
        yield Path(folder)


def timed(*command: object, at: Path) -> float:
    """Run a command; returns its seconds."""
    started = time.monotonic()
    done = subprocess.run(
        list(map(str, command)), cwd=at, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}")
    return time.monotonic() - started


def build(at: Path, *options: object) -> float:
    """Run `uklad build`; returns its seconds."""
    return timed(BIN / "uklad", "build", *options, at=at)


def naive(at: Path, sites: list[tuple[str, str]], schools: str, times: int = 1) -> float:
    """Seconds that plain MkDocs takes for one site, on average; of several times the least."""
    total = 0.0
    for school, locale in sites:
        timed(BIN / "uklad", "config", school, locale, "--schools", schools, at=at)
        command = [BIN / "mkdocs", "build", "-q", "-f", "mkdocs.local.yml", "-d", at / "naive"]
        total += min(timed(*command, at=at) for _ in range(times))
    return total / len(sites)


def cold(at: Path, out: list[str]) -> float:
    """Seconds of a build where nothing was left."""
    shutil.rmtree(at / ".uklad", ignore_errors=True)
    shutil.rmtree(at / out[-1], ignore_errors=True)
    return build(at, *out)


def edited(path: Path, change: Callable[[str], str]) -> None:
    """Change a file, which must change."""
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")


def five(at: Path) -> Iterator[Row]:
    """The five schools: cold, and after changes; without documents and with them."""
    chosen = [part for name in FIVE for part in ("--school", name)]
    sites = [(name, locale) for name in FIVE for locale in ("ru", "en")]
    each = naive(at, sites, "schools.yml", TIMES)
    usual = each * len(sites)
    yield Row(f"naive, {len(sites)} sites, {each:.2f} s each", usual)
    for documents in ([NO_DOCUMENTS], []):
        with_ = "without documents" if documents else "with documents"
        out = [*chosen, *documents, "--out", f"out{len(documents)}"]
        first = min(cold(at, out) for _ in range(TIMES))
        told = (f"at least 5 times faster than naive: {usual / first:.1f}", usual / first >= 5) if documents else ("", None)
        yield Row(f"cold, five schools, {with_}", first, *told)
        yield from changed(at, out, first, with_)


def changed(at: Path, out: list[str], cold: float, with_: str) -> Iterator[Row]:
    """What a rebuild takes after one change of each sort."""
    page = min(_one_page(at, out) for _ in range(TIMES))
    target, met = (
        (f"at least 10 times faster than cold: {cold / page:.1f}", cold / page >= 10)
        if NO_DOCUMENTS not in out
        else (f"{cold / page:.1f} times", None)
    )
    yield Row(f"one page changed, {with_}", page, target, met)
    clause = next(
        path for path in sorted((at / "docs/ru/clauses").glob("*.md")) if "## teacher.confirm-role\n" in path.read_text(encoding="utf-8")
    )
    edited(clause, lambda text: re.sub(r"(## teacher\.confirm-role\n+)", r"\1Слово. ", text))
    yield Row(f"one clause changed, {with_}", build(at, *out))
    edited(clause, lambda text: text.replace("Это обязательно", "Слово. Это обязательно", 1))
    yield Row(f"one step changed, {with_}", build(at, *out))
    edited(at / "schools.yml", lambda text: text.replace("Лицей № 159", "Лицей № 160", 1))
    yield Row(f"one school's name changed, {with_}", build(at, *out))
    nothing = build(at, *out)
    yield Row(f"nothing changed, {with_}", nothing, "under 1 s", nothing < 1)


def _one_page(at: Path, out: list[str]) -> float:
    edited(at / "docs/ru/tasks/help.md", lambda text: text.replace("Опишите,", "Опишите, слово,", 1))
    return build(at, *out)


class Memory(threading.Thread):
    """Watches what the processes below this one hold, shared pages counted once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self.over = 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            self.most = max(self.most, sum(map(_held, _below(os.getpid()))))


def _below(pid: int) -> list[int]:
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            inner = [int(one) for one in path.read_text().split()]
        except OSError:
            continue
        found += inner + [deeper for one in inner for deeper in _below(one)]
    return found


def _held(pid: int) -> int:
    """Proportional kilobytes of a process."""
    try:
        return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1])  # type: ignore[index]
    except (OSError, TypeError):
        return 0


def region(at: Path) -> Iterator[Row]:
    """A thousand invented schools in two locales."""
    for count in (10, 100, 1000):
        timed(sys.executable, ROOT / "bench" / "invent.py", count, at / f"region-{count}.yml", at=at)
    file, total = "region-1000.yml", 2000
    each = naive(at, [(f"invented-{number:04}", "ru" if number % 2 else "en") for number in range(1, 21)], file)
    yield Row(f"naive, {total} sites at {each:.2f} s, measured on 20", each * total)
    memory = Memory()
    memory.start()
    cold = build(at, NO_DOCUMENTS, "--schools", file, "--out", "out")
    memory.over.set()
    ratio = each * total / cold
    yield Row("cold, 1,000 schools x 2 locales", cold, f"at least 60 times faster than naive: {ratio:.0f}", ratio >= 60)
    copying = timed("cp", "-r", "out", "copied", at=at)
    shutil.rmtree(at / "copied")
    yield Row("copying what was built (cp -r)", copying, f"at most 3 times as long: {cold / copying:.1f}", cold <= 3 * copying)
    yield Row(f"most memory of all processes: {memory.most // 1024} MiB", cold, "under 400 MiB", memory.most < 400 * 1024)
    yield from flat(at)
    nothing = build(at, NO_DOCUMENTS, "--schools", file, "--out", "out")
    yield Row("nothing changed, 1,000 schools", nothing)
    edited(at / file, lambda text: text.replace("№ 500", "№ 5000"))
    yield Row("one school changed of 1,000", build(at, NO_DOCUMENTS, "--schools", file, "--out", "out"))


def flat(at: Path) -> Iterator[Row]:
    """What one more school takes when its shape is known: from 10 to 100, and from 100 to 1,000."""
    took = {}
    for count in (10, 100, 1000):
        build(at, NO_DOCUMENTS, "--schools", f"region-{count}.yml", "--out", f"flat-{count}")
        shutil.rmtree(at / f"flat-{count}")
        took[count] = build(at, NO_DOCUMENTS, "--schools", f"region-{count}.yml", "--out", f"flat-{count}")
        shutil.rmtree(at / f"flat-{count}")
    few, many = (took[100] - took[10]) / 90, (took[1000] - took[100]) / 900
    yield Row("one more school, from 10 to 100", few)
    yield Row("one more school, from 100 to 1,000", many, f"within 20 %: {100 * many / few - 100:+.0f} %", many <= 1.2 * few)


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("part", nargs="?", choices=["five", "region"], help="only this part of the table")
    print("| what | time | target | |\n| --- | --- | --- | --- |", flush=True)
    chosen = asked.parse_args().part
    for part in [chosen] if chosen else ["five", "region"]:
        with project() as at:
            for row in {"five": five, "region": region}[part](at):
                print(row, flush=True)


if __name__ == "__main__":
    main()

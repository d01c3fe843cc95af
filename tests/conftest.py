"""Projects to test with: two invented schools for the rules, the five real ones for the content; and a browser to read them."""

from __future__ import annotations

import contextlib
import functools
import http.server
import io
import os
import re
import shutil
import signal
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser import QUIET, find_browser
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from uklad.__main__ import main

ROOT = Path(__file__).parent.parent
SILLY = Path(__file__).parent / "silly"
FIVE = {
    "lyceum": "lyceum-159/{}/2024-08-29",
    "secondary": "krasnye-baki-school-1/{}/2023-08-30",
    "progymnasium": "terek-progymnasium-3/{}/2024-08-29",
    "technical-school": "yenakiyevo-technical-school/{}/2023-08-31",
    "college": "uvarovo-college/{}/2025-04-25",
}
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def in_memory() -> str | None:
    """The folder of a file system in memory, where it has room for all that the tests write, and there is memory for it."""
    room = 4 << 30
    try:
        known = dict(re.findall(r"^(\w+): +(\d+) kB$", Path("/proc/meminfo").read_text(encoding="ascii"), re.M))
        return "/dev/shm" if min(shutil.disk_usage("/dev/shm").free, 1024 * int(known["MemAvailable"])) > room and os.access("/dev/shm", os.W_OK) else None
    except (OSError, KeyError):
        return None


if "TMPDIR" not in os.environ and (found := in_memory()):  # tests write and delete 200,000 small files, which keeps a disk busy for minutes
    os.environ["TMPDIR"] = tempfile.tempdir = found

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell without job control starts what runs in its background
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what tests start must hear Ctrl-C


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: tests wait for browsers, disks and other processes half of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the five schools built is slow. Files with slow tests come first: what is left at the end is quick, and is shared out evenly among the workers."""
    for item in items:
        if "five" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@dataclass
class Answer:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str


@dataclass
class Project:
    """A project's folder, its commands, and what its built pages say."""

    root: Path

    def run(self, *arguments: str) -> Answer:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(["--root", str(self.root), *arguments])
        return Answer(status, out.getvalue(), err.getvalue())

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace text that must be there."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} has no {old!r}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def article(self, page: str) -> str:
        """The article of a built page, as HTML."""
        text = (self.root / "site" / page).read_text(encoding="utf-8")
        return re.search(r"<article.*?</article>", text, re.S)[0]  # type: ignore[index]


def make_project(folder: Path, content: Path) -> Project:
    """A project of its own with the real engine and words, and this content."""
    for name in ("macros", "overrides", "documents"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copyfile)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copy(content / "schools.yml", folder)
    shutil.copytree(content / "docs", folder / "docs", copy_function=shutil.copyfile)
    if content != ROOT:
        for locale in ("ru", "en"):
            shutil.copy(ROOT / "docs" / locale / "words.yml", folder / "docs" / locale)
            (folder / "docs" / locale / "portal").mkdir()
            for name, body in (("index", "{{ schools_list() }}"), ("compare", '{{ compare_facts() }}\n\nХвосты:\n\n{{ compare() }}')):
                text = f"---\ntitle: {name}\nsummary: {name}\n---\n\n{body}\n"
                (folder / "docs" / locale / "portal" / f"{name}.md").write_text(text, encoding="utf-8")
    return Project(folder)


def build(project: Project, *more: str) -> Project:
    """The project with all its sites and documents built."""
    answer = project.run("build", *more)
    assert answer.status == 0, answer.err
    return project


@contextlib.contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Other workers of the tests wait; the lock ends with the process that holds it, on every system."""
    with contextlib.closing(sqlite3.connect(file, timeout=600, isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        yield


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, once for all workers of the tests: whoever asks first makes it, the others wait. Not to be changed."""
    top = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    folder, done = top / name, top / f"{name}.done"
    with one_at_a_time(top / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@pytest.fixture
def silly(tmp_path: Path) -> Project:
    """The invented schools, to change and build."""
    return make_project(tmp_path, SILLY)


@pytest.fixture(scope="session")
def built_silly(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented schools as built; not to be changed."""
    return Project(made_once(tmp_path_factory, "silly", lambda folder: build(make_project(folder, SILLY), "--jobs", "1")))


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The five real schools as built, in both languages; not to be changed."""
    return Project(made_once(tmp_path_factory, "five", lambda folder: build(make_project(folder, ROOT))))


@pytest.fixture
def five_source(tmp_path: Path) -> Project:
    """The real content in a folder of its own, not built."""
    return make_project(tmp_path, ROOT)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, one for each worker of the tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows() -> dict[str, BrowserContext]:
    """Windows of the browser by their settings, for one test after another: to open one takes as long as a test."""
    return {}


@pytest.fixture
def window(chromium: Browser, windows: dict[str, BrowserContext]) -> Iterator[Callable[..., BrowserContext]]:
    """A window with these settings that keeps nothing of earlier tests; its tabs are closed after the test."""

    def opened(**settings: Any) -> BrowserContext:
        key = repr(settings)
        if key not in windows:
            windows[key] = chromium.new_context(**settings)
            windows[key].set_default_timeout(10_000)
        return windows[key]

    yield opened
    for one in windows.values():
        forget(one)


def forget(window: BrowserContext) -> None:
    """Close its tabs, and remove what their sites have stored."""
    window.clear_cookies()
    for tab in window.pages:
        tab.evaluate("() => { try { localStorage.clear(); sessionStorage.clear(); } catch { /* a page that may store nothing */ } }")
        tab.close()


@pytest.fixture
def open_page(window: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Opens an address in a tab that knows nothing of other tests, of the size of a desk's window if none is given; closed after the test."""

    def opened(url: str, size: dict[str, int] = DESK, **more: Any) -> Page:
        tab = window(**more).new_page()
        tab.set_viewport_size(size)  # type: ignore[arg-type]
        tab.goto(url)
        return tab

    return opened


@pytest.fixture(scope="session")
def address(five: Project) -> Iterator[str]:
    """The five schools behind the headers of the server snippets, in a folder below the root of a host."""
    snippet = (ROOT / "publishing" / "nginx.conf").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy "([^"]+)"', snippet)[1]  # type: ignore[index]

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """A tab that is closed may leave what it asked for."""

    with Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(five.root))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/site"
        server.shutdown()

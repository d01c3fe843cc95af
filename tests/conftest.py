"""Projects to test with: two invented schools for the rules, the five real ones for the content."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import QUIET, find_browser
from playwright.sync_api import Browser, sync_playwright

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
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copy(content / "schools.yml", folder)
    shutil.copytree(content / "docs", folder / "docs")
    if content != ROOT:
        for locale in ("ru", "en"):
            shutil.copy(ROOT / "docs" / locale / "words.yml", folder / "docs" / locale)
            (folder / "docs" / locale / "portal").mkdir()
            for name, body in (("index", "{{ schools_list() }}"), ("compare", '{{ compare_facts() }}\n\n{{ compare([["Хвост", "fly.count"]]) }}')):
                text = f"---\ntitle: {name}\nsummary: {name}\n---\n\n{body}\n"
                (folder / "docs" / locale / "portal" / f"{name}.md").write_text(text, encoding="utf-8")
    return Project(folder)


@pytest.fixture
def silly(tmp_path: Path) -> Project:
    """The invented schools, to change and build."""
    return make_project(tmp_path, SILLY)


@pytest.fixture(scope="session")
def built_silly(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented schools as built; not to be changed."""
    project = make_project(tmp_path_factory.mktemp("silly"), SILLY)
    answer = project.run("build", "--jobs", "1")
    assert answer.status == 0, answer.err
    return project


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The five real schools as built, in both languages; not to be changed."""
    project = make_project(tmp_path_factory.mktemp("five"), ROOT)
    answer = project.run("build", "--jobs", "1")
    assert answer.status == 0, answer.err
    return project


@pytest.fixture
def five_source(tmp_path: Path) -> Project:
    """The real content in a folder of its own, not built."""
    return make_project(tmp_path, ROOT)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser, one for each file of tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        yield browser
        browser.close()

"""A snapshot holds every file that a build reads, and tells which of them changed since."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SILLY, Project, make_project
from watching import run

from uklad.base.files import files_below
from uklad.base.hashing import names_in
from uklad.build.snapshot import PROGRAM, FileState, InputChanged, Snapshot, code_digest, take_snapshot, until_steady

Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_project(tmp_path_factory.mktemp("snapshot") / "silly", SILLY)


@pytest.fixture
def root(source: Project, tmp_path: Path) -> Path:
    shutil.copytree(source.root, tmp_path / "copy")
    return tmp_path / "copy"


def write(name: str, content: str = "x") -> Change:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")

    return change


def again(name: str) -> Change:
    """Save a file as it is."""
    return lambda root: (root / name).write_bytes((root / name).read_bytes())


def moved_back(name: str) -> Change:
    """Put another file in its place and then the first one again, which keeps its time."""

    def change(root: Path) -> None:
        (root / name).rename(root / "aside")
        write(name, "other")(root)
        (root / "aside").replace(root / name)

    return change


CHANGES: dict[str, tuple[Change, list[str]]] = {
    "nothing": (lambda root: None, []),
    "a page": (write("docs/ru/about.md"), ["docs/ru/about.md"]),
    "a page saved as it was": (again("docs/ru/about.md"), ["docs/ru/about.md"]),
    "a page changed and put back": (moved_back("docs/ru/about.md"), ["docs/ru/about.md"]),
    "a new page": (write("docs/ru/new/page.md"), ["docs/ru/new/page.md"]),
    "a page gone": (lambda root: (root / "docs/ru/about.md").unlink(), ["docs/ru/about.md"]),
    "a folder gone": (lambda root: shutil.rmtree(root / "docs/ru/guides"), ["docs/ru/guides/index.md", "docs/ru/guides/parent.md", "docs/ru/guides/teacher.md"]),
    "a layout": (write("documents/layout.yml"), ["documents/layout.yml"]),
    "settings": (write("mkdocs.yml"), ["mkdocs.yml"]),
    "a macro": (again("macros/terms.py"), ["macros/terms.py"]),
    "a macro that Python compiled": (write("macros/__pycache__/terms.pyc"), []),
    "a theme block": (again("overrides/main.html"), ["overrides/main.html"]),
    "a data file": (again("schools.yml"), ["schools.yml"]),
    "a logo that is not there yet": (write("logo.png"), ["logo.png"]),
    "what an editor keeps beside a page": (write("docs/ru/.about.md.swp"), []),
    "a hidden page": (write("docs/ru/.more.md"), ["docs/ru/.more.md"]),
    "another file of the project": (write("notes.txt"), []),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_named(root: Path, name: str) -> None:
    change, wanted = CHANGES[name]
    snapshot = take_snapshot(root).with_files(["schools.yml", "logo.png"])
    assert snapshot.changed() == []
    time.sleep(0.02)  # the clock of a disk ticks a hundred times a second
    change(root)
    assert snapshot.changed() == wanted


def test_content_alone_decides_a_digest(root: Path) -> None:
    first = take_snapshot(root)
    for path in root.rglob("*"):
        os.utime(path, (1, 1))
    assert (take_snapshot(root).whole, take_snapshot(root).code) == (first.whole, first.code) == (first.whole, code_digest(root))
    write("docs/ru/about.md")(root)
    assert take_snapshot(root).whole != first.whole and take_snapshot(root).code == first.code
    write("mkdocs.yml")(root)
    assert take_snapshot(root).code == code_digest(root) != first.code


def test_the_macros_that_are_carried_out_are_code(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They come with the tool: a project elsewhere may have others, or older ones."""
    used = root.with_name("used")
    shutil.copytree(root / "macros", used)
    monkeypatch.setitem(PROGRAM, "/macros/", used)
    snapshot = take_snapshot(root)
    time.sleep(0.02)
    again("terms.py")(used)
    assert snapshot.changed() == ["/macros/terms.py"] and take_snapshot(root).code == snapshot.code
    write("terms.py")(used)
    assert take_snapshot(root).code == code_digest(root) != snapshot.code


def test_a_file_that_changed_within_a_tick_of_the_clock_is_known_by_its_bytes(root: Path) -> None:
    now = take_snapshot(root)
    name = "docs/ru/about.md"
    other = replace(now, files={**now.files, name: FileState("another digest", now.files[name].stamp)})
    assert other.changed() == [name]
    assert replace(other, taken=now.taken + 3600 * 10**9).changed() == [], "its stamp is of long ago"


def test_data_count_as_they_were_read(root: Path) -> None:
    read = (root / "schools.yml").read_bytes()
    write("schools.yml", "other: data")(root)
    assert take_snapshot(root).with_files(["schools.yml"], {"schools.yml": read}).changed() == ["schools.yml"]


def attempts(root: Path, names: list[list[str]]) -> tuple[list[str], list[Snapshot]]:
    """Attempt builds whose input changes by turns, by these names; what was said, and each snapshot."""
    said: list[str] = []
    seen: list[Snapshot] = []

    def attempt(snapshot: Snapshot) -> None:
        seen.append(snapshot)
        if names and (changed := names.pop(0)):
            raise InputChanged(changed)

    until_steady(attempt, root, said.append)
    return said, seen


def test_a_build_whose_texts_change_is_attempted_again(root: Path) -> None:
    page = ["docs/ru/about.md"]
    assert attempts(root, [])[0] == []
    said, seen = attempts(root, [page, page])
    assert said == ["docs/ru/about.md changed while the build ran; building again"] * 2 and len(seen) == 3
    with pytest.raises(InputChanged, match=r"docs/ru/about\.md:1: changed while the build ran; run it again"):
        attempts(root, [page, page, page])


@pytest.mark.parametrize("name", ["macros/terms.py", "mkdocs.yml", "overrides/main.html", "/uklad/cli/build.py", "/macros/terms.py", "the packages of Python"])
def test_a_build_whose_code_changes_is_not(root: Path, name: str) -> None:
    with pytest.raises(InputChanged, match="changed while the build ran; run it again"):
        attempts(root, [["docs/ru/about.md", name]])


def test_what_an_editor_keeps_beside_a_page_neither_counts_nor_is_published(root: Path) -> None:
    build = ("build", "--jobs", "1", "--no-documents", "--school", "cloud-school", "--locale", "ru")
    assert run(root, *build).returncode == 0
    for name in ("docs/ru/.about.md.swp", "docs/ru/.editor/pin.png"):
        write(name)(root)
    assert "nothing changed" in run(root, *build).stdout
    before = names_in(root / "site")
    assert run(root, *build, "--fresh").returncode == 0 and names_in(root / "site") == before


@pytest.fixture
def linked(root: Path, tmp_path: Path) -> Path:
    """A folder elsewhere, to which one of the pages and one of the theme blocks lead."""
    folder = tmp_path / "elsewhere"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep/pin.txt").write_text("pin")
    (folder / "deep/back").symlink_to(folder)
    (folder / "nowhere").symlink_to(folder / "none")
    (folder / "itself").symlink_to("itself")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe")
    for name in ("docs/ru/linked", "overrides/assets/linked"):
        (root / name).symlink_to(folder)
    return folder


def test_links_to_folders_are_followed_but_not_in_circles(root: Path, linked: Path) -> None:
    assert [name for name in files_below(root / "docs/ru") if name.startswith("linked")] == ["linked/deep/pin.txt"]
    assert set(files_below(linked)) == {"deep/pin.txt"}
    snapshot = take_snapshot(root)
    time.sleep(0.02)
    (linked / "deep/pin.txt").write_text("another")
    assert snapshot.changed() == ["docs/ru/linked/deep/pin.txt", "overrides/assets/linked/deep/pin.txt"]
    assert take_snapshot(root).code != snapshot.code


@pytest.mark.slow
def test_a_change_in_a_linked_folder_is_built(root: Path) -> None:
    (root / "shared").mkdir()
    for name in ("docs/ru/linked", "overrides/assets/linked"):
        (root / name).symlink_to(root / "shared")
    build = ("build", "--jobs", "1", "--no-documents", "--school", "cloud-school", "--locale", "ru")
    for text in ("one", "another"):
        (root / "shared/pin.txt").write_text(text)
        done = run(root, *build)
        assert done.returncode == 0 and "nothing changed" not in done.stdout, done.stdout + done.stderr
        found = [path.read_text() for path in (root / "site").rglob("pin.txt")]
        assert found and set(found) == {text}
    before = names_in(root / "site")
    assert run(root, *build, "--fresh").returncode == 0 and names_in(root / "site") == before

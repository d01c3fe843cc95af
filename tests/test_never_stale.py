"""A build that takes up what earlier ones left gives what a fresh one gives, whatever changed, was damaged, or was stopped.

Which keys a change alters is told in test_cache_keys; here are builds, of those above all that build some pages and keep the rest.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from changes import CHANGES, NEW, THEN, add
from conftest import SILLY, Project, made_once, make_project
from watching import command, run

from uklad.base.hashing import names_in

pytestmark = pytest.mark.slow
BUILT = (
    "a word in a page", "a heading in a page", "a clause", "a clause's title", "a school's own wording", "the record of translations", "the record of a page",
    "a school's name", "a page fewer", "a layout of documents", "a logo", "a step's title", "a step", "an answer", "a use more", "a use fewer", "a use's role", "a use's task",
    "a clause that takes over uses", "a question more", "a role's name", "a copy's misprint", "what an act is silent on", "an act on trust", "a school's phone",
)  # fmt: skip
WITH_DOCUMENTS = ("a clause", "a school's own wording", "a school's name", "a layout of documents", "a logo", "a step's title")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(made_once(tmp_path_factory, "never", lambda folder: build(make_project(folder, SILLY))))


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same with documents."""
    return Project(made_once(tmp_path_factory, "never-documented", lambda folder: build(make_project(folder, SILLY), documents=True)))


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """What was built, with all that the build left, to change."""
    shutil.copytree(built.root, tmp_path / "copy")
    return Project(tmp_path / "copy")


def build(project: Project, *more: str, documents: bool = False) -> str:
    done = run(project.root, "build", "--jobs", "1", *([] if documents else ["--no-documents"]), *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def same_as_fresh(project: Project, documents: bool = False) -> None:
    """What stands in `site` is what a fresh build gives, with nothing beside it."""
    build(project, "--fresh", "--out", "fresh", documents=documents)
    ours, theirs = names_in(project.root / "site"), names_in(project.root / "fresh")
    assert sorted(path for path in {*ours, *theirs} if ours.get(path) != theirs.get(path)) == []


@pytest.mark.parametrize("change", BUILT)
def test_a_change_is_seen(request: pytest.FixtureRequest, tmp_path: Path, change: str) -> None:
    """What each change makes of what was built, in some cases with its documents."""
    documents = change in WITH_DOCUMENTS
    shutil.copytree(request.getfixturevalue("documented" if documents else "built").root, tmp_path / "copy")
    copy = Project(tmp_path / "copy")
    for one in (CHANGES[change], *THEN.get(change, [])):
        one(copy)
        assert "nothing changed" not in build(copy, documents=documents)
    same_as_fresh(copy, documents)


def test_nothing_changed_is_seen_too(copy: Project) -> None:
    build(copy)  # a project that was copied, and with it what builds left
    assert "nothing changed" in build(copy)
    (copy.root / "schools.yml").touch()
    assert "nothing changed" in build(copy)
    assert "nothing changed" not in build(copy, "--fresh")


def test_a_data_file_outside_the_project(copy: Project) -> None:
    (copy.root.parent / "region").mkdir()
    shutil.move(copy.root / "schools.yml", copy.root.parent / "region/schools.yml")
    for said in ("built into", "nothing changed"):
        assert said in build(copy, "--schools", "../region/schools.yml")
    copy.edit("../region/schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,")
    assert "nothing changed" not in build(copy, "--schools", "../region/schools.yml")


def test_another_version_of_a_dependency_is_seen(copy: Project, tmp_path: Path) -> None:
    code = "import sysconfig\nreal = sysconfig.get_path\nsysconfig.get_path = lambda name, *a, **k: {!r} if name == 'platlib' else real(name, *a, **k)\n"
    for version, seen in (("1.0", True), ("1.0", False), ("1.1", True)):
        shutil.rmtree(tmp_path / "more", ignore_errors=True)
        (tmp_path / "more" / f"theme-{version}.dist-info").mkdir(parents=True)
        (tmp_path / "sitecustomize.py").write_text(code.format(str(tmp_path / "more")))
        done = run(copy.root, "build", "--jobs", "1", "--no-documents", env={"PYTHONPATH": str(tmp_path)})
        assert (done.returncode, "nothing changed" in done.stdout, "whale-school ru 2030-05-06" in done.stdout) == (0, not seen, seen), done.stdout + done.stderr


def by_hand(out: Path) -> None:
    """Edit, delete and add files of the output, also one that several names share."""
    page = next((out / "cloud-school").rglob("guides/teacher.html"))
    page.write_text("edited")
    next((out / "cloud-school/en").rglob("regulation/index.html")).unlink()
    (page.parent / "more.html").write_text("more")
    with open(next((out / "whale-school").rglob("site.css")), "ab") as file:
        file.write(b"/* edited in place */")
    (out / "index.html").write_text("edited")
    (out / "cloud-school/index.html").unlink()
    next((out / "whale-school").rglob("feed.xml")).write_text("")


def test_what_was_changed_by_hand_is_put_right(copy: Project) -> None:
    build(copy, "--fresh")  # so that files share their bytes with what builds left
    by_hand(copy.root / "site")
    build(copy)
    same_as_fresh(copy)


@pytest.mark.parametrize(("part", "damage"), [("values", "flipped"), ("values", "gone"), ("files", "cut"), ("files", "gone")])
def test_what_is_damaged_is_not_used(copy: Project, part: str, damage: str) -> None:
    for path in sorted((copy.root / ".uklad" / part).rglob("*")):
        if path.is_file():
            content = bytearray(path.read_bytes())
            if damage == "flipped" and content:
                content[len(content) // 2] ^= 1
            path.unlink()
            if damage != "gone":
                path.write_bytes(content if damage == "flipped" else content[: len(content) // 2])
    copy.edit("schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,")
    build(copy)
    same_as_fresh(copy)


SHARES = [1, 0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 0.97]  # of all changes of the disk; the first is the first of all


def changes(project: Project, tmp_path: Path) -> int:
    """How many changes of the disk a build makes."""
    shutil.copytree(project.root, tmp_path / "counted")
    run(tmp_path / "counted", "build", "--jobs", "1", "--no-documents", mode="note", at=str(tmp_path / "noted"))
    return noted(tmp_path)


def noted(folder: Path) -> int:
    return len((folder / "noted").read_text(encoding="utf-8").splitlines())


@dataclass(frozen=True)
class Edited:
    """A project as built and then edited, what stood before and what should stand after, and how many changes of the disk that takes."""

    root: Path
    before: dict[str, str]
    after: dict[str, str]
    changes: int


@pytest.fixture(scope="module")
def edited(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Edited:
    folder = made_once(tmp_path_factory, "edited", lambda folder: edit_built(built, folder))
    return Edited(folder / "copy", names_in(built.root / "site"), names_in(folder / "counted/site"), noted(folder))


def edit_built(built: Project, folder: Path) -> None:
    """A copy of what was built, edited, and another that is built then."""
    shutil.copytree(built.root, folder / "copy")
    project = Project(folder / "copy")
    project.edit("schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,")
    project.edit("docs/ru/clauses/all.md", "Кит плавает глубоко.", "Кит плавает мелко.")
    changes(project, folder)


def whole_or_absent(root: Path, before: dict[str, str], after: dict[str, str]) -> None:
    """Each school's locale stands as it was before, or as it should be now, or not at all."""
    now = names_in(root / "site")
    for folder in {"/".join(path.split("/")[:2]) for path in now if path.split("/")[0].endswith("-school") and path.count("/") > 1}:
        part = [{path: name for path, name in one.items() if path.startswith(f"{folder}/")} for one in (now, before, after)]
        assert part[0] in part[1:], folder


@pytest.mark.parametrize("first", [True, False], ids=["first build", "build after a change"])
def test_a_killed_build_costs_a_repeated_step(silly: Project, tmp_path: Path, first: bool) -> None:
    if not first:
        build(silly)
        silly.edit("schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,")
        silly.edit("docs/ru/clauses/all.md", "Кит плавает глубоко.", "Кит плавает мелко.")
    count = changes(silly, tmp_path.with_name(f"{tmp_path.name}-n"))
    for share in SHARES:
        done = run(silly.root, "build", "--jobs", "1", "--no-documents", mode="kill", at=1 if share == 1 else int(count * share))
        assert done.returncode in (-signal.SIGKILL, 0), done.stderr
    build(silly)
    build(silly, "--fresh", "--out", "fresh")
    assert names_in(silly.root / "site") == names_in(silly.root / "fresh")


@pytest.mark.parametrize("share", SHARES[1:])
def test_an_interrupted_build_leaves_nothing_half_written(edited: Edited, tmp_path: Path, share: float) -> None:
    shutil.copytree(edited.root, tmp_path / "copy")
    done = run(tmp_path / "copy", "build", "--jobs", "1", "--no-documents", mode="interrupt", at=int(edited.changes * share))
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "stopped" in done.stderr
    assert not [path for path in (tmp_path / "copy/site").rglob(".*")]
    whole_or_absent(tmp_path / "copy", edited.before, edited.after)


def test_what_an_edit_gives_is_what_a_fresh_build_gives(edited: Edited, tmp_path: Path) -> None:
    shutil.copytree(edited.root, tmp_path / "copy")
    build(Project(tmp_path / "copy"), "--fresh", "--out", "fresh")
    assert names_in(tmp_path / "copy/fresh") == edited.after


@pytest.mark.parametrize("line", ["[1/", "[2/"])
def test_ctrl_c_stops_the_workers_too(silly: Project, line: str) -> None:
    more = "".join(NEW.format(f"rain-{number}-school").replace("03-05", f"03-{number + 5:02}") for number in range(12))
    add("schools.yml", more)(silly)
    group = {"start_new_session": True} if os.name == "posix" else {}
    process = subprocess.Popen(command("--root", str(silly.root), "build", "--jobs", "2", "--no-documents"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **group)
    assert process.stdout
    for said in process.stdout:
        if line in said:
            break
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 1 and "Traceback" not in errors, errors
    assert not [path for path in (silly.root / "site").rglob(".*")]
    build(silly, "--fresh", "--out", "fresh")
    whole_or_absent(silly.root, {}, names_in(silly.root / "fresh"))

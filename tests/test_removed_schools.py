"""A school that is no longer in the data leaves the output; what builds have not written stays where it is."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from changes import NEW, add, edit, put
from conftest import SILLY, Project, make_project
from watching import run

from uklad.base.artifact_store import ArtifactStore
from uklad.base.hashing import digest_of_file, names_in
from uklad.build.journal import KEY
from uklad.build.output import OutputRecord, Written, clear_store, forget_gone, record_of, remove_unknown, save_paths

PARTS = ("build", "--jobs", "1", "--no-documents")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("both") / "silly", SILLY)
    built(project)
    return project


@pytest.fixture
def project(both: Project, tmp_path: Path) -> Project:
    """Two schools as built, in a project that was moved since."""
    shutil.copytree(both.root, tmp_path / "copy")
    return Project(tmp_path / "copy")


def built(project: Project, *more: str) -> str:
    answer = project.run(*PARTS, *more)
    assert answer.status == 0, answer.err
    return answer.out


def take_out(project: Project, school: str = "whale-school", name: str = "") -> None:
    """Take a school out of the data, or give it another id."""
    path = project.root / "schools.yml"
    text = path.read_text(encoding="utf-8")
    pattern = rf"(?ms)^  {school}:\n(?=    ).*?(?=^  \S|\Z)"
    assert re.search(pattern, text)
    path.write_text(text.replace(f"  {school}:\n", f"  {name}:\n") if name else re.sub(pattern, "", text), encoding="utf-8")


def fresh(project: Project) -> dict[str, str]:
    built(project, "--fresh", "--out", "fresh")
    return names_in(project.root / "fresh")


def test_it_leaves_the_output(project: Project) -> None:
    site = project.root / "site"
    foreign = ("notes.txt", "whale-school/notes.txt", "own-school/ru/index.html")
    for name in foreign:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("ours", encoding="utf-8")
    take_out(project)
    assert "no longer in the data, removed: whale-school/en, whale-school/ru\n" in built(project)
    now = names_in(site)
    assert [now.pop(name) for name in foreign] and now == fresh(project)
    assert [path.name for path in (site / "whale-school").iterdir()] == ["notes.txt"]


def test_a_school_with_another_id_leaves_its_former_folder(project: Project) -> None:
    take_out(project, "whale-school", "orca-school")
    built(project)
    assert names_in(project.root / "site") == fresh(project) and not (project.root / "site/whale-school").exists()


def test_a_fresh_build_removes_it_too(project: Project) -> None:
    take_out(project)
    built(project, "--fresh")
    assert not (project.root / "site/whale-school").exists()


def test_a_fresh_build_elsewhere_forgets_nothing(project: Project) -> None:
    built(project, "--out", "other")
    built(project, "--fresh", "--out", "third")
    built(project, "--out", "third", "--school", "cloud-school")
    take_out(project)
    for out in ("site", "other"):
        built(project, "--out", out)
        assert not (project.root / out / "whale-school").exists()


def test_a_school_that_a_killed_build_wrote_leaves_the_output(project: Project, tmp_path: Path) -> None:
    """It was put in place, with the page that leads to it, but nobody could be told: neither what it is now nor that it is there."""
    shutil.copytree(project.root, tmp_path / "new")
    project = Project(tmp_path / "new")
    for change in (add("schools.yml", NEW.format("rain-school")), edit("docs/ru/about.md", "title: ", "title: x")):
        change(project)
    shutil.copytree(project.root, tmp_path / "noted")
    assert run(tmp_path / "noted", *PARTS, mode="note", at=str(tmp_path / "changes")).returncode == 0
    changes = [json.loads(line) for line in (tmp_path / "changes").read_text(encoding="utf-8").splitlines()]
    last = max(number for number, change in enumerate(changes) if str(change[-1]).endswith("noted/site/rain-school/index.html"))
    run(project.root, *PARTS, mode="kill", at=last + 2)
    assert (project.root / "site/rain-school/ru/2030-03-05/index.html").is_file() and (project.root / "site/rain-school/index.html").is_file()
    take_out(project, "rain-school")
    built(project)
    assert names_in(project.root / "site") == fresh(project) and not (project.root / "site/rain-school").exists()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_killed_fresh_build_forgets_nothing(project: Project, share: float) -> None:
    """It is killed amid the removal of what earlier builds left."""
    run(project.root, *PARTS, "--fresh", mode="kill", at=3 + int(share * sum(path.is_file() for path in (project.root / ".uklad").rglob("*"))))
    take_out(project)
    built(project)
    assert not (project.root / "site/whale-school").exists()


def test_what_cannot_be_removed_is_told_and_not_forgotten(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.unlink

    def unlink(path: str, **more: int) -> None:
        if "site/whale-school" in str(path):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        real(path, **more)

    take_out(project)
    with monkeypatch.context() as patched:
        patched.setattr("uklad.build.output.os.unlink", unlink)
        answer = project.run(*PARTS)
    assert answer.status == 1 and re.search(r"site/whale-school/\S+:1: Permission denied; run it as a user who may", answer.err), answer.err
    built(project)
    assert not (project.root / "site/whale-school").exists()


def test_what_a_killed_run_left_beside_the_output_goes_even_when_nothing_changed(project: Project) -> None:
    built(project)
    (project.root / "site/.uklad-aside-1/cloud-school ru").mkdir(parents=True)
    assert "nothing changed" in built(project) and not list((project.root / "site").glob(".*"))


def test_files_of_others_beside_the_portal_stay(project: Project) -> None:
    (project.root / "site/assets/scan.pdf").write_text("ours", encoding="utf-8")
    (project.root / "site/en/notes.txt").write_text("ours", encoding="utf-8")
    add("docs/ru/portal/index.md", "\nMore.\n")(project)
    add("docs/en/portal/index.md", "\nMore.\n")(project)
    built(project)
    now = names_in(project.root / "site")
    assert now.pop("assets/scan.pdf") and now.pop("en/notes.txt") and now == fresh(project)


def test_a_page_of_the_portal_that_is_no_more_goes(project: Project) -> None:
    for locale in ("ru", "en"):
        put(f"docs/{locale}/portal/pin.txt", "pin")(project)
    built(project)
    assert (project.root / "site/en/pin.txt").is_file()
    for locale in ("ru", "en"):
        (project.root / "docs" / locale / "portal/pin.txt").unlink()
    built(project)
    assert names_in(project.root / "site") == fresh(project)


@pytest.mark.parametrize(
    ("out", "told"),
    [(".", "holds the project itself"), ("..", "holds the project itself"), ("docs", "lies in docs"), ("documents/x", "lies in documents"), (".uklad/x", "lies in .uklad")],
)
def test_a_build_takes_no_place_of_what_it_is_made_from(project: Project, out: str, told: str) -> None:
    before = names_in(project.root)
    answer = project.run(*PARTS, "--out", out)
    assert answer.status == 1 and answer.err.startswith(f"{out}:1: {told}") and answer.err.endswith("name a folder of its own, such as site\n"), answer.err
    assert names_in(project.root) == before


@pytest.mark.parametrize("part", [("--school", "cloud-school"), ("--locale", "ru")])
def test_a_build_in_part_removes_nothing(project: Project, part: tuple[str, str]) -> None:
    take_out(project)
    built(project, *part)
    assert (project.root / "site/whale-school/ru/2030-05-06/index.html").is_file()
    built(project)
    assert not (project.root / "site/whale-school").exists(), "but it is not forgotten"


def test_a_build_that_fails_removes_nothing(project: Project) -> None:
    shutil.rmtree(project.root / "site/cloud-school")
    (project.root / "site/cloud-school").write_text("a file where a folder must stand", encoding="utf-8")
    take_out(project)
    assert project.run(*PARTS).status == 1
    assert (project.root / "site/whale-school/ru/2030-05-06/index.html").is_file()


@pytest.fixture
def store(tmp_path: Path) -> ArtifactStore:
    return ArtifactStore(tmp_path / ".uklad")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder with two schools and a page in front of them."""
    for name in ("oak/ru/a/index.html", "oak/ru/feed.xml", "oak/index.html", "ash/ru/index.html", "ash/index.html", "index.html"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(name, encoding="utf-8")
    return tmp_path / "site"


def recorded(store: ArtifactStore, out: Path) -> OutputRecord:
    lists = {"oak/ru": ["a/index.html", "feed.xml"], "ash/ru": ["index.html"]}
    files = {name: digest_of_file(out / name) for name in ("oak/index.html", "ash/index.html", "index.html")}
    return OutputRecord("site", {name: Written("key", "tree", save_paths(store, paths)) for name, paths in lists.items()}, files)


def without_oak(store: ArtifactStore, out: Path) -> list[str]:
    """Take a school out; the files that are left of it and its neighbours."""
    record = recorded(store, out)
    known = {name: value for name, value in record.files.items() if name != "oak/index.html"}
    assert remove_unknown(out, store, record, {"ash/ru"}, known) == ["oak/ru"]
    assert set(record.folders) == {"ash/ru"} and record.files == known
    return sorted(path for path in names_in(out) if path.startswith("oak"))


def test_what_was_written_goes_with_its_folders(store: ArtifactStore, out: Path) -> None:
    assert without_oak(store, out) == [] and not (out / "oak").exists()
    assert set(names_in(out)) == {"ash/ru/index.html", "ash/index.html", "index.html"}


def test_files_of_others_stay(store: ArtifactStore, out: Path) -> None:
    for name in ("oak/ru/a/scan.pdf", "oak/ru/.DS_Store", "oak/notes.txt"):
        (out / name).write_text("ours", encoding="utf-8")
    assert without_oak(store, out) == ["oak/notes.txt", "oak/ru/.DS_Store", "oak/ru/a/scan.pdf"]


def test_a_single_file_that_was_changed_is_no_longer_ours(store: ArtifactStore, out: Path) -> None:
    record = recorded(store, out)
    (out / "oak/index.html").write_text("ours", encoding="utf-8")
    remove_unknown(out, store, record, set(), {})
    assert set(names_in(out)) == {"oak/index.html"}


@pytest.mark.parametrize("name", ["oak", "oak/ru", "oak/ru/a", "oak/ru/feed.xml"])
def test_nothing_behind_a_link_is_removed(store: ArtifactStore, out: Path, tmp_path: Path, name: str) -> None:
    record, elsewhere = recorded(store, out), tmp_path / "elsewhere"
    (out / name).rename(elsewhere)
    (out / name).symlink_to(elsewhere)
    before = [path for path in sorted(tmp_path.rglob("elsewhere/**/*")) if path.is_file()]
    remove_unknown(out, store, record, {"ash/ru"}, {})
    assert (out / name).is_symlink() and elsewhere.exists()
    assert [path for path in sorted(tmp_path.rglob("elsewhere/**/*")) if path.is_file()] == before


def test_no_empty_folder_behind_a_link_is_removed(store: ArtifactStore, out: Path, tmp_path: Path) -> None:
    record, elsewhere = recorded(store, out), tmp_path / "elsewhere"
    (out / "oak").rename(elsewhere)
    (elsewhere / "ru/a/index.html").unlink()
    (out / "oak").symlink_to(elsewhere)
    remove_unknown(out, store, record, {"ash/ru"}, {})
    assert (elsewhere / "ru/a").is_dir()


def test_the_output_folder_itself_may_be_a_link(store: ArtifactStore, out: Path, tmp_path: Path) -> None:
    out.rename(tmp_path / "elsewhere")
    out.symlink_to(tmp_path / "elsewhere")
    assert without_oak(store, out) == [] and (out / "ash/ru/index.html").is_file()


def test_a_cleared_store_knows_what_is_ours_and_nothing_more(store: ArtifactStore, out: Path) -> None:
    record, (key, _) = recorded(store, out), record_of(store, out, out.parent)
    store.save(key, record)
    store.save("a" * 64, "an artifact")
    store.save(KEY, "what a killed run has noted")
    clear_store(store)
    again = record_of(store, out, out.parent)[1]
    assert {name: (one.key, one.tree) for name, one in again.folders.items()} == {"oak/ru": ("", ""), "ash/ru": ("", "")}
    assert again.files == record.files and store.load(again.folders["oak/ru"].paths) == ["a/index.html", "feed.xml"]
    assert store.load("a" * 64) is None and store.load(KEY), "the run after it settles that"


def test_the_record_of_a_folder_that_is_no_more_is_forgotten(store: ArtifactStore, out: Path) -> None:
    for name in ("site", "building.1"):
        (out.parent / name).mkdir(exist_ok=True)
        key, record = record_of(store, out.parent / name, out.parent)
        store.save(key, record)
        store.collect_garbage(key, {key}, False)
    (out.parent / "building.1").rmdir()
    forget_gone(store, out.parent)
    kept = record_of(store, out, out.parent)[0]
    assert (store.keys("output-"), store.keys("uses-")) == ([kept], [f"uses-{kept}"])


@pytest.mark.slow
def test_publishing_again_and_again_leaves_no_more(project: Project) -> None:
    for number in range(3):
        project.edit("docs/ru/about.md", "title: ", f"title: {'x' * number}")
        answer = project.run("publish", "public", "--jobs", "1", "--school", "cloud-school")
        assert answer.status == 0, answer.err
    assert len(list((project.root / ".uklad/values").glob("us/uses-*"))) == 2, "of the site, and of what was published last"

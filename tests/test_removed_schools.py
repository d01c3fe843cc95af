"""A school that is no longer in the data leaves the output; what builds have not written stays where it is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import SILLY, Project, make_project

from uklad.base.artifact_store import ArtifactStore
from uklad.base.hashing import digest_of_file, names_in
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


def test_the_output_folder_itself_may_be_a_link(store: ArtifactStore, out: Path, tmp_path: Path) -> None:
    out.rename(tmp_path / "elsewhere")
    out.symlink_to(tmp_path / "elsewhere")
    assert without_oak(store, out) == [] and (out / "ash/ru/index.html").is_file()


def test_a_cleared_store_knows_what_is_ours_and_nothing_more(store: ArtifactStore, out: Path) -> None:
    record, (key, _) = recorded(store, out), record_of(store, out, out.parent)
    store.save(key, record)
    store.save("a" * 64, "an artifact")
    clear_store(store)
    again = record_of(store, out, out.parent)[1]
    assert {name: (one.key, one.tree) for name, one in again.folders.items()} == {"oak/ru": ("", ""), "ash/ru": ("", "")}
    assert again.files == record.files and store.load(again.folders["oak/ru"].paths) == ["a/index.html", "feed.xml"]
    assert store.load("a" * 64) is None


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

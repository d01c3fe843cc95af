"""Publishing into a folder: the old tree or the new one, whatever happens."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, SILLY, Project, make_project
from killing import killed, ready, sites
from test_commands import digests

from uklad.base.artifact_store import FOLDER
from uklad.base.errors import Refused
from uklad.publishing.manifest import NAME
from uklad.publishing.publish import preview_folder, publish_folder, return_to_former, verify_tree

resource = pytest.importorskip("resource", reason="publishing into a folder needs the links and locks of Linux or macOS")
CARDS = "docs/ru/clauses/all.md"  # an answer stands there, which the page of questions gives
OLD_FAQ = "cloud-school/ru/2030-03-04/faq.html"
SECOND = """      - {date: 2031-01-02, date_from: act, outline: cloud-2030, title: {ru: Положение о змеях и ветрах, en: Regulation on kites and winds}}
  whale-school:
"""


@pytest.fixture(autouse=True)
def unhurried_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a loss of power loses what the system has not written to the disk yet, and no test here takes the power away."""
    monkeypatch.setattr(os, "sync", lambda: None)


@pytest.fixture
def silly(silly: Project, built_silly: Project) -> Project:
    """The invented schools with what a build of them has left for the next."""
    shutil.copytree(built_silly.root / FOLDER, silly.root / FOLDER)
    return silly


def quiet(text: str) -> None:
    pass


def releases(*numbers: int) -> list[str]:
    """What stands beside a published folder with these releases."""
    return sorted(["lock", "uklad-releases.txt", *(f"{number}{end}" for number in numbers for end in ("", ".json"))])


def whole(folder: Path) -> dict[str, str]:
    """What readers see, when it is complete and as it was published."""
    verify_tree(folder)
    return sites(folder)


@pytest.fixture(scope="module")
def two(built_silly: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds of the same project: in the second a page is reworded, one is new, one gone, and the style has another name."""
    first, second = (tmp_path_factory.mktemp("made") / name for name in ("first", "second"))
    shutil.copytree(built_silly.root / "site", first, ignore=shutil.ignore_patterns("lunr"))  # many files, of no interest here
    shutil.copytree(first, second)
    for path in sorted(second.rglob("*.css")):
        if path.name == "site.css":
            path.rename(path.with_name("site.00000000.css"))
    for path in sorted(second.rglob("*.html")):
        text = path.read_text(encoding="utf-8").replace("site.css", "site.00000000.css")
        path.write_text(text.replace("Из-за хвостов", "Оттого что"), encoding="utf-8")
    site = second / "whale-school/en/2030-05-06"
    shutil.copy(site / "about.html", site / "more.html")
    (second / "whale-school/en/current/tasks").mkdir(exist_ok=True)
    shutil.copy(second / "index.html", second / "news.html")
    return first, second


@pytest.mark.slow
def test_publish_shows_what_build_makes(silly: Project) -> None:
    shutil.rmtree(silly.root / FOLDER)
    answer = silly.run("publish", "www/school", "--jobs", "1")
    assert answer.status == 0, answer.err
    assert "cloud-school/ru/2030-03-04: new" in answer.out
    assert silly.run("build", "--jobs", "1").status == 0
    folder = silly.root / "www" / "school"
    assert whole(folder) == digests(silly.root / "site")
    assert not os.path.isabs(os.readlink(folder)), "the parent folder must be free to move"
    assert silly.run("verify", "www/school").out == f"www/school: {len(sites(folder))} files of 4 editions are as they were published\n"


@pytest.mark.slow
def test_no_edit_under_one_name_changes_another(silly: Project) -> None:
    assert silly.run("build", "--jobs", "1").status == 0
    for _ in range(2):
        assert silly.run("publish", "www", "--jobs", "1").status == 0
        silly.edit(CARDS, "Из-за хвостов", "Из-за хвостов и")
    first, second = silly.root / "www.releases" / "1", silly.root / "www.releases" / "2"
    assert {path.stat().st_nlink for path in (*first.rglob("*"), *second.rglob("*")) if path.is_file()} == {1}
    for tree in (silly.root / "site", first):
        with open(tree / "compare.html", "a", encoding="utf-8") as page:
            page.write("<!-- edited -->")
    assert whole(second)


def written(folder: Path) -> dict[str, str]:
    """Every file but what builds leave for the next."""
    return {path: name for path, name in digests(folder).items() if not path.startswith(".uklad/")}


@pytest.mark.slow
def test_what_has_not_changed_is_not_published_again(silly: Project, built_silly: Project) -> None:
    shutil.copytree(built_silly.root / "site", silly.root / "made")
    publish_folder(ready(silly.root, silly.root / "made"), silly.root / "www", quiet)
    before, files = os.readlink(silly.root / "www"), digests(silly.root / "www")
    dates = {path: (silly.root / "www" / path).stat().st_mtime_ns for path in files}
    assert "nothing to publish" in silly.run("publish", "www", "--jobs", "1").out
    assert os.readlink(silly.root / "www") == before

    silly.edit(CARDS, "Из-за хвостов.", "Из-за хвостов так.")
    assert silly.run("translated", "fly.count").status == 0
    there = written(silly.root)
    shown = silly.run("publish", "www", "--jobs", "1", "--dry-run")
    assert shown.status == 0 and "cloud-school/ru/2030-03-04: 2 changed" in shown.out and "cloud-school/en/2030-03-04: unchanged" in shown.out
    assert written(silly.root) == there, "a dry run writes nothing but what builds keep"

    assert silly.run("publish", "www", "--jobs", "1").status == 0
    after = digests(silly.root / "www")
    changed = {path for path in after if after[path] != files.get(path)} - {NAME}
    assert OLD_FAQ in changed and all("/ru/" in path for path in changed)
    assert [path for path in files if path not in changed and path != NAME and (silly.root / "www" / path).stat().st_mtime_ns != dates[path]] == []


def test_rollback_goes_back_one_at_a_time(silly: Project, two: tuple[Path, Path]) -> None:
    folder, (first, second) = silly.root / "www", two
    publish_folder(ready(silly.root, first), folder, quiet)
    publish_folder(ready(silly.root, second), folder, quiet)
    assert whole(folder) == digests(second)
    assert silly.run("rollback", "www").status == 0
    assert whole(folder) == digests(first)
    refused = silly.run("rollback", "www")
    assert refused.status == 1 and "has no earlier release" in refused.err
    assert whole(folder) == digests(first)
    publish_folder(ready(silly.root, second), folder, quiet)
    assert whole(folder) == digests(second)
    return_to_former(folder, quiet)
    assert whole(folder) == digests(first)


def test_a_page_that_is_open_finds_its_assets_after_publish_and_after_rollback(silly: Project, two: tuple[Path, Path]) -> None:
    folder, (first, second) = silly.root / "www", two
    publish_folder(ready(silly.root, first), folder, quiet)
    assets = {path for path in sites(folder) if "assets/" in path}
    publish_folder(ready(silly.root, second), folder, quiet)
    assert assets <= set(digests(folder)) and not assets <= set(sites(folder))
    assets = {path for path in sites(folder) if "assets/" in path}
    return_to_former(folder, quiet)
    assert assets <= set(digests(folder)) and not assets <= set(sites(folder))


@pytest.mark.slow
def test_few_releases_are_kept(silly: Project, two: tuple[Path, Path]) -> None:
    folder = silly.root / "www"
    for turn in range(9):
        publish_folder(ready(silly.root, two[turn % 2]), folder, quiet)
    assert sorted(path.name for path in (silly.root / "www.releases").iterdir()) == releases(4, 5, 6, 7, 8, 9)
    for turn in (1, 0, 1, 0):
        return_to_former(folder, quiet)
        assert whole(folder) == digests(two[turn])


@pytest.mark.slow
def test_a_superseded_edition_stays_byte_for_byte_unless_asked(silly: Project, two: tuple[Path, Path]) -> None:
    publish_folder(ready(silly.root, two[0]), silly.root / "www", quiet)
    silly.edit("schools.yml", "  whale-school:\n", SECOND)
    said = silly.run("publish", "www", "--jobs", "1").out
    assert "cloud-school/ru/2031-01-02: new" in said
    superseded = {path: value for path, value in sites(silly.root / "www").items() if "/2030-03-04/" in path}
    assert superseded

    silly.edit(CARDS, "Из-за хвостов.", "Из-за хвостов так.")
    assert "cloud-school/ru/2030-03-04: superseded, stays as it is" in silly.run("publish", "www", "--jobs", "1").out
    after = whole(silly.root / "www")
    assert {path: value for path, value in after.items() if "/2030-03-04/" in path} == superseded
    assert "Из-за хвостов так (" in (silly.root / "www/cloud-school/ru/2031-01-02/faq.html").read_text(encoding="utf-8")

    assert "cloud-school/ru/2030-03-04: 2 changed" in silly.run("publish", "www", "--jobs", "1", "--all").out
    assert whole(silly.root / "www")[OLD_FAQ] != superseded[OLD_FAQ]


@pytest.mark.slow
def test_one_school_at_a_time_and_a_portal_of_those_published(silly: Project) -> None:
    assert silly.run("publish", "www", "--jobs", "1", "--school", "whale-school").status == 0
    folder = silly.root / "www"
    assert not (folder / "cloud-school").exists()
    assert "Облако" not in (folder / "index.html").read_text(encoding="utf-8")
    whale = {path: value for path, value in whole(folder).items() if path.startswith("whale-school/")}

    silly.edit(CARDS, "Из-за хвостов.", "Из-за хвостов так.")
    assert silly.run("publish", "www", "--jobs", "1", "--school", "cloud-school").status == 0
    assert {path: value for path, value in whole(folder).items() if path.startswith("whale-school/")} == whale
    assert "Из-за хвостов так (" in (folder / OLD_FAQ).read_text(encoding="utf-8")
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "Облако" in page and "Кит" in page

    refused = silly.run("publish", "www", "--school", "whale-shcool")
    assert refused.status == 1 and 'did you mean "whale-school"?' in refused.err


def test_a_school_that_left_the_data_leaves_the_folder_and_can_return(silly: Project, two: tuple[Path, Path]) -> None:
    publish_folder(ready(silly.root, two[0]), silly.root / "www", quiet)
    text = (silly.root / "schools.yml").read_text(encoding="utf-8")
    (silly.root / "schools.yml").write_text(text.partition("  whale-school:")[0], encoding="utf-8")
    answer = silly.run("publish", "www", "--jobs", "1")
    assert "whale-school/ru/2030-05-06: removed" in answer.out and not (silly.root / "www/whale-school/index.html").exists()
    assert silly.run("rollback", "www").status == 0
    assert (silly.root / "www/whale-school/index.html").exists()


@pytest.mark.slow
def test_a_tree_with_a_broken_link_or_a_foreign_name_is_not_published(silly: Project, two: tuple[Path, Path]) -> None:
    folder = silly.root / "www"
    publish_folder(ready(silly.root, two[0]), folder, quiet)
    before = digests(folder)
    silly.edit("docs/ru/faq.md", "{{ questions() }}", "{{ questions() }}\n\n<a href=\"{{ 'nowhere' }}.html\">Синий кит</a>")
    silly.edit("docs/ru/index.md", "---\n\n", "---\n\nСиний кит № 3.\n\n")
    silly.edit("docs/en/index.md", "---\n\n", "---\n\nSee Whale No. 3.\n\n")
    for more in ([], ["--dry-run"]):
        answer = silly.run("publish", "www", "--jobs", "1", *more)
        assert answer.status == 1 and digests(folder) == before
        assert f'{OLD_FAQ}:' in answer.err and 'the link "nowhere.html" leads nowhere' in answer.err
        for name in ("Синий кит № 3", "Whale No. 3"):
            assert re.search(f'cloud-school/../2030-03-04/index.html:[0-9]+: shows the name of another school, "{name}"', answer.err)
        assert "whale-school/ru/2030-05-06/index.html" not in answer.err
    assert sorted(path.name for path in (silly.root / "www.releases").iterdir()) == releases(1)


def test_a_school_may_be_called_as_a_page_is(silly: Project, two: tuple[Path, Path]) -> None:
    silly.edit("schools.yml", "name: {ru: Кит № 3,", "name: {ru: Темы от А до Я,")
    publish_folder(ready(silly.root, two[0]), silly.root / "www", quiet)
    assert "Темы от А до Я" in (silly.root / "www/cloud-school/ru/2030-03-04/index.html").read_text(encoding="utf-8")


def test_a_site_that_does_not_build_is_not_published(silly: Project, two: tuple[Path, Path]) -> None:
    publish_folder(ready(silly.root, two[0]), silly.root / "www", quiet)
    before = digests(silly.root / "www")
    silly.edit(CARDS, "Из-за хвостов.", "[Из-за хвостов](nowhere.md).")
    answer = silly.run("publish", "www", "--jobs", "1")
    assert answer.status == 1 and "nowhere.md" in answer.err and "Traceback" not in answer.err
    assert digests(silly.root / "www") == before


def test_verify_names_every_departure(silly: Project, two: tuple[Path, Path]) -> None:
    publish_folder(ready(silly.root, two[0]), silly.root / "www", quiet)
    copy = silly.root / "usb"
    shutil.copytree(silly.root / "www", copy)
    (copy / ".well-known").mkdir()
    (copy / ".well-known" / "answer").write_text("the server's own")
    assert silly.run("verify", "usb").status == 0
    (copy / OLD_FAQ).write_text("else", encoding="utf-8")
    (copy / "compare.html").unlink()
    (copy / "added.html").write_text("", encoding="utf-8")
    answer = silly.run("verify", "usb")
    lines = answer.err.splitlines()
    assert answer.status == 1 and len(lines) == 3 and all(line.endswith("; copy the folder anew from where it was published") for line in lines)
    assert all(any(f"{path}:1: is {what};" in line for line in lines) for path, what in ((OLD_FAQ, "changed"), ("compare.html", "missing"), ("added.html", "not published")))
    assert "holds no published tree" in silly.run("verify", "docs").err


@pytest.mark.slow
def test_a_damaged_release_is_not_returned_to_and_is_mended_by_publishing(silly: Project, two: tuple[Path, Path]) -> None:
    folder = silly.root / "www"
    publish_folder(ready(silly.root, two[0]), folder, quiet)
    publish_folder(ready(silly.root, two[1]), folder, quiet)
    page = silly.root / "www.releases" / "1" / OLD_FAQ
    page.write_text("damaged", encoding="utf-8")
    answer = silly.run("rollback", "www")
    assert answer.status == 1 and f"{OLD_FAQ}:1: is damaged or gone wherever it was published" in answer.err
    assert whole(folder) == digests(two[1])
    (folder / OLD_FAQ).write_text("damaged", encoding="utf-8")
    assert silly.run("verify", "www").status == 1
    publish_folder(ready(silly.root, two[0]), folder, quiet)
    assert whole(folder) == digests(two[0])


def alter(folder: Path) -> None:
    (folder / OLD_FAQ).write_text("else", encoding="utf-8")


def delete(folder: Path) -> None:
    (folder / "compare.html").unlink()


def add(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "added.html").write_text("more", encoding="utf-8")


def link_a_folder(folder: Path) -> None:
    (folder / OLD_FAQ).parent.rename(folder.parent / "elsewhere")
    (folder / OLD_FAQ).parent.symlink_to(folder.parent / "elsewhere")


def link_a_file(folder: Path) -> None:
    (folder / OLD_FAQ).rename(folder.parent / "faq.html")
    (folder / OLD_FAQ).symlink_to(folder.parent / "faq.html")


def delete_the_manifest(folder: Path) -> None:
    (folder / NAME).unlink()


def suit_the_manifest_to_an_altered_page(folder: Path) -> None:
    text, page = (folder / NAME).read_text(encoding="utf-8"), folder / OLD_FAQ
    right = hashlib.sha256(page.read_bytes()).hexdigest()
    alter(folder)
    (folder / NAME).write_text(text.replace(right, hashlib.sha256(page.read_bytes()).hexdigest()), encoding="utf-8")


DAMAGE = {
    alter: f"{OLD_FAQ}:1: is changed",
    delete: "compare.html:1: is missing",
    add: "more/added.html:1: is not published",
    link_a_folder: "cloud-school/ru/2030-03-04:1: is a link",
    link_a_file: f"{OLD_FAQ}:1: is a link",
    delete_the_manifest: f"{NAME}:1: is missing",
    suit_the_manifest_to_an_altered_page: f"{OLD_FAQ}:1: is changed",
}


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_the_cure_that_verify_names_cures(silly: Project, built_silly: Project, damage: Callable[[Path], None]) -> None:
    folder = silly.root / "www"
    publish_folder(ready(silly.root, built_silly.root / "site"), folder, quiet)
    right = whole(folder)
    damage(folder.resolve())
    answer = silly.run("verify", "www")
    assert answer.status == 1 and f"{folder}/{DAMAGE[damage]}; run what published it once more" in answer.err
    (cure,) = set(re.findall(r"; run what published it once more, such as: uklad (.+)$", answer.err, re.M))
    shown = silly.run(*shlex.split(cure), "--dry-run", "--jobs", "1")
    assert f"{DAMAGE[damage].replace(':1', '')}; put right\n" in shown.out and silly.run("verify", "www").status == 1
    answer = silly.run(*shlex.split(cure), "--jobs", "1")
    assert answer.status == 0 and f"{DAMAGE[damage].replace(':1', '')}; put right\n" in answer.out
    assert whole(folder) == right and not [path for path in folder.resolve().rglob("*") if path.is_symlink()]
    assert "has no earlier release" in silly.run("rollback", "www").err, "nobody returns to what was damaged"


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_rollback_leaves_the_damage_behind(silly: Project, two: tuple[Path, Path], damage: Callable[[Path], None]) -> None:
    folder = silly.root / "www"
    for made in two:
        publish_folder(ready(silly.root, made), folder, quiet)
    damage(folder.resolve())
    for style in folder.resolve().rglob("site.00000000.css"):
        style.write_text("damaged", encoding="utf-8")  # it would be kept for pages that are open
    return_to_former(folder, quiet)
    assert whole(folder) == digests(two[0])


@pytest.mark.slow
def test_a_superseded_edition_is_put_right_from_an_earlier_release(silly: Project, two: tuple[Path, Path]) -> None:
    folder = silly.root / "www"
    silly.edit("schools.yml", "  whale-school:\n", SECOND)
    for made in (two[0], two[1], two[0]):
        publish_folder(ready(silly.root, made), folder, quiet)
    right = whole(folder)
    rebuilt = silly.root / "rebuilt"
    shutil.copytree(two[0], rebuilt)
    with open(rebuilt / OLD_FAQ, "a", encoding="utf-8") as page:
        page.write("<!-- what a build would say today -->")
    alter(folder)
    publish_folder(ready(silly.root, rebuilt), folder, quiet)
    assert whole(folder) == right
    for release in (silly.root / "www.releases").glob("[0-9]"):
        alter(release)
    with pytest.raises(Refused, match=f"{OLD_FAQ}:1: is damaged or gone wherever it was published; restore it from a copy, or publish anew with --all"):
        publish_folder(ready(silly.root, rebuilt), folder, quiet)
    publish_folder(ready(silly.root, rebuilt, everything=True), folder, quiet)
    assert whole(folder) == digests(rebuilt)


def test_a_folder_that_is_something_else_is_left_alone(silly: Project, two: tuple[Path, Path]) -> None:
    (silly.root / "full").mkdir()
    (silly.root / "full" / "mine.txt").write_text("mine")
    (silly.root / "file").write_text("mine")
    (silly.root / "link").symlink_to("full")
    before = digests(silly.root)
    for name, said in (("full", "files of its own"), ("file", "is a file"), ("link", "was not published here")):
        for command in (["publish", name], ["publish", name, "--dry-run"], ["rollback", name]):
            answer = silly.run(*command)
            assert answer.status == 1 and said in answer.err, answer
    assert digests(silly.root) == before
    (silly.root / "empty").mkdir()
    publish_folder(ready(silly.root, two[0]), silly.root / "empty", quiet)
    assert whole(silly.root / "empty") == digests(two[0])
    assert "is not published" in silly.run("rollback", "never").err
    assert not (silly.root / "never.releases").exists()


@pytest.mark.parametrize("link", [None, "www.releases/20300101"])
def test_a_folder_of_releases_that_is_somebody_elses_is_left_alone(silly: Project, two: tuple[Path, Path], link: str | None) -> None:
    (silly.root / "www.releases" / "20300101").mkdir(parents=True)
    (silly.root / "www.releases" / "20300101" / "mine.txt").write_text("mine")
    (silly.root / "www.releases" / "1.json").write_text("{}")
    if link:
        (silly.root / "www").symlink_to(link)
    before = digests(silly.root)
    for act in (publish_folder, preview_folder):
        with pytest.raises(Refused, match=r"www\.releases:1: holds what uklad did not put there; publish into a folder of another name"):
            act(ready(silly.root, two[0]), silly.root / "www", quiet)
    assert silly.run("rollback", "www").status == 1
    assert digests(silly.root) == before


def test_what_others_put_beside_the_releases_stays(silly: Project, two: tuple[Path, Path]) -> None:
    publish_folder(ready(silly.root, two[0]), silly.root / "www", quiet)
    (silly.root / "www.releases" / "notes.txt").write_text("mine")
    (silly.root / "www.releases" / "backup").mkdir()
    publish_folder(ready(silly.root, two[1]), silly.root / "www", quiet)
    assert sorted(path.name for path in (silly.root / "www.releases").iterdir()) == sorted([*releases(1, 2), "notes.txt", "backup"])


def unlink(folder: Path) -> None:
    folder.unlink()


def replace_by_an_empty_folder(folder: Path) -> None:
    folder.unlink()
    folder.mkdir()


def remove_the_release(folder: Path) -> None:
    shutil.rmtree(folder.resolve())


def remove_both_manifests(folder: Path) -> None:
    number = folder.resolve().name
    (folder / NAME).unlink()
    (folder.parent / "www.releases" / f"{number}.json").unlink()


@pytest.mark.slow
@pytest.mark.parametrize("loss", [unlink, replace_by_an_empty_folder, remove_the_release, remove_both_manifests], ids=lambda loss: loss.__name__)
def test_superseded_editions_outlive_the_link(silly: Project, two: tuple[Path, Path], loss: Callable[[Path], None]) -> None:
    folder = silly.root / "www"
    silly.edit("schools.yml", "  whale-school:\n", SECOND)
    for made in (two[0], two[1]):
        publish_folder(ready(silly.root, made), folder, quiet)
    superseded = {path: value for path, value in whole(folder).items() if "/2030-03-04/" in path}
    rebuilt = silly.root / "rebuilt"
    shutil.copytree(two[1], rebuilt)
    with open(rebuilt / OLD_FAQ, "a", encoding="utf-8") as page:
        page.write("<!-- what a build would say today -->")
    loss(folder)
    said: list[str] = []
    preview_folder(ready(silly.root, rebuilt), folder, said.append)
    publish_folder(ready(silly.root, rebuilt), folder, said.append)
    told = [line for line in said if line.startswith(f"{folder}: is ")]
    assert len(told) == 2 and all(line.endswith("; put right") for line in told), "both the dry run and the other say so"
    assert {path: value for path, value in whole(folder).items() if "/2030-03-04/" in path} == superseded
    assert folder.is_symlink() and "news.html" in whole(folder)


def test_nothing_is_lost_unasked_where_no_manifest_is_left(silly: Project, two: tuple[Path, Path]) -> None:
    folder = silly.root / "www"
    for made in two:
        publish_folder(ready(silly.root, made), folder, quiet)
    for manifest in (*folder.parent.glob("www.releases/*.json"), *folder.parent.glob(f"www.releases/*/{NAME}")):
        manifest.unlink()
    before = digests(silly.root)
    for act in (publish_folder, preview_folder):
        with pytest.raises(Refused, match="release 2 has no manifest that can be read; restore it from a copy, or publish anew with --all"):
            act(ready(silly.root, two[0]), folder, quiet)
    assert silly.run("rollback", "www").status == 1 and digests(silly.root) == before
    publish_folder(ready(silly.root, two[0], everything=True), folder, quiet)
    assert whole(folder) == digests(two[0])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/", "/:1: is the root of all folders; name a folder below it that does not exist yet, such as /srv/www/regulations"),
        ("README.md", "is a file; name a folder that does not exist yet"),
        (".", "is an ordinary folder with files of its own; name a folder that does not exist yet"),
        ("x" * 300, "File name too long"),
    ],
)
def test_the_cure_for_a_wrong_folder_does_no_harm(silly: Project, two: tuple[Path, Path], name: str, said: str) -> None:
    (silly.root / "README.md").write_text("mine")
    before = digests(silly.root)
    for act in (publish_folder, preview_folder, lambda _, folder, say: return_to_former(folder, say)):
        with pytest.raises(Refused, match=said) as refused:
            act(ready(silly.root, two[0]), silly.root / name, quiet)
        assert "remove" not in str(refused.value) and "move" not in str(refused.value)
    assert silly.run("verify", name).status == 1
    assert digests(silly.root) == before


def test_the_second_of_two_says_so_and_stops(silly: Project, two: tuple[Path, Path]) -> None:
    publish_folder(ready(silly.root, two[0]), silly.root / "www", quiet)
    holder = "import sys; from pathlib import Path; from uklad.publishing.releases import Releases\nwith Releases(Path(sys.argv[1])).locked():\n print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", holder, str(silly.root / "www")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as first:
        assert first.stdout and first.stdout.readline() == "held\n"
        for command in ("publish", "rollback"):
            answer = silly.run(command, "www")
            assert answer.status == 1 and "another command is publishing there now; wait until it has ended" in answer.err
        first.kill()
    publish_folder(ready(silly.root, two[1]), silly.root / "www", quiet)  # a killed command leaves no lock


@pytest.mark.slow
def test_the_command_killed_while_it_builds(silly: Project, two: tuple[Path, Path]) -> None:
    folder = silly.root / "www"
    shutil.rmtree(silly.root / FOLDER)
    publish_folder(ready(silly.root, two[1]), folder, quiet)
    command = [sys.executable, "-m", "uklad", "--root", str(silly.root), "publish", "www", "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True) as running:
        assert running.stdout and running.stdout.readline().startswith("[1/4] ")
        running.kill()
        os.waitid(os.P_PID, running.pid, os.WEXITED | os.WNOWAIT)  # dead, and its number not free for another
        assert whole(folder) == digests(two[1])
        again = silly.run("publish", "www", "--jobs", "1")
        os.killpg(running.pid, signal.SIGKILL)  # its workers
    assert again.status == 0, again.err
    assert "Из-за хвостов" in (folder / OLD_FAQ).read_text(encoding="utf-8") and whole(folder)


def moments(changes: list[str], folder: Path, count: int) -> list[int]:
    """Numbers of changes, spread over the whole run, with those around the switch."""
    switch = next(number for number, change in enumerate(changes, 1) if change.startswith("os.rename") and change.endswith(str(folder)))
    return sorted({*(1 + len(changes) * turn // count for turn in range(count)), switch - 1, switch, switch + 1})


@pytest.mark.slow
def test_killed_at_any_moment_of_publishing(silly: Project, two: tuple[Path, Path]) -> None:
    folder = silly.root / "www"
    publish_folder(ready(silly.root, two[0]), folder, quiet)
    start = silly.root / "start"
    shutil.copytree(silly.root / "www.releases", start)
    ended, changes = killed(0, silly.root, folder, two[1])
    assert ended == 0
    old, new, outcomes = digests(two[0]), digests(two[1]), []
    for at in moments(changes, folder, 10):
        shutil.rmtree(silly.root / "www.releases")
        shutil.copytree(start, silly.root / "www.releases")
        folder.unlink()
        folder.symlink_to("www.releases/1")
        assert killed(at, silly.root, folder, two[1])[0] == -signal.SIGKILL
        shown = whole(folder)
        outcomes.append(shown == new)
        assert shown in (old, new)
        publish_folder(ready(silly.root, two[1]), folder, quiet)
        assert whole(folder) == new
        assert sorted(path.name for path in (silly.root / "www.releases").iterdir()) == releases(1, 2)
    assert len(outcomes) >= 10 and outcomes == sorted(outcomes) and {True, False} == set(outcomes)


@pytest.mark.slow
def test_killed_at_any_moment_of_a_rollback(silly: Project, two: tuple[Path, Path]) -> None:
    folder = silly.root / "www"
    publish_folder(ready(silly.root, two[0]), folder, quiet)
    publish_folder(ready(silly.root, two[1]), folder, quiet)
    ended, changes = killed(0, silly.root, folder)
    assert ended == 0
    old, new = digests(two[0]), digests(two[1])
    publish_folder(ready(silly.root, two[1]), folder, quiet)
    for at in moments(changes, folder, 5):
        assert killed(at, silly.root, folder)[0] in (-signal.SIGKILL, 0)
        if whole(folder) == new:
            return_to_former(folder, quiet)
        assert whole(folder) == old
        publish_folder(ready(silly.root, two[1]), folder, quiet)
        assert whole(folder) == new


@pytest.fixture
def small_disk(two: tuple[Path, Path], tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a release, for another being built and composed, and little more."""
    disk = tmp_path / "disk"
    disk.mkdir()
    size = 4 * sum(path.stat().st_size + 4096 for path in two[0].rglob("*"))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.slow
def test_a_full_disk(silly: Project, two: tuple[Path, Path], small_disk: Path) -> None:
    folder = small_disk / "www"
    publish_folder(ready(silly.root, two[0]), folder, quiet)
    with open(small_disk / "filler", "wb") as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(65536))
    for room in (0, 1 << 20):
        os.truncate(small_disk / "filler", (small_disk / "filler").stat().st_size - room)
        with pytest.raises(Refused, match=r"No space left on device; what was published is as it was; free some space"):
            publish_folder(ready(silly.root, two[1]), folder, quiet)
        assert whole(folder) == digests(two[0])
        answer = silly.run("publish", str(folder), "--jobs", "1")
        assert answer.status == 1 and "No space left on device" in answer.err and "Traceback" not in answer.err
        assert whole(folder) == digests(two[0])
    (small_disk / "filler").unlink()
    publish_folder(ready(silly.root, two[1]), folder, quiet)
    assert whole(folder) == digests(two[1])


def test_a_file_that_cannot_be_written_whole(silly: Project, two: tuple[Path, Path]) -> None:
    folder = silly.root / "www"
    publish_folder(ready(silly.root, two[0]), folder, quiet)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
    try:
        with pytest.raises(Refused, match="what was published is as it was"):
            publish_folder(ready(silly.root, two[1]), folder, quiet)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert whole(folder) == digests(two[0])
    assert sorted(path.name for path in (silly.root / "www.releases").iterdir()) == releases(1)


def test_no_permission(two: tuple[Path, Path]) -> None:
    with tempfile.TemporaryDirectory() as made:
        top = Path(made)
        top.chmod(0o755)
        project = make_project(top / "project", SILLY)
        publish_folder(ready(project.root, two[0]), top / "served" / "www", quiet)
        before = digests(top / "served" / "www")
        for path in (top / "served", *(top / "served").rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        project.edit(CARDS, "Из-за хвостов.", "Из-за хвостов так.")
        try:
            with nobody():
                answers = [project.run("publish", str(top / "served" / name), "--jobs", "1") for name in ("www", "new")]
                answers.append(project.run("rollback", str(top / "served" / "www")))
        finally:
            for path in (top / "served", *(top / "served").rglob("*")):
                path.chmod(0o755)
        for answer in answers:
            assert answer.status == 1 and "Permission denied" in answer.err and "run it as a user who may write there" in answer.err, answer
        assert digests(top / "served" / "www") == before


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Work as a user without root's rights."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)

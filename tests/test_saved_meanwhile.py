"""A file that is saved while a build runs leaves nothing wrong: neither in the output, nor in what builds leave for the next."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import SILLY, Project, made_once, make_project
from watching import run

from uklad.base.hashing import names_in

pytestmark = pytest.mark.slow
BUILD = ("build", "--jobs", "1", "--no-documents", "--school", "cloud-school", "--locale", "ru")
CARDS = "docs/ru/clauses/all.md"
MOMENTS = [0.02, 0.2, 0.5, 0.8, 0.97]  # of all changes of the disk that a build makes; the last comes after it has looked again


@dataclass(frozen=True)
class Case:
    """A project, how many changes of the disk its build makes, a file of cards before and after, and what builds of both give."""

    project: Project
    changes: int
    texts: tuple[str, str]
    outputs: tuple[dict[str, str], dict[str, str]]


def built(root: Path, *more: str) -> dict[str, str]:
    done = run(root, *BUILD, *more)
    assert done.returncode == 0, done.stdout + done.stderr
    return names_in(root / "site")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = made_once(tmp_path_factory, "meanwhile", build_both)
    before, after = ((folder / name / CARDS).read_text(encoding="utf-8") for name in ("one", "other"))
    count = len((folder / "noted").read_text(encoding="utf-8").splitlines())
    return Case(Project(folder / "silly"), count, (before, after), (names_in(folder / "one/site"), names_in(folder / "other/site")))


def build_both(folder: Path) -> None:
    """A project as it is, and built with its cards as they are before and after; `noted` has a line for each change of the disk of the first build."""
    project = make_project(folder / "silly", SILLY)
    for name in ("one", "other"):
        shutil.copytree(project.root, folder / name)
    Project(folder / "other").edit(CARDS, "Держите нитку", "Держите верёвку")
    noted = run(folder / "one", *BUILD, mode="note", at=str(folder / "noted"))
    assert noted.returncode == 0, noted.stderr
    built(folder / "other")


@pytest.fixture
def root(case: Case, tmp_path: Path) -> Path:
    shutil.copytree(case.project.root, tmp_path / "copy")
    return tmp_path / "copy"


def saved(root: Path, case: Case, *saves: tuple[float, str]) -> tuple[int, str]:
    """Build while the cards are saved at these moments, each with a text; the status, and all that was said."""
    at = json.dumps([[max(1, int(case.changes * moment)), str(root / CARDS), text] for moment, text in saves])
    done = run(root, *BUILD, mode="save", at=at)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_is_saved_meanwhile_is_built(case: Case, root: Path, moment: float) -> None:
    before, after = case.texts
    status, said = saved(root, case, (moment, after))
    assert status == 0, said
    if moment < MOMENTS[-1]:
        assert f"{CARDS} changed while the build ran; building again" in said, said
    else:  # all is built, and is being noted
        assert "nothing changed" not in run(root, *BUILD).stdout
    assert names_in(root / "site") == case.outputs[1]
    assert "nothing changed" in run(root, *BUILD).stdout
    (root / CARDS).write_text(before, encoding="utf-8")
    assert built(root) == case.outputs[0], "what was made of one text is not kept for the other"


@pytest.mark.parametrize("moment", MOMENTS[:-1])
def test_what_is_saved_and_undone_meanwhile_leaves_nothing(case: Case, root: Path, moment: float) -> None:
    before, after = case.texts
    status, said = saved(root, case, (moment, after), (0.9, before))
    assert status == 0, said
    assert names_in(root / "site") == case.outputs[0]
    (root / CARDS).write_text(after, encoding="utf-8")
    assert built(root) == case.outputs[1]


def test_a_file_that_changes_again_and_again_is_told(case: Case, root: Path) -> None:
    texts = [f"{case.texts[0]}\n{'Ещё ' * number}\n" for number in range(1, 40)]
    status, said = saved(root, case, *((0.3 * number, text) for number, text in enumerate(texts, 1)))
    assert status == 1 and f"{CARDS}:1: changed while the build ran; run it again" in said, said
    assert said.count("building again") == 2
    (root / CARDS).write_text(case.texts[1], encoding="utf-8")
    assert built(root) == case.outputs[1]


def test_code_that_changes_is_not_built_again_in_the_same_process(case: Case, root: Path) -> None:
    script = root / "macros/portal.py"
    at = json.dumps([[case.changes // 2, str(script), script.read_text(encoding="utf-8") + "\n# saved\n"]])
    done = run(root, *BUILD, mode="save", at=at)
    assert done.returncode == 1 and "macros/portal.py:1: changed while the build ran; run it again" in done.stderr
    assert built(root) == case.outputs[0]


@pytest.mark.parametrize("undone", [False, True])
def test_what_was_made_before_a_build_was_killed_is_not_kept_when_files_changed(case: Case, root: Path, undone: bool) -> None:
    """Saved, then killed: what was made of the new text under the key of the old one is not used."""
    before, after = case.texts
    at = json.dumps([[max(1, int(case.changes * 0.02)), str(root / CARDS), after], [int(case.changes * 0.8), "\0", ""]])
    done = run(root, *BUILD, mode="save", at=at)  # a file without a name cannot be written, which ends the build
    assert done.returncode != 0
    if undone:
        (root / CARDS).write_text(before, encoding="utf-8")
    assert built(root) == case.outputs[not undone]


def test_a_killed_build_whose_files_stay_is_taken_up(case: Case, root: Path) -> None:
    for share in (0.8, 0.9):
        run(root, *BUILD, mode="kill", at=int(case.changes * share))
    done = run(root, *BUILD)
    assert done.returncode == 0 and "cloud-school ru 2030-03-04:" not in done.stdout, done.stdout
    assert names_in(root / "site") == case.outputs[0]


@pytest.mark.parametrize(("file", "old", "new"), [("docs/en/clauses/all.md", "than 30", "than 31"), ("schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,")])
def test_what_is_saved_after_the_check_is_not_published(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    done = run(root, "publish", "public", "--jobs", "1", mode="save", at=json.dumps([[1, str(root / file), text.replace(old, new)]]))
    assert done.returncode == 1 and f"{file}:1: changed while the build ran; run it again" in done.stderr, done.stdout + done.stderr
    assert not (root / "public").exists()


def test_a_mixture_is_not_published(case: Case, root: Path) -> None:
    publish = ("publish", "public", "--jobs", "1", "--school", "cloud-school")
    at = json.dumps([[case.changes // 2, str(root / CARDS), case.texts[1]]])
    done = run(root, *publish, mode="save", at=at)
    assert done.returncode == 1 and f"{CARDS}:1: changed while the build ran; run it again" in done.stderr, done.stdout + done.stderr
    assert not (root / "public").exists()
    done = run(root, *publish)
    assert done.returncode == 0, done.stderr
    assert "верёвку" in (root / "public/cloud-school/ru/2030-03-04/guides/teacher.html").read_text(encoding="utf-8").replace("\u00a0", " ")

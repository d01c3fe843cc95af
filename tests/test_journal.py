"""The journal: what a run has made is kept where its input is what it was, by this run or by the next one."""

from __future__ import annotations

from pathlib import Path

import pytest

from uklad.base.artifact_store import ArtifactStore
from uklad.build.journal import KEY, Journal
from uklad.build.snapshot import InputChanged, take_snapshot

MADE, OLDER = "a" * 64, "b" * 64


@pytest.fixture
def store(tmp_path: Path) -> ArtifactStore:
    """A project with a page, and what an earlier run has left."""
    (tmp_path / "docs/ru").mkdir(parents=True)
    (tmp_path / "docs/ru/about.md").write_text("one", encoding="utf-8")
    store = ArtifactStore(tmp_path / ".uklad")
    store.save(OLDER, "older")
    return store


def begun(store: ArtifactStore) -> Journal:
    """A run that has made an artifact."""
    journal = Journal(store, take_snapshot(store.folder.parent), store.folder.parent / "aside")
    journal.settle()
    journal.expect([MADE])
    journal.aside.mkdir(exist_ok=True)
    store.save(MADE, "made")
    return journal


def save_page(store: ArtifactStore, text: str) -> None:
    (store.folder.parent / "docs/ru/about.md").write_text(text, encoding="utf-8")


def left(store: ArtifactStore) -> list[str]:
    return [store.load(key) for key in (MADE, OLDER, KEY) if store.load(key)]


def test_what_was_made_of_one_input_is_kept(store: ArtifactStore) -> None:
    begun(store).confirm()
    assert left(store) == ["made", "older"]


@pytest.mark.parametrize("texts", [["other"], ["other", "one"]], ids=["changed", "changed and undone"])
def test_what_was_made_of_a_mixture_is_not(store: ArtifactStore, texts: list[str]) -> None:
    journal = begun(store)
    for text in texts:
        save_page(store, text)
    with pytest.raises(InputChanged, match=r"docs/ru/about\.md:1: changed while the build ran; run it again"):
        journal.confirm()
    assert left(store) == ["older"]


@pytest.mark.parametrize(("texts", "kept"), [([], ["made", "older"]), (["other"], ["older"]), (["other", "one"], ["older"])])
def test_what_a_killed_run_has_made_is_judged_by_the_next(store: ArtifactStore, texts: list[str], kept: list[str]) -> None:
    killed = begun(store)
    for text in texts:
        save_page(store, text)
    Journal(store, take_snapshot(store.folder.parent), killed.aside.with_name("next")).settle()
    assert left(store) == kept and not killed.aside.exists()


def test_what_a_killed_run_of_other_code_has_made_is_not(store: ArtifactStore) -> None:
    """Another version of the program may not even read the snapshot that it left."""
    killed = begun(store)
    store.save(KEY, {**store.load(KEY), "code": "other", "snapshot": "of another form"})
    Journal(store, killed.snapshot, killed.aside.with_name("next")).settle()
    assert left(store) == ["older"]


def test_what_was_confirmed_before_is_kept_when_a_later_step_is_not(store: ArtifactStore) -> None:
    journal = begun(store)
    journal.confirm()
    journal.expect(["c" * 64])
    store.save("c" * 64, "later")
    save_page(store, "other")
    with pytest.raises(InputChanged):
        journal.confirm()
    assert left(store) == ["made", "older"] and store.load("c" * 64) is None

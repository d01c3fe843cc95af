"""The artifact store: what it gives back is what was stored under that key, or nothing."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from types import ModuleType

import pytest

from uklad.base.artifact_store import ArtifactStore

KEYS = ("a" * 64, "b" * 64)


@pytest.fixture
def store(tmp_path: Path) -> ArtifactStore:
    """Two values, one of which needs a file."""
    store = ArtifactStore(tmp_path / ".uklad")
    store.save(KEYS[0], {"title": "kites"}, [store.save_file(b"a kite")])
    store.save(KEYS[1], ["whales"])
    return store


def value(store: ArtifactStore, key: str) -> Path:
    return next(store.folder.glob(f"values/*/{key}"))


def test_values_and_files_come_back(store: ArtifactStore, tmp_path: Path) -> None:
    again = ArtifactStore(store.folder)
    assert (again.load(KEYS[0]), again.load(KEYS[1]), again.load("c" * 64)) == ({"title": "kites"}, ["whales"], None)
    (name,) = again.files_of(KEYS[0]) or set()
    again.place(name, tmp_path / "kite")
    assert (tmp_path / "kite").read_bytes() == b"a kite"
    assert again.is_complete(KEYS[0]) and again.is_complete(KEYS[1]) and not again.is_complete("c" * 64)


def test_a_value_under_another_key_is_not_used(store: ArtifactStore) -> None:
    one, other = value(store, KEYS[0]), value(store, KEYS[1])
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    assert [store.load(key) for key in KEYS] == [None, None] and not any(map(store.is_complete, KEYS))


@pytest.mark.parametrize("gone", ["module", "class"])
def test_a_value_of_a_class_that_is_no_more_is_not_used(store: ArtifactStore, gone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the program has left may name modules that this one has not."""
    former = ModuleType("former_version")
    former.Leaf = type("Leaf", (), {"__module__": "former_version"})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "former_version", former)
    store.save(KEYS[0], former.Leaf())
    assert isinstance(store.load(KEYS[0]), former.Leaf)
    if gone == "module":
        monkeypatch.delitem(sys.modules, "former_version")
    else:
        del former.Leaf
    assert store.load(KEYS[0]) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 40, pickle.dumps("x")])
def test_what_is_damaged_counts_as_absent(store: ArtifactStore, damage: bytes) -> None:
    value(store, KEYS[0]).write_bytes(damage)
    assert store.load(KEYS[0]) is None and store.files_of(KEYS[0]) is None and not store.is_complete(KEYS[0])


@pytest.mark.parametrize("damage", [b"another kite", b"a kit", b"", None])
def test_a_value_whose_file_is_damaged_is_not_complete(store: ArtifactStore, damage: bytes | None) -> None:
    file = next(store.folder.glob("files/*/*"))
    file.unlink()
    if damage is not None:
        file.write_bytes(damage)
    again = ArtifactStore(store.folder)
    assert not again.is_complete(KEYS[0])
    again.save_file(b"a kite")
    assert ArtifactStore(store.folder).is_complete(KEYS[0]), "it is written anew"


def test_what_nobody_needs_is_removed(store: ArtifactStore) -> None:
    store.collect_garbage("first", {KEYS[0]}, False)
    assert store.load(KEYS[0]) and store.is_complete(KEYS[0]) and store.load(KEYS[1]) is None
    store.save(KEYS[1], ["whales"])
    store.collect_garbage("second", {KEYS[1]}, False)
    assert store.load(KEYS[0]) and store.load(KEYS[1]), "each user needs one"
    store.collect_garbage("first", set(), False)
    assert store.load(KEYS[0]) is None and store.load(KEYS[1]) and not list(store.folder.glob("files/*/*"))
    store.collect_garbage("second", set(), True)
    assert store.load(KEYS[1]), "it is needed beside what is needed now"

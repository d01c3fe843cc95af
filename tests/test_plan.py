"""What a publication consists of, decided on values: what stays, what comes, what is kept for pages that are open."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from uklad.publishing.manifest import Digests, Manifest
from uklad.publishing.plan import Published, find, still_superseded, what_comes, what_is_kept, what_stays
from uklad.publishing.summary import summary_of

A1, A2, B1 = "a/ru/2030-01-01", "a/ru/2031-01-01", "b/ru/2030-01-01"
FORMER = Manifest(
    {f"{A1}/p.html": "1", f"{A2}/p.html": "2", f"{A2}/assets/x.1.css": "3", f"{B1}/p.html": "4", "a/index.html": "5", "index.html": "6"},
    {"assets/y.0.js": "7"},
    {A1: "superseded", A2: "in force", B1: "in force"},
)


@pytest.mark.parametrize(
    ("then", "now", "frozen"),
    [
        ({A1: "superseded"}, {A1: "superseded"}, {A1}),
        ({A1: "in force"}, {A1: "superseded"}, set()),
        ({A1: "superseded"}, {A1: "in force"}, set()),
        ({A1: "superseded"}, {}, set()),
        ({}, {A1: "superseded"}, set()),
        ({A1: "adopted", A2: "superseded"}, {A1: "adopted", A2: "superseded"}, {A2}),
    ],
)
def test_which_editions_are_frozen(then: dict[str, str], now: dict[str, str], frozen: set[str]) -> None:
    assert still_superseded(Manifest({}, {}, then), now) == frozen


@pytest.mark.parametrize(
    ("frozen", "others", "stays"),
    [
        (set(), set(), set()),
        ({A1}, set(), {f"{A1}/p.html"}),
        (set(), {"b"}, {f"{B1}/p.html"}),
        ({A1}, {"a"}, {f"{A1}/p.html", f"{A2}/p.html", f"{A2}/assets/x.1.css", "a/index.html"}),
        (set(), {"gone"}, set()),
    ],
)
def test_what_stays_as_it_is_published(frozen: set[str], others: set[str], stays: set[str]) -> None:
    found = what_stays(FORMER, frozenset(frozen), others)
    assert found.keys() == stays and found.items() <= FORMER.files.items()


@pytest.mark.parametrize(
    ("frozen", "asked", "comes"),
    [
        (set(), {"a", "b"}, {f"{A1}/p.html", f"{A2}/p.html", "a/index.html", f"{B1}/p.html", "index.html", "en/index.html"}),
        ({A1}, {"a", "b"}, {f"{A2}/p.html", "a/index.html", f"{B1}/p.html", "index.html", "en/index.html"}),
        (set(), {"b"}, {f"{B1}/p.html", "index.html", "en/index.html"}),
    ],
)
def test_what_comes_from_the_build(frozen: set[str], asked: set[str], comes: set[str]) -> None:
    built = {path: "new" for path in (f"{A1}/p.html", f"{A2}/p.html", "a/index.html", f"{B1}/p.html", "index.html", "en/index.html")}
    assert what_comes(built, frozenset(frozen), asked, {"a", "b"}).keys() == comes


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        ({}, {f"{A2}/assets/x.1.css": "3"}),
        ({f"{A2}/assets/x.1.css": "else"}, {}),
        ({f"{A2}/assets/x.2.css": "3"}, {f"{A2}/assets/x.1.css": "3"}),
        (FORMER.files, {"assets/y.0.js": "7"}),
        ({**FORMER.files, "news.html": "8"}, {}),
    ],
)
def test_what_is_kept_for_pages_that_are_open(files: Digests, kept: Digests) -> None:
    assert what_is_kept(FORMER, files) == kept


def test_a_whole_copy_is_found_wherever_there_is_one(tmp_path: Path) -> None:
    for place, files in {"live": {"a": "1", "b": "damaged"}, "made": {"b": "2", "c": "other"}, "older": {"c": "damaged"}, "oldest": {"c": "3", "d": "other"}}.items():
        for name, text in files.items():
            (tmp_path / place).mkdir(exist_ok=True)
            (tmp_path / place / name).write_text(text)
    wanted = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in {"a": "1", "b": "2", "c": "3", "d": "4"}.items()}
    published = Published(tmp_path / "live", Manifest(wanted), (tmp_path / "older", tmp_path / "oldest"))
    found = find(wanted, published, (tmp_path / "made", {"b": wanted["b"], "c": "other"}))
    assert found == {"a": tmp_path / "live/a", "b": tmp_path / "made/b", "c": tmp_path / "oldest/c"}
    assert find(wanted, None) == {}


def test_what_happens_is_told_by_edition_and_repair() -> None:
    after = Manifest({**FORMER.files, f"{A2}/p.html": "20", f"{A2}/q.html": "21", "c/ru/2030-01-01/p.html": "22"}, {}, {**FORMER.editions, "c/ru/2030-01-01": "in force"})
    del after.files[f"{B1}/p.html"]
    repairs = {f"{number:02}.html": "changed" for number in range(22)}
    said = list(summary_of(FORMER, after, frozenset({A1}), repairs))
    assert said[:5] == [
        "portal and ways between editions: unchanged",
        f"{A1}: superseded, stays as it is",
        f"{A2}: 1 added, 1 changed",
        f"{B1}: removed",
        "c/ru/2030-01-01: new",
    ]
    assert said[5] == "00.html: is changed; put right" and said[24:] == ["19.html: is changed; put right", "2 more files are put right"]

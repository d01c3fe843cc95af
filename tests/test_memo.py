"""The memo: what was worked out is not worked out again, as long as all that it depends on is the same."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import Project

from uklad.base import memo
from uklad.base.artifact_store import ArtifactStore


def test_a_value_is_worked_out_once() -> None:
    asked: list[str] = []
    for _ in range(2):
        assert memo.get("test-once", lambda: asked.append("x") or len(asked)) == 1
    assert asked == ["x"]


def test_a_function_of_texts_is_known_by_its_name_and_texts() -> None:
    asked: list[tuple[str, ...]] = []

    @memo.memoised
    def joined(*texts: str) -> str:
        asked.append(texts)
        return "-".join(texts)

    assert [joined("a", "b"), joined("ab"), joined("a", "b")] == ["a-b", "ab", "a-b"]
    assert asked == [("a", "b"), ("ab",)]


def test_a_run_leaves_what_it_used_for_the_same_code(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    memo.get("test-left", lambda: 7)
    memo.save(store, "code")
    before = memo.keys()
    for code, wanted in (("other code", False), ("code", True)):
        memo._values.pop("test-left", None)
        memo.load(store, code)
        assert bool(memo.keys() & {"test-left"}) is wanted
    assert memo.keys() == before


def test_a_thawed_clause_is_told_at_its_line_when_lines_move(silly: Project) -> None:
    assert silly.run("approve", "cloud-school", "2030-03-04").status == 0
    path = silly.root / "schools.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^( +)fly\.count: \S+ \S+\n", "", text, count=1), encoding="utf-8")

    def told() -> int:
        answer = silly.run("check")
        assert answer.status == 1
        return int(re.search(r"schools\.yml:(\d+): cloud-school: clause \"fly\.count\" is new in the approved edition", answer.err)[1])  # type: ignore[index]

    first = told()
    path.write_text("# a line more\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert told() == first + 1

"""`uklad confirm`: clauses on trust beside the act, by options and at a terminal, written into the data file."""

from __future__ import annotations

import pytest
from conftest import Project
from test_new import CLOUD, Terminal, data

SCHOOL = "oblako-9"
LEFT = ["fly.duties", "fly.kite", "fly.count", "fly.whistle", "rest.nap", "basis.acts"]


@pytest.fixture
def draft(silly: Project) -> Project:
    """The invented schools, and a new one of which nothing is confirmed."""
    assert silly.run("new", *CLOUD).status == 0
    return silly


def edition(project: Project, file: str = "schools.yml", school: str = SCHOOL) -> dict:
    return data(project, file)["schools"][school]["editions"][0]


def test_what_is_so_is_no_longer_on_trust(draft: Project) -> None:
    before = (draft.root / "schools.yml").read_text(encoding="utf-8")
    answer = draft.run("confirm", SCHOOL, "--so", "fly.kite", "fly.count", "--so", "rest.nap")
    assert answer.status == 0, answer.err
    assert "3 so, 0 not so, 0 in other words; 3 of 6 clauses are still on trust" in answer.out and f"To go on: uklad confirm {SCHOOL}" in answer.out
    assert edition(draft)["on_trust"] == ["fly.duties", "fly.whistle", "basis.acts"] and "changes" not in edition(draft)
    after = (draft.root / "schools.yml").read_text(encoding="utf-8")
    assert after == before.replace("on_trust: true", "on_trust: [fly.duties, fly.whistle, basis.acts]")
    answer = draft.run("confirm", SCHOOL, "--rest-so")
    assert answer.status == 0 and "0 of 6 clauses are still on trust" in answer.out
    assert (draft.root / "schools.yml").read_text(encoding="utf-8") == before.replace("        on_trust: true\n", "")


def test_what_is_not_so_leaves_this_school_alone(draft: Project) -> None:
    answer = draft.run("confirm", SCHOOL, "--not-so", "rest.nap", "fly.whistle", "--number", "basis.acts=1.2", "chapter.sky=I")
    assert answer.status == 0, answer.err
    assert edition(draft)["changes"] == {"removed": ["fly.whistle", "rest.nap"], "renumbered": {"basis.acts": "1.2", "chapter.sky": "I"}}
    assert edition(draft)["on_trust"] == "true" and draft.run("check").status == 0
    listed = draft.run("confirm", SCHOOL, "--list").out
    assert "4 of 4 clauses are on trust: I Небо (4)" in listed and "  1.2 basis.acts: Основа:" in listed and "rest.nap" not in listed
    assert "fly.whistle" not in listed


def test_what_is_not_so_takes_what_stands_below_it(draft: Project) -> None:
    answer = draft.run("confirm", SCHOOL, "--not-so", "fly.duties", "rest.nap", "--rest-so")
    assert answer.status == 0, answer.err
    assert "1 so, 5 not so" in answer.out
    assert edition(draft)["changes"] == {"removed": ["fly.duties", "rest.nap"]} and "on_trust" not in edition(draft)


def test_other_words_begin_from_the_shared_card_in_every_language(draft: Project) -> None:
    answer = draft.run("confirm", SCHOOL, "--differently", "fly.kite", "fly.count", "--rest-so")
    assert answer.status == 0, answer.err
    assert edition(draft)["on_trust"] == ["fly.kite", "fly.count"]
    for locale in ("ru", "en"):
        own = (draft.root / f"docs/{locale}/clauses/{SCHOOL}/all.md").read_text(encoding="utf-8")
        shared = (draft.root / f"docs/{locale}/clauses/all.md").read_text(encoding="utf-8")
        card = shared[shared.index("## fly.kite") : shared.index("## fly.whistle")]
        assert own.endswith(card.rstrip() + "\n") and f"docs/{locale}/clauses/{SCHOOL}/all.md:3: fly.kite" in answer.out
    assert f"Then say: uklad confirm {SCHOOL} --so fly.kite fly.count" in answer.out
    assert draft.run("check").status == 0
    answer = draft.run("confirm", SCHOOL, "--so", "fly.kite")
    assert answer.status == 1 and f'docs/en/clauses/{SCHOOL}/all.md:3: the own wording of "fly.kite" still says what the shared clause says' in answer.err
    draft.edit(f"docs/ru/clauses/{SCHOOL}/all.md", "Запускает змея не выше 30 метров.", "Запускает змея не выше 30 метров и только днём.")
    draft.edit(f"docs/en/clauses/{SCHOOL}/all.md", "## fly.kite\n", "## fly.kite\nBy day only: ")
    assert draft.run("confirm", SCHOOL, "--so", "fly.kite").status == 0
    assert edition(draft)["on_trust"] == ["fly.count"]
    again = draft.run("confirm", SCHOOL, "--differently", "fly.kite")
    assert again.status == 0 and "только днём" in (draft.root / f"docs/ru/clauses/{SCHOOL}/all.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("options", "said"), [
    (["--so", "fly.kit"], 'the edition has no clause "fly.kit"; did you mean "fly.kite"?'),
    (["--so", "fly.kite", "--not-so", "fly.kite"], 'two things are said of "fly.kite"; say one'),
    (["--number", "fly.kite=3"], 'no clause or chapter "fly.kite" with a number of its own'),
    (["--number", "rest.nap"], '--number "rest.nap" names no number; write it as --number chat.block=4.2'),
    (["--number", "rest.nap=<b>"], '"<b>" is no number for "rest.nap"; use letters'),
    (["--edition", "2030-01-01"], 'there is no edition "2030-01-01"'),
    (["--not-so", "fly.count"], "say what is so of this clause too; nothing was written"),  # rest.nap cites it
    ([], "nothing is said of the 6 clauses of oblako-9 that are on trust; use --so"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(draft: Project, options: list[str], said: str) -> None:
    before = (draft.root / "schools.yml").read_bytes()
    answer = draft.run("confirm", SCHOOL, *options)
    assert answer.status == 1 and said in answer.err, answer
    assert (draft.root / "schools.yml").read_bytes() == before and not list(draft.root.glob("docs/*/clauses/*/"))
    assert not list(draft.root.glob(".new-*"))


def test_an_unknown_school(silly: Project) -> None:
    assert 'there is no school "whale-scool"; did you mean "whale-school"?' in silly.run("confirm", "whale-scool").err
    assert "0 of 2 clauses are still on trust" in silly.run("confirm", "whale-school").out


def test_a_school_of_a_region(silly: Project) -> None:
    (silly.root / "t.csv").write_text("вид;название;заголовок;дата\nкит;Кит 1;П;2030-01-02\nкит;Кит 2;П;2030-01-02\n", encoding="utf-8")
    answer = silly.run("import", "t.csv", "--to", "region.yml")
    assert answer.status == 0, answer.err
    assert "whale, 2 with the outline whale-2030: 2 of 2 clauses are on trust: Море (2)" in answer.out
    assert "Now compare each with its act: uklad confirm kit-1 --schools region.yml" in answer.out
    assert "go on with: uklad confirm kit-2 --schools region.yml" in silly.run("check", "--schools", "region.yml").out
    assert silly.run("confirm", "kit-2", "--schools", "region.yml", "--so", "swim.deep", "--not-so", "crew.list").status == 0
    assert "on_trust" not in edition(silly, "region.yml", "kit-2") and edition(silly, "region.yml", "kit-2")["changes"] == {"removed": ["crew.list"]}
    assert edition(silly, "region.yml", "kit-1")["on_trust"] == "true"


def test_an_edition_on_one_line(silly: Project) -> None:
    silly.edit("schools.yml", "outline: whale-2030, title", "outline: whale-2030, on_trust: [crew.list, swim.deep], title")
    assert silly.run("confirm", "whale-school", "--not-so", "crew.list", "--number", "swim.deep=2").status == 0
    found = edition(silly, school="whale-school")
    assert found["on_trust"] == ["swim.deep"] and found["changes"] == {"removed": ["crew.list"], "renumbered": {"swim.deep": "2"}}
    assert silly.run("confirm", "whale-school", "--rest-so", "--number", "swim.deep=3").status == 0
    found = edition(silly, school="whale-school")
    assert "on_trust" not in found and found["changes"]["renumbered"] == {"swim.deep": "3"}


@pytest.mark.parametrize(("value", "said"), [
    ("[fly.kit]", 'on_trust: the edition has no clause "fly.kit"; did you mean "fly.kite"?'),
    ("maybe", "is neither true nor a list of clauses; write true, or"),
    ("{a: b}", "is neither true nor a list of clauses; write true, or"),
])  # fmt: skip
def test_a_mistaken_value_is_told_with_its_line(draft: Project, value: str, said: str) -> None:
    draft.edit("schools.yml", "on_trust: true", f"on_trust: {value}")
    line = (draft.root / "schools.yml").read_text(encoding="utf-8").splitlines().index(f"        on_trust: {value}") + 1
    answer = draft.run("check")
    assert answer.status == 1 and f"schools.yml:{line}: " in answer.err and said in answer.err, answer.err


def walk(project: Project, *said: tuple[str, str]) -> Terminal:
    talk = Terminal(project.root, "confirm", SCHOOL)
    for question, answer in said:
        talk.answer(question, answer)
    return talk


def test_a_person_goes_through_the_clauses(draft: Project) -> None:
    talk = walk(
        draft, ("1 Небо", "y"), ("fly.kite\r\n    Запускает", "да"), ("3 of 6", "maybe"), ("say y, n, d, l, b or stop; an item has no number", "d"),
        ("4 of 6", "b"), ("3 of 6", "not so"), ("4 of 6", "l"), ("1.2 rest.nap", "1.5"), ("number 1.5; and the rule?", "n"), ("6 of 6", "stop"),
    )  # fmt: skip
    assert talk.end() == 0, talk.said
    assert "2 so, 2 not so, 0 in other words; 2 of 4 clauses are still on trust" in talk.said
    assert edition(draft)["on_trust"] == ["fly.whistle", "basis.acts"] and edition(draft)["changes"] == {"removed": ["fly.count", "rest.nap"]}
    talk = walk(draft, ("1 of 2", "y"), ("2 of 2", "y"))
    assert talk.end() == 0 and "on_trust" not in edition(draft), talk.said


def test_what_leaves_with_another_is_not_asked(draft: Project) -> None:
    talk = walk(draft, ("1.1 fly.duties", "n"), ("5 of 6", "n"), ("6 of 6", "y"))
    assert talk.end() == 0 and "fly.kite\r\n" not in talk.said, talk.said
    assert "1 so, 5 not so" in talk.said and "on_trust" not in edition(draft)


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_stopping_by_a_key_changes_nothing(draft: Project, key: str) -> None:
    before = (draft.root / "schools.yml").read_bytes()
    talk = walk(draft, ("1 of 6", "y"), ("2 of 6", "d"))
    talk.until("3 of 6")
    assert talk.end(key) == 1 and "stopped; schools.yml is as it was" in talk.said and "Traceback" not in talk.said
    assert (draft.root / "schools.yml").read_bytes() == before and not list(draft.root.glob("docs/*/clauses/*/"))


def test_a_shared_outline_with_changes_is_another(draft: Project) -> None:
    """Each name in the changes of an outline must be there, and the duties of what was added need steps."""
    draft.edit("schools.yml", "        on_trust: true\n", "        changes: {removed: [fly.kit], services: {bel: []}}\n")
    answer = draft.run("check")
    assert 'removed: the outline cloud-2030 has no clause "fly.kit"; did you mean "fly.kite"?' in answer.err
    assert 'services: unknown service "bel"; did you mean "bell"?' in answer.err

"""Mistakes in schools.yml: each is told with its line and its cure, all in one run, and nothing is built."""

from __future__ import annotations

import re

import pytest
from conftest import SILLY, Project

from uklad.model.loader import SCHEMA, schema_text

DATA = (SILLY / "schools.yml").read_text(encoding="utf-8")


def line_of(text: str, part: str) -> int:
    """The line (from 1) of the first occurrence of `part`."""
    return text[: text.index(part)].count("\n") + 1


MISTAKES = {
    "unknown key": ("kind: cloud\n    name", "kind: cloud\n    nmae: x\n    name", 'unknown key "nmae"; did you mean "name"?'),
    "missing key": ("    kind: whale\n", "", 'key "kind" is missing; add "kind: …"'),
    "wrong type": ("roles: {{}}", "", None),
    "bad date": ("date: 2029-05-04", "date: 2029-13-04", "'2029-13-04' is not a date; write it as 2024-08-29"),
    **{
        f"a date as {written}": ("date: 2029-05-04", f"date: {written}", f"acts.wind-law.date: {said} is not a date; write it as 2024-08-29")
        for written, said in {"0": "0", "1893456000": "1893456000", '"1893456000"': "'1893456000'", "20290504": "20290504", "2029-5-4": "'2029-5-4'", "2029-05-04T00:00:00": "'2029-05-04T00:00:00'", '" 2029-05-04"': "' 2029-05-04'", "yes": "True", "[2029]": "[2029]", "0000-01-01": "'0000-01-01'"}.items()
    },
    "no date at all": ("in_force: 2029-06-01", "in_force: soon", "'soon' is not a date"),
    "unknown kind": ("kind: whale", "kind: whall", 'unknown kind "whall"; did you mean "whale"?'),
    "unknown clause": ("clause: swim.deep", "clause: swim.depe", 'unknown clause "swim.depe" in ru; did you mean "swim.deep"?'),
    "unknown duty": ("duties: [fly.kite,", "duties: [fly.kit,", 'unknown clause "fly.kit"; did you mean "fly.kite"?'),
    "unknown act": ("basis: [wind-law,", "basis: [wind-lore,", 'unknown act "wind-lore"; did you mean "wind-law"?'),
    "unknown role": ("roles: [parent]", "roles: [parnet]", 'unknown role "parnet"; did you mean "parent"?'),
    "unknown service": ("services: {bell: [sync", "services: {bel: [sync", 'unknown service "bel"; did you mean "bell"?'),
    "unknown mode": ("kite-mail: [asynchronous]", "kite-mail: [asynchronos]", "unknown value 'asynchronos'; did you mean \"asynchronous\"?"),
    "unknown platform": ("platform: kite\n    basis", "platform: kit\n    basis", 'unknown platform "kit"; did you mean "kite"?'),
    "unknown outline": ("outline: cloud-2030", "outline: cloud-2031", 'unknown outline "cloud-2031"; did you mean "cloud-2030"?'),
    "unknown person": ("person: gust", "person: gost", 'unknown person "gost"; did you mean "gust"?'),
    "unknown step": ("step: order", "step: ordre", "unknown value 'ordre'; did you mean \"order\"?"),
    "two of one key": ("  whale-school:", "  cloud-school:", '"cloud-school" stands twice here'),
    "unsafe id": ("  whale-school:", "  ../whale:", "not a safe folder name; use small Latin letters"),
    "reserved id": ("  whale-school:", "  assets:", "not a safe folder name"),
    "locale's id": ("  whale-school:", "  en:", 'school "en" has the name of a locale; choose another id'),
    "twice in an outline": ("clause: swim.deep", "clause: crew.list", 'clause "crew.list" stands twice in the outline; remove one'),
    "unknown gender": ("{gender: n, nom: облако", "{gender: x\"><script>, nom: облако", "kinds.cloud.terms.school.ru: unknown gender 'x\"><script>'; write m, f or n"),
    "unsafe kind": ("  cloud:\n    name", "  \"cloud <b>\":\n    name", "kinds.cloud <b>: not a safe folder name; use small Latin letters"),
    "missing form": (", pre: ките}", "}", 'whale: term "school" has no form "pre" in ru; add "pre: …"'),
    "missing translation": ("bell: {name: {ru: Колокол, en: Bell}}", "bell: {name: {ru: Колокол}}", 'no text in "en"; add "en: …"'),
    "unknown locale": ("{ru: Тёплое море, en: Warm Sea}", "{ru: Море, en: Sea, fr: Mer}", 'unknown locale "fr"'),
    "empty text": ("{ru: Тёплое море, en: Warm Sea}", '{ru: "", en: Warm Sea}', "is empty; write a text"),
    "no such default": ("default_school: cloud-school", "default_school: clod-school", 'unknown school "clod-school"; did you mean "cloud-school"?'),
    "clause and heading at once": ("clause: rest.nap}", "clause: rest.nap, heading: chapter.sea}", 'needs exactly one of "clause", "heading" and "gap"'),
    **{
        f"{key} in an outline": ("clause: rest.nap}", f"clause: rest.nap, {said}}}", f'cloud-2030: "{key}" belongs to the copy of one school, and an outline may be shared; move it to "source:"')
        for key, said in {"notes": "notes: [note.string]", "printed": 'printed: "9"', "also": 'also: ["9"]'}.items()
    },
    "a gap in an outline": ("          - {number: \"1.3\", clause: basis.acts}", "          - {gap: gap.torn}\n          - {number: \"1.3\", clause: basis.acts}", 'cloud-2030: "gap" belongs to the copy'),
    "silence in an outline": ("    basis: [wind-law, charter]\n", "    basis: [wind-law, charter]\n    silent: [parent]\n", 'cloud-2030: "silent" belongs to the copy'),
    "a note of an unknown place": ("fly.duties: [note", "fly.dutys: [note", 'unknown clause "fly.dutys"; did you mean "fly.duties"?'),
    "a gap after nothing": ("after: rest.nap}", "after: rest.nop}", 'unknown place "rest.nop"; did you mean "rest.nap"?'),
    "silent on an unknown question": ("          roles: [parent]\n", "          questions: [whi]\n", 'unknown question "whi"; did you mean "why"?'),
    "silent on what a clause answers": ("          roles: [parent]\n", "          questions: [why]\n", 'silent on "why", and its clause "fly.count" answers it; take the question out'),
    "a role without a name": ("    term: teacher\n    duties", "    duties", 'needs either "name" or "term"; keep one'),
    "a role with an unknown term": ("    term: teacher\n    duties", "    term: techer\n    duties", 'unknown term "techer"; did you mean "teacher"?'),
    **{
        f"{where}: {number[:12]!r}": (old, old.replace(was, f"{was[0]}{number}{was[-1]}"), f"{where}: {what}")
        for number, what in {
            "x<script src=../../up/evil.js></script>": 'a number of 39 characters; shorten it to 20',
            "x<b>": 'a number with "<"; use letters, digits, spaces, dots, hyphens, slashes and parentheses',
            "4*": 'a number with "*"; use letters',
        }.items()
        for where, (old, was) in {
            "outlines.cloud-2030.chapters.0.number": ('number: "1"\n', '"1"'),
            "outlines.cloud-2030.chapters.0.clauses.1.number": ('number: "1.2"', '"1.2"'),
            "schools.cloud-school.editions.0.source.also.rest.nap.0": ('also: {rest.nap: ["1.4"]', '"1.4"'),
            "schools.cloud-school.editions.0.source.printed.rest.nap": ('printed: {rest.nap: "9.2"', '"9.2"'),
        }.items()
    },
    "a script in a new number": (
        "    editions:\n      - {date: 2030-05-06,",
        "    editions:\n      - {date: 2031-05-06, based_on: 2030-05-06, changes: {renumbered: {swim.deep: 'x<script src=../up/evil.js></script>'}}, date_from: act, title: {ru: А, en: A}}\n      - {date: 2030-05-06,",
        "schools.whale-school.editions.0.changes.renumbered.swim.deep: a number of 36 characters; shorten it to 20",
    ),
    **{
        f"two editions of a day, {written}": (
            "    editions:\n      - {date: 2030-05-06,",
            f"    editions:\n      - {{date: {written}, date_from: act, outline: whale-2030, title: {{ru: А, en: A}}}}\n      - {{date: 2030-05-06,",
            what,
        )
        for written, what in {"'2030-05-06'": "two editions of 2030-05-06", "2030-05-06T00:00:00": "is not a date", "20300506": "20300506 is not a date", "1904256000": "1904256000 is not a date"}.items()
    },
    "two editions of a day": (
        "    editions:\n      - {date: 2030-05-06,",
        "    editions:\n      - {date: 2030-05-06, date_from: act, outline: whale-2030, title: {ru: А, en: A}}\n      - {date: 2030-05-06,",
        "two editions of 2030-05-06",
    ),
}
MISTAKES["wrong type"] = ("roles: [parent]", "roles: parent", "input should be a valid list; correct the value or its type")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_cure(silly: Project, mistake: str) -> None:
    old, new, said = MISTAKES[mistake]
    silly.edit("schools.yml", old, new)
    answer = silly.run("check")
    assert answer.status == 1
    told = [line for line in answer.err.splitlines() if said in line]
    assert told, answer.err
    assert all(re.match(r"schools\.yml:\d+: .+; .+", line) for line in answer.err.splitlines() if not line.startswith("docs/")), "pages tell of it too"
    assert "Traceback" not in answer.err


def test_the_line_is_the_line_of_the_mistake(silly: Project) -> None:
    silly.edit("schools.yml", "date: 2029-05-04", "date: tomorrow")
    silly.edit("schools.yml", "person: gust", "person: gost")
    errors = silly.run("check").err
    assert f"schools.yml:{line_of(DATA, 'date: 2029-05-04')}: " in errors
    assert f"schools.yml:{line_of(DATA, 'person: gust')}: " in errors


def test_every_mistake_is_told_in_one_run(silly: Project) -> None:
    for name in ("unknown key", "bad date", "unknown kind", "unknown duty", "missing form", "missing translation", "unknown act"):
        silly.edit("schools.yml", *MISTAKES[name][:2])
    errors = silly.run("check").err
    for name in ("unknown key", "bad date", "unknown kind", "unknown duty", "missing form", "missing translation", "unknown act"):
        assert MISTAKES[name][2] in errors, name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "the file is empty"),
        (b"  \n", "the file is empty"),
        (b"schools: [", "not valid YAML"),
        (b"acts:\n\twind: 1\n", "the line is indented with a tab; indent with spaces"),
        ("школы: да".encode("cp1251"), "not encoded in UTF-8; save the file as UTF-8"),
        (b"- a\n- b\n", "not a mapping of keys"),
        (b"just words\n", "not a mapping of keys"),
    ],
)
def test_a_file_that_is_no_data(silly: Project, text: bytes, said: str) -> None:
    (silly.root / "schools.yml").write_bytes(text)
    answer = silly.run("build")
    assert answer.status == 1
    assert said in answer.err
    assert re.match(r"schools\.yml:\d+: ", answer.err)


def test_no_file(silly: Project) -> None:
    answer = silly.run("check", "--schools", "scools.yml")
    assert (answer.status, answer.err) == (1, "scools.yml:1: there is no such file; check the name\n")


def test_bad_data_builds_and_overwrites_nothing(silly: Project) -> None:
    (silly.root / "site").mkdir()
    (silly.root / "site" / "index.html").write_text("published before")
    silly.edit("schools.yml", "kind: whale", "kind: whall")
    assert silly.run("build").status == 1
    assert [path.name for path in (silly.root / "site").iterdir()] == ["index.html"]
    assert (silly.root / "site" / "index.html").read_text() == "published before"


def test_the_schema_is_current() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run: uklad schema"

"""A region's file: schools alone, on what a base shares; and what no data file may hold."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Project

from uklad.base.errors import Refused
from uklad.base.yaml_reader import read_yaml
from uklad.content.clauses import clause_ids
from uklad.model.loader import cached_schools, load_schools

sys.path.insert(0, str(ROOT / "bench"))
from invent import invent

OAK = """\
schools:
  oak:
    kind: whale
    name: {ru: Дуб}
    full_name: {ru: Дуб на дне}
    place: {ru: Дно, en: Sea floor}
    editions:
      - date: 2031-01-02
        date_from: act
        outline: whale-2030
        title: {ru: Положение о дубе}
"""


def write(project: Project, text: str, name: str = "region.yml") -> None:
    (project.root / name).parent.mkdir(exist_ok=True)
    (project.root / name).write_text(text, encoding="utf-8")


def said(project: Project, text: str, name: str = "region.yml") -> str:
    write(project, text, name)
    answer = project.run("check", "--schools", name)
    assert answer.status == 1 and "Traceback" not in answer.err
    assert all(re.match(r"[\w./-]+:\d+: .+; .+", line) for line in answer.err.splitlines()), answer.err
    return answer.err


def test_a_region_has_its_own_schools_and_the_bases_rest(silly: Project) -> None:
    write(silly, OAK)
    schools, _ = load_schools(silly.root / "region.yml", clause_ids(silly.root / "docs"))
    base, _ = load_schools(silly.root / "schools.yml")
    assert list(schools.schools) == ["oak"] and schools.default_school == "oak"
    assert (schools.kinds, schools.outlines, schools.acts) == (base.kinds, base.outlines, base.acts)
    assert schools.schools["oak"].name["en"] == "Дуб"


def test_it_is_built_with_its_own_schools_only(silly: Project) -> None:
    write(silly, OAK)
    answer = silly.run("build", "--schools", "region.yml", "--no-documents", "--jobs", "1")
    assert answer.status == 0, answer.err
    assert "Дуб" in (silly.root / "site/oak/en/2031-01-02/index.html").read_text(encoding="utf-8")
    assert not (silly.root / "site/cloud-school").exists()
    portal = (silly.root / "site/index.html").read_text(encoding="utf-8")
    assert "oak/ru/2031-01-02" in portal and "cloud-school" not in portal


@pytest.mark.slow
def test_it_is_published_one_school_at_a_time(silly: Project) -> None:
    write(silly, OAK)
    answer = silly.run("publish", "public", "--schools", "region.yml", "--school", "oak", "--jobs", "1")
    assert answer.status == 0, answer.err
    assert "Дуб" in (silly.root / "public/oak/en/2031-01-02/index.html").read_text(encoding="utf-8")


def test_mkdocs_can_serve_one_of_its_schools(silly: Project) -> None:
    write(silly, OAK)
    assert silly.run("config", "oak", "en", "--schools", "region.yml").status == 0
    assert "region.yml" in (silly.root / "mkdocs.local.yml").read_text(encoding="utf-8")


def test_the_base_may_be_named_and_stand_elsewhere(silly: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(silly.root)
    (silly.root / "shared").mkdir()
    (silly.root / "schools.yml").rename(silly.root / "shared/all.yml")
    write(silly, "base: ../shared/all.yml\n" + OAK, "regions/north.yml")
    assert silly.run("check", "--schools", "regions/north.yml").status == 0
    assert "add \"base: path/to/schools.yml\"" in said(silly, OAK, "regions/south.yml")
    for base, remedy in (("../shared/none.yml", "there is no file"), ("x" * 300 + ".yml", "there is no file"), ("/etc/passwd", "is no data file"), ("north.yml", "no kinds, outlines")):
        assert remedy in said(silly, f"base: {base}\n" + OAK, "regions/south.yml")


def test_mistakes_are_told_with_the_file_they_stand_in(silly: Project) -> None:
    assert "region.yml:3: oak: unknown kind \"wale\"; did you mean \"whale\"?" in said(silly, OAK.replace("kind: whale", "kind: wale"))
    assert "region.yml:6: schools.oak.place: unknown locale \"fr\"" in said(silly, OAK.replace("en: Sea floor", "fr: Mer"))
    assert "region.yml:4: schools.oak.name: no text in \"ru\"" in said(silly, OAK.replace("{ru: Дуб}", "{en: Oak}"))
    assert "region.yml:1: a region's file has no key \"locales\"" in said(silly, "locales: [ru]\n" + OAK)
    assert "holds no schools" in said(silly, "default_school: oak\n")
    assert "unknown school \"ash\"" in said(silly, "default_school: ash\n" + OAK)
    silly.edit("schools.yml", "platform: kite\n    basis", "platform: kit\n    basis")
    assert re.search(r"^schools\.yml:\d+: .*unknown platform \"kit\"", said(silly, OAK), re.M)
    silly.edit("schools.yml", "status: in-force", "status: in-farce")
    assert re.search(r"^schools\.yml:\d+: acts\.wind-law\.status: unknown value 'in-farce'", said(silly, OAK), re.M)


def test_a_change_of_the_file_or_of_its_base_is_seen(silly: Project) -> None:
    write(silly, OAK)
    path = silly.root / "region.yml"
    first = cached_schools(path)
    assert cached_schools(path) is first
    silly.edit("region.yml", "Дно", "Мель")
    assert cached_schools(path).schools["oak"].place["ru"] == "Мель"  # type: ignore[index]
    silly.edit("schools.yml", "name: {ru: кит, en: whale}", "name: {ru: кашалот, en: whale}")
    assert cached_schools(path).kinds["whale"].name["ru"] == "кашалот"


@pytest.mark.slow
def test_a_thousand_invented_schools_are_sound(five_source: Project) -> None:
    write(five_source, yaml.safe_dump(invent(1000), allow_unicode=True))
    schools, _ = load_schools(five_source.root / "region.yml", clause_ids(five_source.root / "docs"))
    assert len(schools.schools) == 1000
    assert len({school.kind for school in schools.schools.values()}) == 5
    assert len({school.name["ru"] for school in schools.schools.values()}) > 400
    shapes = {(s.kind, *sorted(key for key, value in s if value)) for s in schools.schools.values()}
    assert 20 <= len(shapes) <= 40


def test_the_same_number_invents_the_same_schools() -> None:
    assert invent(40) == invent(40) and invent(40, seed=1) != invent(40)


def test_hostile_invented_names_are_read_as_they_are(five_source: Project) -> None:
    made = invent(60, hostile=True)
    write(five_source, yaml.safe_dump(made, allow_unicode=True))
    schools, _ = load_schools(five_source.root / "region.yml", clause_ids(five_source.root / "docs"))
    for key, school in made["schools"].items():
        assert schools.schools[key].name["ru"] == " ".join(school["name"]["ru"].split())


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ('"a\\0b"', "a control character (U+0000); remove it"),
        ('"a\\x85b"', "a control character (U+0085)"),
        ('"\\ue000"', "a private-use character (U+E000); remove it"),
        ("\ue123", "a private-use character (U+E123)"),
        ('"\\U00100000"', "a private-use character (U+100000)"),
        ("a %EE%80%80", 'a private-use character (U+E000), written as "%EE%80%80"'),
        ("a%ef%a3%bf", 'a private-use character (U+F8FF), written as "%ef%a3%bf"'),
        ('"\\x25EE%80\\x2580"', "a private-use character (U+E000), written as"),
        ("«&#xEfFf;»", 'a private-use character (U+EFFF), written as "&#xEfFf;"'),
        ("«&#057344»", 'a private-use character (U+E000), written as "&#057344"'),
        ("«&#x10fffd;»", "a private-use character (U+10FFFD), written as"),
        ('"\\u202edne"', "turns the direction of writing (U+202E)"),
        ("a\u2066b", "turns the direction of writing (U+2066)"),
        ("a\u200bb", "a character of no width (U+200B)"),
        ('"\\ufeff"', "a character of no width (U+FEFF)"),
        *((f'"a\\U{ord(sign):08x}b"', f"a character of no width (U+{ord(sign):04X})") for sign in "\u00ad\u034f\u115f\u1160\u17b4\u180e\u2061\u2063\u206a\u206f\u3164\uffa0\ufff9\ufffb\U000e0001\U000e0061\U000e007f"),
        ("x" * 10_001, "a value of 10001 characters; shorten it to 10000"),
        ("!!python/object:os.system x", "a tag,"),
        ("{<<: {ru: Дно}}", '"<<" does not merge here'),
        ("[" * 60 + "]" * 60, "more than 40 levels within each other; write it flatter"),
        ("*nothing", '"*nothing" names nothing above it'),
        ("&a [*a]", '"*a" stands within what it names'),
        ("{? [a, b] : c}", "a key is itself a list or mapping"),
        ("9" * 9000, "cannot be read as it is; put it in quotation marks"),
    ],
)
def test_what_no_value_may_be(silly: Project, value: str, what: str) -> None:
    told = said(silly, OAK.replace("    place: {ru: Дно, en: Sea floor}", f"    place:\n      ru: {value}"))
    assert any(line.startswith("region.yml:7: ") and what in line for line in told.splitlines()), told


@pytest.mark.parametrize("value", ["☎️", "👍🏽", "e\u0301", "№", "ﬁ", "%EE", "%EE%80", "%EF%BC%88", "%EF%A4%80", "&#xD7FF;", "&#xF900;", "&#63744;", "&#57343;", "&#x110000;", "100 %", "%E0%A4%85", "&#x;"])
def test_what_is_only_near_a_mark_is_a_value(silly: Project, value: str) -> None:
    write(silly, OAK.replace("Дно, en", f'"{value}", en'))
    assert load_schools(silly.root / "region.yml")[0].schools["oak"].place["ru"] == value


@pytest.mark.parametrize("key", ["website", "address", "email"])
@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt://x", " https://x", "https://a b", "vbscript:x"])
def test_addresses_lead_to_the_web_only(silly: Project, key: str, value: str) -> None:
    assert "region.yml:6: " in said(silly, OAK.replace("    place: {ru: Дно, en: Sea floor}", f'    {key}: "{value}"'))


@pytest.mark.parametrize("depth", [9, 30_000])
def test_a_bomb_of_aliases_or_brackets_is_refused_at_once(tmp_path: Path, depth: int) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, depth)] if depth < 99 else ["b: " + "[" * depth]
    (tmp_path / "bomb.yml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_yaml(tmp_path / "bomb.yml", "bomb.yml")
    assert re.match(r"bomb\.yml:\d+: (aliases stand for more than 100000 values|more than 40 levels)", str(refused.value))


def test_a_huge_or_endless_file_is_refused(tmp_path: Path) -> None:
    with open(tmp_path / "huge.yml", "wb") as file:
        file.truncate(64 * 2**20 + 1)
    for path in (tmp_path / "huge.yml", Path("/dev/zero")):
        with pytest.raises(Refused, match="larger than 64 MiB; divide the schools among several files"):
            read_yaml(path, path.name)
    with pytest.raises(Refused, match="cannot be read"):
        read_yaml(tmp_path, "folder")


@pytest.mark.parametrize("path", ["guides/parent.md", "clauses/all.md", "words.yml", "portal/index.md", "glossary.yml", "pictures/map.json"])
@pytest.mark.parametrize(("content", "what"), [("\ue000", "a private-use character (U+E000)"), ("%EE%80%80", "a private-use character (U+E000), written as"), ("&#xE000;", "a private-use character (U+E000)"), ("\x07", "a control character (U+0007)"), (b"\xff", "not encoded in UTF-8")])
def test_texts_hold_no_marks_of_the_build(silly: Project, path: str, content: str | bytes, what: str) -> None:
    file = silly.root / "docs/ru" / path
    file.parent.mkdir(exist_ok=True)
    text = file.read_bytes() if file.exists() else b"{\n"
    file.write_bytes(text + b"# " + (content if isinstance(content, bytes) else content.encode()))
    line = file.read_bytes().count(b"\n") + 1
    answer = silly.run("check")
    assert answer.status == 1 and "Traceback" not in answer.err
    assert f"docs/ru/{path}:{line}: " in answer.err and what in answer.err


@pytest.mark.slow
def test_a_warning_that_many_schools_share_is_told_once(tmp_path: Path) -> None:
    from conftest import ROOT, make_project

    project = make_project(tmp_path / "many", ROOT)
    (project.root / "region.yml").write_text(yaml.safe_dump(invent(150), allow_unicode=True, sort_keys=False), encoding="utf-8")
    answer = project.run("check", "--schools", "region.yml")
    assert answer.status == 0, answer.err
    told = [line for line in answer.out.splitlines() if "uklad translated" not in line]  # these do not tell of schools
    assert len(told) < 30 and re.search(r"; so it is at \d+ more; ", answer.out)

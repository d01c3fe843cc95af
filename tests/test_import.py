"""A table as an office has it becomes a region's file, or every bad row is named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Project

from uklad.authoring.school_record import school_id
from uklad.authoring.table_import import decoded_table, read_rows
from uklad.base.transliteration import slug, unique
from uklad.content.clauses import clause_ids
from uklad.model.loader import load_schools

EXAMPLE = Path(__file__).with_name("example.csv")
FIVE_SCHOOLS = load_schools(ROOT / "schools.yml")[0]
HEAD = ["kind", "name_ru", "title_ru", "date"]


def table(project: Project, *rows: list[str], head: list[str] = HEAD, mark: str = ";") -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([head, *rows])
    (project.root / "schools.csv").write_text(out.getvalue(), encoding="utf-8", newline="")


def schools_of(project: Project, name: str = "schools.yml") -> dict:
    return load_schools(project.root / name, clause_ids(project.root / "docs"))[0].schools


def test_the_example_is_read_whole(five_source: Project) -> None:
    (five_source.root / "office.csv").write_bytes(EXAMPLE.read_bytes())
    answer = five_source.run("import", "office.csv")
    assert answer.status == 0, answer.err
    assert "next: uklad build --schools office.yml" in answer.out
    found = schools_of(five_source, "office.yml")
    assert list(found) == ["maou-litsey-900", "mbou-sosh-7-posyolok-klyaksy", "progimnaziya-3", "tekhnikum-chaynikov"]
    lyceum, school, pro, technical = found.values()
    assert (lyceum.kind, school.kind, pro.kind, technical.kind) == ("lyceum", "secondary", "progymnasium", "technical-school")
    assert school.name == {"ru": 'МБОУ "СОШ № 7; посёлок Кляксы"'} and school.full_name == school.name
    assert pro.full_name["ru"] == "МКОУ «Прогимназия № 3»" and pro.editions[0].title["ru"] == "=СУММ(A1)"
    assert [str(one.editions[0].date) for one in found.values()] == ["2024-08-29", "2023-08-31", "2024-08-29", "2023-09-01"]
    assert [one.editions[0].date_from for one in found.values()] == ["protocol", "order", "act", "act"]
    assert [one.editions[0].outline for one in found.values()] == ["start-general"] * 3 + ["start-technical-school"]
    assert all(one.editions[0].on_trust is True for one in found.values())
    assert [step.step for step in school.editions[0].approval] == ["pedagogical-council", "order", "director"]
    assert school.people[1].position["ru"] == "учитель информатики"
    assert lyceum.phone == "8 (000) 000-00-00"
    assert five_source.run("check", "--schools", "office.yml").status == 0


def saved_as(encoding: str, mark: str, end: str) -> bytes:
    """The example as another program saves it."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator=end).writerows(csv.reader(io.StringIO(EXAMPLE.read_text(encoding="utf-8"), newline=""), delimiter=";"))
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_and_delimiter_gives_the_same(encoding: str, mark: str, end: str) -> None:
    first, other = (read_rows(decoded_table(content, "a.csv"), FIVE_SCHOOLS, "a.csv") for content in (EXAMPLE.read_bytes(), saved_as(encoding, mark, end)))
    assert [(row.line, row.cells, row.problems) for row in first[0]] == [(row.line, row.cells, row.problems) for row in other[0]] and len(first[0]) == 4
    assert first[1] == other[1]


@pytest.mark.slow
def test_a_table_of_excel_is_imported_as_the_example_is(five_source: Project) -> None:
    for name, content in (("a.csv", EXAMPLE.read_bytes()), ("b.csv", saved_as("utf-16", "\t", "\r\n"))):
        (five_source.root / name).write_bytes(content)
        answer = five_source.run("import", name, "--to", f"{name}.yml")
        assert answer.status == 0, answer.err
    assert schools_of(five_source, "a.csv.yml") == schools_of(five_source, "b.csv.yml")


def test_every_bad_row_is_named_and_nothing_is_written(silly: Project) -> None:
    head = [*HEAD, "website", "email", "id", "outline", "дата взята из", "название (англ.)"]
    table(
        silly,
        ["кит", "Кит 1", "Положение", "29.08.2030", "https://kit.example", "a@b.example", "kit-1", "", "акт", "Whale 1"],
        ["кат", "Кит 2", "Положение", "29.08.2030", "", "", "", "", "", ""],
        ["облако", "", "Положение", "29.08.2030", "", "", "", "", "", ""],
        ["whale", "Кит\n4", "Положение", "31.02.2030", "", "", "", "", "", ""],
        ["WHALE", "Кит 5", "", "2030-1-2", "javascript:alert(1)", "", "", "", "", ""],
        ["whale", "Кит 6", "Положение", "", "", "почта", "", "", "", ""],
        ["whale", "Кит 7", "Положение", "2030-01-02", "", "", "kit-1", "", "", ""],
        ["whale", "Кит 8", "Положение", "2030-01-02", "", "", "../x", "", "", ""],
        ["whale", "Кит 9", "Положение", "2030-01-02", "", "", "", "whale-2031", "", ""],
        ["whale", "Кит\u202e10", "Положение", "2030-01-02", "", "", "", "", "", ""],
        ["whale", "К" * 10_001, "Положение", "2030-01-02", "", "", "", "", "", ""],
        ["whale", "Кит 12", "Положение", "2030-01-02", "", "", "", "", "никак", ""],
        ["whale", "Кит 13", "Положение", "2030-01-02", "", "", "", "", "", "", "лишнее"],
        head=head,
    )
    answer = silly.run("import", "schools.csv", "--to", "region.yml")
    assert answer.status == 1 and "Traceback" not in answer.err
    said = {
        3: 'unknown kind "кат"; did you mean "кит"?',
        4: "name_ru is empty; write it",
        5: '"31.02.2030" is not a date (date); write it as 2024-08-29 or 29.08.2024',
        7: "title_ru is empty",
        8: "the edition has no date; fill in",
        9: 'id "kit-1" stands in line 2 already; give each school its own',
        10: 'id "../x" is not a safe folder name; use small Latin',
        11: 'unknown outline "whale-2031"; did you mean "whale-2030"?',
        12: "name_ru holds a character that turns the direction of writing (U+202E)",
        13: "name_ru has 10001 characters; shorten it to 10000",
        14: 'unknown value "никак" (date_from)',
        15: "11 cells, and the header has 10; put a cell that holds the delimiter in quotation marks",
    }
    for line, what in said.items():
        assert f"schools.csv:{line}: {what}" in answer.err, answer.err
    assert 'schools.csv:7: website: "javascript:alert(1)" is not a valid address' in answer.err
    assert 'schools.csv:8: email: "почта" is not a valid address' in answer.err
    assert {int(line.split(":")[1]) for line in answer.err.splitlines()} == set(said)
    assert not list(silly.root.glob("*region*"))


def test_what_only_the_check_finds_is_told_of_the_row(silly: Project) -> None:
    table(silly, ["whale", "Кит", "Положение", "2030-01-02", "", ""], ["whale", "Ки т", "П", "2030-01-02", "Вал", "function.nothing"], head=[*HEAD, "администратор", "функция администратора"])
    table_text = (silly.root / "schools.csv").read_text(encoding="utf-8").replace("администратор;", "администратор;должность администратора;")
    (silly.root / "schools.csv").write_text(table_text.replace(";Вал;", ";Вал;капитан;").replace("2030-01-02;;", "2030-01-02;;;"), encoding="utf-8")
    answer = silly.run("import", "schools.csv", "--to", "region.yml")
    assert 'schools.csv:3: unknown clause "function.nothing" in ru' in answer.err
    assert not list(silly.root.glob("*region*"))


def test_nothing_is_written_over_unless_asked(silly: Project) -> None:
    table(silly, ["кит", "Кит", "Положение", "2030-01-02"])
    (silly.root / "region.yml").write_text("mine", encoding="utf-8")
    answer = silly.run("import", "schools.csv", "--to", "region.yml")
    assert answer.status == 1 and "say --replace" in answer.err
    assert (silly.root / "region.yml").read_text(encoding="utf-8") == "mine"
    assert silly.run("import", "schools.csv", "--to", "region.yml", "--replace").status == 0
    assert list(schools_of(silly, "region.yml")) == ["kit"]


def test_a_table_named_as_the_base_is_imported_beside_it(silly: Project) -> None:
    table(silly, ["кит", "Кит", "Положение", "2030-01-02"])
    before = (silly.root / "schools.yml").read_bytes()
    answer = silly.run("import", "schools.csv")
    assert answer.status == 0 and "next: uklad build --schools region.yml" in answer.out
    assert list(schools_of(silly, "region.yml")) == ["kit"]
    answer = silly.run("import", "schools.csv")
    assert answer.status == 1 and "region.yml:1: is there already; nothing was written; say --replace" in answer.err
    for more in ([], ["--replace"]):
        answer = silly.run("import", "schools.csv", "--to", "schools.yml", *more)
        assert answer.status == 1 and "schools.yml:1: is the base itself; name another file with --to" in answer.err
    assert (silly.root / "schools.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the table is empty"),
        (b"\x98\xff;\n", "neither UTF-8 nor Windows-1251"),
        ("вид;название;заголовок\n".encode(), "the table has no row below its header"),
        (b"a;b\n1;2\n", 'there is no column "kind"'),
        ("видд;название;заголовок\n1;2;3\n".encode(), 'unknown column "видд"; did you mean "вид"?'),
        ("вид;kind;название;заголовок\n1;2;3\n".encode(), 'two columns say "kind"'),
        ('вид;название;заголовок\nкит;Кит;П\nкит;"Кит;П\n'.encode(), "t.csv:3: the table cannot be read on: unexpected end of data; correct the quotation marks"),
        ("вид;название;заголовок\nкит;".encode() + b"x" * 200_000 + b";z\n", "the table cannot be read on"),
    ],
)
def test_a_table_that_is_none(silly: Project, content: bytes, what: str) -> None:
    (silly.root / "t.csv").write_bytes(content)
    answer = silly.run("import", "t.csv")
    assert answer.status == 1 and "Traceback" not in answer.err
    assert what in answer.err, answer.err
    assert not (silly.root / "t.yml").exists()


def test_a_base_that_would_not_be_found_is_named(silly: Project) -> None:
    (silly.root / "schools.yml").rename(silly.root / "all.yml")
    table(silly, ["кит", "Кит", "Положение", "2030-01-02"])
    (silly.root / "north").mkdir()
    assert silly.run("import", "schools.csv", "--schools", "all.yml", "--to", "north/region.yml").status == 0
    assert "base: ../all.yml" in (silly.root / "north/region.yml").read_text(encoding="utf-8")


def test_schools_of_one_name_get_ids_of_their_own(silly: Project) -> None:
    row = ["кит", "Школа № 1", "Положение", "2030-01-02"]
    later = [[*row[:3], f"2030-01-0{day}"] for day in (3, 4)]
    table(silly, row, later[0], [*row[:1], "«»", *row[2:]], later[1])
    answer = silly.run("import", "schools.csv", "--to", "region.yml")
    assert answer.status == 0
    for line, school in ((3, "shkola-1-2"), (5, "shkola-1-3")):
        assert f"schools.csv:{line}: the name stands in line 2 too; the id of this school is {school}\n" in answer.out
    assert list(schools_of(silly, "region.yml")) == ["shkola-1", "shkola-1-2", "school", "shkola-1-3"]


def test_a_row_that_stands_twice_is_refused(silly: Project) -> None:
    row = ["кит", "Школа № 1", "Положение", "2030-01-02"]
    table(silly, row, ["кит", "Школа № 2", *row[2:]], [f" {cell} " for cell in row])
    answer = silly.run("import", "schools.csv", "--to", "region.yml")
    assert answer.status == 1 and answer.err == "schools.csv:4: the row says the same as line 2; remove one of them, or say how the two schools differ\n"


def test_an_unknown_kind_is_answered_with_every_kind(five_source: Project) -> None:
    table(five_source, ["детсад", "Ромашка", "Положение", "2030-01-02"])
    answer = five_source.run("import", "schools.csv", "--to", "region.yml")
    assert 'schools.csv:2: unknown kind "детсад"; use one of: лицей, школа, прогимназия, техникум, колледж\n' in answer.err


def test_a_kind_without_a_start_needs_an_outline(silly: Project) -> None:
    silly.edit("schools.yml", "    start: whale-2030\n", "")
    table(silly, ["кит", "Кит", "Положение", "2030-01-02"])
    answer = silly.run("import", "schools.csv", "--to", "region.yml")
    assert 'schools.csv:2: the kind "whale" has no outline to start from; fill in the column outline, or write "start: …" under kinds.whale' in answer.err


@pytest.mark.parametrize(("name", "made"), [("МАОУ «Лицей № 159»", "maou-litsey-159"), ("Объезд щуки", "obezd-shchuki"), ("Ёж", "yozh"), ("—", ""), ("Я" * 99, "ya" * 28), ("../../x", "x")])
def test_ids_from_names(name: str, made: str) -> None:
    assert slug(name) == made
    assert unique(made, {made}) == f"{made}-2"


NAMES = ["Медный лицей", "МАОУ «Лицей № 159»", "Ёжик в тумане", "😀", "COM1", "index", "ru", "Я" * 99, "Объезд № 5 «Щука»", "St. O’Brien’s"]


@pytest.mark.parametrize("name", NAMES)
def test_a_new_school_and_a_row_of_a_table_give_the_same(silly: Project, name: str) -> None:
    """The same id, and the same block in the file."""
    facts = {"name-ru": name, "name-en": "A School", "full-name-ru": f"{name} в море", "full-name-en": "A School at Sea", "place-ru": "Море", "place-en": "Sea", "founder-ru": "Ветер", "founder-en": "Wind",
             "website": "https://a.example", "email": "a@b.example", "title-ru": "Порядок", "title-en": "Procedure", "date": "2031-02-03", "date-from": "protocol", "outline": "whale-2030"}  # fmt: skip
    steps = [("pedagogical-council", "council", "5", "2031-02-03"), ("order", "order", "7-о", "2031-02-04")]
    options = [part for key, value in facts.items() for part in (f"--{key}", value)]
    options += [part for step, _, number, date in steps for part in ("--approval", f"step={step}", f"number={number}", f"date={date}")]
    options += ["--approval", "step=director", "date=2031-02-05", "person=director"]
    options += ["--person", "id=director", "name-ru=Ф. Пена", "name-en=F. Foam", "position-ru=кит", "position-en=whale"]
    options += ["--person", "id=administrator", "name-ru=Б. Брызга", "name-en=B. Splash", "position-ru=юнга", "position-en=boy", "function=function.splashes"]
    row = {key.replace("-", "_"): value for key, value in facts.items()} | {"kind": "кит", "director_ru": "Ф. Пена", "director_en": "F. Foam", "director_date": "2031-02-05"}
    row |= {"administrator_ru": "Б. Брызга", "administrator_en": "B. Splash", "administrator_position_ru": "юнга", "administrator_position_en": "boy", "administrator_function": "function.splashes"}
    row |= {f"{column}_{part}": value for _, column, number, date in steps for part, value in (("number", number), ("date", date))}
    table(silly, list(row.values()), head=list(row))
    imported = silly.run("import", "schools.csv", "--to", "region.yml")
    assert imported.status == 0, imported.err
    made = silly.run("new", "--yes", "--kind", "whale", *options)
    assert made.status == 0, made.err
    one, other = (yaml.load((silly.root / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["schools"] for file in ("schools.yml", "region.yml"))
    assert list(one)[2:] == list(other)
    assert [list(block.items()) for block in list(one.values())[2:]] == [list(block.items()) for block in other.values()]


def test_an_id_is_free_and_of_the_name_alone() -> None:
    assert school_id("Лицей № 7", ["litsey-7", "litsey-7-2"]) == "litsey-7-3"
    assert [school_id(name, ["ru"]) for name in ("😀", "Index", "LPT9", "РУ", "Медный лицей")] == ["school", "index-2", "lpt9-2", "ru-2", "mednyy-litsey"]

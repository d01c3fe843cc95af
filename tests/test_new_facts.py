"""Days, contacts and names of councils as `uklad new` asks for them and `uklad import` reads them."""

from __future__ import annotations

import csv
import io

import pytest
from conftest import Project
from test_new import CLOUD, data

from uklad.model.loader import load_schools

OPTIONS = [
    "--phone", "8 (000) 123-45-67", "--office-ru", "каб. 1", "--office-en", "room 1", "--hours-ru", "пн–пт", "--hours-en", "Mon–Fri",
    "--adopted", "1.12.2030", "--in-force", "2031-02-01", "--until", "31.01.2036",
    "--person", "id=kaplya", "name-ru=К. Капля", "position-ru=ветер", "function=function.splashes", "phone=+7 000 765-43-21", "email=k@cloud.example",
    "room-ru=12", "room-en=12", "hours-ru=ср", "hours-en=Wed", "order=№ 5 от 01.09.2030",
    "--approval", "step=parents-council", "number=3", "date=2.1.2031", "name-ru=Родительский комитет", "name-en=Parents’ committee",
    "--approval", "step=e-signature", "date=2031-01-02", "until=02.01.2032", "person=kaplya",
]  # fmt: skip


def test_every_fact_has_an_option(silly: Project) -> None:
    answer = silly.run("new", *CLOUD, *OPTIONS)
    assert answer.status == 0, answer.err
    school = data(silly)["schools"]["oblako-9"]
    (edition,), (person,) = school["editions"], school["people"]
    assert [school[key] for key in ("phone", "office", "hours")] == ["8 (000) 123-45-67", {"ru": "каб. 1", "en": "room 1"}, {"ru": "пн–пт", "en": "Mon–Fri"}]
    assert [edition[key] for key in ("adopted", "in_force", "until")] == ["2030-12-01", "2031-02-01", "2036-01-31"]
    assert [person[key] for key in ("phone", "email", "room", "hours", "order")] == ["+7 000 765-43-21", "k@cloud.example", {"ru": "12", "en": "12"}, {"ru": "ср", "en": "Wed"}, "№ 5 от 01.09.2030"]
    council, signature = edition["approval"]
    assert council["name"] == {"ru": "Родительский комитет", "en": "Parents’ committee"} and signature["until"] == "2032-01-02"


@pytest.mark.parametrize(("options", "said"), [
    (["--phone", "позвоните"], "--phone: a telephone number looks like +7 831 123-45-67"),
    (["--until", "никогда"], "--until: this is not a date; write it as 2024-08-29 or 29.08.2024"),
    (["--until", "2030-01-01"], 'ends ("until") on 2030-01-01, before "date", 2031-01-02; correct one of the dates'),
    (["--approval", "step=order", "name-ru=Комитет", "name-en=Committee"], 'has a "name", and the step "order" is no council; remove it'),
])  # fmt: skip
def test_facts_that_cannot_be_are_refused(silly: Project, options: list[str], said: str) -> None:
    before = (silly.root / "schools.yml").read_bytes()
    answer = silly.run("new", *CLOUD, *options)
    assert answer.status == 1 and said in answer.err and "Traceback" not in answer.err
    assert (silly.root / "schools.yml").read_bytes() == before


ROW = {
    "вид": "кит", "краткое название": "Кит № 9", "заголовок": "Порядок", "дата": "02.01.2031", "телефон": "8 (000) 123-45-67", "кабинет": "каб. 1", "часы работы": "пн–пт",
    "принято": "01.12.2030", "в силе с": "01.02.2031", "действует по": "31.01.2036", "совет родителей №": "3", "совет родителей название": "Родительский комитет",
    "администратор": "К. Капля", "должность администратора": "кит", "функция администратора": "function.splashes", "телефон администратора": "+7 000 765-43-21",
    "почта администратора": "k@whale.example", "кабинет администратора": "12", "кабинет администратора (англ.)": "12a", "часы администратора": "ср",
    "приказ о назначении администратора": "№ 5 от 01.09.2030",
}  # fmt: skip


def imported(project: Project, row: dict[str, str]):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([list(row), list(row.values())])
    (project.root / "schools.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    return project.run("import", "schools.csv", "--to", "region.yml")


def test_every_fact_has_a_column(silly: Project) -> None:
    answer = imported(silly, ROW)
    assert answer.status == 0, answer.err
    assert "is not used" not in answer.out
    (school,) = load_schools(silly.root / "region.yml")[0].schools.values()
    (edition,), (person,) = school.editions, school.people
    assert (school.phone, school.office, school.hours) == ("8 (000) 123-45-67", {"ru": "каб. 1"}, {"ru": "пн–пт"})
    assert [str(day) for day in (edition.adopted, edition.in_force, edition.until)] == ["2030-12-01", "2031-02-01", "2036-01-31"]
    assert edition.approval[0].name == {"ru": "Родительский комитет"}
    assert (person.function, person.phone, person.email, person.order) == ("function.splashes", "+7 000 765-43-21", "k@whale.example", "№ 5 от 01.09.2030")
    assert (person.room, person.hours) == ({"ru": "12", "en": "12a"}, {"ru": "ср"})


@pytest.mark.parametrize(("column", "cell", "said"), [
    ("телефон", "позвоните", 'phone: "позвоните" is not a phone number; write it as +7 831 123-45-67'),
    ("почта администратора", "почта", 'administrator_email: "почта" is not a valid address'),
    ("действует по", "никогда", '"никогда" is not a date (until)'),
    ("часы администратора", "", "administrator_hours has no text in ru"),
])  # fmt: skip
def test_a_cell_that_cannot_be_is_told_of_its_row(silly: Project, column: str, cell: str, said: str) -> None:
    answer = imported(silly, {**ROW, column: cell, "часы администратора (англ.)": "Wed"})
    assert answer.status == 1 and f"schools.csv:2: {said}" in answer.err, answer.err


def test_a_new_kind_has_the_councils_of_the_kind_that_it_is_like(silly: Project) -> None:
    silly.edit("schools.yml", "    name: {ru: кит, en: whale}\n", "    name: {ru: кит, en: whale}\n    councils: {students-council: {ru: {nom: а, gen: б, ins: в}, en: {one: pod}}}\n")
    options = [{"cloud": "shark", "act": "order"}.get(word, word) for word in CLOUD[2:]]
    answer = silly.run("new", "--new-kind", "shark", "--kind-name-ru", "акула", "--kind-name-en", "shark", "--kind-like", "whale", "--outline", "whale-2030", *options)
    assert answer.status == 0, answer.err
    assert data(silly)["kinds"]["shark"]["councils"]["students-council"]["en"] == {"one": "pod"}

"""Who is in charge and how they are reached, what councils are called, and what is not said where nothing is odd."""

from __future__ import annotations

import json
import re

import docx
import pytest
from conftest import Project, build

PLACES = {"cloud": "cloud-school/{}/2030-03-04/", "whale": "whale-school/{}/2030-05-06/"}
SCHOOL = """    phone: "8 (000) 123-45-67"
    website: https://whale.example
    office: {ru: каб. 7, en: room 7}
    hours: {ru: "пн–пт, 9–17", en: "Mon–Fri, 9–17"}
"""
PERSON = """        phone: "+7 000 765-43-21"
        email: foam@whale.example
        room: {ru: "12", en: "12"}
        hours: {ru: "ср, 14–16", en: "Wed, 14–16"}
        order: "№ 5 от 01.09.2030"
"""
ASK = {
    "ru": '### Брызги { .ask about="platform" for="all" who="function.splashes" }\nСмотритель брызг.\n',
    "en": '### Splashes { .ask about="platform" for="all" who="function.splashes" }\nThe keeper of splashes.\n',
}
STEP = {"ru": "### Плывите { .step for=\"teacher\" stage=\"set-up\" }\nГлубоко.\n", "en": "### Swim { .step for=\"teacher\" stage=\"set-up\" }\nDeep.\n"}


def text(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", markup).replace("\u00a0", " "))


def reached(project: Project, person: str = PERSON, school: str = SCHOOL) -> Project:
    """The whale with contacts; its crew may be asked about the platform, and why is a question that its act leaves open."""
    project.edit("schools.yml", "    place: {ru: Тёплое море, en: Warm Sea}\n", f"    place: {{ru: Тёплое море, en: Warm Sea}}\n{school}")
    project.edit("schools.yml", "        function: function.splashes\n", f"        function: function.splashes\n{person}")
    project.edit("schools.yml", "outline: whale-2030, title", "outline: whale-2030, silent: {questions: [why]}, title")
    for locale, use in ASK.items():
        project.edit(f"docs/{locale}/clauses/all.md", "{{ people_table() }}\n", f"{{{{ people_table() }}}}\n\n{use}\n{STEP[locale]}")
        project.edit(f"docs/{locale}/reference/index.md", "{{ contacts() }}", "{{ people_contacts() }}\n\n{{ contacts() }}")
        project.edit(f"docs/{locale}/questions.yml", "    group: sky\n", "    group: sky\n    about: platform\n")
    return project


def whale(project: Project, *more: str) -> Project:
    return build(project, "--no-documents", "--jobs", "1", "--school", "whale-school", *more)


IN_A_SENTENCE = "смотритель брызг Ф. Пена (телефон +7 000 765-43-21, почта foam@whale.example, кабинет 12, часы — ср, 14–16)"
THE_SCHOOL = "Кабинет: каб. 7. Телефон: 8 (000) 123-45-67. Сайт: https://whale.example. Часы: пн–пт, 9–17."
LINKS = ('<a href="tel:+70007654321">', '<a href="mailto:foam@whale.example">')


def test_whom_to_ask_says_who_it_is_and_how_they_are_reached(silly: Project) -> None:
    whale(reached(silly))
    for path in ("guides/teacher.html", "memo/teacher.html", "faq.html"):
        markup = silly.article(PLACES["whale"].format("ru") + path)
        assert f"Это {IN_A_SENTENCE}." in text(markup), path
        assert f"Сам кит. {THE_SCHOOL}" in text(markup), path
        assert all(link in markup for link in (*LINKS, '<a href="tel:80001234567">')), path
    english = text(silly.article(PLACES["whale"].format("en") + "guides/teacher.html"))
    assert "This is the keeper of splashes F. Foam (phone +7 000 765-43-21, e-mail foam@whale.example, room 12, hours: Wed, 14–16)." in english


def test_the_page_of_people_says_the_order_too_and_the_act_says_no_contact(silly: Project) -> None:
    whale(reached(silly), "--locale", "ru")
    people = text(silly.article(PLACES["whale"].format("ru") + "reference/index.html"))
    assert "смотритель брызг Ф. Пена: телефон +7 000 765-43-21, " in people and "приказ о назначении № 5 от 01.09.2030" in people
    act = text(silly.article(PLACES["whale"].format("ru") + "regulation/index.html"))
    assert "Пена Фёдоровна" in act and "765-43-21" not in act


def test_every_page_says_at_its_foot_how_the_school_is_reached(silly: Project) -> None:
    whale(reached(silly), "--locale", "ru")
    for path in ("index.html", "regulation/index.html"):
        foot = (silly.root / "site" / PLACES["whale"].format("ru") / path).read_text(encoding="utf-8").partition("<footer")[2]
        assert f"Кит № 3. {THE_SCHOOL}" in text(foot)
    assert "Телефон" not in (silly.root / "site/index.html").read_text(encoding="utf-8")


def test_nobody_is_named_where_the_data_name_nobody(silly: Project) -> None:
    reached(silly, "", "")
    silly.edit("schools.yml", "        function: function.splashes\n", "")
    whale(silly, "--locale", "ru")
    said = text(silly.article(PLACES["whale"].format("ru") + "guides/teacher.html"))
    assert "Брызги. Смотритель брызг (" in said and "Это" not in said and "Сам кит" not in said


def test_documents_say_how_persons_and_the_school_are_reached(silly: Project) -> None:
    reached(silly)
    answer = silly.run("export", "--school", "whale-school", "--locale", "ru", "--format", "docx")
    assert answer.status == 0, answer.err
    persons, memo = (docx.Document(str(silly.root / "export" / PLACES["whale"].format("ru") / f"{name}.docx")) for name in ("persons", "memo-teacher"))
    cells = [text(cell.text) for row in persons.tables[0].rows for cell in row.cells]
    assert cells[3] == "Как связаться" and cells[7].startswith("телефон +7 000 765-43-21, ") and cells[7].endswith("приказ о назначении № 5 от 01.09.2030")
    said = text("\n".join(one.text for one in memo.paragraphs))
    assert f"Брызги. {IN_A_SENTENCE}" in said and THE_SCHOOL in said


HOSTILE = "</a><script>alert(1)</script> {{ 7 * 7 }} *x* [y](z) | w"


def test_contacts_are_text(silly: Project) -> None:
    written = json.dumps(HOSTILE)
    reached(silly, f"        room: {{ru: {written}}}\n        order: {written}\n".replace("ru: ", "en: x, ru: "), f"    office: {{en: x, ru: {written}}}\n")
    whale(silly, "--locale", "ru")
    for path in ("guides/teacher.html", "reference/index.html", "faq.html"):
        markup = (silly.root / "site" / PLACES["whale"].format("ru") / path).read_text(encoding="utf-8")
        assert "<script>alert" not in markup and "{{ 7 * 7 }} *x* [y](z) | w" in text(markup).replace("&lt;", "<"), path


BAD = {  # what is written, what is told
    "phone": ("        phone: позвоните\n", "'позвоните' is not a phone number; write it as +7 831 123-45-67"),
    "phone with a letter's address": ('        phone: "+7 000 765-43-21;ext=1"\n', "is not a phone number"),
    "e-mail": ("        email: foam\n", "'foam' is not a valid address"),
}


@pytest.mark.parametrize("case", BAD)
def test_contacts_that_reach_nobody_are_told(silly: Project, case: str) -> None:
    written, said = BAD[case]
    check = reached(silly, written).run("check")
    assert check.status == 1 and re.search(r"schools\.yml:\d+: schools\.whale-school\.people\.0\." + r".*" + re.escape(said), check.err), check.err


def test_a_function_that_is_none_is_told(silly: Project) -> None:
    reached(silly)
    silly.edit("docs/ru/clauses/all.md", 'who="function.splashes"', 'who="function.splashs"')
    assert 'who: unknown function "function.splashs"; did you mean "function.splashes"?' in silly.run("check").err


COUNCILS = """    councils:
      students-council:
        ru: {nom: совет китят, gen: совета китят, ins: советом китят}
        en: {one: council of calves}
"""
APPROVAL = """, approval: [{step: pedagogical-council, number: "1", date: 2030-05-06}, {step: students-council, number: "2", date: 2030-05-06},
        {step: parents-council, number: "3", date: 2030-05-06, name: {ru: Родительский комитет, en: Parents’ committee}}]}
"""


def test_councils_are_called_as_the_act_or_the_kind_or_as_usual(silly: Project) -> None:
    silly.edit("schools.yml", "    name: {ru: кит, en: whale}\n", f"    name: {{ru: кит, en: whale}}\n{COUNCILS}")
    silly.edit("schools.yml", ", en: Procedure for swimming}}\n", f", en: Procedure for swimming}}{APPROVAL}")
    whale(silly)
    head = text(silly.article(PLACES["whale"].format("ru") + "regulation/index.html"))
    for name, number in (("Педагогический совет", 1), ("Совет китят", 2), ("Родительский комитет", 3)):
        assert f"{name}, протокол № {number} от 6 мая 2030 г." in head
    assert "Council of calves, protocol No. 2" in text(silly.article(PLACES["whale"].format("en") + "regulation/index.html"))
    assert silly.run("export", "--school", "whale-school", "--document", "regulation", "--format", "docx").status == 0
    paper = docx.Document(str(silly.root / "export" / PLACES["whale"].format("ru") / "regulation.docx"))
    said = text("\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells) + "\n".join(one.text for one in paper.paragraphs))
    assert all(words in said for words in ("педагогическим советом", "совета китят", "Родительский комитет"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    name: {ru: кит, en: whale}\n", "    name: {ru: кит, en: whale}\n    councils: {students-council: {ru: {nom: совет}, en: {one: council}}}\n",
         'has a council "students-council" without the forms nom, gen and ins, or one, in ru; add them'),
        ("{step: order, number", "{step: order, name: {ru: x, en: x}, number", 'has a "name", and the step "order" is no council; remove it'),
    ],
)  # fmt: skip
def test_names_of_councils_that_cannot_be_are_told(silly: Project, old: str, new: str, said: str) -> None:
    silly.edit("schools.yml", old, new)
    assert said in silly.run("check").err


@pytest.mark.parametrize(("services", "shown"), [
    ("{bell: [synchronous], kite-mail: []}", "Почта на змее способ не указан"),
    ("{bell: [], kite-mail: []}", "Колокол Почта на змее"),
])  # fmt: skip
def test_a_service_of_no_stated_mode(silly: Project, services: str, shown: str) -> None:
    silly.edit("schools.yml", "{bell: [synchronous], kite-mail: [asynchronous], }", services)
    build(silly, "--no-documents", "--jobs", "1", "--school", "cloud-school", "--locale", "ru")
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", silly.article(PLACES["cloud"].format("ru") + "reference/index.html")))
    assert shown in said and ("способ" in said) == ("способ" in shown)


def test_nothing_is_said_of_gaps_where_the_copy_is_intact(silly: Project) -> None:
    file = silly.root / "schools.yml"
    written = re.sub(r"        source:\n.*?(?=        silent:)", "", file.read_text(encoding="utf-8"), flags=re.S)
    file.write_text(written, encoding="utf-8")
    build(silly, "--no-documents", "--jobs", "1", "--school", "cloud-school", "--locale", "ru")
    for path in (silly.root / "site" / PLACES["cloud"].format("ru")).rglob("*.html"):
        article = text(path.read_text(encoding="utf-8"))
        assert not re.search(r"[Пп]ропуск|поврежд|неполн|утрачен|сохранившейся|Примечание редакции", article), path

"""An act that the project has never seen, added by data and cards alone: all of it appears where readers look, and nothing else does."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Project, build, made_once, make_project

HERE = Path(__file__).parent / "stranger"
SITE = "north-cadets/{}/2026-09-01/"


def add_the_act(project: Project) -> Project:
    """The project with the act: blocks of schools.yml, and one file of cards for each locale."""
    data = project.root / "schools.yml"
    text = data.read_text(encoding="utf-8")
    for name, before in {"kind": "\n# The roles:", "role": "\noutlines:\n", "outline": "\n# A reworded clause"}.items():
        assert before in text
        text = text.replace(before, f"\n{(HERE / f'{name}.yml').read_text(encoding='utf-8').rstrip()}\n{before}", 1)
    data.write_text(text.rstrip() + "\n\n" + (HERE / "school.yml").read_text(encoding="utf-8"), encoding="utf-8")
    for locale in ("ru", "en"):
        shutil.copy(HERE / f"cadet.{locale}.md", project.root / "docs" / locale / "clauses" / "cadet.md")
    return project


@pytest.fixture(scope="module")
def cadets(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The real project with the act, of which the new school and the lyceum are built."""

    def make(folder: Path) -> Project:
        return build(add_the_act(make_project(folder, ROOT)), "--school", "north-cadets", "--school", "lyceum-159", "--jobs", "1")

    return Project(made_once(tmp_path_factory, "stranger", make))


def text(project: Project, page: str) -> str:
    """What a reader reads on a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", project.article(page))))


SHOWN = {  # page -> what it says of the act, in Russian and in English
    "guides/duty-officer.html": (
        ("Дежурному воспитателю", "Вечером за порядком в чатах следите вы", "1. Просмотрите чаты", "в 20:15", "2. Сделайте замечание лично", "п. 3.4"),
        ("For the duty officer", "In the evening you keep order", "1. Look through the chats", "at 20:15", "2. Speak to the offender in person", "cl. 3.4"),
    ),
    "guides/parent.html": (
        ("Не пишите в тихие часы", "с 21:30 до 6:45", "отвечает за два рабочих дня", "Из чата вас не удалят", "вступают с 14 лет", "+7 (000) 123-45-67"),
        ("Do not write in quiet hours", "from 21:30 to 6:45", "within two working days", "You are not removed from the chat", "from the age of 14", "+7 (000) 123-45-67"),
    ),
    "guides/teacher.html": (("Ответьте родителю в срок", "п. 3.3"), ("Answer parents in time", "cl. 3.3")),
    "memo/duty-officer.html": (("Просмотрите чаты", "п. 3.4"), ("Look through the chats", "cl. 3.4")),
    "tasks/moderate.html": (("Сделайте замечание лично",), ("Speak to the offender in person",)),
    "tasks/join.html": (("на стенде у входа",), ("on the board at the entrance",)),
    "faq.html": (
        ("Нет. С 21:30 до 6:45", "Вступить можно с 14 лет", "Дежурный воспитатель делает замечание лично", "по 31 августа 2029 г.", "на стенде у входа"),
        ("No. From 21:30 to 6:45", "You may join from the age of 14", "The duty officer speaks to the offender", "until 31 August 2029", "on the board at the entrance"),
    ),
    "reference/people.html": (("Дежурный воспитатель", "Приказ № 17-к"), ("The duty officer", "Order No. 17-")),
    "reference/rights.html": (("замечание лично",), ("spoken to in person",)),
    "regulation/index.html": (("3.2", "С 21:30 до 6:45"), ("3.2", "From 21:30 to 6:45")),
    "index.html": (("Я — дежурный воспитатель",), ("I am a duty officer",)),
    "documents.html": (("Памятка дежурному воспитателю",), ("Memo",)),
}


@pytest.mark.slow
@pytest.mark.parametrize("page", SHOWN)
def test_the_act_appears_where_readers_look(cadets: Project, page: str) -> None:
    for locale, parts in zip(("ru", "en"), SHOWN[page], strict=True):
        said = text(cadets, SITE.format(locale) + page)
        assert [part for part in parts if part not in said] == [], said


@pytest.mark.slow
def test_the_comparison_says_what_is_new(cadets: Project) -> None:
    for page, parts in (("compare.html", ("Тихие часы с 21:30 до 6:45", "Замечание лично", "Три года")), ("en/compare.html", ("Quiet hours", "A word in person", "Three years"))):
        said = text(cadets, page)
        assert [part for part in parts if part not in said] == []


@pytest.mark.slow
def test_search_finds_it(cadets: Project) -> None:
    index = (cadets.root / "site" / SITE.format("en") / "assets/search-index.js").read_text(encoding="utf-8")
    assert "quiet hours" in index and "duty officer" in index


FOREIGN = ("месяца", "больше трёх раз", "info@sferum.ru", "заблокир", "VK-мессенджер", "протокол", "не хватает страниц", "15 рабочих", "Донецк", "sferum.ru/?p=")


@pytest.mark.slow
@pytest.mark.parametrize("part", FOREIGN)
def test_nothing_else_appears(cadets: Project, part: str) -> None:
    folder = cadets.root / "site" / SITE.format("ru")
    pages = [path for path in sorted(folder.rglob("*.html")) if path.name != "search.html"]
    said = {path.relative_to(folder).as_posix(): text(cadets, path.relative_to(cadets.root / "site").as_posix()) for path in pages}
    assert {name: words[max(0, words.index(part) - 80) :][:200] for name, words in said.items() if part in words} == {}


@pytest.mark.slow
def test_no_absence_is_said_where_the_data_say_none(cadets: Project) -> None:
    for locale, said in (("ru", "ничего не говорит"), ("en", "says nothing")):
        for path in sorted((cadets.root / "site" / SITE.format(locale)).rglob("*.html")):
            assert said not in text(cadets, path.relative_to(cadets.root / "site").as_posix()), path


@pytest.mark.slow
def test_no_other_school_gets_it(cadets: Project) -> None:
    for path in sorted((cadets.root / "site/lyceum-159").rglob("*.html")):
        said = path.read_text(encoding="utf-8")
        assert [part for part in ("21:30", "20:15", "14 лет", "2029", "дежурн", "duty officer", "два рабочих") if part in said] == [], path


def test_data_and_cards_are_all_that_was_touched(tmp_path: Path) -> None:
    before = make_project(tmp_path / "before", ROOT)
    after = add_the_act(make_project(tmp_path / "after", ROOT))
    names = {path.relative_to(after.root).as_posix() for path in after.root.rglob("*") if path.is_file() and not path.is_symlink()}
    changed = {name for name in names if not (before.root / name).is_file() or (before.root / name).read_bytes() != (after.root / name).read_bytes()}
    assert changed == {"schools.yml", "docs/ru/clauses/cadet.md", "docs/en/clauses/cadet.md"}

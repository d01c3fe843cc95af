"""Each macro on the invented schools: what an author writes, and what a reader sees."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, Project

CLOUD, WHALE = "cloud-school/{}/2030-03-04/", "whale-school/{}/2030-05-06/"
MACRO = re.compile(r'"""Macros of this subject.*?return \{(.*?)\}', re.S)


def text(html: str) -> str:
    """The visible text, with single spaces."""
    html = re.sub(r'<span lang="ru">(.*?)</span>', r"\1", html)
    plain = re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").replace("&#34;", '"')
    return re.sub(r"\s+", " ", plain)


# macro -> page of the school, what its article says in Russian, what in English
SHOWN = {
    "role_cards": (CLOUD + "index.html", "Я — родитель", "I am a parent"),
    "in_force": (CLOUD + "index.html", "Последняя известная редакция — от 4 марта 2030 г.", "Latest known edition: 4 March 2030"),
    "task_cards": (CLOUD + "tasks/index.html", "Сосчитать хвосты Как считают ветер и другие.", "Count the tails How the wind counts."),
    "guide, status of the role": (CLOUD + "guides/parent.html", "Положение молчит о роли: родитель.", "The regulation is silent on the role: parent."),
    "guide": (CLOUD + "guides/teacher.html", "1. Запустите змея облака # Не выше 30 метров. п. 1.1", "1. Fly the kite of the cloud # No higher"),
    "guide, numbered": (CLOUD + "guides/teacher.html", "2. Сосчитайте хвосты", "2. Count the tails"),
    "advice": (CLOUD + "guides/teacher.html", "Совет, не из акта Держите нитку", "Advice, not from the act Hold the string"),
    "questions": (CLOUD + "faq.html", "Почему облако? # Из-за хвостов ( п. 1.1 ).", "Why a cloud? # Because of the tails ( cl. 1.1 )."),
    "guide, rights": (CLOUD + "guides/teacher.html", "Ваши права # Спать можно ( п. 1.2 ).", "Your rights # You may nap ( cl. 1.2 )."),
    "guide, whom to ask": (CLOUD + "guides/teacher.html", "Само облако. Почта: wind@cloud.example .", "The cloud itself. E-mail: wind@cloud.example ."),
    "task": (CLOUD + "tasks/count.html", "Шаги # 1. Сосчитайте хвосты # Все. п. 1.1", "Steps # 1. Count the tails # All of them. cl. 1.1"),
    "contacts": (CLOUD + "reference/index.html", "Само облако. Почта: wind@cloud.example .", "The cloud itself. E-mail: wind@cloud.example ."),
    "people": (CLOUD + "reference/index.html", "Считающий хвосты. Считает их вслух ( п. 1.1 ).", "The counter of tails. Counts them aloud ( cl. 1.1 )."),
    "part": (CLOUD + "reference/index.html", "Как считают # По одному ( п. 1.1 ).", "How to count # One by one ( cl. 1.1 )."),
    "missing_pages": (CLOUD + "about.html", "есть пропуски. Каждый отмечен в тексте положения", "has gaps. Each is marked in the text of the regulation"),
    "validity": (CLOUD + "about.html", "Дата этой редакции на сайте — 4 марта 2030 г. Датой редакции принята дата приказа.", "The date of this edition on the site is 4 March 2030. The edition bears the date of the order."),
    "known_facts": (CLOUD + "about.html", "Змей видели над морем. Источник: доска у причала.", "The kite was seen over the sea. Source: the board at the pier."),
    "shows": (CLOUD + "tasks/count.html", "Вопросы Родителю", "Questions For parents"),
    "act_head": (CLOUD + "regulation/index.html", "Кучевое облако № 8 Положение о воздушных змеях", "Cumulus Cloud No. 8 Regulation on kites"),
    "act_head, date": (CLOUD + "regulation/index.html", "Датой редакции принята дата приказа", "bears the date of the order"),
    "approvals": (CLOUD + "regulation/index.html", "Утверждено — старший ветер П.П. Порыв, 4 марта 2030 г.", "Approved by the senior wind P.P. Gust, 4 March"),
    "regulation": (CLOUD + "regulation/index.html", "1. Небо # 1.1 Ветер отвечает за змеев:", "1. Sky # 1.1 The wind looks after the kites:"),
    "regulation, steps": (
        CLOUD + "regulation/index.html",
        "Считает хвосты. Выполняется: Ветру: Сосчитайте хвосты , Сосчитать хвосты: Сосчитайте хвосты",
        "Counts the tails. Done in: For the wind: Count the tails , Count the tails: Count the tails",
    ),
    "regulation, odd number": (CLOUD + "regulation/index.html", "1.2 (напечатан как 9.2; повторён как 1.4)", "1.2 (printed as 9.2; repeated as 1.4)"),
    "regulation, gap": (CLOUD + "regulation/index.html", "Пропуск в копии Страница порвана.", "Gap in the copy The page is torn."),
    "regulation, note": (CLOUD + "regulation/index.html", "Примечание сайта. Слово «верёвка»", "Note of the site. The word “string”"),
    "memo": (CLOUD + "memo/teacher.html", "Главное по шагам # Запустите змея облака — п. 1.1", "The main steps # Fly the kite of the cloud — cl. 1.1"),
    "memo, address": (CLOUD + "memo/teacher.html", "//cloud.example/rules/ru/2030-03-04/guides/teacher.html", "//cloud.example/rules/en/"),
    "cite": (CLOUD + "regulation/index.html", "Спать можно после п. 1.1 .", "You may nap after cl. 1.1 ."),
    "basis": (CLOUD + "regulation/index.html", "Закон ветра от 4 мая 2029 г. № 7-В «О попутном ветре»", "Law of the wind No. 7-В of 4 May 2029 “On fair wind”"),
    "regulation, titled": (WHALE + "regulation/index.html", "Море # 1.1 Кит плавает глубоко.", "Sea # 1.1 The whale swims deep."),
    "people_table": (WHALE + "regulation/index.html", "брызги Пена Фёдоровна смотритель брызг", "splashes Foam Fyodorovna keeper of splashes"),
    "chats_table": (CLOUD + "reference/index.html", "Ветер Чат облаков п. 1.1", "Wind The chat of clouds cl. 1.1"),
    "services_table": (CLOUD + "reference/index.html", "Колокол сразу, в одно время (синхронно)", "Bell at the same time (synchronous)"),
    "acts_table": (CLOUD + "reference/index.html", "«О попутном ветре» 4 мая 2029 г. № 7-В действует с 1 июня", "On fair wind” 4 May 2029, No. 7-В in force since"),
    "rights": (CLOUD + "reference/index.html", "Всем участникам # Спать можно ( п. 1.2 ).", "Everyone # You may nap ( cl. 1.2 )."),
    "glossary": (CLOUD + "reference/index.html", "Хвост то сзади", "Tail what is behind"),
    "topics": (CLOUD + "topics.html", "П # Памятка ветру Памятка: родителю Почему облако? Р # Родителю С # Сосчитать хвосты Справка Х # Хвост", "Tail"),
    "edition_notes": (CLOUD + "about.html", "п. 1.1 : Слово «верёвка» в источнике с ошибкой.", "cl. 1.1 : The word “string”"),
    "documents_list": (CLOUD + "documents.html", "вписать недостающее и подписать. Приказ: PDF,", "fill in what is missing and sign. Order: PDF,"),
    "document_links": (CLOUD + "documents.html", "Скачать: Положение целиком: PDF,", "Download: The whole regulation: PDF,"),
    "platform_moves": (CLOUD + "about.html", "«Змей» работает в мессенджере Аэростат. Как это шло: 1 февраля 2031 г. — все ветры", "Kite works in the messenger Balloon"),
}


@pytest.mark.parametrize("macro", SHOWN)
def test_what_a_macro_shows(built_silly: Project, macro: str) -> None:
    page, russian, english = SHOWN[macro]
    assert russian in text(built_silly.article(page.format("ru")))
    assert english in text(built_silly.article(page.format("en")))


SAID = {
    "has": ('{% if has("fly.kite", "swim.deep") %}да{% endif %}{% if has("swim.deep") %}нет{% endif %}', "да"),
    "has_all": ('{% if has_all("fly.kite", "swim.deep") %}все{% else %}не все{% endif %}', "не все"),
    "clause": ('{{ clause("fly.count") }}', "Считает хвосты."),
    "agree": ('{{ agree(term.teacher, "мой", "моя", "моё") }} {{ agree(term.school, "мой", "моя", "моё") }}', "мой моё"),
    "upfirst": ("{{ term.school.nom | upfirst }}", "Облако"),
    "services": ('{{ services("synchronous") }}', "Колокол"),
    "people_with": ('[{{ people_with("function.splashes") }}]', "[]"),
    "cite": ('{{ cite("fly.kite", "rest.nap", "swim.deep") }}', "п. 1.1 , п. 1.2"),
    "facts": ("{{ school.name }}, {{ school.place }}, {{ edition.date }}", "Облако № 8, , 4 марта 2030 г."),
}


def test_what_macros_say_in_running_text(silly: Project) -> None:
    body = "\n\n".join(f"Макрос {name}:\n\n{source}" for name, (source, _) in SAID.items())
    silly.edit("docs/ru/faq.md", "{{ questions() }}", f"{{{{ questions() }}}}\n\n{body}")
    answer = silly.run("build", "--jobs", "1", "--school", "cloud-school", "--locale", "ru", "--no-documents")
    assert answer.status == 0, answer.err
    said = text(silly.article("cloud-school/ru/2030-03-04/faq.html"))
    for name, (_, shown) in SAID.items():
        part = said.partition(f"Макрос {name}:")[2].partition("Макрос ")[0]
        assert shown in part, (name, part)


OF_THE_PORTAL = {
    "schools_list": ("index.html", "Облако № 8 Облако. Редакция от 4 марта 2030 г. Кит № 3 Кит, Тёплое море."),
    "compare": ("compare.html", "В какое время Все хвосты ( п. 1.1 )"),
    "compare_facts": ("compare.html", "Родитель не регулирует регулирует"),
}


def test_what_the_portal_says_and_that_no_school_says_it(silly: Project, built_silly: Project) -> None:
    for page, shown in OF_THE_PORTAL.values():
        assert shown in text(built_silly.article(page))
    silly.edit("docs/ru/faq.md", "{{ questions() }}", "{{ schools_list() }}")
    answer = silly.run("build", "--jobs", "1", "--school", "cloud-school", "--locale", "ru", "--no-documents")
    assert answer.status == 1 and "docs/ru/faq.md:" in answer.err and "use it on the portal's pages" in answer.err


OF_CONTACTS = {"people_contacts"}  # tests/test_contacts.py: the invented schools have none
IN_EDITIONS = {"redline", "changes_for_me", "editions_table", "side_by_side"}  # tests/test_editions.py: they need two editions or languages


def macro_names() -> set[str]:
    """Every macro and filter that define_env hands to pages."""
    from macros.registry import SUBJECTS
    from uklad.rendering.context import Context

    context = Context.__new__(Context)

    class Anything:
        def __getattr__(self, name: str) -> Anything:
            return self

    context.site = Anything()  # type: ignore[assignment]
    found = {name: macro for subject in SUBJECTS for name, macro in subject.macros(context).items()}
    assert all(macro.__doc__ for macro in found.values()), "every macro has a docstring"
    return set(found) | {"upfirst"}


def test_every_macro_has_a_test_and_a_line_in_the_guide() -> None:
    guide = (ROOT / "handbook" / "authors.md").read_text(encoding="utf-8")
    tested = {name.partition(",")[0] for name in [*SHOWN, *SAID, *OF_THE_PORTAL]} | IN_EDITIONS | OF_CONTACTS
    assert macro_names() - tested == set()
    assert {name for name in macro_names() if f"`{name}" not in guide and f"{name}(" not in guide and f"| {name}" not in guide} == set()

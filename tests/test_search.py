"""Search in a real browser on the real schools: what is found, how the box behaves, what is loaded when."""

from __future__ import annotations

import gzip
import html
import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asking import BOX, RESULTS, Question, address_of, ask, first_right, load_questions, read_index
from conftest import FIVE, Project, made_once
from playwright.sync_api import Browser, Page, expect

Open = Callable[..., Page]
LYCEUM = FIVE["lyceum"]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PARTS = ("search-words.js", "search.js", "search-box.js", "search-index.js")
ABOUT = ("inflection", "yo", "typo", "synonym", "prefix", "number")


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    """A tab for what leaves nothing behind: questions to pages that are opened anew."""
    page = chromium.new_context(viewport=DESK).new_page()
    page.set_default_timeout(10_000)
    yield page
    page.context.close()


ASK_EACH = """([box, results, questions]) => questions.map((question) => {
  const field = document.querySelector(box);
  field.value = question;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return [...document.querySelectorAll(results)].map((link) => link.href);
})"""


@pytest.fixture(scope="module")
def places(tab: Page, five: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[Question, int]:
    """Where each question is answered."""
    folder = made_once(tmp_path_factory, "places", lambda folder: (folder / "all.json").write_text(json.dumps(answers(tab, five.root / "site"))))
    return dict(zip(load_questions(), json.loads((folder / "all.json").read_text()), strict=True))


def answers(tab: Page, folder: Path) -> list[int]:
    """The place of the right answer to each question, asked on pages opened as files; the first of a site is typed as a reader does it."""
    found: list[int] = []
    for site, group in itertools.groupby(load_questions(), lambda question: question.site):
        questions = list(group)
        tab.goto(address_of(site, folder.as_uri()))
        typed = ask(tab, questions[0].ask)
        asked = tab.evaluate(ASK_EACH, [BOX, RESULTS, [question.ask for question in questions]])
        assert asked[0] == typed
        found += [first_right(question, addresses, folder.as_uri(), folder) for question, addresses in zip(questions, asked, strict=True)]
    return found


def lyceum(five: Project, locale: str = "ru", page: str = "index.html") -> str:
    return address_of(LYCEUM.format(locale), (five.root / "site").as_uri(), page)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_nine_questions_of_ten_are_answered_among_the_first_three(places: dict[Question, int], lang: str) -> None:
    asked = {question: place for question, place in places.items() if question.lang == lang}
    assert len({question.school for question in asked}) == len(FIVE)
    missed = [question.ask for question, place in asked.items() if not place]
    assert len(missed) <= len(asked) / 10, missed


@pytest.mark.parametrize("about", ABOUT)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_nine_of_ten_of_each_sort_are_answered(places: dict[Question, int], lang: str, about: str) -> None:
    asked = {question: place for question, place in places.items() if question.about == about and question.lang == lang}
    missed = [question.ask for question, place in asked.items() if not place]
    assert len(missed) <= len(asked) / 10, missed


def test_a_clause_number_leads_to_the_clause_first(places: dict[Question, int]) -> None:
    numbers = [(question, place) for question, place in places.items() if question.about == "number"]
    assert len(numbers) >= 9
    assert [question for question, place in numbers if place != 1] == []


WORDS = {
    "ru": {"мама": "родител", "папа": "родител", "классная": "классн.. руковод", "классрук": "классн.. руковод", "завуч": "заместител|администрац",
           "вацап": "мессенджер", "ватсап": "мессенджер", "ВК": "VK-мессенджер|ВКонтакте", "сверум": "сферум", "не заходит": "не работает",
           "забанили": "заблок|блокир", "не могу зайти": "не работает"},
    "en": {"mum": "parent", "kicked out": "remov|block", "banned": "block", "whatsapp": "messenger", "spherum": "sferum", "principal": "director|administration"},
}  # fmt: skip


@pytest.mark.parametrize(("lang", "word"), [(lang, word) for lang, words in WORDS.items() for word in words])
def test_everyday_words_find_what_pages_say(tab: Page, five: Project, lang: str, word: str) -> None:
    tab.goto(lyceum(five, lang))
    assert ask(tab, word)
    shown = tab.locator(RESULTS).all_inner_texts()[:3]
    assert any(re.search(WORDS[lang][word], text, re.I) for text in shown), shown


@pytest.mark.parametrize(("one", "other"), [("учетная запись", "учётная запись"), ("РЕБЕНОК", "ребёнок"), ("каникулам родителям", "каникулы родители")])
def test_forms_and_letters_do_not_matter(tab: Page, five: Project, one: str, other: str) -> None:
    tab.goto(lyceum(five))
    assert ask(tab, one) == ask(tab, other) != []


def test_extra_words_never_empty_the_result(tab: Page, five: Project) -> None:
    tab.goto(lyceum(five))
    usual = ask(tab, "снять блокировку")
    assert ask(tab, "подскажите пожалуйста уважаемые фывапролдж снять блокировку ъъъ")[0] == usual[0]
    assert ask(tab, "фывапролдж") == []
    expect(tab.locator(".find-count")).to_contain_text("Ничего не нашлось")


def test_no_result_of_another_school_or_language(tab: Page, five: Project) -> None:
    for locale, asked in (("ru", "чат"), ("en", "chat")):
        tab.goto(lyceum(five, locale))
        found = ask(tab, asked)
        assert found and all(f"/{LYCEUM.format(locale)}/" in address for address in found)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_results_lead_to_their_unit_from_a_sub_folder(open_page: Open, address: str, size: dict[str, int]) -> None:
    page = open_page(address_of(LYCEUM.format("ru"), address, "guides/parent.html"), size)
    page.locator(BOX).fill("4.13.5")
    page.locator(RESULTS).first.click()
    page.wait_for_url(f"{address}/{LYCEUM.format('ru')}/regulation/index.html#chat.block")


def test_results_stand_by_page_with_whom_they_concern(tab: Page, five: Project) -> None:
    tab.goto(lyceum(five))
    ask(tab, "4.13.4")
    group = tab.locator(".find-group").first
    assert group.locator(".find-page").inner_text() == "Положение: весь текст"
    assert "классный руководитель" in group.locator(".find-kind").first.inner_text()
    assert group.locator(".find-head").first.inner_text().replace("\u00a0", " ") == "п. 4.13.4"


def test_the_keyboard_and_the_count(tab: Page, five: Project) -> None:
    tab.goto(lyceum(five))
    box = tab.get_by_role("combobox", name="Поиск по сайту")
    tab.locator(BOX).focus()
    expect(box).to_have_attribute("aria-expanded", "false")
    tab.keyboard.type("блокировка")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert re.fullmatch(r"Результатов: \d+", tab.get_by_role("status").inner_text())
    assert tab.get_by_role("option").count() == tab.locator(RESULTS).count() > 2
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    chosen = tab.locator(RESULTS).nth(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert chosen.get_attribute("aria-selected") == "true"
    tab.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == tab.locator(RESULTS).first.get_attribute("id")
    tab.keyboard.press("Escape")
    expect(tab.locator(".find-panel")).to_be_hidden()
    expect(box).to_have_value("блокировка")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    last = tab.locator(RESULTS).last.get_attribute("href") or ""
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/{last}")


def test_enter_alone_goes_to_an_address_that_can_be_shared(open_page: Open, five: Project) -> None:
    page = open_page(lyceum(five, page="guides/parent.html"))
    page.locator(BOX).fill("снять блокировку")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    first = page.locator(RESULTS).first
    first.wait_for()
    assert "блокиров" in first.inner_text().lower()
    page.locator(BOX).fill("4.13.5")
    page.wait_for_url("**/search.html?q=4.13.5")
    shared = page.url.replace(LYCEUM.format("ru"), "lyceum-159/ru/current")
    page.goto(shared)
    page.locator(RESULTS, has_text="4.13.5").first.wait_for()


@pytest.mark.parametrize("page_name", ["index.html", "search.html", "topics.html"])
def test_nothing_of_the_search_is_loaded_before_the_box_is_used(chromium: Browser, address: str, page_name: str) -> None:
    asked: list[str] = []
    page = chromium.new_context(viewport=DESK).new_page()
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(address_of(LYCEUM.format("ru"), address, page_name))
    page.wait_for_load_state("networkidle")
    assert not set(PARTS) & set(asked)
    page.locator(BOX).focus()
    page.locator(".find[data-ready]").first.wait_for(state="attached")
    assert set(PARTS) <= set(asked)
    page.context.close()


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("kind", FIVE)
def test_what_the_box_loads_is_light(five: Project, kind: str, locale: str) -> None:
    site = five.root / "site" / FIVE[kind].format(locale)
    sizes = [len(gzip.compress((site / "assets" / name).read_bytes(), 9)) for name in PARTS]
    assert sum(sizes) <= 40_000, sizes
    assert not list(site.rglob("search_index.json"))


@pytest.mark.parametrize("kind", FIVE)
def test_every_unit_of_the_index_has_its_place(five: Project, kind: str) -> None:
    for locale in ("ru", "en"):
        site = five.root / "site" / FIVE[kind].format(locale)
        for address, _, *anchors in read_index(site / "assets" / "search-index.js")["places"]:
            text = (site / address).read_text(encoding="utf-8")
            assert [anchor for anchor in anchors if text.count(f'id="{anchor}"') != 1] == [], address


def test_the_index_knows_every_question_clause_and_word(five: Project) -> None:
    site = five.root / "site" / LYCEUM.format("ru")
    kinds = [unit[0] for page in read_index(site / "assets" / "search-index.js")["pages"] for unit in page[2]]
    pages = {path: (site / path).read_text(encoding="utf-8") for path in ("faq.html", "regulation/index.html", "reference/glossary.html")}
    assert kinds.count("question") == pages["faq.html"].count('class="question"') > 50
    assert kinds.count("clause") == pages["regulation/index.html"].count('class="clause"') > 40
    assert kinds.count("term") == pages["reference/glossary.html"].count("<td><span id=") > 30


def test_without_scripts_topics_stand_in(open_page: Open, five: Project) -> None:
    page = open_page(lyceum(five), PHONE, java_script_enabled=False)
    assert not page.locator(BOX).is_visible()
    page.get_by_role("link", name="Темы А–Я").click()
    assert page.locator("h1").inner_text() == "Темы от А до Я"
    page.get_by_role("link", name="Меня заблокировали в чате. Это надолго?").click()
    assert page.url.endswith("faq.html#blocked-how-long")


@pytest.mark.parametrize("kind", FIVE)
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_topics_name_every_page_question_and_word(five: Project, kind: str, locale: str) -> None:
    site = five.root / "site" / FIVE[kind].format(locale)
    listed = set(re.findall(r'href="([^"]+)"', re.search(r"<article.*?</article>", (site / "topics.html").read_text(encoding="utf-8"), re.S)[0]))  # type: ignore[index]
    wanted = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"search.html", "topics.html"}
    for path, pattern in (("faq.html", r'class="question">\s*<h3 id="([^"]+)"'), ("reference/glossary.html", r'<td><span id="([^"]+)"')):
        wanted |= {f"{path}#{anchor}" for anchor in re.findall(pattern, (site / path).read_text(encoding="utf-8"))}
    assert wanted - {html.unescape(one) for one in listed} == set()


def test_the_box_says_when_the_search_cannot_be_loaded(chromium: Browser, five: Project, tmp_path: Path) -> None:
    page = chromium.new_context(viewport=DESK).new_page()
    page.route("**/search-index.js", lambda route: route.abort())
    page.goto(lyceum(five))
    page.locator(BOX).focus()
    expect(page.get_by_role("status")).to_contain_text("Поиск не загрузился")
    page.context.close()


@pytest.mark.parametrize("kind", FIVE)
@pytest.mark.parametrize(
    ("locale", "asked", "question"),
    [
        ("ru", "сына заблокировали", "blocked-how-long"),
        ("ru", "я новый учитель", "new-teacher"),
        ("ru", "не хочу MAX", "refuse"),
        ("en", "my son was blocked", "blocked-how-long"),
        ("en", "I am a new teacher", "new-teacher"),
        ("en", "I do not want MAX", "refuse"),
    ],
)
def test_who_is_in_trouble_is_led_to_the_question_at_once(tab: Page, five: Project, kind: str, locale: str, asked: str, question: str) -> None:
    tab.goto((five.root / "site" / FIVE[kind].format(locale) / "index.html").as_uri())
    assert ask(tab, asked)[0].endswith(f"/faq.html#{question}")


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("kind", FIVE)
def test_every_line_that_a_clause_gives_is_a_unit(five: Project, kind: str, locale: str) -> None:
    site = five.root / "site" / FIVE[kind].format(locale)
    for address, *anchors in read_index(site / "assets" / "search-index.js")["places"]:
        article = re.search(r"<article.*?</article>", (site / address).read_text(encoding="utf-8"), re.S)[0]  # type: ignore[index]
        lines = re.findall(r'<li>\s*(?:<p>)?<span(?: id="([^"]*)")? data-(?:clause|silent)=', article)
        advice = re.findall(r'<div class="advice" id="([^"]*)"', article)
        assert 'class="memo' in article or set(lines + advice) <= set(anchors) - {""}, address


SAID = {
    "мама: родитель\nмама: папа\n": ':2: "мама" stands twice here, first on line 1; rename or remove one of them',
    "- мама\n": ':1: synonyms are not a mapping; write lines such as "mum: parent"',
    "хвосты: []\n": ':1: "хвосты" has no word to look for; write "хвосты: word" or "хвосты: [word, word]"',
    "Хвост: хвост\n": ':1: "Хвост" stands for itself; remove it from the list on the right',
    "8: хвост\n": ":1: 8 is not a text; put it in quotation marks",
    "# два\nхвостик: [хвост, корабль]\n": ':2: "хвостик": no page has a word like "корабль"; use a word of the pages, or remove it',
}


@pytest.mark.parametrize("text", SAID)
def test_a_mistake_in_synonyms_is_said_with_its_line(silly: Project, text: str) -> None:
    (silly.root / "docs" / "ru" / "synonyms.yml").write_text(text, encoding="utf-8")
    answer = silly.run("check")
    assert answer.status == 1
    assert f"docs/ru/synonyms.yml{SAID[text]}" in answer.err


@pytest.mark.slow
def test_a_synonym_that_an_author_adds_is_found(open_page: Open, silly: Project) -> None:
    (silly.root / "docs" / "ru" / "synonyms.yml").write_text("бечёвка: хвост\n", encoding="utf-8")
    assert silly.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school").status == 0
    page = open_page((silly.root / "site/cloud-school/ru/2030-03-04/index.html").as_uri())
    assert ask(page, "бечёвками")
    assert "хвост" in page.locator(RESULTS).first.inner_text().lower()


@pytest.mark.slow
def test_what_people_type_for_a_question_finds_it(open_page: Open, silly: Project) -> None:
    silly.edit("docs/ru/questions.yml", 'ask: "Почему', 'aliases: [отчего ураган, бечёвки]\n    ask: "Почему')
    assert silly.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school").status == 0
    page = open_page((silly.root / "site/cloud-school/ru/2030-03-04/index.html").as_uri())
    for asked in ("бечёвками", "ураганы"):
        assert [address.rpartition("/")[2] for address in ask(page, asked)] == ["faq.html#why"]
    assert "ураган" not in page.locator(RESULTS).first.inner_text()


@pytest.mark.parametrize("aliases", ["ураган", "[8]", '[""]', "{ураган: бечёвка}"])
def test_a_mistake_in_what_people_type_is_said_with_its_line(silly: Project, aliases: str) -> None:
    silly.edit("docs/ru/questions.yml", 'ask: "Почему', f'aliases: {aliases}\n    ask: "Почему')
    answer = silly.run("check")
    assert answer.status == 1
    assert 'docs/ru/questions.yml:6: "aliases" of the question "why" is no list of texts; write [some words, other words]' in answer.err

"""Search in a real browser on the real schools: what is found, how the box behaves, what is loaded when."""

from __future__ import annotations

import functools
import gzip
import html
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import BOX, RESULTS, Question, address_of, ask, first_right, load_questions, read_index
from conftest import FIVE, Project
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.xdist_group("five")
LYCEUM = FIVE["lyceum"]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PARTS = ("search-words.js", "search.js", "search-box.js", "search-index.js")
ABOUT = ("inflection", "yo", "typo", "synonym", "prefix", "number")


@pytest.fixture(scope="module")
def sub_folder(five: Project) -> Iterator[str]:
    """The sites served from a folder below the root of a host."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(five.root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/site"
        server.shutdown()


@pytest.fixture(scope="module")
def places(chromium: Browser, five: Project) -> dict[Question, int]:
    """Where each question is answered, asked on pages opened as files."""
    folder = five.root / "site"
    found: dict[Question, int] = {}
    page, site = chromium.new_context(viewport=DESK).new_page(), ""
    for question in load_questions():
        if question.site != site:
            site = question.site
            page.goto(address_of(site, folder.as_uri()))
        found[question] = first_right(question, ask(page, question.ask), folder.as_uri(), folder)
    page.context.close()
    return found


def open_page(chromium: Browser, url: str, size: dict[str, int] = DESK, scripts: bool = True) -> Page:
    page = chromium.new_context(viewport=size, java_script_enabled=scripts).new_page()
    page.set_default_timeout(10_000)
    page.goto(url)
    return page


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
def test_everyday_words_find_what_pages_say(chromium: Browser, five: Project, lang: str, word: str) -> None:
    page = open_page(chromium, lyceum(five, lang))
    assert ask(page, word)
    shown = page.locator(RESULTS).all_inner_texts()[:3]
    assert any(re.search(WORDS[lang][word], text, re.I) for text in shown), shown
    page.context.close()


@pytest.mark.parametrize(("one", "other"), [("учетная запись", "учётная запись"), ("РЕБЕНОК", "ребёнок"), ("каникулам родителям", "каникулы родители")])
def test_forms_and_letters_do_not_matter(chromium: Browser, five: Project, one: str, other: str) -> None:
    page = open_page(chromium, lyceum(five))
    assert ask(page, one) == ask(page, other) != []
    page.context.close()


def test_extra_words_never_empty_the_result(chromium: Browser, five: Project) -> None:
    page = open_page(chromium, lyceum(five))
    usual = ask(page, "снять блокировку")
    assert ask(page, "подскажите пожалуйста уважаемые фывапролдж снять блокировку ъъъ")[0] == usual[0]
    assert ask(page, "фывапролдж") == []
    expect(page.locator(".find-count")).to_contain_text("Ничего не нашлось")
    page.context.close()


def test_no_result_of_another_school_or_language(chromium: Browser, five: Project) -> None:
    for locale, asked in (("ru", "чат"), ("en", "chat")):
        page = open_page(chromium, lyceum(five, locale))
        found = ask(page, asked)
        assert found and all(f"/{LYCEUM.format(locale)}/" in address for address in found)
        page.context.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_results_lead_to_their_unit_from_a_sub_folder(chromium: Browser, sub_folder: str, size: dict[str, int]) -> None:
    page = open_page(chromium, address_of(LYCEUM.format("ru"), sub_folder, "guides/parent.html"), size)
    page.locator(BOX).fill("4.13.5")
    page.locator(RESULTS).first.click()
    page.wait_for_url(f"{sub_folder}/{LYCEUM.format('ru')}/regulation/index.html#chat.block")
    page.context.close()


def test_results_stand_by_page_with_whom_they_concern(chromium: Browser, five: Project) -> None:
    page = open_page(chromium, lyceum(five))
    ask(page, "4.13.5")
    group = page.locator(".find-group").first
    assert group.locator(".find-page").inner_text() == "Положение: весь текст"
    assert "классный руководитель" in group.locator(".find-kind").first.inner_text()
    page.context.close()


def test_the_keyboard_and_the_count(chromium: Browser, five: Project) -> None:
    page = open_page(chromium, lyceum(five))
    box = page.get_by_role("combobox", name="Поиск по сайту")
    page.locator(BOX).focus()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("блокировка")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert re.fullmatch(r"Результатов: \d+", page.get_by_role("status").inner_text())
    assert page.get_by_role("option").count() == page.locator(RESULTS).count() > 2
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(RESULTS).nth(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert chosen.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == page.locator(RESULTS).first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.locator(".find-panel")).to_be_hidden()
    expect(box).to_have_value("блокировка")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    last = page.locator(RESULTS).last.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{last}")
    page.context.close()


def test_enter_alone_goes_to_an_address_that_can_be_shared(chromium: Browser, five: Project) -> None:
    page = open_page(chromium, lyceum(five, page="guides/parent.html"))
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
    page.context.close()


@pytest.mark.parametrize("page_name", ["index.html", "search.html", "topics.html"])
def test_nothing_of_the_search_is_loaded_before_the_box_is_used(chromium: Browser, sub_folder: str, page_name: str) -> None:
    asked: list[str] = []
    page = chromium.new_context(viewport=DESK).new_page()
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(address_of(LYCEUM.format("ru"), sub_folder, page_name))
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


def test_without_scripts_topics_stand_in(chromium: Browser, five: Project) -> None:
    page = open_page(chromium, lyceum(five), PHONE, scripts=False)
    assert not page.locator(BOX).is_visible()
    page.get_by_role("link", name="Темы А–Я").click()
    assert page.locator("h1").inner_text() == "Темы от А до Я"
    page.get_by_role("link", name="Меня заблокировали в чате. Это надолго?").click()
    assert page.url.endswith("faq.html#blocked-how-long")
    page.context.close()


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


def test_a_synonym_that_an_author_adds_is_found(chromium: Browser, silly: Project) -> None:
    (silly.root / "docs" / "ru" / "synonyms.yml").write_text("бечёвка: хвост\n", encoding="utf-8")
    assert silly.run("build", "--jobs", "1", "--school", "cloud-school").status == 0
    page = open_page(chromium, (silly.root / "site/cloud-school/ru/2030-03-04/index.html").as_uri())
    assert ask(page, "бечёвками")
    assert "хвост" in page.locator(RESULTS).first.inner_text().lower()
    page.context.close()

"""Guides that help while one works, and settings that a device remembers: in a real browser, by behaviour."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import FIVE, PHONE, Project
from playwright.sync_api import BrowserContext, Page

Open = Callable[..., Page]
SAID = {
    "ru": {"note": "Только на этом устройстве; никуда не отправлено", "done": "Сделано", "clear": "Снять все отметки", "changed": "Этот шаг изменился"},
    "en": {"note": "Only on this device; nothing was sent", "done": "Done", "clear": "Clear all ticks", "changed": "This step has changed"},
}


@pytest.fixture
def phone(window: Callable[..., BrowserContext]) -> BrowserContext:
    return window(viewport=PHONE, has_touch=True)


def site(five: Project, kind: str = "lyceum", locale: str = "ru") -> Path:
    return five.root / "site" / FIVE[kind].format(locale)


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_ticks_stay_and_can_be_cleared(phone: BrowserContext, five: Project, locale: str) -> None:
    said, guide = SAID[locale], (site(five, locale=locale) / "guides/parent.html").as_uri()
    page = phone.new_page()
    page.goto(guide)
    assert said["note"] in page.locator(".ticks").inner_text()
    page.get_by_label(said["done"]).nth(1).check()
    page.reload()
    boxes = page.get_by_label(said["done"])
    assert [boxes.nth(i).is_checked() for i in range(3)] == [False, True, False]
    assert "1" in page.locator(".ticks-count").inner_text()
    page.get_by_role("button", name=said["clear"]).click()
    page.reload()
    assert page.locator(".tick input:checked").count() == 0
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_tick_knows_that_its_step_changed(phone: BrowserContext, five: Project, tmp_path: Path) -> None:
    shutil.copytree(site(five), tmp_path / "site")
    guide = tmp_path / "site/guides/parent.html"
    page = phone.new_page()
    page.goto(guide.as_uri())
    page.get_by_label(SAID["ru"]["done"]).first.check()
    digest = page.locator(".step").first.get_attribute("data-digest")
    guide.write_text(guide.read_text(encoding="utf-8").replace(str(digest), "00000000"), encoding="utf-8")
    page.reload()
    assert page.locator(".step").first.locator(".changed").inner_text().startswith(SAID["ru"]["changed"])
    assert not page.get_by_label(SAID["ru"]["done"]).first.is_checked()
    assert page.locator(".changed:visible").count() == 1


def test_a_changed_word_changes_the_digest_of_that_step_only(silly: Project) -> None:
    page = "cloud-school/ru/2030-03-04/guides/teacher.html"
    assert silly.run("build", "--no-documents", "--school", "cloud-school", "--locale", "ru", "--jobs", "1").status == 0
    before = re.findall(r'data-digest="(\w+)"', silly.article(page))
    silly.edit("docs/ru/clauses/all.md", "Не выше 30 метров.", "Только не выше 30 метров.")
    silly.edit("docs/en/clauses/all.md", "No higher than 30", "Never higher than 30")
    assert silly.run("build", "--no-documents", "--school", "cloud-school", "--locale", "ru", "--jobs", "1").status == 0
    after = re.findall(r'data-digest="(\w+)"', silly.article(page))
    assert before[0] != after[0] and before[1:] == after[1:]


def test_the_role_is_remembered_and_comes_first(phone: BrowserContext, five: Project) -> None:
    page = phone.new_page()
    page.goto((site(five) / "index.html").as_uri())
    assert page.locator(".cards.roles a").first.inner_text().replace("\u00a0", " ") != "Я — учитель"
    page.get_by_role("link", name="Я — учитель").click()
    page.goto((site(five) / "index.html").as_uri())
    assert page.locator(".cards.roles a").first.inner_text().replace("\u00a0", " ") == "Я — учитель"
    page.goto((site(five) / "regulation/index.html").as_uri())
    assert page.locator(".for-you a").first.get_attribute("href").startswith("../guides/teacher.html#step-")
    total = page.locator(".clause").count()
    page.get_by_label("Показать только пункты с моими шагами").check()
    assert 0 < page.locator(".clause:visible").count() < total
    page.goto((site(five) / "index.html").as_uri())
    page.get_by_role("button", name="Забыть мой выбор").click()
    page.reload()
    assert page.locator(".cards.roles a").first.inner_text().replace("\u00a0", " ") != "Я — учитель"


def test_every_step_has_a_link_to_itself(phone: BrowserContext, five: Project) -> None:
    page = phone.new_page()
    page.goto((site(five) / "guides/teacher.html").as_uri())
    steps = page.locator(".step").count()
    assert steps > 5 and page.locator(".step h3[id] > a.headerlink").count() == steps


def test_a_word_is_explained_on_focus_and_tap(phone: BrowserContext, five: Project) -> None:
    page = phone.new_page()
    page.goto((site(five, "college") / "regulation/index.html").as_uri())
    word = page.locator("abbr[tabindex]").first
    word.focus()
    bubble = page.get_by_role("tooltip")
    assert bubble.inner_text() == word.get_attribute("data-says")
    page.keyboard.press("Escape")
    assert not bubble.is_visible()
    word.blur()
    word.tap()
    assert bubble.is_visible()


def test_without_scripts_steps_are_a_plain_numbered_list_and_words_keep_their_titles(open_page: Open, five: Project) -> None:
    page = open_page((site(five) / "guides/parent.html").as_uri(), PHONE, java_script_enabled=False, color_scheme="dark")
    titles = page.locator(".step h3").all_inner_texts()
    assert [title.split(".")[0] for title in titles] == [str(i + 1) for i in range(len(titles))]
    assert page.locator("button:visible, input:visible").count() == 0
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, dark.strip("rgb()").split(","))) < 200
    menu = page.get_by_role("navigation", name="Страницы сайта")
    assert not menu.is_visible()
    page.get_by_role("link", name="Меню", exact=True).click()
    assert menu.is_visible()


def test_keyboard_alone_skips_and_opens_the_menu(phone: BrowserContext, five: Project) -> None:
    page = phone.new_page()
    page.goto((site(five) / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    opener = page.get_by_role("button", name="Меню")
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.closest('#menu') !== null")
    page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.className").endswith("menu-open")


def test_colours_are_chosen_and_remembered_before_paint(phone: BrowserContext, five: Project) -> None:
    page = phone.new_page()
    page.goto((site(five) / "index.html").as_uri())
    for _ in range(2):
        page.locator("#scheme").click()
    page.goto((site(five) / "faq.html").as_uri(), wait_until="commit")
    page.locator("main").wait_for()
    assert "dark" in str(page.locator("html").get_attribute("class"))
    assert page.locator("#scheme").inner_text() == "Цвета: тёмные"


def test_settings_of_the_panel_combine_and_survive_navigation(phone: BrowserContext, five: Project) -> None:
    page = phone.new_page()
    page.goto((site(five, "college", "en") / "guides/teacher.html").as_uri())
    usual = float(page.evaluate("getComputedStyle(document.querySelector('article p')).fontSize")[:-2])
    page.goto((site(five) / "index.html").as_uri())
    page.get_by_role("button", name="Версия для слабовидящих").click()
    for name in ("Самый большой", "Белым по чёрному", "Выключены", "С засечками"):
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("group", name="Межбуквенное расстояние").get_by_role("button", name="Большое").click()
    page.get_by_role("group", name="Межстрочный интервал").get_by_role("button", name="Большой").click()
    page.goto((site(five, "college", "en") / "guides/teacher.html").as_uri())
    style = page.evaluate("(({fontSize, color, backgroundColor, letterSpacing, fontFamily}) => [fontSize, color, backgroundColor, letterSpacing, fontFamily])(getComputedStyle(document.querySelector('article p')))")
    assert float(style[0][:-2]) >= 1.9 * usual
    assert style[1:3] == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert style[3] != "normal" and "serif" in style[4].split(",")[0].lower()
    assert page.locator("svg:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Low-vision version").click()
    assert page.get_by_role("button", name="White on black").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Usual version of the site").click()
    assert page.evaluate("Object.keys(localStorage)") == []
    assert not page.locator("#sight-panel").is_visible()
    assert page.context.cookies() == []


def test_the_panel_is_under_ten_kilobytes(five: Project) -> None:
    assert sum((five.root / "overrides/assets" / name).stat().st_size for name in ("sight.js", "sight.css", "early.js")) < 10_000


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_memo_is_one_sheet(open_page: Open, five: Project, address: str, locale: str) -> None:
    page = open_page("about:blank")
    for kind in FIVE:
        memos = sorted((site(five, kind, locale) / "memo").glob("*.html"))
        assert len(memos) > 4
        for memo in memos:
            page.goto(f"{address}/{memo.relative_to(five.root / 'site').as_posix()}")
            assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1, memo


def test_a_memo_has_a_code_only_where_the_site_has_an_address(built_silly: Project) -> None:
    import segno

    article = built_silly.article("cloud-school/en/2030-03-04/memo/teacher.html")
    drawn = segno.make("https://cloud.example/rules/en/2030-03-04/guides/teacher.html", error="m").svg_inline(scale=3)
    path = drawn.split(' d="')[1].split('"')[0]
    assert path in article
    assert "<svg" not in built_silly.article("whale-school/en/2030-05-06/memo/teacher.html")


def test_a_letter_names_page_edition_and_place(open_page: Open, built_silly: Project) -> None:
    page = open_page((built_silly.root / "site/cloud-school/ru/2030-03-04/regulation/index.html").as_uri() + "#fly.count")
    letter = page.locator(".ask a")
    letter.evaluate("a => a.addEventListener('click', event => event.preventDefault())")
    assert "4 марта 2030" in unquote(letter.get_attribute("href") or "").replace("\u00a0", " ")
    letter.click()
    said = unquote(letter.get_attribute("href") or "")
    assert said.startswith("mailto:wind@cloud.example?subject=") and "regulation/index.html" in said and said.endswith("#fly.count")
    assert "mailto:" not in (built_silly.root / "site/whale-school/ru/2030-05-06/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("scale", ["125", "200"])
def test_large_text_does_not_scroll_sideways(open_page: Open, address: str, scale: str) -> None:
    lyceum, size = f"{address}/{FIVE['lyceum'].format('ru')}", {"width": 640, "height": 720}
    page = open_page(f"{lyceum}/index.html", size)
    page.evaluate("size => localStorage.setItem('uklad.sight', JSON.stringify({size}))", scale)
    for path in ("index.html", "guides/teacher.html", "regulation/index.html", "reference/services.html", "faq.html", "about.html"):
        page.goto(f"{lyceum}/{path}")
        assert page.locator("html").get_attribute("data-sight-size") == scale
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path

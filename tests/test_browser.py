"""A real browser on the real schools: the ways that readers go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import DESK, FIVE, PHONE, Project
from playwright.sync_api import Page

Open = Callable[..., Page]
SAID = {
    "ru": {"parent": "Я — родитель", "guide": "Родителю", "search": "блокировка", "found": "блок", "other": "English", "other_h1": "For parents"},
    "en": {"parent": "I am a parent", "guide": "For parents", "search": "block", "found": "block", "other": "Русский", "other_h1": "Родителю"},
}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_home_to_role_to_step_to_clause_and_back(open_page: Open, address: str, locale: str, size: dict[str, int]) -> None:
    said = SAID[locale]
    page = open_page(f"{address}/{FIVE['lyceum'].format(locale)}/index.html", size)
    page.get_by_role("link", name=said["parent"]).click()
    assert page.locator("h1").inner_text() == said["guide"]
    step = page.locator("[id='step-parent.join']")
    step.wait_for()
    page.locator("article .step", has=step).locator(".basis a").first.click()
    assert page.url.endswith("regulation/index.html#parent.join")
    clause = page.locator("[id='parent.join']")
    assert clause.is_visible() or clause.evaluate("e => e.parentElement.offsetHeight > 0")
    page.locator(".clause", has=clause).locator(".done a", has_text=said["guide"]).first.click()
    assert "guides/parent.html#step-parent." in page.url
    page.go_back()
    assert page.url.endswith("#parent.join")


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_switching_the_language_stays_on_the_page(open_page: Open, address: str, locale: str) -> None:
    page = open_page(f"{address}/{FIVE['college'].format(locale)}/guides/parent.html", PHONE)
    page.get_by_role("link", name=SAID[locale]["other"]).first.click()
    other = {"ru": "en", "en": "ru"}[locale]
    assert page.url == f"{address}/{FIVE['college'].format(other)}/guides/parent.html"
    assert page.locator("h1").inner_text() == SAID[locale]["other_h1"]


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_search_finds_a_page(open_page: Open, address: str, locale: str) -> None:
    page = open_page(f"{address}/{FIVE['lyceum'].format(locale)}/index.html", DESK)
    page.locator('[data-uklad="search"]').fill(SAID[locale]["search"])
    result = page.locator('[data-uklad="results"] a').first
    result.wait_for()
    assert SAID[locale]["found"] in result.inner_text().lower()
    result.click()
    assert page.url.startswith(f"{address}/{FIVE['lyceum'].format(locale)}/")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["guides/parent.html", "regulation/index.html", "tasks/join.html"])
def test_switching_edition_and_language_stays_on_the_page(open_page: Open, address: str, path: str, size: dict[str, int]) -> None:
    page = open_page(f"{address}/model-school/ru/2023-09-01/{path}", size)
    page.locator(".standing.superseded a").click()
    assert page.url == f"{address}/model-school/ru/2024-09-01/{path}"
    page.locator("details.editions summary").click()
    page.locator("details.editions a", has_text="2026").click()
    assert page.url == f"{address}/model-school/ru/2026-03-01/{path}"
    page.get_by_role("link", name="English").first.click()
    assert page.url == f"{address}/model-school/en/2026-03-01/{path}"
    page.locator("details.editions summary").click()
    page.locator("details.editions a", has_text="2024").click()
    assert page.url == f"{address}/model-school/en/2024-09-01/{path}"


def test_the_portal_leads_to_each_school(open_page: Open, address: str) -> None:
    page = open_page("about:blank", PHONE)
    for kind, folder in FIVE.items():
        page.goto(f"{address}/index.html")
        page.locator(f".schools a[href*='{folder.split('/')[0]}']").first.click()
        assert page.url == f"{address}/{folder.format('ru')}/index.html", kind


def test_current_leads_to_the_edition_in_force_and_keeps_the_anchor(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/lyceum-159/ru/current/regulation/index.html#chat.block", PHONE)
    page.wait_for_url(f"{address}/{FIVE['lyceum'].format('ru')}/regulation/index.html#chat.block")
    page.goto(f"{address}/lyceum-159/")
    page.wait_for_url(f"{address}/{FIVE['lyceum'].format('ru')}/index.html")


WIDTHS = [320, PHONE["width"], DESK["width"]]
LOOK = """async ([paths, widths]) => {
  const wide = [], unmarked = [];
  for (const path of paths) {
    const frame = document.createElement('iframe');
    frame.style = 'border: 0; height: 740px';
    frame.src = path;
    await new Promise((done) => { frame.onload = done; document.body.append(frame); });
    const page = frame.contentDocument.documentElement;
    for (const width of widths) {
      frame.style.width = width + 'px';
      if (frame.contentWindow.innerWidth !== width || page.scrollWidth > width) wide.push([path, width, page.scrollWidth]);
    }
    const words = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) if (/[а-яё]/i.test(words.currentNode.data) && !words.currentNode.parentElement.closest('[lang=ru],head,script,style')) unmarked.push([path, words.currentNode.data]);
    frame.remove();
  }
  return {wide, unmarked};
}"""


@pytest.mark.parametrize("kind", FIVE)
def test_every_page_fits_and_asks_only_this_site(open_page: Open, five: Project, address: str, kind: str) -> None:
    """Every page is loaded once, with its scripts, into a frame that takes each width in turn. On English pages of the college every Russian word says so."""
    page = open_page(f"{address}/index.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for locale in ("ru", "en"):
        paths = [path.relative_to(five.root / "site").as_posix() for path in sorted((five.root / "site" / FIVE[kind].format(locale)).rglob("*.html"))]
        seen = page.evaluate(LOOK, [paths, WIDTHS])
        assert len(paths) > 30 and seen["wide"] == []
        assert (kind, locale) != ("college", "en") or seen["unmarked"] == []
    page.wait_for_load_state("networkidle")
    assert len(asked) > 60 and [url for url in asked if not url.startswith(address)] == []


def test_what_is_wide_or_unmarked_is_seen(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/index.html")
    page.route("**/odd.html", lambda route: route.fulfill(body='<html lang="en"><p>школа</p><p style="width: 340px">x</p></html>', content_type="text/html; charset=utf-8"))
    assert page.evaluate(LOOK, [["odd.html"], WIDTHS]) == {"wide": [["odd.html", 320, 348]], "unmarked": [["odd.html", "школа"]]}


def test_from_a_usb_stick_without_scripts(open_page: Open, five: Project) -> None:
    start = five.root / "site" / FIVE["lyceum"].format("ru") / "index.html"
    page = open_page(start.as_uri(), PHONE, java_script_enabled=False)
    page.get_by_role("link", name="Я — ученик").click()
    assert page.locator("h1").inner_text() == "Ученику"
    page.locator(".basis a").first.click()
    assert "regulation/index.html#" in page.url


def test_nothing_is_asked_of_another_host_later(open_page: Open, address: str) -> None:
    asked: list[str] = []
    page = open_page("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    for kind, locale, paths in (
        ("lyceum", "ru", ("index.html", "regulation/index.html")),
        ("college", "en", ("guides/teacher.html", "faq.html")),
        ("progymnasium", "ru", ("reference/chats.html", "about.html")),
    ):
        for path in paths:
            page.goto(f"{address}/{FIVE[kind].format(locale)}/{path}")
            page.wait_for_load_state("networkidle")
    assert len(asked) > 6 and [url for url in asked if not url.startswith(address)] == []

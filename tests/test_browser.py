"""A real browser on the real schools: the ways that readers go."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from conftest import FIVE, Project
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("five")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SAID = {
    "ru": {"parent": "Я — родитель", "guide": "Родителю", "search": "блокировка", "found": "блок", "other": "English", "other_h1": "For parents"},
    "en": {"parent": "I am a parent", "guide": "For parents", "search": "block", "found": "block", "other": "Русский", "other_h1": "Родителю"},
}


@pytest.fixture(scope="module")
def address(five: Project) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(five.root / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def open_page(chromium: Browser, url: str, size: dict[str, int], scripts: bool = True) -> Page:
    page = chromium.new_context(viewport=size, java_script_enabled=scripts).new_page()
    page.set_default_timeout(10_000)
    page.goto(url)
    return page


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_home_to_role_to_step_to_clause_and_back(chromium: Browser, address: str, locale: str, size: dict[str, int]) -> None:
    said = SAID[locale]
    page = open_page(chromium, f"{address}/{FIVE['lyceum'].format(locale)}/index.html", size)
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
    page.context.close()


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_switching_the_language_stays_on_the_page(chromium: Browser, address: str, locale: str) -> None:
    page = open_page(chromium, f"{address}/{FIVE['college'].format(locale)}/guides/parent.html", PHONE)
    page.get_by_role("link", name=SAID[locale]["other"]).first.click()
    other = {"ru": "en", "en": "ru"}[locale]
    assert page.url == f"{address}/{FIVE['college'].format(other)}/guides/parent.html"
    assert page.locator("h1").inner_text() == SAID[locale]["other_h1"]
    page.context.close()


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_search_finds_a_page(chromium: Browser, address: str, locale: str) -> None:
    page = open_page(chromium, f"{address}/{FIVE['lyceum'].format(locale)}/index.html", DESK)
    page.locator('[data-uklad="search"]').fill(SAID[locale]["search"])
    result = page.locator('[data-uklad="results"] a').first
    result.wait_for()
    assert SAID[locale]["found"] in result.inner_text().lower()
    result.click()
    assert page.url.startswith(f"{address}/{FIVE['lyceum'].format(locale)}/")
    page.context.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["guides/parent.html", "regulation/index.html", "tasks/join.html"])
def test_switching_edition_and_language_stays_on_the_page(chromium: Browser, address: str, path: str, size: dict[str, int]) -> None:
    page = open_page(chromium, f"{address}/model-school/ru/2023-09-01/{path}", size)
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
    page.context.close()


def test_the_portal_leads_to_each_school(chromium: Browser, address: str) -> None:
    for kind, folder in FIVE.items():
        page = open_page(chromium, f"{address}/index.html", PHONE)
        page.locator(f".schools a[href*='{folder.split('/')[0]}']").first.click()
        assert page.url == f"{address}/{folder.format('ru')}/index.html", kind
        page.context.close()


def test_current_leads_to_the_edition_in_force_and_keeps_the_anchor(chromium: Browser, address: str) -> None:
    page = open_page(chromium, f"{address}/lyceum-159/ru/current/regulation/index.html#chat.block", PHONE)
    page.wait_for_url(f"{address}/{FIVE['lyceum'].format('ru')}/regulation/index.html#chat.block")
    page.goto(f"{address}/lyceum-159/")
    page.wait_for_url(f"{address}/{FIVE['lyceum'].format('ru')}/index.html")
    page.context.close()


@pytest.mark.parametrize("kind", FIVE)
@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, PHONE, DESK], ids=["320", "360", "1280"])
def test_no_page_scrolls_sideways(chromium: Browser, five: Project, kind: str, size: dict[str, int]) -> None:
    for locale in ("ru", "en"):
        site = five.root / "site" / FIVE[kind].format(locale)
        page = chromium.new_context(viewport=size, java_script_enabled=True).new_page()
        for path in sorted(site.rglob("*.html")):
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        page.context.close()


def test_from_a_usb_stick_without_scripts(chromium: Browser, five: Project) -> None:
    start = five.root / "site" / FIVE["lyceum"].format("ru") / "index.html"
    page = open_page(chromium, start.as_uri(), PHONE, scripts=False)
    page.get_by_role("link", name="Я — ученик").click()
    assert page.locator("h1").inner_text() == "Ученику"
    page.locator(".basis a").first.click()
    assert "regulation/index.html#" in page.url
    page.context.close()


def test_nothing_is_asked_of_another_host(chromium: Browser, address: str) -> None:
    asked: list[str] = []
    context = chromium.new_context(viewport=DESK)
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    for kind, locale in (("lyceum", "ru"), ("college", "en"), ("progymnasium", "ru")):
        for path in ("index.html", "guides/teacher.html", "regulation/index.html", "faq.html", "reference/chats.html", "about.html"):
            page.goto(f"{address}/{FIVE[kind].format(locale)}/{path}")
            page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(address)] == []
    context.close()

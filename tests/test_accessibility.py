"""Open to everyone: axe on every kind of page, in both languages, in every colour scheme."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import axe_playwright_python
import pytest
from conftest import FIVE, Project
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("five")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = [
    "index.html", "guides/index.html", "guides/teacher.html", "tasks/index.html", "tasks/join.html", "regulation/index.html", "reference/index.html",
    "reference/people.html", "reference/glossary.html", "reference/rights.html", "faq.html", "about.html", "memo/teacher.html",
]  # fmt: skip
COLOURS = ["black-on-white", "white-on-black", "blue", "brown", "green"]
CONTRAST = {"black-on-white": 7, "white-on-black": 7, "blue": 7.5, "brown": 7.5, "green": 9}


def site(five: Project, kind: str, locale: str) -> Path:
    return five.root / "site" / FIVE[kind].format(locale)


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: the rule and the place of each violation."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS)
    return [f"{one['id']}: {node['target']} {node['failureSummary'][:160]}" for one in found["violations"] for node in one["nodes"][:3]]


def test_axe_finds_what_is_wrong(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content('<html><body><img src="x.png"><button></button></body></html>')
    assert {"image-alt", "button-name"} <= {one.split(":")[0] for one in violations(page)}
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_kind_of_page_passes(chromium: Browser, five: Project, locale: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found: list[str] = []
    for kind in ("lyceum", "college"):
        for path in KINDS:
            file = site(five, kind, locale) / path
            if file.exists():
                page.goto(file.as_uri())
                found += [f"{kind}/{path} {one}" for one in violations(page)]
    for path in ("index.html", "compare.html"):
        page.goto((five.root / "site" / ("" if locale == "ru" else locale) / path).as_uri())
        found += [f"portal {path} {one}" for one in violations(page)]
    context.close()
    assert found == []


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_phone_menu_and_panel_pass(chromium: Browser, five: Project, locale: str) -> None:
    page = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto((site(five, "progymnasium", locale) / "guides/parent.html").as_uri())
    page.locator("button.menu-open").click()
    page.locator("#sight").click()
    page.locator("#sight-panel").wait_for()
    assert violations(page) == []
    page.context.close()


@pytest.mark.parametrize("colours", COLOURS)
def test_every_scheme_of_the_panel_passes(chromium: Browser, five: Project, colours: str) -> None:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto((site(five, "lyceum", "ru") / "index.html").as_uri())
    page.locator("#sight").click()
    page.locator(f"[data-value='{colours}']").click()
    found = violations(page)
    for path in ("regulation/index.html", "guides/teacher.html", "reference/services.html", "about.html"):
        page.goto((site(five, "lyceum", "ru") / path).as_uri())
        found += [f"{path} {one}" for one in violations(page)]
        assert page.evaluate(RATIO) >= CONTRAST[colours]
    page.context.close()
    assert found == []


RATIO = """() => {
  const light = (c) => { const [r, g, b] = c.match(/\\d+/g).map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const style = getComputedStyle(document.querySelector('article p'));
  const [a, b] = [light(style.color), light(style.backgroundColor)].sort((x, y) => y - x);
  return (a + .05) / (b + .05);
}"""


def test_headings_go_down_one_level_at_a_time_and_titles_are_unique(five: Project) -> None:
    for kind in FIVE:
        for locale in ("ru", "en"):
            titles: dict[str, Path] = {}
            for path in sorted(site(five, kind, locale).rglob("*.html")):
                text = path.read_text(encoding="utf-8")
                levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
                assert levels[0] == 1 and levels.count(1) == 1, path
                assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), path
                title = re.search(r"<title>(.*?)</title>", text)[1]
                assert title not in titles, (path, titles[title])
                titles[title] = path

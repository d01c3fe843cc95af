"""Open to everyone: axe on every kind of page, in both languages, in every colour scheme."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from conftest import FIVE, PHONE, Project
from playwright.sync_api import Browser, Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that look at colours; to the others a page is the same in every scheme
KINDS = [
    "index.html", "guides/index.html", "guides/teacher.html", "tasks/index.html", "tasks/join.html", "regulation/index.html", "reference/index.html",
    "reference/people.html", "reference/glossary.html", "reference/rights.html", "faq.html", "about.html", "memo/teacher.html",
]  # fmt: skip
SCHEMES = {("lyceum", "ru"): "both", ("lyceum", "en"): "light", ("college", "ru"): "light", ("college", "en"): "both"}  # colours do not depend on the language
CONTRAST = {"black-on-white": 7, "white-on-black": 7, "blue": 7.5, "brown": 7.5, "green": 9}
RUN = """async (only) => {
  document.getAnimations().forEach((one) => one.finish());  // colours that change bit by bit
  return (await axe.run(document, {runOnly: only, resultTypes: ['violations']})).violations
    .flatMap((one) => one.nodes.slice(0, 3).map((node) => `${one.id}: ${node.target} ${node.failureSummary.slice(0, 160)}`));
}"""


def site(five: Project, kind: str, locale: str) -> Path:
    return five.root / "site" / FIVE[kind].format(locale)


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page as it stands, by these rules or by all: the rule and the place of each violation."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    return page.evaluate(RUN, {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS})


def violations_in_both_schemes(page: Page) -> list[str]:
    """What axe finds while the device asks for light colours, and then for dark ones; where neither is set, it asks for light ones."""
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, background.strip("rgb()").split(","))) < 200
    found += [f"dark {one}" for one in violations(page, OF_COLOURS)]
    page.emulate_media(color_scheme="light")
    return found


def test_axe_finds_what_is_wrong(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content('<html><body><img src="x.png"><button></button><p style="color: #eee; background: #fff">pale</p></body></html>')
    assert {"image-alt", "button-name", "color-contrast"} <= {one.split(":")[0] for one in violations(page)}
    assert {one.split(":")[0] for one in violations(page, OF_COLOURS)} == {"color-contrast"}
    page.context.close()


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_an_invented_school_passes(open_page: Callable[..., Page], built_silly: Project, locale: str) -> None:
    page = open_page("about:blank")
    for path in ("index.html", "guides/teacher.html", "regulation/index.html", "reference/index.html"):
        page.goto((built_silly.root / f"site/cloud-school/{locale}/2030-03-04" / path).as_uri())
        assert violations(page) == [], path


@pytest.mark.parametrize(("kind", "locale"), SCHEMES)
def test_every_kind_of_page_passes(open_page: Callable[..., Page], five: Project, address: str, kind: str, locale: str) -> None:
    page = open_page("about:blank")
    look = violations_in_both_schemes if SCHEMES[kind, locale] == "both" else violations
    found: list[str] = []
    for path in KINDS:
        if (site(five, kind, locale) / path).exists():
            page.goto(f"{address}/{FIVE[kind].format(locale)}/{path}")
            found += [f"{path} {one}" for one in look(page)]
    assert found == []


@pytest.mark.parametrize("folder", ["", "en/"], ids=["ru", "en"])
def test_the_portal_passes(open_page: Callable[..., Page], address: str, folder: str) -> None:
    page = open_page("about:blank")
    for path in ("index.html", "compare.html"):
        page.goto(f"{address}/{folder}{path}")
        assert violations_in_both_schemes(page) == [], path


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_phone_menu_and_panel_pass(open_page: Callable[..., Page], address: str, locale: str) -> None:
    page = open_page(f"{address}/{FIVE['progymnasium'].format(locale)}/guides/parent.html", PHONE)
    page.locator("button.menu-open").click()
    page.locator("#sight").click()
    page.locator("#sight-panel").wait_for()
    assert violations(page) == []


def test_every_scheme_of_the_panel_passes(open_page: Callable[..., Page], address: str) -> None:
    """On each page every scheme is chosen in turn, first the one that the page before ended with, which must still be on."""
    page, schemes = open_page("about:blank"), list(CONTRAST)
    found: list[str] = []
    for turn, path in enumerate(("index.html", "regulation/index.html", "guides/teacher.html", "reference/services.html", "about.html")):
        page.goto(f"{address}/{FIVE['lyceum'].format('ru')}/{path}")
        assert page.locator("html").get_attribute("data-sight-colours") == (schemes[-turn] if turn else None)
        page.locator("#sight").click()
        found += [f"{path} {one}" for one in violations(page)]
        for scheme in (*schemes[-turn:], *schemes[:-turn]) if turn else schemes:
            page.locator(f"[data-value='{scheme}']").click()
            found += [f"{path} {scheme} {one}" for one in violations(page, OF_COLOURS)]
            assert page.evaluate(RATIO) >= CONTRAST[scheme]
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

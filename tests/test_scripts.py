"""The scripts of the pages: each feature by itself, no globals but those meant, one style."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import Project
from playwright.sync_api import BrowserContext, Page

SITE = "site/cloud-school/ru/2030-03-04"
ASSETS = Path(__file__).parent.parent / "overrides" / "assets"
SCRIPTS = sorted(path.name for path in ASSETS.glob("*.js"))
GLOBALS = {"uklad", "ukladIndex", "ukladSearch"}  # as words.js lists them

# What a reader can do with each feature: true where it works.
FEATURES = {
    "menu": "tap('button.menu-open'), one('#menu').matches('.open') && one('button.menu-open').getAttribute('aria-expanded') === 'true'",
    "contents": "one('details.toc').open",
    "colours": "tap('#scheme'), document.documentElement.matches('.light') && one('#scheme').innerText !== ''",
    "sight": "tap('#sight'), await until(() => one('#sight-panel:not([hidden])'))",
    "explanations": "one('abbr[tabindex]').focus(), one('#bubble').innerText === one('abbr[tabindex]').dataset.says",
    "ticks": "tap('.step .tick input'), /1/.test(one('.ticks-count').innerText)",
    "role": "one('.cards.roles li').matches('.mine')",
    "clauses": "one('.clause.mine .for-you a').innerText !== ''",
    "citations": "one('button.copy').innerText !== ''",
    "letter": "tap('.ask a'), one('.ask a').href.endsWith('%23main')",
    "edition": "one('.standing').innerText.trim() === 'in force'",
    "search": "one('.find-box').focus(), await until(() => one('.find[data-ready]'))",
}
TRY = f"""async () => {{
  const one = (selector) => document.querySelector(selector);
  const tap = (selector) => one(selector).click();
  const until = async (seen) => {{
    for (let i = 0; i < 100 && !seen(); i++) await new Promise((done) => setTimeout(done, 20));
    return !!seen();
  }};
  const works = [];
  const features = {{{", ".join(f"{name}: async () => ({run})" for name, run in FEATURES.items())}}};
  for (const [name, run] of Object.entries(features)) {{
    try {{ if (await run()) works.push(name); }} catch {{ /* it does not work */ }}
  }}
  return works;
}}"""

PAGES = ("index.html", "guides/teacher.html", "reference/index.html")  # with the regulation they have every feature
WITHOUT = {
    ".head": {"menu", "colours", "sight", "search"},
    "#menu": {"menu"},
    "a.menu-open": {"menu"},
    ".menu-close": set(),
    "#scheme": {"colours"},
    "#sight": {"sight"},
    ".find": {"search"},
    ".find-box": {"search"},
    ".standing": {"edition"},
    ".page": {"menu", "contents", "explanations", "ticks", "role", "clauses", "citations", "letter"},
    "details.toc": {"contents"},
    "article": {"explanations", "ticks", "role", "clauses", "citations", "letter"},
    "abbr": {"explanations"},
    ".step": {"ticks"},
    ".cards": {"role"},
    ".clause": {"clauses", "citations"},
    ".done": {"clauses"},
    "#uklad-copy": {"citations"},
    ".ask": {"letter"},
}  # fmt: skip
BEFORE_SCRIPTS = """(gone) => {
  localStorage.clear();
  localStorage.setItem("uklad.role", '"teacher"');
  document.addEventListener("readystatechange", () => {
    Object.assign(document.querySelector(".standing").dataset, { from: "2000-01-01", then: "in force" });
    document.querySelector(".ask a").addEventListener("click", (event) => event.preventDefault());
    if (gone) document.querySelectorAll(gone).forEach((element) => element.remove());
  }, { once: true });
}"""


@pytest.fixture
def context(window: Callable[..., BrowserContext]) -> BrowserContext:
    return window(viewport={"width": 1400, "height": 900})


def address(built: Project, path: str) -> str:
    return f"{(built.root / SITE).as_uri()}/{path}"


@pytest.fixture(scope="module")
def every(built_silly: Project, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with every feature: a copy of the regulation that holds what other pages hold, as built."""
    folder = tmp_path_factory.mktemp("every") / "site"
    shutil.copytree(built_silly.root / SITE, folder)
    held = [re.search(r"<main[^>]*>(.*)</main>", (folder / path).read_text(encoding="utf-8"), re.S)[1] for path in PAGES]  # type: ignore[index]
    page = folder / "regulation/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</main>", "".join(held) + "</main>"), encoding="utf-8")
    return page.as_uri() + "#main"


def open_page(context: BrowserContext, url: str, before: str = "", lost: str = "") -> tuple[Page, list[str]]:
    """The page at an address, and a list of what its scripts throw from now on; with a script that runs before them, and without these files."""
    page, thrown = context.new_page(), list[str]()
    if before:
        page.add_init_script(before)
    if lost:
        page.route(lost, lambda route: route.abort())
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.goto(url)
    return page, thrown


@pytest.mark.slow
@pytest.mark.parametrize("gone", ["", *WITHOUT])
def test_a_page_that_lacks_an_element_has_every_other_feature(context: BrowserContext, every: str, gone: str) -> None:
    page, thrown = open_page(context, every, f"({BEFORE_SCRIPTS})({gone!r})")
    assert set(page.evaluate(TRY)) == set(FEATURES) - WITHOUT.get(gone, set())
    assert thrown == []


def test_a_feature_that_fails_stops_no_other(context: BrowserContext, every: str) -> None:
    page, thrown = open_page(context, every, f"({BEFORE_SCRIPTS})('')", "**/words.js")
    assert set(page.evaluate(TRY)) == set(FEATURES) - {"colours", "sight", "ticks", "role", "clauses"}
    assert thrown


def keys(page: Page) -> set[str]:
    """The names that any script can read: properties of the window, and what is declared at the top of a script."""
    declared = page.context.new_cdp_session(page).send("Runtime.globalLexicalScopeNames")["names"]
    return {*page.evaluate("Object.keys(window)"), *declared}


@pytest.mark.parametrize("path", ["search.html", "regulation/index.html"])
def test_scripts_leave_only_the_globals_that_are_meant(context: BrowserContext, built_silly: Project, path: str) -> None:
    bare, _ = open_page(context, address(built_silly, path), lost="**/*.js")
    before = keys(bare)
    page, _ = open_page(context, address(built_silly, path))
    page.locator("#sight").click()
    page.locator("#sight-panel").wait_for()
    page.locator(".find-box").fill("змей")
    page.locator(".find[data-ready]").wait_for(state="attached")
    page.add_script_tag(url=(ASSETS / "portal.js").as_uri())
    loaded = {url.rpartition("/")[2] for url in page.evaluate("[...document.scripts].map((script) => script.src)")}
    assert set(SCRIPTS) <= loaded
    assert keys(page) - before == GLOBALS
    assert all(f"`{name}`" in (ASSETS / "words.js").read_text(encoding="utf-8") for name in GLOBALS)


@pytest.mark.slow
@pytest.mark.parametrize("end", ["#%", "#%E0%A4%A", "#%D0%BF%", "?q=%", "?q=%E0%A4%A#%"])
def test_an_address_that_encodes_nothing_throws_nothing(context: BrowserContext, built_silly: Project, end: str) -> None:
    for path in ("regulation/index.html", "search.html"):
        page, thrown = open_page(context, address(built_silly, path + end))
        page.locator(".find-box").focus()
        page.locator(".find[data-ready]").wait_for(state="attached")
        letter = page.locator(".ask a")
        letter.evaluate("a => a.addEventListener('click', event => event.preventDefault())")
        letter.click()
        if "?" not in end:
            assert unquote(letter.get_attribute("href") or "").endswith(end)
        page.evaluate("document.querySelector('main').innerHTML += '<a id=odd href=\"#%25%\">%</a>'")
        page.locator("#odd").click()
        assert thrown == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_is_of_one_style(name: str) -> None:
    text = (ASSETS / name).read_text(encoding="utf-8")
    if name != "words.js":  # one assignment, made by the build
        assert re.match(r'/\* .*? \*/\n\(\(\) => \{\n  "use strict";\n', text, re.S) and text.endswith("\n})();\n")
    for at, line in enumerate(text.splitlines(), 1):
        assert len(line) <= 120, (at, line)
        assert not re.search(r"\bvar\b|\bfunction \(|[;}] *(?:const|let|return|if|for)\b", line), (at, line)

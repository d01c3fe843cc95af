"""A region whose every text would act if it could: its pages are those of a harmless region, with other words."""

from __future__ import annotations

import functools
import json
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from asking import ask
from conftest import ROOT, made_once, make_project
from hostile import HOSTILE, bones, read, said, tree
from invent import _spoil, invent
from playwright.sync_api import Browser, Page

from uklad.html.search_index import SWAPPED

pytestmark = pytest.mark.slow
CHOSEN = [*[text for text in HOSTILE if any(sign in text for sign in "<>{|&\"`]%\\")][:9], "x" * 10_000]


@dataclass
class Region:
    """A region as built, and its data."""

    root: Path
    schools: dict[str, Any]

    @property
    def site(self) -> Path:
        return self.root / "site"

    def editions(self) -> Iterator[tuple[str, dict[str, Any], str, Path]]:
        """Each school with a locale and the folder of its pages."""
        for name, school in self.schools.items():
            for locale in ("ru", "en"):
                yield name, school, locale, self.site / name / locale / school["editions"][0]["date"]


def invented(hostile: bool) -> dict[str, Any]:
    """The data of the region."""
    data = invent(len(CHOSEN))
    for school, text in zip(data["schools"].values(), CHOSEN if hostile else [], strict=False):
        _spoil(school, " ".join(text.split()))
    return data


def make(folder: Path, hostile: bool, *more: str) -> None:
    """Build the region into the folder's `site`."""
    project = make_project(folder, ROOT)
    (project.root / "region.yml").write_text(yaml.safe_dump(invented(hostile), allow_unicode=True, sort_keys=False), encoding="utf-8")
    answer = project.run("build", "--schools", "region.yml", "--no-documents", "--jobs", "1", *more)
    assert answer.status == 0, answer.err


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return Region(made_once(tmp_path_factory, "hostile-region", lambda folder: make(folder, True, "--verify-stamps", "3")), invented(True)["schools"])


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return Region(made_once(tmp_path_factory, "harmless-region", lambda folder: make(folder, False)), invented(False)["schools"])


APART = """(texts) => JSON.stringify(texts.map((text) => {
  const page = new DOMParser().parseFromString(text, "text/html"), bones = {}, scripts = [], handlers = new Set(), links = new Set();
  const count = (name) => { bones[name] = (bones[name] || 0) + 1; };
  for (const one of page.querySelectorAll("*")) {
    const names = one.getAttributeNames();
    if (page.documentElement.lang === "ru" || one.localName !== "span" || names.join() !== "lang") [one.localName, ...names.map((name) => `${one.localName} ${name}`)].forEach(count);
    names.filter((name) => name.startsWith("on")).forEach((name) => handlers.add(name));
    ["href", "src", "action", "xlink:href"].filter((name) => one.hasAttribute(name)).forEach((name) => links.add(one.getAttribute(name)));
    if (one.localName === "script" && one.type !== "application/ld+json") scripts.push(one.text);
  }
  return { bones, scripts, handlers: [...handlers], links: [...links] };
}))"""


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.context.close()


@functools.cache
def apart(tab: Page, folder: Path, pages: str = "**/*.html") -> dict[str, dict[str, Any]]:
    """The pages of a folder as a browser takes them apart, none run: elements and attributes, but for what marks Russian words on others, scripts, handlers and links."""
    paths = sorted(folder.glob(pages))
    found = json.loads(tab.evaluate(APART, [path.read_text(encoding="utf-8") for path in paths]))
    return {path.relative_to(folder).as_posix(): one for path, one in zip(paths, found, strict=True)}


def test_a_browser_takes_apart_what_a_page_holds(tab: Page, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<!doctype html><html lang="en"><p onclick="x">я <span lang="ru">да</span><a href="javascript:x">y</a><script src="b.js"></script><script>z</script>', encoding="utf-8")
    bones = {"html": 1, "html lang": 1, "head": 1, "body": 1, "p": 1, "p onclick": 1, "a": 1, "a href": 1, "script": 2, "script src": 1}
    assert apart(tab, tmp_path) == {"a.html": {"bones": bones, "handlers": ["onclick"], "links": ["javascript:x", "b.js"], "scripts": ["", "z"]}}


def test_nothing_of_the_data_comes_to_life(hostile: Region, harmless: Region, tab: Page) -> None:
    for name in hostile.schools:
        ours, theirs = apart(tab, hostile.site / name), apart(tab, harmless.site / name)
        assert ours.keys() == theirs.keys() and len(ours) > 60
        for path in ours:
            assert [ours[path][what] for what in ("bones", "scripts")] == [theirs[path][what] for what in ("bones", "scripts")], f"{name}/{path}"


def test_nothing_leads_where_data_want_to(hostile: Region, tab: Page) -> None:
    links = set[str]()
    for folder, pages in [*((hostile.site / name, "**/*.html") for name in hostile.schools), (hostile.site, "*.html"), (hostile.site, "en/*.html")]:
        for path, page in apart(tab, folder, pages).items():
            assert page["handlers"] == [], path
            links.update(page["links"])
    assert len(links) > 100 and [link for link in links if urllib.parse.urlsplit(link).scheme in ("javascript", "data", "vbscript", "file")] == []


def test_the_portal_has_no_element_of_the_data(hostile: Region, harmless: Region) -> None:
    for path in ("index.html", "compare.html", "en/index.html", "en/compare.html"):
        ours, theirs = (tree((region.site / path).read_text(encoding="utf-8")) for region in (hostile, harmless))
        assert bones(ours, "en")[0].keys() == bones(theirs, "en")[0].keys(), path
        assert bones(ours, "en")[1].keys() == bones(theirs, "en")[1].keys(), path
        if "compare" not in path:
            shown = read(said(ours.find(".//body")))
            assert [name for name, school in hostile.schools.items() if school["name"][path[:2] if path[2] == "/" else "ru"] not in shown] == []


def test_every_name_shows_as_it_is(hostile: Region) -> None:
    for name, school, locale, folder in hostile.editions():
        own = school["name"][locale]
        front = tree((folder / "index.html").read_text(encoding="utf-8"))
        act = tree((folder / "regulation/index.html").read_text(encoding="utf-8"))
        assert own in read(front.find(".//title").text), name
        assert own in read(said(front.find(".//header"))), name
        assert school["full_name"][locale] in read(said(act.find(".//article"))), name
        title = school["editions"][0]["title"][locale]
        assert title in read(said(act.find(".//article"))), name
        assert json.loads(act.find(".//script[@type='application/ld+json']").text)["name"] == title
        assert school["people"][0]["name"][locale] in read(said(act.find(".//article"))), name


def test_every_file_for_programs_says_them_too(hostile: Region) -> None:
    for name, school, locale, folder in hostile.editions():
        own = school["name"][locale]
        feed = ET.parse(folder.parent / "feed.xml").getroot()
        atom = "{http://www.w3.org/2005/Atom}"
        assert feed.findtext(f"{atom}author/{atom}name") == own, name
        assert feed.findtext(f"{atom}title").startswith(f"{own}: "), name
        versions = json.loads((folder.parent / "versions.json").read_text(encoding="utf-8"))
        assert [one["version"] for one in versions] == [school["editions"][0]["date"]]
        assert any(school["name"][locale] in read(text) for text in searched(folder)), name


def searched(folder: Path) -> list[str]:
    """Every text that the search looks through."""
    found = json.loads((folder / "assets/search-index.js").read_text(encoding="utf-8").removeprefix("ukladIndex="))
    texts = [text for page in found["pages"] for unit in page[2] for text in unit if isinstance(text, str)]
    return [text.translate(SWAPPED) for text in texts] if "letters" in found else texts


@pytest.fixture
def watched(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab that notes every dialog, mistake and request outside."""
    tab, heard = chromium.new_page(), list[str]()
    tab.on("dialog", lambda one: (heard.append(f"dialog {one.message}"), one.dismiss()))
    tab.on("console", lambda one: heard.append(f"console {one.text}") if one.type in ("error", "warning") else None)
    tab.on("pageerror", lambda one: heard.append(f"error {one}"))
    tab.on("request", lambda one: heard.append(f"request {one.url}") if not one.url.startswith("file:") else None)
    yield tab, heard
    tab.close()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_browser_runs_nothing_of_it(hostile: Region, watched: tuple[Page, list[str]], number: int) -> None:
    tab, heard = watched
    name, school, _, folder = list(hostile.editions())[2 * number]
    for page in ("index.html", "regulation/index.html", "guides/parent.html"):
        tab.goto((folder / page).as_uri())
        assert read(tab.locator("header .name").inner_text()) == school["name"]["ru"], name
    tab.goto((hostile.site / "index.html").as_uri())
    assert heard == []


def test_a_search_finds_a_hostile_name(hostile: Region, watched: tuple[Page, list[str]]) -> None:
    tab, heard = watched
    folder = next(folder for _, school, _, folder in hostile.editions() if "onerror" in school["name"]["ru"])
    tab.goto((folder / "index.html").as_uri())
    assert ask(tab, "onerror alert")
    assert any("onerror=alert(1)" in read(text) for text in tab.locator(".find-panel").all_inner_texts())
    assert tab.locator(".find-panel img").count() == 0
    assert heard == []

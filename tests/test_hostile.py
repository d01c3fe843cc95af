"""Values from data show literally, wherever they show: they are never Markdown, HTML, a macro or a table."""

from __future__ import annotations

import html
import json
import re
import urllib.parse
from collections.abc import Callable
from pathlib import Path

import html5lib
import markdown
import pytest
from asking import ask
from conftest import SILLY, Project, made_once, make_project
from playwright.sync_api import Page

from macros import MACROS
from uklad.base.escape import literal
from uklad.content.site import Site
from uklad.documents.context import DocumentContext
from uklad.documents.regulation import regulation
from uklad.model.loader import load_schools
from uklad.model.schema import Schools
from uklad.rendering.context import Context

HOSTILE = "Школа «<b>&\"'|*_{{x}}"
MORE = '# <script>alert(1)</script> ${x} `c` [a](javascript:1) :material-school: {% x %} ~~d~~ ^e^ ==f== \\ --8<-- !!! {#g}'

CASES = ("nom", "gen", "dat", "acc", "ins", "pre")
TERM = 'x"><script>alert(1)</script> *y* {{z}}'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(made_once(tmp_path_factory, "hostile", make))


def make(folder: Path) -> None:
    """Build the invented schools with hostile values."""
    project = make_project(folder, SILLY)
    project.edit("schools.yml", "name: {ru: Облако № 8, en: Cloud No. 8}", f"name: {{ru: {json.dumps(HOSTILE)}, en: {json.dumps(HOSTILE)}}}")
    project.edit("schools.yml", "{ru: П.П. Порыв, en: P.P. Gust}", f"{{ru: {json.dumps(MORE)}, en: {json.dumps(MORE)}}}")
    project.edit("schools.yml", "{ru: Колокол, en: Bell}", f"{{ru: {json.dumps(MORE)}, en: {json.dumps(HOSTILE)}}}")
    project.edit("schools.yml", "{ru: «О попутном ветре», en: On fair wind}", f"{{ru: {json.dumps(HOSTILE)}, en: {json.dumps(MORE)}}}")
    project.edit("schools.yml", "{ru: Положение о воздушных змеях,", f"{{ru: {json.dumps(MORE)},")
    project.edit("schools.yml", "name: {ru: облако, en: cloud}", f"name: {{ru: {json.dumps(TERM)}, en: {json.dumps(TERM)}}}")
    for old in ("nom: облако", "pre: облаке", "one: cloud", "nom: ветер", "one: wind"):
        project.edit("schools.yml", old, f"{old[:3]}: {json.dumps(TERM)}")
    words = f"{{ru: {json.dumps(MORE)}, en: {json.dumps(HOSTILE)}}}"
    project.edit("schools.yml", "    people:\n      - id: gust\n", f"    office: {words}\n    hours: {words}\n    phone: +7 (000) 123-45\n    people:\n      - id: gust\n        room: {words}\n        hours: {words}\n")
    project.edit("schools.yml", "{nom: родитель, gen: родителя, dat: родителю, acc: родителя, ins: родителем, pre: родителе}", json.dumps(dict.fromkeys(CASES, TERM)))
    project.edit("schools.yml", "{one: parent, many: parents}", json.dumps({"one": TERM, "many": TERM}))
    for locale in ("ru", "en"):
        heading = "\n## {{ school.name }} { #name }\n\n| {{ school.name }} | b |\n|---|---|\n| {{ school.name }} | d |\n"
        page = project.root / "docs" / locale / "about.md"
        front = page.read_text(encoding="utf-8").replace("title: ", "title: ", 1).replace("summary: ", "summary: ", 1)
        front = re.sub(r"^title: .*$", 'title: "О {{ school.name }}"', front, flags=re.M)
        front = re.sub(r"^summary: .*$", 'summary: "Про > {{ school.name }}"', front, flags=re.M)
        page.write_text(front + heading, encoding="utf-8")
    answer = project.run("build", "--jobs", "1")
    assert answer.status == 0, answer.err


def page(project: Project, path: str) -> str:
    return (project.root / "site" / path).read_text(encoding="utf-8")


def seen(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


ABOUT = "cloud-school/ru/2030-03-04/about.html"
PLACES = {
    "page title": r"<title>(.*?)</title>",
    "heading of the page": r"<h1[^>]*>(.*?)</h1>",
    "heading": r'<h2 id="name">(.*?)<a class="headerlink"',
    "table head": r"<th>(.*?)</th>",
    "table cell": r"<td>(.*?)</td>",
    "header": r'<span class="name">(.*?)</span>',
    "navigation": r'<nav id="menu".*?</nav>',
}


@pytest.mark.parametrize("place", PLACES)
def test_the_name_shows_literally(hostile: Project, place: str) -> None:
    found = re.findall(PLACES[place], page(hostile, ABOUT), re.S)
    assert any(HOSTILE in seen(one) for one in found), found


def test_in_attributes(hostile: Project) -> None:
    tree = html5lib.parse(page(hostile, ABOUT), namespaceHTMLElements=False)
    assert tree.find(".//meta[@name='description']").get("content") == f"Про > {HOSTILE}"
    letter = tree.find(".//p[@class='ask']/a").get("href")
    assert urllib.parse.quote(f"О {HOSTILE}", safe="/") in letter and not re.search(r"[<>\"' ]", letter)


def test_on_the_portal_and_in_redirects(hostile: Project) -> None:
    assert HOSTILE in seen(page(hostile, "index.html"))
    assert HOSTILE in seen(page(hostile, "compare.html"))
    assert HOSTILE in seen(page(hostile, "cloud-school/index.html"))


def test_in_search(hostile: Project, open_page: Callable[..., Page]) -> None:
    start = hostile.root / "site/cloud-school/ru/2030-03-04/index.html"
    tab = open_page(start.as_uri())
    assert ask(tab, "школа")
    shown = tab.locator(".find-head").all_inner_texts()
    assert HOSTILE in shown
    assert tab.locator(".find-panel b").count() == 0
    tab.goto(start.with_name("search.html").as_uri() + "?q=%3Cb%3E%22%26%27%7C+%D1%88%D0%BA%D0%BE%D0%BB%D0%B0")
    tab.locator(".find-head", has_text=HOSTILE).first.wait_for()
    assert tab.locator(".find-results b").count() == 0


def test_in_json_ld(hostile: Project) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(hostile, "cloud-school/ru/2030-03-04/regulation/index.html"), re.S)
    assert json.loads(found[1])["name"] == MORE  # type: ignore[index]
    assert "<" not in found[1]  # type: ignore[index]


def test_other_values_show_literally(hostile: Project) -> None:
    assert MORE in seen(page(hostile, "cloud-school/ru/2030-03-04/regulation/index.html"))
    assert MORE in seen(page(hostile, "cloud-school/ru/2030-03-04/reference/index.html"))
    assert HOSTILE in seen(page(hostile, "cloud-school/en/2030-03-04/reference/index.html"))


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_words_of_a_kind_show_literally_on_every_page(hostile: Project, locale: str) -> None:
    pages = sorted((hostile.root / "site/cloud-school" / locale / "2030-03-04").rglob("*.html"))
    banners = [re.search(r'<aside class="md-banner".*?</aside>', path.read_text(encoding="utf-8"), re.S) for path in pages]
    assert len(banners) > 9 and all(one and TERM in seen(one[0]) for one in banners)
    assert TERM in seen(re.search(r'<div class="cards roles.*?</div>', page(hostile, f"cloud-school/{locale}/2030-03-04/index.html"), re.S)[0])  # type: ignore[index]
    portal = "" if locale == "ru" else "en/"
    for path in ("index.html", "compare.html"):
        assert TERM.lower() in seen(page(hostile, portal + path)).lower(), path


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_how_a_school_is_reached_shows_literally(hostile: Project, locale: str) -> None:
    said = MORE if locale == "ru" else HOSTILE
    for path in ("guides/teacher.html", "memo/teacher.html"):
        text = page(hostile, f"cloud-school/{locale}/2030-03-04/{path}")
        assert seen(text).count(said) >= 2, path
        links = [one.get("href") for one in html5lib.parse(text, namespaceHTMLElements=False).iter("a")]
        assert "mailto:wind@cloud.example" in links and {re.sub(r"[ ()-]", "", one) for one in links if (one or "").startswith("tel:")} == {"tel:+700012345"}, path


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_words_of_a_role_show_literally(hostile: Project, locale: str) -> None:
    for school, path in (("cloud-school/{}/2030-03-04", "index.html"), ("cloud-school/{}/2030-03-04", "guides/parent.html"), ("whale-school/{}/2030-05-06", "guides/index.html")):
        text = page(hostile, f"{school.format(locale)}/{path}")
        assert TERM.lower() in seen(text).lower(), path
        assert not re.search(r"<script>alert|<em>y</em>", text), path


def test_nothing_of_it_acts(hostile: Project) -> None:
    for path in sorted((hostile.root / "site").rglob("*.html")):
        tree = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        assert not [s for s in tree.iter("script") if "alert(1)" in (s.text or "") and s.get("type") != "application/ld+json"], path
        assert not [a for a in tree.iter("a") if (a.get("href") or "").startswith("javascript:1")], path


@pytest.mark.parametrize("value", [HOSTILE, MORE, "1. Школа", "- пункт", "12) x", "*[HTML]: y", "a\u00a0b", "обычный текст — «ёлочки», № 5"])
def test_literal_reads_back(value: str) -> None:
    assert html.unescape(literal(value)) == value
    assert not re.search(r"[<>\"'`*_{}\[\]|]", literal(value))


ATTACK = "x<script src=../../up/evil.js></script>"
EXTENSIONS = ["abbr", "attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.emoji"]  # as in mkdocs.yml
NUMBERS = [ATTACK, "x](javascript:1)", '" onclick="1', "*1*", "`1`", "a|b", "1} .x", ":smile:", "4.13.5", "1)", "- 2", "1. 2", "(а)/б", "п. 4–6", "4.1¹"]


def numbered(number: str) -> Schools:
    """The cloud with this number wherever its act has one, past the rule of the model."""
    schools = load_schools(SILLY / "schools.yml")[0]
    outline = schools.outlines["cloud-2030"]
    (chapter,) = outline.chapters
    entries = [entry.model_copy(update={"number": number} if entry.clause == "fly.duties" else {}) for entry in chapter.clauses]
    outline = outline.model_copy(update={"chapters": [chapter.model_copy(update={"number": number, "clauses": entries})]})
    cloud = schools.schools["cloud-school"]
    source = cloud.editions[0].source.model_copy(update={"printed": {"fly.duties": number}, "also": {"fly.duties": [number]}})
    cloud = cloud.model_copy(update={"editions": [cloud.editions[0].model_copy(update={"source": source})]})
    return schools.model_copy(update={"outlines": {**schools.outlines, "cloud-2030": outline}, "schools": {**schools.schools, "cloud-school": cloud}})


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_clause_number_shows_as_it_is(silly: Project, number: str, locale: str) -> None:
    schools = numbered(number)
    site = Site(schools, silly.root / "docs", "cloud-school", schools.schools["cloud-school"].editions[0], locale)
    context = Context(site, silly.root, MACROS, path="guides/teacher.md")
    times = {"{{ regulation() }}": 5, "{{ side_by_side() }}": 2, '{{ cite("fly.duties") }}': 1, "{{ edition_notes() }}": 1, "{{ chats_table() }}": 1, "{{ guide() }}": 2, "{{ questions() }}": 1}
    for macro, least in times.items():
        article = html5lib.parse(markdown.markdown(context.render(macro), extensions=EXTENSIONS), namespaceHTMLElements=False)
        assert "".join(article.itertext()).replace("\u00a0", " ").count(number) >= least, macro
        assert not [one.tag for one in article.iter() if one.tag in ("script", "em", "code", "img")], macro
        assert not [one.attrib for one in article.iter() if one.get("onclick") or (one.get("href") or "").startswith("javascript")], macro
        assert macro != "{{ regulation() }}" or any(number in one.get("data-cite", "").replace("\u00a0", " ") for one in article.iter())
    said = [run.text for block in regulation(DocumentContext(site, silly.root)).body for run in getattr(block, "runs", ())]
    assert "".join(said).count(number) >= 4

"""The page in front of many schools: by place, light, filtered by a script that only adds."""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import PHONE, ROOT, Project, made_once, make_project
from playwright.sync_api import Page
from test_accessibility import violations_in_both_schemes

from uklad.build.portal_jobs import make_portal, put_portal
from uklad.build.workspace import Workspace, make_aside, open_workspace
from uklad.content.clauses import clause_ids
from uklad.model.editions import current
from uklad.model.loader import load_schools

sys.path.insert(0, str(ROOT / "bench"))
from invent import HOSTILE, invent

pytestmark = pytest.mark.slow
Open = Callable[..., Page]
FOUND = {"ru": "Найдено: {}", "en": "Found: {}"}


def portal(project: Project, schools: dict) -> Project:
    """Build the portal alone, as `uklad build` does."""
    (project.root / "region.yml").write_text(yaml.safe_dump(schools, allow_unicode=True, sort_keys=False), encoding="utf-8")
    known, _ = load_schools(project.root / "region.yml", clause_ids(project.root / "docs"))
    out = project.root / "site"
    out.mkdir()
    open_workspace(Workspace(known, project.root, "region.yml", project.root / ".kept", out, make_aside(out)))
    for locale in known.locales:
        assert make_portal(f"portal-{locale}", locale).failures == []
        put_portal(f"portal-{locale}", locale)
    return project


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(made_once(tmp_path_factory, "thousand", lambda folder: portal(make_project(folder, ROOT), invent(1000))))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Names that would act if they could, and places of several sorts."""
    return Project(made_once(tmp_path_factory, "odd", lambda folder: portal(make_project(folder, ROOT), invent(len(HOSTILE), hostile=True))))


def at(project: Project, locale: str, page: str = "index.html") -> Path:
    return project.root / "site" / ("" if locale == "ru" else locale) / page


def visible(page: Page) -> int:
    return page.locator(".directory .group ul > li:not([hidden])").count()


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_school_has_one_link_to_its_edition_in_force(thousand: Project, locale: str) -> None:
    text = at(thousand, locale).read_text(encoding="utf-8")
    known, _ = load_schools(thousand.root / "region.yml")
    root = "" if locale == "ru" else "../"
    wanted = {f"{root}{name}/{locale}/{current(school).date}/index.html" for name, school in known.schools.items()}
    links = re.findall(r'<li[^>]*><a href="([^"]+/index.html)">', text)
    assert len(links) == 1000 and set(links) == wanted


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_first_view_is_light(thousand: Project, locale: str) -> None:
    for page in ("index.html", "compare.html"):
        file = at(thousand, locale, page)
        named = re.findall(r'(?:href|src)="([^":?#]+\.(?:css|js|png|svg))"', file.read_text(encoding="utf-8"))
        files = [file, *dict.fromkeys(file.parent / name for name in named)]
        assert len(files) > 4
        assert sum(len(gzip.compress(one.read_bytes())) for one in files) < 70_000


def test_groups_are_places_by_the_alphabet_without_their_small_words(thousand: Project) -> None:
    text = at(thousand, "ru").read_text(encoding="utf-8")
    heads = re.findall(r'<h2 id="az-\d+">([^<]+)</h2>', text)
    assert heads[:-1] == sorted(heads[:-1]) and "П" not in heads and heads[-1] == "Место не указано"
    assert re.findall(r'<a href="#(az-\d+)">', text) == re.findall(r'<h2 id="(az-\d+)">', text)
    places = re.findall(r"<summary[^>]*>пос\. (\S+ \S+) <i>(\d+)</i>", text)
    plain = [name.casefold().replace("ё", "е") for name, _ in places]
    assert len(plain) > 90 and plain == sorted(plain)
    known, _ = load_schools(thousand.root / "region.yml")
    for name, count in places:
        assert int(count) == sum(school.place == {"ru": f"пос. {name}", "en": school.place["en"]} for school in known.schools.values() if school.place)
    last = text[text.index('<h2 id="az-65535"') :]
    assert re.findall(r"<summary[^>]*>(\w+) <i>", last) == ["Колледж", "Лицей", "Прогимназия", "Техникум", "Школа"]


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_without_scripts_the_groups_fold_by_themselves(open_page: Open, thousand: Project, locale: str) -> None:
    page = open_page(at(thousand, locale).as_uri(), java_script_enabled=False)
    assert page.locator("input").count() == 0
    link = page.locator(".directory details a").first
    assert not link.is_visible()
    page.locator(".directory summary").first.click()
    assert link.is_visible()
    page.locator(".letters a").nth(1).click()
    assert "#az-" in page.url


@pytest.mark.parametrize(("locale", "typed", "name"), [("ru", "№ 732", "№ 732"), ("ru", "  ШКОЛА ёлки 7", "Школа"), ("en", "no 732 school", "No. 732"), ("en", "yolki sleepy", "Sleepy")])
def test_the_box_filters_by_name_and_place(open_page: Open, thousand: Project, locale: str, typed: str, name: str) -> None:
    tab = open_page(at(thousand, locale).as_uri(), PHONE)
    tab.get_by_role("searchbox").fill(typed)
    count = visible(tab)
    assert 0 < count < 100
    assert tab.get_by_role("status").inner_text() == FOUND[locale].format(count)
    shown = tab.locator(".directory .group ul > li:not([hidden]) a")
    assert all(name in text.replace("\xa0", " ") for text in shown.all_inner_texts()) and shown.first.is_visible()
    heads = tab.locator(".directory h2:not([hidden])")
    assert all(heads.nth(i).is_visible() for i in range(heads.count())) and heads.count() <= count
    tab.get_by_role("searchbox").fill("")
    assert visible(tab) == 1000 and not tab.locator(".directory details[open]").count() and tab.get_by_role("status").inner_text() == ""
    tab.get_by_role("searchbox").fill("ыыы")
    assert visible(tab) == 0 and tab.get_by_role("status").inner_text()


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_open_to_everyone_and_as_wide_as_a_phone(open_page: Open, thousand: Project, odd: Project, locale: str) -> None:
    page = open_page("about:blank", PHONE)
    for project, name in ((thousand, "index.html"), (thousand, "compare.html"), (odd, "index.html"), (odd, "compare.html")):
        page.goto(at(project, locale, name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        if name == "index.html":
            for fold in page.locator(".directory summary").all()[:1]:
                fold.click()
            page.get_by_role("searchbox").fill("10")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        assert violations_in_both_schemes(page) == [], f"{project.root.name}/{name}"


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_comparison_has_a_column_for_each_outline(thousand: Project, locale: str) -> None:
    text = at(thousand, locale, "compare.html").read_text(encoding="utf-8")
    heads = re.findall(r"<th>(.*?)</th>", text, re.S)
    assert len(heads) == 12 and all(re.search(r"\b200\b", head) and "invented-000" in head for head in heads[1:6])


def test_a_school_whose_act_differs_has_a_column_of_its_own(tmp_path: Path) -> None:
    made = invent(40)
    first = made["schools"]["invented-01"]["editions"]
    first.append({"date": "2025-01-01", "date_from": "act", "based_on": first[0]["date"], "changes": {"removed": ["rights.free"]}, "title": first[0]["title"]})
    project = portal(make_project(tmp_path, ROOT), made)
    heads = re.findall(r"<th>(.*?)</th>", at(project, "ru", "compare.html").read_text(encoding="utf-8"), re.S)[1:7]
    assert [int(re.search(r"заведений: (\d+)", head)[1]) for head in heads] == [1, 8, 8, 8, 8, 7]  # type: ignore[index]


def test_hostile_names_show_literally(open_page: Open, odd: Project) -> None:
    tab = open_page("about:blank", PHONE)
    tab.on("dialog", lambda dialog: pytest.fail(dialog.message))
    tab.goto(at(odd, "ru").as_uri())
    known, _ = load_schools(odd.root / "region.yml")
    shown = {" ".join(text.split()) for text in tab.locator(".directory .group ul > li a").all_text_contents()}
    wanted = {" ".join(school.name["ru"].split()) for school in known.schools.values()}
    assert {name.replace("\xa0", " ") for name in wanted} == {name.replace("\xa0", " ") for name in shown}


def test_few_schools_have_cards_and_no_script(five: Project) -> None:
    text = (five.root / "site/index.html").read_text(encoding="utf-8")
    assert 'class="cards schools"' in text and "directory" not in text and "portal.js" not in text
    assert not list((five.root / "site").rglob("portal.js"))

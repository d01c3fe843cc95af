"""The five real schools: what each site must show, what it must not, and that every page is sound."""

from __future__ import annotations

import html
import itertools
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
import yaml
from conftest import FIVE, Project

from uklad.model.loader import load_schools
from uklad.model.outline import places

MUST = yaml.safe_load((Path(__file__).parent / "five.yml").read_text(encoding="utf-8"))
GUIDES = ("administrator", "leadership", "homeroom-teacher", "teacher", "student", "parent")
REFERENCE = ("chats", "services", "people", "rights", "acts", "glossary")
SITES = [(kind, locale) for kind in FIVE for locale in ("ru", "en")]


def folder(five: Project, kind: str, locale: str) -> Path:
    return five.root / "site" / FIVE[kind].format(locale)


def article(path: Path) -> str:
    markup = re.search(r"<article.*?</article>", path.read_text(encoding="utf-8"), re.S)
    plain = html.unescape(re.sub(r"<[^>]+>", " ", markup[0] if markup else ""))
    return re.sub(r"[\s\u00a0]+", " ", plain)


def whole(five: Project, kind: str, locale: str) -> str:
    return " ".join(article(path) for path in sorted(folder(five, kind, locale).rglob("*.html")))


@pytest.mark.parametrize(("kind", "locale"), SITES)
def test_what_must_and_must_not_show(five: Project, kind: str, locale: str) -> None:
    said = whole(five, kind, locale)
    missing = [want for want in MUST[kind][locale]["shows"] if not re.search(want, said, re.I)]
    foreign = [ban for ban in MUST[kind][locale]["never"] if re.search(ban, said, re.I)]
    assert (missing, foreign) == ([], [])


@pytest.mark.parametrize(("kind", "locale"), SITES)
def test_no_other_schools_name_shows(five: Project, kind: str, locale: str) -> None:
    schools = load_schools(five.root / "schools.yml")[0].schools
    said = whole(five, kind, locale)
    for other in (school for name, school in schools.items() if name not in FIVE[kind]):
        assert other.name[locale] not in said
        assert not [person.id for person in other.people if person.name[locale] in said]


@pytest.mark.parametrize(("kind", "locale"), SITES)
def test_the_pages_that_were_promised(five: Project, kind: str, locale: str) -> None:
    site = folder(five, kind, locale)
    pages = ["index", "regulation/index", "faq", "about", *(f"guides/{x}" for x in GUIDES), *(f"reference/{x}" for x in REFERENCE)]
    assert [page for page in pages if not (site / f"{page}.html").exists()] == []
    assert (site.parent / "current" / "guides" / "parent.html").exists()
    page = (site / "faq.html").read_text(encoding="utf-8")
    answered, left_open = set(re.findall(r'class="question">\s*<h3 id="([^"]+)"', page)), set(re.findall(r'data-silent="([^"]+)"', page))
    assert len(answered) >= 25 and len(answered | left_open) >= 55 and not answered & left_open


@pytest.mark.parametrize(("kind", "locale"), SITES)
def test_every_clause_stands_on_the_regulation_page_under_its_id(five: Project, kind: str, locale: str) -> None:
    schools = load_schools(five.root / "schools.yml")[0]
    school = next(school for name, school in schools.schools.items() if name in FIVE[kind])
    page = (folder(five, kind, locale) / "regulation" / "index.html").read_text(encoding="utf-8")
    anchors = Counter(re.findall(r'id="([a-z][\w-]*\.[\w.-]+)"', page))
    wanted = list(places(schools.outlines[school.editions[0].outline]))
    assert [name for name in wanted if anchors[name] != 1] == []


@pytest.mark.parametrize("kind", FIVE)
def test_the_same_pages_in_both_languages(five: Project, kind: str) -> None:
    listed = [sorted(p.relative_to(folder(five, kind, x)).as_posix() for p in folder(five, kind, x).rglob("*.html")) for x in ("ru", "en")]
    assert listed[0] == listed[1]


def test_no_broken_link_or_anchor_anywhere(five: Project) -> None:
    site = five.root / "site"
    ids: dict[Path, set[str]] = {}
    links: list[tuple[Path, str]] = []
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        ids[path] = set(re.findall(r'\bid="([^"]+)"', text))
        links += [(path, html.unescape(link)) for link in re.findall(r'\b(?:href|src)="([^"]*)"', text)]
    broken = []
    for path, link in links:
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        target = target / "index.html" if target.is_dir() else target
        anchor = unquote(parts.fragment)
        if not target.is_file() or (anchor and target.suffix == ".html" and anchor not in ids[target]):
            broken.append(f"{path.relative_to(site)}: {link}")
    assert broken == []


def test_every_page_is_valid_with_one_h1_and_a_title_of_its_own(five: Project) -> None:
    site = five.root / "site"
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree = parser.parse(path.read_text(encoding="utf-8"))
        assert len(list(tree.iter("h1"))) == 1, path
        levels = [int(e.tag[1]) for e in tree.find(".//main").iter() if e.tag in ("h1", "h2", "h3", "h4")]
        assert all(later <= before + 1 for before, later in itertools.pairwise(levels)), path
    for kind, locale in SITES:
        pages = sorted(folder(five, kind, locale).rglob("*.html"))
        titles = Counter(re.search(r"<title>(.*?)</title>", p.read_text(encoding="utf-8"), re.S)[1] for p in pages)  # type: ignore[index]
        assert [title for title, times in titles.items() if times > 1] == []


def test_nothing_is_asked_of_third_parties_and_nothing_is_absolute(five: Project) -> None:
    site = five.root / "site"
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        asked = re.findall(r'<(?:link|script|img|iframe|source|form)\b[^>]*?\b(?:href|src|action)="([^"]+)"', text)
        assert not [one for one in asked if re.match(r"(https?:)?/", one)], path
        assert not [one for one in re.findall(r'href="([^"]+)"', text) if one.startswith("/")], path
    assert not [p for p in site.rglob("*") if p.suffix == ".map" or p.name in ("404.html", "sitemap.xml", "sitemap.xml.gz")]


def test_the_site_text_is_pure_cyrillic_where_it_is_russian(five: Project) -> None:
    for kind in FIVE:
        mixed = re.findall(r"\b\w*(?:[а-яё][a-z]|[a-z][а-яё])\w*\b", whole(five, kind, "ru"), re.I)
        assert mixed == []


def test_russian_typography(five: Project) -> None:
    for kind in FIVE:
        said = whole(five, kind, "ru")
        assert re.findall(r".{20}(?:\.\.(?!\.)| - |«[^»]*«[^»]*«).{10}", said) == []
        assert re.findall(r'.{20}"[а-яё].{20}', said, re.I) == []

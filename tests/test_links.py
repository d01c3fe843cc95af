"""Which links and names of a tree are refused before it is published, as a browser would read its pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import SILLY

from uklad.html.leak_check import foreign_names
from uklad.html.link_check import broken_links
from uklad.html.page_tree import Tree
from uklad.html.tags import read_tags
from uklad.model.loader import load_schools

PAGE = "cloud-school/ru/page.html"


def laid(folder: Path, markup: str) -> Tree:
    """A small tree with a page of this markup."""
    pages = {PAGE: markup, "cloud-school/ru/other.html": '<h1 id="я">Other</h1>', "cloud-school/index.html": "", "index.html": "Кит № 3"}
    tree = {}
    for number, (path, text) in enumerate(pages.items()):
        tree[path] = folder / str(number)
        tree[path].write_text(f"<!doctype html>\n{text}\n", encoding="utf-8")
    return tree


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<a href="nowhere.html">there</a>', 'the link "nowhere.html" leads nowhere'),
        ("<img alt='>' src='nowhere.png'>", 'the link "nowhere.png" leads nowhere'),
        ('<a href="other.html#not-here">there</a>', 'the link "other.html#not-here" names an anchor that cloud-school/ru/other.html has not'),
        ('<a href="../../../out.html">there</a>', 'the link "../../../out.html" leads nowhere'),
        ('<a href="/index.html">there</a>', 'the link "/index.html" is not relative'),
        ('<script src="//other.example/x.js"></script>', 'the link "//other.example/x.js" is not relative'),
        ("Кит\u00a0№\u00a03", 'shows the name of another school, "Кит № 3"'),
        ("Синий&nbsp;<b>кит</b> № 3", ""),
        ('<a title="Whale No. 3">', 'shows the name of another school, "Whale No. 3"'),
        ("Облако № 8, Кит № 33, Сизый Кит № 3а, кит № 3", ""),
        ('&lt;a href="x.html"&gt; <code>&lt;a href="x.html"></code>', ""),
        ("<script>var a = '<a href=\"x.html\">'</script>", ""),
        ('<a href="other.html#%D1%8F">there</a> <a href="#top">x</a> <b id="top"></b> <a href="mailto:a@b">m</a> <a href="..">up</a>', ""),
    ],
)
def test_which_links_and_names_are_refused(tmp_path: Path, markup: str, said: str) -> None:
    schools, _ = load_schools(SILLY / "schools.yml")
    tree = laid(tmp_path, markup)
    found = [str(problem) for problem in (*broken_links(tree), *foreign_names(tree, schools, []))]
    assert len(found) == (1 if said else 0), found
    assert not said or re.match(f"{PAGE}:[123]: {re.escape(said)}; ", found[0]), found


LEADS_NOWHERE = 'the link "nowhere.html" leads nowhere'


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<a href=nowhere.html>unquoted</a>", LEADS_NOWHERE),
        ('<A HREF="nowhere.html">upper case</A>', LEADS_NOWHERE),
        ("<a\n\thref = 'nowhere.html'>spaced</a>", LEADS_NOWHERE),
        ('<a id="x"href="nowhere.html">joined</a>', LEADS_NOWHERE),
        ("<a/href=nowhere.html>slashed</a>", LEADS_NOWHERE),
        ("<a title=it's href=nowhere.html>a stray quote</a>", LEADS_NOWHERE),
        ('<a title="a > b" href="nowhere.html">a sign within</a>', LEADS_NOWHERE),
        ('<a href="nowhere.html" href="other.html">twice</a>', LEADS_NOWHERE),
        ("<form action=nowhere.html>", LEADS_NOWHERE),
        ("<button formaction=nowhere.html>", LEADS_NOWHERE),
        ("<video poster=nowhere.html>", LEADS_NOWHERE),
        ("<object data=nowhere.html>", LEADS_NOWHERE),
        ("<use xlink:href=nowhere.html>", LEADS_NOWHERE),
        ('<img src="other.html" srcset="other.html 1x, nowhere.html 2x">', LEADS_NOWHERE),
        ('<meta http-equiv=REFRESH content="0; URL=nowhere.html">', LEADS_NOWHERE),
        ("<meta http-equiv='refresh' content='1,\"nowhere.html\"'>", LEADS_NOWHERE),
        ('<meta http-equiv="refresh" content="0; url=https://other.example/">', 'the page leads to "https://other.example/" by itself'),
        ('<base href="https://other.example/">', 'the tag "base" changes where every link leads'),
        ('<a href="http://[other/">broken</a>', 'the link "http://[other/" is no address'),
        ("<script></script ><a href=nowhere.html>x</a><script></script>", LEADS_NOWHERE),
        ("<!-- <script> --><a href=nowhere.html>x</a><script></script>", LEADS_NOWHERE),
        ("<!--><a href=nowhere.html>x</a> -->", LEADS_NOWHERE),
        ('<a name="top" href="#TOP">x</a>', f'the link "#TOP" names an anchor that {PAGE} has not'),
        ("<meta name=top><a href=#top>x</a>", f'the link "#top" names an anchor that {PAGE} has not'),
        ("<p title='see href=x.html'>text</p><p title=\"<a href='x.html'>\">", ""),
        ('<div data="x.html" data-src="x.html" srcs="x.html">', ""),
        ('<img srcset="data:image/png;base64,AA,BB 1x, other.html 2x">', ""),
        ('<meta name="description" content="0; url=x.html"><meta http-equiv="refresh" content="300">', ""),
        ("<a id=top href=#top>x</a><A NAME='end' HREF='#end'>x</A>", ""),
        ("<SCRIPT>var a = '<a href=x.html>'</SCRIPT><STYLE>a{content:'<a href=x.html>'}</STYLE>", ""),
        ("<!-- <a href=x.html> -->", ""),
    ],
)
def test_links_are_read_as_a_browser_reads_them(tmp_path: Path, markup: str, said: str) -> None:
    found = [str(problem) for problem in broken_links(laid(tmp_path, markup))]
    assert len(found) == (1 if said else 0), found
    assert not said or re.match(f"{PAGE}:[123]: {re.escape(said)}; ", found[0]), found


@pytest.mark.parametrize("piece", ["<a b='", '<a b="', "<a = ", "<!--", "<script>", "<a / "])
def test_a_page_without_end_is_read_to_its_end(piece: str) -> None:
    assert len(list(read_tags(piece * 100_001 + "<a href=x>"))) <= 2  # it would take hours if each piece were read to the end


@pytest.mark.parametrize(
    ("name", "phrases", "refused"),
    [
        ("Вопросы и ответы", ["Вопросы и ответы"], False),
        ("Вопросы и ответы", ["Все страницы, вопросы", "Частые  Вопросы\nи ответы"], False),
        ("Вопросы и ответы", ["Вопросы", "и ответы"], True),
        ("Вопросы и ответы", ["Перевопросы и ответы", "вопросы и ответы"], True),
    ],
)
def test_a_name_that_every_site_says_is_no_leak(tmp_path: Path, name: str, phrases: list[str], refused: bool) -> None:
    schools, _ = load_schools(SILLY / "schools.yml")
    school = schools.schools["whale-school"].model_copy(update={"name": {"ru": name, "en": "Whale No. 3"}})
    schools = schools.model_copy(update={"schools": {**schools.schools, "whale-school": school}})
    found = list(foreign_names(laid(tmp_path, f"<h1>{name}</h1>"), schools, phrases))
    assert [problem.path for problem in found] == ([PAGE] if refused else [])

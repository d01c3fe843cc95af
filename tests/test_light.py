"""Light: what the first view of each kind of page takes, and that it asks nothing else."""

from __future__ import annotations

import functools
import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import FIVE, PHONE, Project
from playwright.sync_api import Page

from uklad.html.language_spans import mark_foreign
from uklad.html.stylesheet import cut, names_used, parsed, written

Open = Callable[..., Page]
KINDS = ["index.html", "guides/teacher.html", "tasks/index.html", "tasks/join.html", "regulation/index.html", "reference/index.html", "reference/glossary.html",
         "faq.html", "about.html", "memo/teacher.html"]  # fmt: skip
MOST = 70_000  # bytes, compressed, of all that a first view loads
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


class Visit:
    """A tab that keeps nothing of what it loads, so that every view is a first one; notes what it asks for and what the console says."""

    def __init__(self, page: Page) -> None:
        self.page, self.asked, self.said = page, list[str](), list[str]()
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def loaded(self, url: str) -> tuple[list[str], list[str]]:
        """Every address that the first view asks for, and what the console says of the security policy or of errors."""
        self.asked.clear()
        self.said.clear()
        self.page.goto(url)
        self.page.wait_for_load_state("load")
        return self.asked, self.said


@functools.lru_cache
def compressed(path: Path) -> int:
    """The bytes of a file as servers send them."""
    return len(gzip.compress(path.read_bytes(), 9))


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("kind", ["lyceum", "college"])
def test_a_first_view_is_light_and_asks_only_this_site(open_page: Open, five: Project, address: str, kind: str, locale: str) -> None:
    site = five.root / "site" / FIVE[kind].format(locale)
    visit = Visit(open_page("about:blank", PHONE))
    for path in [site / one for one in KINDS if (site / one).exists()]:
        asked, said = visit.loaded(f"{address}/{path.relative_to(five.root / 'site').as_posix()}")
        assert said == [], path
        assert [url for url in asked if not url.startswith(address)] == [], path
        files = {five.root / unquote(urlsplit(url).path).lstrip("/") for url in asked}
        assert len(files) > 4 and sum(map(compressed, files)) <= MOST, path


def test_from_a_stick_the_policy_lets_the_pages_own_scripts_run(open_page: Open, five: Project) -> None:
    visit = Visit(open_page("about:blank", PHONE))
    asked, said = visit.loaded((five.root / "site" / FIVE["lyceum"].format("ru") / "index.html").as_uri())
    assert said == [] and all(url.startswith(("file:", "data:")) for url in asked)
    assert visit.page.locator("#sight").is_visible()


def test_the_policy_stops_a_script_within_a_page(open_page: Open, five: Project, tmp_path: Path) -> None:
    text = (five.root / "site" / FIVE["lyceum"].format("ru") / "index.html").read_text(encoding="utf-8")
    bad = text.replace("</body>", "<script>document.title = 'bad'</script></body>")
    (tmp_path / "bad.html").write_text(bad, encoding="utf-8")
    (tmp_path / "without.html").write_text(POLICY.sub("", bad), encoding="utf-8")
    assert open_page((tmp_path / "bad.html").as_uri()).title() != "bad"
    assert open_page((tmp_path / "without.html").as_uri()).title() == "bad"


def test_no_page_has_a_script_or_style_of_its_own(five: Project) -> None:
    for path in (five.root / "site").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        redirect = 'http-equiv="refresh"' in text
        assert len(re.findall(r'<script(?![^>]*(?:\bsrc=|"application/ld\+json"))', text)) == int(redirect), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text), path
        assert text.index("Content-Security-Policy") < text.index("<script"), path


def test_redirects_run_under_their_policy(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/lyceum-159/ru/current/faq.html#blocked")
    page.wait_for_url(f"{address}/{FIVE['lyceum'].format('ru')}/faq.html#blocked")


def test_nothing_unused_is_published(five: Project) -> None:
    names = [path.relative_to(five.root / "site").as_posix() for path in (five.root / "site").rglob("*") if path.is_file()]
    assert [name for name in names if re.search(r"\.map$|/lunr|\.woff|bundle\.|palette\.", name)] == []


def test_styles_keep_what_may_match() -> None:
    css = """@charset "utf-8"; .a{color:red} .b,.a .c{color:blue} [dir=rtl] .a{left:0} .a:not(.gone){top:0} :is(.gone,.a){x:y}
    @media print{.gone{a:b} .a{c:d}} @font-face{font-family:x} :root{--used:1;--unused:2} .c{w:var(--used)} [data-md-color-scheme=slate] .a{color:white}"""
    used = names_used(['<html dir="ltr"><body data-md-color-scheme="default"><p class="a other"><b class="c"></b></p></body></html>'])
    text = written(cut(parsed(css), used))
    assert ".a{color:red}" in text and ".a .c{color:blue}" in text and ".a:not(.gone){top:0}" in text and ":is(.gone,.a){x:y}" in text
    assert "c:d" in text and "--used:1" in text
    assert not re.search(r"\.b|rtl|font-face|--unused|a:b|charset", text)
    assert ".dark [data-md-color-scheme] .a{color:white}" in text
    assert "prefers-color-scheme:dark){:root:not(.light) [data-md-color-scheme] .a{color:white}" in text


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<p>the word педагог here</p>", '<p>the word <span lang="ru">педагог</span> here</p>'),
        ("<p>“педагогический совет” is</p>", '<p>“<span lang="ru">педагогический совет</span>” is</p>'),
        ('<a lang="ru" href="x">Русский</a> and да', '<a lang="ru" href="x">Русский</a> and <span lang="ru">да</span>'),
        ("<title>да</title><br><p title=\"да\">нет, no</p>", '<title>да</title><br><p title="да"><span lang="ru">нет</span>, no</p>'),
        ("<svg><title>да</title></svg><script>да</script>", "<svg><title>да</title></svg><script>да</script>"),
        ('<div lang="ru"><p>да</p></div><p>да</p>', '<div lang="ru"><p>да</p></div><p><span lang="ru">да</span></p>'),
    ],
)
def test_russian_words_on_english_pages_say_so(page: str, marked: str) -> None:
    assert mark_foreign(page, "en") == marked
    assert mark_foreign(page, "ru") == page

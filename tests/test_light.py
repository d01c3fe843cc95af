"""Light: what the first view of each kind of page takes, and that it asks nothing else."""

from __future__ import annotations

import functools
import gzip
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import FIVE, Project
from playwright.sync_api import Browser

from uklad.html.language_spans import mark_foreign
from uklad.html.stylesheet import cut, names_used, parsed, written

pytestmark = pytest.mark.xdist_group("five")
KINDS = ["index.html", "guides/teacher.html", "tasks/index.html", "tasks/join.html", "regulation/index.html", "reference/index.html", "reference/glossary.html",
         "faq.html", "about.html", "memo/teacher.html"]  # fmt: skip
MOST = 70_000  # bytes, compressed, of all that a first view loads
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def address(five: Project) -> Iterator[str]:
    """The built sites behind the headers of the server snippets."""
    snippet = (ROOT / "publishing" / "nginx.conf").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy "([^"]+)"', snippet)[1]

    class Served(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    handler = functools.partial(Served, directory=str(five.root / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def loaded(chromium: Browser, url: str) -> tuple[list[str], list[str]]:
    """Every address that a cold first view asks for, and what the console says of the security policy or of errors."""
    asked: list[str] = []
    said: list[str] = []
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    page.wait_for_load_state("load")
    context.close()
    return asked, said


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("kind", ["lyceum", "college"])
def test_a_first_view_is_light_and_asks_only_this_site(chromium: Browser, five: Project, address: str, kind: str, locale: str) -> None:
    site = five.root / "site" / FIVE[kind].format(locale)
    for path in [site / one for one in KINDS if (site / one).exists()]:
        asked, said = loaded(chromium, f"{address}/{path.relative_to(five.root / 'site').as_posix()}")
        assert said == [], path
        assert [url for url in asked if not url.startswith(address)] == [], path
        files = {five.root / "site" / unquote(urlsplit(url).path).lstrip("/") for url in asked}
        assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= MOST, path


def test_from_a_stick_the_policy_lets_the_pages_own_scripts_run(chromium: Browser, five: Project) -> None:
    asked, said = loaded(chromium, (five.root / "site" / FIVE["lyceum"].format("ru") / "index.html").as_uri())
    assert said == [] and all(url.startswith(("file:", "data:")) for url in asked)
    page = chromium.new_page()
    page.goto((five.root / "site" / FIVE["lyceum"].format("ru") / "index.html").as_uri())
    assert page.locator("#sight").is_visible()
    page.close()


def test_the_policy_stops_a_script_within_a_page(chromium: Browser, five: Project) -> None:
    start = five.root / "site" / FIVE["lyceum"].format("ru") / "index.html"
    bad = start.with_name("bad.html")
    bad.write_text(start.read_text(encoding="utf-8").replace("</body>", "<script>document.title = 'bad'</script></body>"), encoding="utf-8")
    page = chromium.new_page()
    page.goto(bad.as_uri())
    assert page.title() != "bad"
    bad.unlink()
    page.close()


def test_no_page_has_a_script_or_style_of_its_own(five: Project) -> None:
    for path in (five.root / "site").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        redirect = 'http-equiv="refresh"' in text
        assert len(re.findall(r'<script(?![^>]*(?:\bsrc=|"application/ld\+json"))', text)) == int(redirect), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text), path
        assert text.index("Content-Security-Policy") < text.index("<script"), path


def test_redirects_run_under_their_policy(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(f"{address}/lyceum-159/ru/current/faq.html#blocked")
    page.wait_for_url(f"{address}/{FIVE['lyceum'].format('ru')}/faq.html#blocked")
    page.close()


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


def test_every_russian_word_of_an_english_page_is_marked(chromium: Browser, five: Project) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    walk = """() => { const w = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), bad = [];
      while (w.nextNode()) if (/[а-яё]/i.test(w.currentNode.data) && !w.currentNode.parentElement.closest('[lang=ru],script,style')) bad.push(w.currentNode.data);
      return bad; }"""
    page = chromium.new_page()
    for path in sorted((five.root / "site" / FIVE["college"].format("en")).rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate(walk) == [], path
    page.context.close()

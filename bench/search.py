"""Compares the search with the theme's own on the same pages, in a real browser: python bench/search.py [FOLDER]

Builds the five schools twice into FOLDER (or a temporary one), asks every question of tests/questions.yml on the site of its school,
and prints the share answered first and among the first three, by language and by sort, with times and sizes.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from asking import BOX, Question, address_of, ask, first_right, load_questions
from browser import QUIET, find_browser
from conftest import FIVE
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from uklad.build import Job, build_all
from uklad.overlay import overlay
from uklad.schools import load_schools
from uklad.site import Site, all_sites

OURS, THEIRS = "ours", "theme"
THEIR_BOX, THEIR_RESULTS = "[data-md-component=search-query]", ".md-search-result__link"
WAITED = "old => document.querySelector('.md-search-result__meta').textContent.trim() !== old"


def jobs(name: str) -> list[Job]:
    """A build of every site: as it is, or with the bare theme and its search."""
    schools, _ = load_schools(ROOT / "schools.yml")
    return [Job(site.folder, f"{name}/{site.folder}", _settings(site, name)) for site in all_sites(schools, ROOT / "docs")]


def _settings(site: Site, name: str) -> dict[str, object]:
    settings = overlay(site, ROOT)
    if name == THEIRS:
        del settings["theme"]["custom_dir"]
        settings["plugins"] = [{"macros": {"module_name": "macros", "on_undefined": "strict"}}, {"search": {"lang": ["ru", "en"]}}]
        settings["exclude_docs"] += "\n/search.md\n/topics.md"
        settings["nav"] = [item for item in settings["nav"] if item != "topics.md"]
        settings["extra_css"] = settings["extra_javascript"] = []
    return settings


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a port of this machine: the theme's search needs a server."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def ask_theirs(page: Page, asked: str) -> list[str]:
    """The addresses of the results of the theme's search."""
    box = page.locator(THEIR_BOX)
    box.fill("")
    box.dispatch_event("keyup")  # what the theme listens to
    page.wait_for_function(f"!document.querySelector('{THEIR_RESULTS}')")
    page.wait_for_timeout(60)
    before = (page.locator(".md-search-result__meta").text_content() or "").strip()
    box.fill(asked)
    box.dispatch_event("keyup")
    try:
        page.wait_for_function(WAITED, arg=before, timeout=4000)
    except TimeoutError:
        return []
    page.wait_for_timeout(60)
    return page.locator(THEIR_RESULTS).evaluate_all("links => links.map(link => link.href)")


def places(browser: Browser, folder: Path, asker: Callable[[Page, str], list[str]]) -> dict[Question, int]:
    """Where each question is answered: 1, 2, 3, or 0."""
    found: dict[Question, int] = {}
    with served(folder) as address:
        page, site = browser.new_page(viewport={"width": 1280, "height": 900}), ""
        for question in load_questions():
            if question.site != site:
                site = question.site
                page.goto(address_of(site, address))
                page.wait_for_load_state("networkidle")
            found[question] = first_right(question, asker(page, question.ask), address, folder)
        page.close()
    return found


def first_result_after_focus(browser: Browser, folder: Path) -> list[float]:
    """Milliseconds from focus, with the words already in the box, to the first result, on a fresh page of each largest site."""
    times = []
    with served(folder) as address:
        for locale, word in (("ru", "блокировка"), ("en", "block")) * 5:
            page = browser.new_context().new_page()
            page.goto(address_of(FIVE["lyceum"].format(locale), address))
            page.wait_for_load_state("networkidle")
            times.append(page.evaluate(f"""word => new Promise(done => {{
                const box = document.querySelector('{BOX}'), from = performance.now();
                new MutationObserver(() => document.querySelector('[data-uklad="results"] a') && done(performance.now() - from))
                    .observe(document.body, {{childList: true, subtree: true}});
                box.value = word; box.focus(); }})""", word))  # fmt: skip
            page.context.close()
    return times


def share(found: dict[Question, int], most: int, wanted: Callable[[Question], bool]) -> str:
    """The share of the wanted questions answered by the first `most` results."""
    chosen = [place for question, place in found.items() if wanted(question)]
    good = sum(1 <= place <= most for place in chosen)
    return f"{good}/{len(chosen)} ({100 * good // len(chosen)} %)" if chosen else "—"


def report(found: dict[str, dict[Question, int]]) -> None:
    """The table, in Markdown."""
    print("| questions | first, ours | first, theme | first three, ours | first three, theme |\n| --- | --- | --- | --- | --- |")
    for lang in ("ru", "en"):
        for about in ("all", "plain", "inflection", "yo", "typo", "synonym", "prefix", "number"):

            def wanted(question: Question, lang: str = lang, about: str = about) -> bool:
                return question.lang == lang and about in ("all", question.about)

            cells = [share(found[name], most, wanted) for most in (1, 3) for name in (OURS, THEIRS)]
            print(f"| {lang}, {about} | {' | '.join(cells)} |")


def report_sizes(folder: Path) -> None:
    """What each search loads for the largest site of each language."""
    for locale in ("ru", "en"):
        ours = folder / OURS / FIVE["lyceum"].format(locale) / "assets"
        theirs = folder / THEIRS / FIVE["lyceum"].format(locale)
        mine = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in sorted(ours.glob("search*.js")) if path.name != "search-load.js"}
        scripts = [theirs / "search/search_index.json", *sorted(theirs.glob("assets/javascripts/workers/search*.js"))]
        other = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in scripts}
        print(f"\nlyceum {locale}, bytes by gzip: ours {sum(mine.values())} {mine}; theme {sum(other.values())} {other}, and its stemmers")


def main(folder: Path) -> None:
    """Build, ask, report."""
    for name in (OURS, THEIRS):
        failed = [one for one in build_all(jobs(name), ROOT, folder, 2, lambda said: None) if one.failures]
        if failed:
            sys.exit("\n".join(f"{one.job.name}: {one.failures}" for one in failed))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        report({OURS: places(browser, folder / OURS, ask), THEIRS: places(browser, folder / THEIRS, ask_theirs)})
        report_sizes(folder)
        times = first_result_after_focus(browser, folder / OURS)
        print(f"\nfrom focus to the first result: median {statistics.median(times):.0f} ms, most {max(times):.0f} ms")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))

"""A school with clauses on trust is a draft: the check warns, its pages and papers say so, and nobody publishes it by accident."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Project, build
from playwright.sync_api import Page
from test_confirm import draft
from test_new import CLOUD

from uklad.content.site import Site
from uklad.documents.context import DocumentContext
from uklad.model.loader import load_schools
from uklad.stamping.fingerprint import Fingerprints

__all__ = ["draft"]
REFUSED = "oblako-9, 2031-01-02: 6 clauses are on trust, not compared with the act; run uklad confirm oblako-9"
BANNER = {"ru": "Черновик: правила ещё не сверены с подлинником.", "en": "Draft: not yet compared with the original."}


def site_of(project: Project, school: str, locale: str) -> Site:
    schools = load_schools(project.root / "schools.yml")[0]
    return Site(schools, project.root / "docs", school, schools.schools[school].editions[0], locale)


def test_the_check_warns_once_for_each_school(draft: Project) -> None:
    told = [line for line in draft.run("check").out.splitlines() if "on trust" in line]
    (line,) = told
    assert line.endswith("oblako-9, 2031-01-02: 6 of 6 clauses are on trust, not compared with the act; go on with: uklad confirm oblako-9")
    draft.run("confirm", "oblako-9", "--rest-so")
    assert "on trust" not in draft.run("check").out


def test_many_drafts_are_told_as_a_number(silly: Project) -> None:
    rows = ["вид;название;заголовок;дата", *(f"кит;Кит {number};П;2030-01-02" for number in range(25))]
    (silly.root / "t.csv").write_text("\n".join(rows), encoding="utf-8")
    assert silly.run("import", "t.csv").status == 0
    told = [line for line in silly.run("check", "--schools", "t.yml").out.splitlines() if "on trust" in line]
    assert len(told) == 21 and told[-1] == "warning: t.yml:1: 5 more schools have clauses on trust; go through each"


@pytest.mark.parametrize("words", [["publish", "out"], ["publish", "out", "--dry-run"], ["publish", "--branch", "pages", "--school", "oblako-9"], ["pack", "oblako-9"]])
def test_a_draft_is_not_handed_out(draft: Project, words: list[str]) -> None:
    answer = draft.run(*words)
    assert answer.status == 1 and f"{REFUSED}, or say --drafts: every page then says that it is a draft" in answer.err
    assert not (draft.root / "out").exists() and not (draft.root / "oblako-9.zip").exists()


def test_a_draft_is_not_approved(draft: Project) -> None:
    before = (draft.root / "schools.yml").read_bytes()
    answer = draft.run("approve", "oblako-9", "2031-01-02")
    assert answer.status == 1 and f"{REFUSED} first" in answer.err and (draft.root / "schools.yml").read_bytes() == before
    assert draft.run("confirm", "oblako-9", "--rest-so").status == draft.run("approve", "oblako-9", "2031-01-02").status == 0


def test_the_audit_says_that_the_act_was_not_read(draft: Project) -> None:
    answer = draft.run("audit", "oblako-9")
    assert "6 of 6 clauses are on trust: 1 Небо (6); first compare them with the act: uklad confirm oblako-9\n" in answer.out, answer.err
    assert "on trust" not in draft.run("audit", "cloud-school").out


def test_drafts_of_others_do_not_stop_a_school(draft: Project) -> None:
    answer = draft.run("publish", "out", "--school", "whale-school", "--dry-run", "--jobs", "1")
    assert answer.status == 0, answer.err


def test_every_page_says_that_it_is_a_draft_also_on_paper(draft: Project, open_page: Callable[..., Page]) -> None:
    build(draft, "--jobs", "1", "--no-documents")
    for locale, said in BANNER.items():
        for path in (draft.root / f"site/oblako-9/{locale}/2031-01-02").rglob("*.html"):
            assert f'<p class="draft" data-source="school">{said}</p>' in path.read_text(encoding="utf-8").replace("\u00a0", " "), path
    for path in [*(draft.root / "site/whale-school").rglob("*.html"), *(draft.root / "site/cloud-school").rglob("*.html")]:
        assert 'class="draft"' not in path.read_text(encoding="utf-8"), path
    page = open_page((draft.root / "site/oblako-9/ru/2031-01-02/regulation/index.html").as_uri())
    assert page.locator(".draft").is_visible() and page.locator(".standing").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".draft").is_visible() and not page.locator(".standing").is_visible()


@pytest.mark.parametrize("locale", BANNER)
def test_every_paper_says_that_it_is_a_draft(draft: Project, locale: str) -> None:
    for school, drafted in (("oblako-9", True), ("cloud-school", False)):
        site = site_of(draft, school, locale)
        context = DocumentContext(site, draft.root)
        assert (BANNER[locale] in (context.edition + context.draft).replace("\u00a0", " ")) == drafted


def test_schools_that_differ_in_what_is_on_trust_share_their_pages(silly: Project) -> None:
    for _ in range(3):
        assert silly.run("new", *CLOUD).status == 0
    silly.run("confirm", "oblako-9-2", "--so", "fly.kite")
    silly.run("confirm", "oblako-9-3", "--rest-so")
    prints = Fingerprints(load_schools(silly.root / "schools.yml")[0], Path(silly.root) / "docs")
    one, other, whole = (prints.of(name) for name in ("oblako-9", "oblako-9-2", "oblako-9-3"))
    assert one == other != whole

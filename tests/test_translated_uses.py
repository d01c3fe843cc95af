"""What a clause means for readers, in a language whose translation is older than the clause, or not there yet."""

from __future__ import annotations

import re

import pytest
from conftest import Project

STALE = "The Russian text has changed since this was translated"
GUIDE, FAQ, REFERENCE = "guides/teacher.html", "faq.html", "reference/index.html"


def built(project: Project, locale: str) -> dict[str, str]:
    """The pages of the cloud in a locale, by path, with plain spaces."""
    answer = project.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school")
    assert answer.status == 0, answer.err
    folder = project.root / "site/cloud-school" / locale / "2030-03-04"
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8").replace("\u00a0", " ") for path in folder.rglob("*.html")}


def marked(pages: dict[str, str]) -> set[str]:
    """The pages that say of a translation that it is old, but for the act itself."""
    return {path for path, text in pages.items() if STALE in text and not path.startswith("regulation/")}


@pytest.mark.parametrize(("old", "new", "where"), [
    ("Держите нитку крепко.", "Держите нитку.", {GUIDE, FAQ, REFERENCE, "tasks/count.html"}),
    ("### { .chat by=\"teacher\" }\nЧат облаков", "### { .chat by=\"teacher\" }\nЧат туч", {REFERENCE}),
])  # fmt: skip
def test_pages_that_gather_an_old_translation_say_so(silly: Project, old: str, new: str, where: set[str]) -> None:
    assert silly.run("translated", "--all").status == 0
    assert marked(built(silly, "en")) == set()
    silly.edit("docs/ru/clauses/all.md", old, new)
    assert marked(built(silly, "en")) == where
    assert silly.run("translated", "--all").status == 0
    assert marked(built(silly, "en")) == set()


@pytest.mark.slow
def test_a_clause_that_is_translated_without_its_uses_keeps_them(silly: Project) -> None:
    silly.edit("schools.yml", "locales: [ru, en]\n", "locales: [ru, en]\npartial: [eo]\n")
    (silly.root / "docs/eo/clauses").mkdir(parents=True)
    (silly.root / "docs/eo/words.yml").write_text("language: Esperanto\n", encoding="utf-8")
    own = '## fly.count\nKalkulas la vostojn.\n\n## fly.kite\nFlugigas la kajton.\n\n### Flugigu { .step for="teacher" stage="set-up" }\nTre alte.\n'
    (silly.root / "docs/eo/clauses/all.md").write_text(own, encoding="utf-8")
    (silly.root / "docs/eo/faq.md").write_text("---\ntitle: Demandoj\nsummary: Demandoj.\n---\n\n{{ questions() }}\n", encoding="utf-8")
    pages = built(silly, "eo")
    assert '<span lang="ru">Из-за хвостов</span>' in pages[FAQ]
    assert re.search(r"<h3[^>]*>\d+\. Сосчитайте хвосты", pages[GUIDE]) and '<span lang="ru">Все</span>.' in pages[GUIDE]
    assert "Flugigu" in pages[GUIDE] and '<span lang="ru">Tre alte' not in pages[GUIDE]

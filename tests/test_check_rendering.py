"""`uklad check` renders every page and card of every site: what it passes, a build builds; and it renders nothing twice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import Project

from uklad.authoring.checks import rendered_site

Change = Callable[[Project], object]
CARDS = "docs/ru/clauses/all.md"


def says(text: str, page: str = "faq") -> Change:
    """The page says this more in both locales, from line 8 on."""

    def change(project: Project) -> None:
        for locale in ("ru", "en"):
            path = project.root / f"docs/{locale}/{page}.md"
            path.write_text(path.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")

    return change


RED: dict[str, tuple[Change, list[str]]] = {  # what neither checks nor builds; what is told
    "a clause that one act lacks": (
        says('{{ cite("swim.deep") }}'),
        [f'docs/{one}/faq.md:8: this edition has none of the clauses swim.deep; guard the text with has("swim.deep")' for one in ("ru", "en")],
    ),
    "a part that the school has not": (says("{{ school.naem }}"), ['docs/ru/faq.md:8: nothing here is called "naem"; correct the name']),
    "a page that one school lacks": (
        says("[Счёт](tasks/count.md)"),
        [f'docs/{one}/faq.md:8: the page faq.md links to "tasks/count.md", which is not there (whale-school, 2030-05-06); show the link only where that is' for one in ("ru", "en")],
    ),
    "a place that one act lacks": (
        says("[Змей](regulation/index.md#fly.kite)"),
        ['docs/ru/faq.md:8: the page faq.md links to "regulation/index.md#fly.kite", and regulation/index.md has no such place (whale-school, 2030-05-06); correct the part after #'],
    ),
    "a page that a use links to": (
        lambda project: [project.edit(f"docs/{one}/clauses/all.md", said, f'{said}\n\n### {{ .right for="all" }}\n{said} [?](../tasks/count.md)') for one, said in (("ru", "Кит плавает глубоко."), ("en", "The whale swims deep."))],
        [f'{CARDS}:58: the page reference/index.md links to "tasks/count.md", which is not there (whale-school, 2030-05-06)'],
    ),
    "a mistake on the portal": (says("{{ school.naem }}", "portal/index"), ['docs/ru/portal/index.md:8: nothing here is called "naem"']),
    "mistakes of several pages": (
        lambda project: [says('{{ cite("swim.deep") }}')(project), says('{{ cite("swim.deep") }}', "about")(project), project.edit(CARDS, "Все.", "{{ term.teacher.nom.x }}")],
        ["docs/ru/faq.md:8: this edition has none", "docs/en/faq.md:8: this edition has none", "docs/ru/about.md:18: this edition has none", f'{CARDS}:20: nothing here is called "x"'],
    ),
}


@pytest.mark.parametrize("mistake", RED)
def test_what_is_not_built_is_not_passed(silly: Project, mistake: str) -> None:
    change, told = RED[mistake]
    change(silly)
    answer = silly.run("check")
    assert answer.status == 1
    for line in told:
        assert line in answer.err, answer.err
    assert silly.run("build", "--jobs", "1", "--no-documents").status == 1


UNSEEN: dict[str, tuple[Change, str]] = {  # what would be published without a word
    "a list that a macro makes in a paragraph": (lambda project: [project.edit(f"docs/{one}/clauses/all.md", f"{said}:\n\n{{{{ basis()", f"{said}:\n{{{{ basis()") for one, said in (("ru", "Основа"), ("en", "Basis"))], f"{CARDS}:50: a list begins without a blank line before it"),
    "an id that a macro gives too": (says("## Небо { #sky }"), 'docs/ru/faq.md:8: the id "sky" stands on the page twice (cloud-school, 2030-03-04)'),
    "a use that no page shows": (lambda project: project.edit(CARDS, "Чат облаков\n", "Чат облаков {{ term.act.nom.x }}\n"), f'{CARDS}:41: nothing here is called "x"'),
}


@pytest.mark.parametrize("mistake", UNSEEN)
def test_what_would_be_published_without_a_word_is_told(silly: Project, mistake: str) -> None:
    change, told = UNSEEN[mistake]
    change(silly)
    answer = silly.run("check")
    assert told in answer.err, answer.err


def test_a_phrase_of_documents_is_told_with_its_line(silly: Project) -> None:
    silly.edit("docs/ru/words.yml", "{{ position }}", "{{ positoin }}")
    lines = (silly.root / "docs/ru/words.yml").read_text(encoding="utf-8").splitlines()
    told = re.findall(r'words\.yml:(\d+): there is no value "positoin"', silly.run("check").err)
    assert told and all("positoin" in lines[int(number) - 1] for number in told)
    assert silly.run("build", "--jobs", "1").status == 1


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are rendered from here on, each as often as it is."""
    pages: list[str] = []
    render = rendered_site.render_page
    monkeypatch.setattr(rendered_site, "render_page", lambda context, page: (pages.append(page.shown), render(context, page))[1])
    return pages


def test_nothing_is_rendered_twice(silly: Project, rendered: list[str]) -> None:
    first = silly.run("check")
    assert first.status == 0 and len(rendered) > 20
    rendered.clear()
    assert silly.run("check") == first
    assert not rendered
    silly.edit("schools.yml", "email: wind@cloud.example", "email: storm@cloud.example")
    assert silly.run("check") == first
    assert {page.split("/")[2] for page in rendered} == {"portal"}, "an address of a school is no matter of its pages' texts"
    rendered.clear()
    silly.edit("docs/ru/faq.md", "{{ questions() }}", "{{ questions() }}\n\nДа.")
    assert silly.run("check").status == 0
    assert rendered


def test_mistakes_are_remembered_and_forgotten_when_mended(silly: Project, rendered: list[str]) -> None:
    says('{{ cite("swim.deep") }}')(silly)
    first = silly.run("check")
    assert first.status == 1
    rendered.clear()
    assert silly.run("check") == first
    assert not rendered, "what was found is known"
    for locale in ("ru", "en"):
        silly.edit(f"docs/{locale}/faq.md", '{{ cite("swim.deep") }}', "")
    assert silly.run("check").status == 0


def test_a_changed_macro_is_carried_out_again(silly: Project, rendered: list[str]) -> None:
    silly.run("check")
    rendered.clear()
    (silly.root / "macros" / "terms.py").open("a", encoding="utf-8").write("\n# a note\n")
    assert silly.run("check").status == 0
    assert rendered


def test_a_project_that_may_not_be_written_is_checked(silly: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (silly.root / ".uklad").write_text("no folder", encoding="utf-8")
    assert silly.run("check").status == 0


def test_a_check_leaves_what_a_build_left(silly: Project) -> None:
    assert silly.run("build", "--jobs", "1", "--no-documents").status == 0
    assert silly.run("check").status == 0
    assert "nothing changed" in silly.run("build", "--jobs", "1", "--no-documents").out
    assert silly.run("check").status == 0

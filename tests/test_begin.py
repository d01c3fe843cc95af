"""A new school begins from the clean outline of its kind, and publishes nothing of another school."""

from __future__ import annotations

import html
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Project, made_once, make_project

from uklad.authoring.approval import digests
from uklad.cli.main import uklad
from uklad.content.clauses import load_library
from uklad.model.loader import load_schools
from uklad.model.outline import places
from uklad.model.schema import Edition, School, Schools

SCHOOLS: Schools = load_schools(ROOT / "schools.yml")[0]
STARTS = sorted({kind.start for kind in SCHOOLS.kinds.values() if kind.start})
OF_ONE_COPY = ("teacher.functions-cut", "lead.surviving", "training.region", "final.councils", "persons.list")
OF_ONE_PLACE = re.compile(r"Донец|Енакиев|Терек|Кабардин|Уваров|Тамбов|Красны\w+ Бак|Нижегород|Перм|ГАРАНТ|BOOK\.ru|Дневник\.ру|МЭО")
NEVER = re.compile(
    r"протокол\w*[^.]{0,40}№ 5|minutes[^.]{0,40}No\. 5|Ни приказа об утверждении|не хватает страниц|шесть человек|субботу?\b|уцелевш"
)
SHELL = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)


def examples() -> list[list[str]]:
    """Every command line of README, the handbook and the help that makes a school without questions, as arguments."""
    blocks = [body for page in (ROOT / "README.md", ROOT / "handbook" / "authors.md") for body in SHELL.findall(page.read_text(encoding="utf-8"))]
    text = "\n".join([*blocks, uklad.commands["new"].epilog or ""]).replace("\\\n", " ")
    return [shlex.split(line)[1:] for line in text.splitlines() if line.strip().startswith("uklad new --yes")]


def said(site: Path) -> Iterator[tuple[Path, str]]:
    """Each page of a site with the words that it shows."""
    for path in sorted(site.rglob("*.html")):
        text = re.sub(r"<(script|style)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.S)
        yield path, " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ").split())


def foreign(but: str = "") -> list[str]:
    """What names the other schools: their names, and those parts of them that stand in quotation marks or name the place."""
    texts = [text for name, one in SCHOOLS.schools.items() if name != but for field in (one.name, one.full_name, one.place or {}) for text in field.values()]
    return [text for text in texts if text not in ("Образец", "Model school")]


def notes() -> list[str]:
    """The beginning of each note and gap of the copies, in every locale."""
    library = [clause for locale in SCHOOLS.locales for clause in load_library(ROOT / "docs", locale).values()]
    texts = [clause.text for clause in library if clause.id.startswith(("note.", "gap."))]
    return [text[:40] for text in texts if "{" not in text[:40]]


@pytest.fixture(scope="module")
def examples_built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project in which the examples were run one after another, and the school of the first was built."""

    def make(folder: Path) -> None:
        project = make_project(folder, ROOT)
        for line in examples():
            answer = project.run(*line)
            assert answer.status == 0, answer.err
        answer = project.run("build", "--jobs", "1", "--school", "mbou-litsey-7", "--no-documents")
        assert answer.status == 0, answer.err

    return Project(made_once(tmp_path_factory, "examples", make))


def test_there_are_examples() -> None:
    assert len(examples()) == 3 and examples()[0] == shlex.split(" ".join(map(shlex.quote, examples()[0])))


def test_the_example_of_the_readme_says_nothing_of_another_school(examples_built: Project) -> None:
    pages = list(said(examples_built.root / "site/mbou-litsey-7"))
    assert len(pages) > 60
    for path, words in pages:
        assert not NEVER.search(words) and not OF_ONE_PLACE.search(words), (path, NEVER.search(words))
        assert [name for name in foreign() if name in words] == [], path
        assert [note for note in notes() if note in words] == [], path
    (act,) = (words for path, words in pages if path.parts[-4:] == ("ru", "2025-08-29", "regulation", "index.html"))
    assert "Приказ № 12" in act or "приказ № 12" in act


def test_the_example_of_the_readme_says_that_it_is_a_draft(examples_built: Project) -> None:
    for locale, draft in (("ru", "Черновик: правила ещё не сверены с подлинником"), ("en", "Draft: not yet compared with the original")):
        pages = [words for path, words in said(examples_built.root / "site/mbou-litsey-7" / locale / "2025-08-29")]
        assert len(pages) > 30 and all(draft in words for words in pages)
    cards = {path: words for path, words in said(examples_built.root / "site") if path.parent.name in ("site", "en") and path.name == "index.html"}
    assert "Лицей № 7» Лицей. Редакция от 29 августа 2025 г. Черновик" in cards[examples_built.root / "site/index.html"]
    assert "Lyceum No. 7 Lyceum. Edition of 29 August 2025. Draft" in cards[examples_built.root / "site/en/index.html"]


def test_the_readme_says_what_the_example_prints(five_source: Project) -> None:
    answer = five_source.run(*examples()[0])
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.sub(r"^Suggested.*?(?=^schools\.yml)", "", answer.out, flags=re.S | re.M)
    assert re.sub(r":\d+:", ":0:", told) in re.sub(r":\d+:", ":0:", readme)


@pytest.mark.parametrize("name", STARTS)
def test_a_start_is_clean(name: str) -> None:
    outline = SCHOOLS.outlines[name]
    for number, chapter in enumerate(outline.chapters, 1):
        assert (chapter.number, chapter.cite, chapter.part) == (str(number), None, None)
        assert [entry.number for entry in chapter.clauses] == [f"{number}.{index}" for index in range(1, len(chapter.clauses) + 1)]
        assert all(entry.clause and not entry.cite for entry in chapter.clauses)
    assert not {*OF_ONE_COPY} & {*places(outline)}
    assert all(SCHOOLS.acts[act].status not in ("spent", "probably-lapsed", "unverified") for act in outline.basis)
    for locale in SCHOOLS.locales:
        library = load_library(ROOT / "docs", locale)
        assert not [clause for clause in places(outline) if OF_ONE_PLACE.search(library[clause].text)]
    assert not OF_ONE_PLACE.search(" ".join(SCHOOLS.services[service].name["ru"] for service in outline.services))


@pytest.mark.parametrize("kind", SCHOOLS.kinds)
def test_every_clause_of_a_start_can_be_shown(kind: str) -> None:
    text = {"ru": "Школа", "en": "School"}
    edition = Edition(date="2030-01-02", date_from="act", outline=SCHOOLS.kinds[kind].start, title=text, on_trust=True)
    school = School(kind=kind, name=text, full_name=text, editions=[edition])
    found = digests(SCHOOLS.model_copy(update={"schools": {"new": school}}), "new", edition, ROOT)
    assert len(found) == len(places(SCHOOLS.outlines[edition.outline or ""])) > 20


def test_imported_schools_of_other_kinds_say_nothing_of_another(five_source: Project) -> None:
    rows = ["вид;название;заголовок;дата", *(f"{kind};{kind} 77;Положение;2030-01-02" for kind in ("школа", "техникум", "колледж"))]
    (five_source.root / "t.csv").write_text("\n".join(rows), encoding="utf-8")
    assert five_source.run("import", "t.csv", "--to", "region.yml").status == 0
    answer = five_source.run("build", "--schools", "region.yml", "--jobs", "1", "--locale", "ru", "--no-documents")
    assert answer.status == 0, answer.err
    for path, words in said(five_source.root / "site"):
        assert not NEVER.search(words) and not OF_ONE_PLACE.search(words), (path, NEVER.search(words), OF_ONE_PLACE.search(words))
        assert [name for name in foreign() if name in words] == [], path
        assert [note for note in notes() if note in words] == [], path

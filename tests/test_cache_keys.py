"""Which keys a change alters: an artifact whose key is the same is taken from earlier builds, so a key must know all it depends on."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from changes import CHANGES, THEN, edit
from conftest import SILLY, Project, make_project

from uklad.build.artifacts import SiteKeys
from uklad.build.cache_keys import Keys
from uklad.build.snapshot import take_snapshot
from uklad.content.clauses import clause_ids
from uklad.content.document_list import DocumentList, ListedDocument, ListedFile
from uklad.model.loader import load_schools


def keys(project: Project) -> dict[tuple[str, str], str]:
    """Every key of a project: of what sort, and of which school and locale."""
    schools, source = load_schools(project.root / "schools.yml", clause_ids(project.root / "docs"))
    snapshot = take_snapshot(project.root).with_data(schools, source)
    made = Keys(schools, snapshot)
    found = {("input", ""): snapshot.whole, ("code", ""): snapshot.code}
    for locale in schools.locales:
        found["portal", locale] = made.portal(locale)
        for school in schools.schools:
            ref = (school, 0, locale)
            site = SiteKeys(ref, made.pages(ref, DocumentList()), made.documents(ref), "", made.state(ref, DocumentList()))
            beside = made.beside(ref)
            sorts = {"documents": site.documents, "pages": site.pages, "state": site.state, "beside": beside, "school": made.school((site,), beside)}
            found |= {(sort, f"{school.partition('-')[0]} {locale}"): key for sort, key in sorts.items()}
    return found


def altered(before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]) -> set[str]:
    """Which keys of a project are others now: a sort alone, where all of that sort are, or the school and locale too."""
    sorts: dict[str, list[str]] = defaultdict(list)
    for sort, whose in before:
        sorts[sort].append(whose)
    found: set[str] = set()
    for sort, every in sorts.items():
        changed = [whose for whose in every if after.get((sort, whose)) != before[sort, whose]]
        found |= {sort} if changed == every else {f"{sort} {whose}" for whose in changed}
    return found


EVERYWHERE = {"input", "documents", "pages", "state", "beside", "school", "portal"}
PROSE = {"input", "pages", "school"}  # what is known of the pages stays: the pages alone are built that say it
OF_A_CLAUSE = PROSE | {"portal"}  # of its rule or of the words of its uses
OF_CODE = EVERYWHERE | {"code"}
OF_LAYOUTS = {"input", "documents", "school"}
OF_PORTAL = {"input", "portal"}


def of(school: str, *sorts: str) -> set[str]:
    """Keys of one school in every locale, beside the portal's."""
    return OF_PORTAL | {f"{sort} {school} {locale}" for sort in sorts for locale in ("ru", "en")}


ITS_WORDS = ("documents", "school")  # pages have placeholders for them
ITS_SHAPE = ("documents", "pages", "state", "beside", "school")
ALTERED: dict[str, set[str]] = {
    "a word in a page": PROSE,
    "a heading in a page": PROSE,
    "a page's title": EVERYWHERE,
    "a step's title": OF_A_CLAUSE,
    "a step": OF_A_CLAUSE,
    "an answer": OF_A_CLAUSE,
    "advice": OF_A_CLAUSE,
    "a use more": EVERYWHERE,
    "a use fewer": EVERYWHERE,
    "a use's role": EVERYWHERE,
    "a use's task": EVERYWHERE,
    "a use's order": EVERYWHERE,
    "a clause that takes over uses": EVERYWHERE,
    "a question": EVERYWHERE,
    "a question more": EVERYWHERE,
    "a role's name": EVERYWHERE,
    "a copy's misprint": of("cloud", *ITS_SHAPE),
    "a lost page of a copy": of("cloud", *ITS_SHAPE),
    "what an act is silent on": of("whale", *ITS_SHAPE),
    "an act on trust": of("whale", *ITS_SHAPE),
    "a school's phone": of("cloud", *ITS_SHAPE),
    "a person's room": of("cloud", *ITS_SHAPE),
    "a clause": OF_A_CLAUSE,
    "a clause's title": OF_A_CLAUSE,
    "a school's own wording": EVERYWHERE,
    "words": EVERYWHERE,
    "the glossary": EVERYWHERE,
    "synonyms": EVERYWHERE,
    "a macro": OF_CODE,
    "a template": OF_CODE,
    "a stylesheet": OF_CODE,
    "a script": OF_CODE,
    "settings": OF_CODE,
    "a school's name": of("cloud", *ITS_WORDS),
    "a school's name that a rule cuts": of("cloud", *ITS_WORDS),
    "an act": EVERYWHERE,
    "a step of the approval": of("cloud", *ITS_SHAPE),
    "a date": of("cloud", *ITS_SHAPE),
    "an edition's date": of("whale", *ITS_WORDS),
    "a new school": OF_PORTAL,
    "the first school": OF_PORTAL,
    "the order of schools": OF_PORTAL,
    "a page fewer": EVERYWHERE,
    "a page more": EVERYWHERE,
    "the record of translations": PROSE,
    "the record of a page": PROSE,
    "a layout of documents": OF_LAYOUTS,
    "measures of documents": OF_LAYOUTS,
    "a picture among the pages": EVERYWHERE,
    "a logo": of("cloud", *ITS_SHAPE),
    "a signed original": of("cloud", *ITS_SHAPE),
}
THEN_ALTERED: dict[str, set[str]] = {  # by what changes after that
    "a picture among the pages": EVERYWHERE,
    "a logo": of("cloud", *ITS_WORDS) - {"portal"},
    "a signed original": of("cloud", *ITS_WORDS) - {"portal"},
    "a school's own wording": OF_A_CLAUSE,
    "an act on trust": of("whale", *ITS_WORDS),
    "a school's phone": of("cloud", *ITS_WORDS),
    "a person's room": of("cloud", *ITS_WORDS),
    "a use more": OF_A_CLAUSE,
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_project(tmp_path_factory.mktemp("keys") / "silly", SILLY)


@pytest.fixture
def project(source: Project, tmp_path: Path) -> Project:
    shutil.copytree(source.root, tmp_path / "copy")
    return Project(tmp_path / "copy")


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_alters_the_keys_of_what_it_reaches_and_no_others(project: Project, change: str) -> None:
    before = keys(project)
    CHANGES[change](project)
    after = keys(project)
    assert altered(before, after) == ALTERED[change]
    for one in THEN.get(change, []):
        one(project)
        assert altered(after, keys(project)) == THEN_ALTERED[change]


def test_keys_are_of_content_and_not_of_where_it_stands(source: Project, project: Project) -> None:
    assert altered(keys(source), keys(project)) == set()
    for path in project.root.rglob("*"):
        path.touch()
    assert altered(keys(source), keys(project)) == set()


def test_what_was_undone_has_the_keys_of_before(project: Project) -> None:
    before = keys(project)
    edit("docs/ru/clauses/all.md", "Кит плавает глубоко.", "Кит плавает мелко.")(project)
    assert altered(before, keys(project)) == ALTERED["a clause"]
    edit("docs/ru/clauses/all.md", "Кит плавает мелко.", "Кит плавает глубоко.")(project)
    assert altered(before, keys(project)) == set()


def test_the_documents_that_a_page_lists_are_in_its_key_but_not_their_sizes(source: Project) -> None:
    schools, data = load_schools(source.root / "schools.yml", clause_ids(source.root / "docs"))
    made = Keys(schools, take_snapshot(source.root).with_data(schools, data))
    files = (ListedFile("act.pdf", "pdf", 7), ListedFile("act.pdf", "pdf", 8), ListedFile("act.docx", "docx", 7))
    listed = [DocumentList((ListedDocument("act", "Act", "To read", (file,)),)) for file in files]
    found = [made.pages(("cloud-school", 0, "ru"), one) for one in listed]
    assert found[0] == found[1] != found[2]


def test_schools_of_one_fingerprint_have_the_same_pages(project: Project) -> None:
    text = (project.root / "schools.yml").read_text(encoding="utf-8")
    cloud = text[text.index("  cloud-school:\n") : text.index("  whale-school:\n")]
    twin = cloud.replace("cloud-school", "storm-school").replace("Облако № 8", "Туча № 9")
    (project.root / "schools.yml").write_text(text.replace(cloud, cloud + twin), encoding="utf-8")
    found = keys(project)
    for locale in ("ru", "en"):
        assert all(found[sort, f"cloud {locale}"] == found[sort, f"storm {locale}"] for sort in ("pages", "state", "beside"))
        assert all(found[sort, f"cloud {locale}"] != found[sort, f"storm {locale}"] for sort in ("documents", "school"))

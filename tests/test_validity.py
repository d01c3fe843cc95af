"""From when and until when an edition is valid: what readers, programs and authors are told, with and without a day."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from conftest import SILLY, Project, build, made_once, make_project
from playwright.sync_api import Page

ORDER = "      - date: 2030-03-04\n        date_from: order\n"
DAYS = "        adopted: 2030-03-01\n        in_force: 2030-04-01\n        until: 2035-03-31\n"
OLD = "cloud-school/{}/2030-03-04/"
LATER = "      - {date: 2032-07-08, date_from: order, based_on: 2030-03-04, title: {ru: Положение о змеях, en: Regulation on kites}}\n"


def text(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup).replace("\u00a0", " "))


def page(project: Project, path: str) -> str:
    return (project.root / "site" / path).read_text(encoding="utf-8")


def with_days(project: Project, days: str = DAYS) -> Project:
    project.edit("schools.yml", ORDER, ORDER + days)
    return project


def alone(project: Project, *more: str) -> Project:
    return build(project, "--no-documents", "--jobs", "1", "--school", "cloud-school", *more)


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The cloud with all its days, and a page of its editions; not to be changed."""

    def make(folder: Path) -> None:
        project = with_days(make_project(folder, SILLY))
        for locale in ("ru", "en"):
            body = "---\ntitle: x\nsummary: x\n---\n\n{{ editions_table() }}\n"
            (folder / "docs" / locale / "reference" / "editions.md").write_text(body, encoding="utf-8")
        alone(project)

    return Project(made_once(tmp_path_factory, "dated", make))


def test_every_page_says_from_when_and_until_when(dated: Project) -> None:
    for path in ("index.html", "guides/teacher.html", "regulation/index.html"):
        said = text(page(dated, OLD.format("ru") + path))
        assert "Действует с 1 апреля 2030 г." in said
        assert "Срок этой редакции — по 31 марта 2035 г. включительно. Что будет после этого дня, спросите в облаке." in said
        assert "закончился" not in said, "no page has a clock"
    english = text(page(dated, OLD.format("en") + "index.html"))
    assert "In force since 1 April 2030" in english and "The term of this edition ends on 31 March 2035, inclusive." in english


def test_the_act_its_table_and_the_page_about_it_say_each_day(dated: Project) -> None:
    said = "Дата принятия — 1 марта 2030 г. Дата вступления в силу — 1 апреля 2030 г. Срок — по 31 марта 2035 г. включительно."
    for path in ("regulation/index.html", "reference/editions.html", "about.html"):
        assert said in text(dated.article(OLD.format("ru") + path)), path
    assert "4 марта 2030 г. действует Дата принятия" in text(dated.article(OLD.format("ru") + "reference/editions.html"))
    assert "Term: until 31 March 2035 inclusive." in text(dated.article(OLD.format("en") + "regulation/index.html"))
    assert "В силе — редакция от 4 марта 2030 г." in text(dated.article(OLD.format("ru") + "index.html"))


def test_programs_are_told_each_day(dated: Project) -> None:
    (version,) = json.loads(page(dated, "cloud-school/ru/versions.json"))
    assert version["properties"] == {"status": "current", "adopted": "2030-03-01", "in_force": "2030-04-01", "until": "2035-03-31"}
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(dated, OLD.format("ru") + "regulation/index.html"), re.S)
    said = json.loads(found[1])  # type: ignore[index]
    assert (said["legislationDate"], said["legislationDateOfApplicability"], said["expires"]) == ("2030-03-01", "2030-04-01", "2035-03-31")
    assert (said["legislationLegalForce"], said["temporalCoverage"]) == ("https://schema.org/InForce", "2030-04-01/2035-03-31")


@pytest.mark.slow
@pytest.mark.parametrize(("today", "line"), [("2035-03-31T12:00", "Срок этой редакции — по"), ("2035-04-01T12:00", "Срок этой редакции закончился 31 марта 2035 г.")])
def test_after_the_last_day_the_reader_sees_that_the_term_has_ended(dated: Project, open_page, today: str, line: str) -> None:
    tab: Page = open_page("about:blank")
    tab.clock.install(time=f"{today}:00Z")
    tab.goto((dated.root / "site" / OLD.format("ru") / "index.html").as_uri())
    assert line in tab.locator(".standing.term").inner_text().replace("\u00a0", " ")


def test_what_is_in_force_only_where_the_data_say_so(silly: Project) -> None:
    """The order has a date, and the act does not say from when it is in force."""
    alone(silly)
    for path in ("index.html", "regulation/index.html"):
        said = text(page(silly, OLD.format("ru") + path))
        assert "Последняя известная редакция — от 4 марта 2030 г." in said
        assert "В силе" not in said and "Действует с" not in said and "Срок" not in said
    assert "Latest known edition: 4 March 2030" in text(page(silly, OLD.format("en") + "index.html"))
    assert "legislationLegalForce" not in page(silly, OLD.format("ru") + "regulation/index.html")


def test_an_edition_that_is_followed_by_one_of_unknown_force_is_not_said_to_have_ended(silly: Project) -> None:
    with_days(silly)
    silly.edit("schools.yml", "  whale-school:\n    kind", LATER + "  whale-school:\n    kind")
    alone(silly, "--locale", "ru")
    said = text(page(silly, OLD.format("ru") + "index.html"))
    assert "Это прежняя редакция. Более новая — от 8 июля 2032 г." in said and "не действует" not in said and "Срок" not in said
    assert "Прежняя редакция — от 4 марта 2030 г." in said and "В силе" not in said
    assert "Последняя известная редакция — от 8 июля 2032 г." in text(page(silly, "cloud-school/ru/2032-07-08/index.html"))


def test_a_pending_edition_begins_on_the_day_that_the_data_say(silly: Project) -> None:
    with_days(silly, f"        pending: true\n{DAYS}")
    alone(silly, "--locale", "ru")
    markup = page(silly, OLD.format("ru") + "index.html")
    assert "Принято 1 марта 2030 г., вступает в силу 1 апреля 2030 г." in text(markup)
    assert 'data-from="2030-04-01"' in markup and 'data-until="2035-03-31"' in markup
    assert "Ещё не в силе — редакция от 4 марта 2030 г." in text(markup)


def test_no_edition_of_a_model_is_in_force(silly: Project) -> None:
    with_days(silly)
    silly.edit("schools.yml", "  cloud-school:\n    kind: cloud\n", "  cloud-school:\n    kind: cloud\n    model: true\n")
    silly.edit("schools.yml", "  whale-school:\n    kind", LATER + "  whale-school:\n    kind")
    alone(silly)
    for path in sorted((silly.root / "site/cloud-school").rglob("20*/**/*.html")):
        said = text(path.read_text(encoding="utf-8"))
        assert not re.search(r"В силе|Действует с|In force|Срок этой|The term of", said), path
    assert "Это образец, а не действующий акт. Это прежняя редакция." in text(page(silly, OLD.format("ru") + "index.html"))
    assert "Образец — редакция от 4 марта 2030 г." in text(page(silly, OLD.format("ru") + "index.html"))


BAD = {  # days of the edition, what is told
    "ends before it begins": ("        in_force: 2030-04-01\n        until: 2030-03-31\n", 'ends ("until") on 2030-03-31, before "in_force", 2030-04-01; correct one of the dates'),
    "ends before its date": ("        until: 2030-03-03\n", 'ends ("until") on 2030-03-03, before "date", 2030-03-04'),
    "no day": ("        adopted: весной\n", "'весной' is not a date; write it as 2024-08-29"),
}


@pytest.mark.parametrize("case", BAD)
def test_days_that_cannot_be_are_told(silly: Project, case: str) -> None:
    days, said = BAD[case]
    check = with_days(silly, days).run("check")
    assert check.status == 1 and re.search(r"schools\.yml:\d+: .*" + re.escape(said), check.err), check.err


def line_of(project: Project, words: str) -> int:
    return next(number for number, line in enumerate((project.root / "schools.yml").read_text(encoding="utf-8").splitlines(), 1) if words in line)


def test_a_term_that_has_ended_is_told_on_the_day_after_it(silly: Project) -> None:
    with_days(silly)
    assert silly.run("check").status == 0, "without a day nothing has ended"
    assert "no mistakes found on 2035-03-31" in silly.run("check", "--on", "31.03.2035").out
    told = silly.run("check", "--on", "2035-04-01")
    assert told.status == 1 and told.err == (
        f"schools.yml:{line_of(silly, 'until: 2035')}: cloud-school, 2030-03-04: its term ended on 2035-03-31; "
        'add the edition that follows, mend "until", or write "repealed: 2035-04-01"\n'
    )
    silly.edit("schools.yml", "        until: 2035-03-31\n", "        until: 2035-03-31\n        repealed: 2035-04-01\n")
    assert silly.run("check", "--on", "2035-04-01").status == 0


def test_entry_into_force_is_compared_with_the_day(silly: Project) -> None:
    with_days(silly)
    early = silly.run("check", "--on", "2030-03-15")
    assert early.status == 1 and 'it is in force from 2030-04-01 only, and not marked as pending; write "pending: true"' in early.err
    silly.edit("schools.yml", DAYS, f"{DAYS}        pending: true\n")
    assert silly.run("check", "--on", "2030-03-15").status == 0
    late = silly.run("check", "--on", "2030-04-01")
    assert late.status == 1 and 'it is marked as pending, and in force since 2030-04-01; remove "pending: true"' in late.err


def test_what_became_of_acts_and_platforms_by_the_day_is_a_warning(silly: Project) -> None:
    silly.edit("schools.yml", "    in_force: 2029-06-01\n", "    in_force: 2029-06-01\n    lapsed: 2032-12-31\n")
    before = silly.run("check", "--on", "2030-12-31")
    assert before.status == 0 and "moved to" not in before.out and "lapsed" not in before.out
    after = silly.run("check", "--on", "2033-01-01")
    assert 'warning: schools.yml:' in after.out and 'the platform "kite" moved to Аэростат on 2031-01-01, after the edition' in after.out
    assert "7-В, which the edition cites, lapsed on 2032-12-31" in after.out
    assert after.status == 1 and 'wind-law: "in-force", and lapsed on 2032-12-31; write "spent"' in after.err


def test_a_day_that_is_none_is_refused(silly: Project) -> None:
    answer = silly.run("check", "--on", "завтра")
    assert answer.status == 2 and '"завтра" is not a date; write it as 2024-08-29 or 29.08.2024' in answer.err


@pytest.mark.slow
def test_schools_that_are_alike_keep_their_own_days_and_contacts(silly: Project) -> None:
    path = with_days(silly).root / "schools.yml"
    data, other = (yaml.safe_load(path.read_text(encoding="utf-8")) for _ in range(2))
    first, again = (one["schools"]["cloud-school"] for one in (data, other))
    again["name"] = {"ru": "Туча № 9", "en": "Storm No. 9"}
    again["editions"][0] |= {"adopted": "2030-03-02", "in_force": "2030-05-01", "until": "2036-05-31"}
    for school, number in ((first, "1"), (again, "2")):
        office = {locale: f"к{number}" for locale in ("ru", "en")}
        school |= {"phone": f"8 (000) {number}23-45-67", "office": office, "hours": office}
        school["people"][0] |= {"phone": f"+7 000 {number}65", "email": f"g{number}@x.example", "room": office, "hours": office, "order": f"№ {number}"}
        school["editions"][0]["approval"].append({"step": "students-council", "name": {"ru": f"совет {number}", "en": f"council {number}"}})
    for locale in ("ru", "en"):
        silly.edit(f"docs/{locale}/reference/index.md", "{{ contacts() }}", "{{ people_contacts() }}\n\n{{ contacts() }}")
    data["schools"]["storm-school"] = again
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    answer = silly.run("build", "--jobs", "1", "--no-documents", "--verify-stamps", "3")
    assert answer.status == 0 and "storm-school ru 2030" not in answer.out, "one build of pages serves both"
    for school, begin, end in (("cloud-school", "1 апреля 2030", "31 марта 2035"), ("storm-school", "1 мая 2030", "31 мая 2036")):
        said = text(page(silly, f"{school}/ru/2030-03-04/index.html"))
        assert f"Действует с {begin} г." in said and f"по {end} г. включительно" in said
    both = [page(silly, f"{school}/ru/2030-03-04/reference/index.html") for school in ("cloud-school", "storm-school")]
    for number, markup in zip("12", both, strict=True):
        assert f'href="tel:8000{number}234567"' in markup and f"№ {number}" in text(markup) and f"mailto:g{number}@x.example" in markup

"""The life of an act on the invented cloud: editions, redlines, history, freezing, freshness, a third language."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import html5lib
import pytest
from conftest import SILLY, Project, build, made_once, make_project

SECOND = """
      - date: 2032-07-08
        date_from: act
        based_on: 2030-03-04
        changes:
          replaced: [fly.kite-low]
          removed: [fly.whistle]
          renumbered: {rest.nap: "1.9"}
          added:
            - {after: fly.count, item: fly.greet}
            - {after: rest.nap, entry: {number: "1.10", clause: swim.deep}}
        title: {ru: Положение о воздушных змеях, en: Regulation on kites}
"""
OLD, NEW = "cloud-school/{}/2030-03-04/", "cloud-school/{}/2032-07-08/"


def two_editions(project: Project) -> Project:
    """The cloud's second edition: a reworded, a removed, a renumbered, a moved and two added clauses."""
    project.edit("schools.yml", "          - {step: order, number: \"12\", date: 2030-03-04}\n", "          - {step: order, number: \"12\", date: 2030-03-04}\n" + SECOND.lstrip("\n"))
    project.edit("schools.yml", "\nschools:\n", "\nreplaces: {fly.kite-low: fly.kite}\n\nschools:\n")
    low = {
        "ru": 'Запускает змея не выше 20 метров.\n\n### Запустите змея {{ term.school.gen }} { .step for="teacher" stage="set-up" }\nНе выше 20 метров.',
        "en": 'Flies the kite no higher than 20 metres.\n\n### Fly the kite of the {{ term.school.one }} { .step for="teacher" stage="set-up" }\nNo higher than 20 metres.',
    }
    for locale, greet in (("ru", "Здоровается с чайками."), ("en", "Greets the gulls.")):
        path = project.root / "docs" / locale / "clauses" / "more.md"
        path.write_text(f"## fly.kite-low\n{low[locale]}\n\n## fly.greet\n{greet}\n", encoding="utf-8")
        changes = "---\ntitle: {}\nsummary: x\nearlier: true\n---\n\n{{{{ changes_for_me() }}}}\n\n{{{{ redline() }}}}\n\n{{{{ editions_table() }}}}\n"
        folder = project.root / "docs" / locale / "reference"
        (folder / "changes.md").write_text(changes.format("Перемены" if locale == "ru" else "Changes"), encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(made_once(tmp_path_factory, "cloud", lambda folder: build(two_editions(make_project(folder, SILLY)), "--jobs", "1", "--no-documents")))


def page(project: Project, path: str) -> str:
    return (project.root / "site" / path).read_text(encoding="utf-8")


def text(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup).replace("\u00a0", " "))


def test_the_redline_strikes_and_inserts_words(cloud: Project) -> None:
    markup = cloud.article(NEW.format("ru") + "reference/changes.html")
    assert "<del>30</del> <ins>20</ins> метров" in markup
    said = text(markup)
    for what in ("п. 1.1: изложено иначе", "п. 1.1: исключено", "п. 1.1: добавлено", "п. 1.2 → п. 1.9: другой номер", "п. 1.10: добавлено"):
        assert what in said, what
    assert "добавлено — 2, исключено — 1, изложено иначе — 1, другой номер — 1." in said
    assert "Сосчитайте хвосты" not in said, "what has not changed is not listed"


def test_the_redline_in_english(cloud: Project) -> None:
    markup = cloud.article(NEW.format("en") + "reference/changes.html")
    assert "<del>30</del> <ins>20</ins> metres" in markup and "cl. 1.1: removed" in text(markup)


def test_what_changed_for_a_role_with_its_steps(cloud: Project) -> None:
    said = text(cloud.article(NEW.format("ru") + "reference/changes.html"))
    mine = said.partition("Ветер #")[2].partition("Родитель #")[0]
    assert "(изложено иначе): Запускает змея не выше 20 метров." in mine
    assert "Выполняется: Ветру: Запустите змея облака" in mine


def test_a_first_edition_has_no_page_of_changes(cloud: Project) -> None:
    assert not (cloud.root / "site" / OLD.format("ru") / "reference/changes.html").exists()
    assert not list((cloud.root / "site/whale-school").rglob("changes.html"))


def test_a_reworded_clause_has_uses_of_its_own_at_the_old_address(cloud: Project) -> None:
    guide = cloud.article(NEW.format("ru") + "guides/teacher.html")
    assert 'href="../regulation/index.html#fly.kite-low"' in guide and "Не выше 20 метров" in guide
    assert "30 метров" not in guide, "the uses of the clause that it replaces are not its own"
    assert 'id="step-fly.kite"' in guide, "the step keeps its address"


def test_the_history_of_a_clause(cloud: Project) -> None:
    said = text(cloud.article(NEW.format("ru") + "regulation/index.html"))
    assert "История: изложено иначе 8 июля 2032 г." in said
    assert "История: номер изменён 8 июля 2032 г." in said
    assert "История" not in text(cloud.article(OLD.format("ru") + "regulation/index.html"))


def test_a_superseded_edition_says_so_and_leads_on(cloud: Project) -> None:
    markup = page(cloud, OLD.format("ru") + "guides/teacher.html")
    tree = html5lib.parse(markup, namespaceHTMLElements=False)
    assert tree.find(".//meta[@name='robots']").get("content") == "noindex"
    assert tree.find(".//link[@rel='canonical']").get("href") == "../../2032-07-08/guides/teacher.html"
    line = tree.find(".//p[@class='standing superseded']")
    assert "С 8 июля 2032 г. её заменила другая" in text(" ".join(line.itertext()))
    assert line.find("a").get("href") == "../../2032-07-08/guides/teacher.html"


def test_the_edition_in_force_is_indexed(cloud: Project) -> None:
    markup = text(page(cloud, NEW.format("ru") + "guides/teacher.html"))
    assert "noindex" not in page(cloud, NEW.format("ru") + "guides/teacher.html") and "Действует с 8 июля 2032 г." in markup
    assert "2032-07-08" in page(cloud, "cloud-school/ru/current/index.html")


def test_switching_the_edition_stays_or_goes_to_the_nearest_parent(cloud: Project) -> None:
    tree = html5lib.parse(page(cloud, NEW.format("ru") + "reference/changes.html"), namespaceHTMLElements=False)
    links = [a.get("href") for a in tree.find(".//details[@class='editions']").iter("a")]
    assert links == ["../../2032-07-08/reference/changes.html", "../../2030-03-04/reference/index.html"]


def test_versions_and_feed(cloud: Project) -> None:
    listed = json.loads(page(cloud, "cloud-school/ru/versions.json"))
    assert [(one["version"], one["aliases"]) for one in listed] == [("2032-07-08", ["current"]), ("2030-03-04", [])]
    feed = page(cloud, "cloud-school/en/feed.xml")
    assert "<title>Edition of 8 July 2032</title>" in feed and "<updated>2030-03-04T00:00:00Z</updated>" in feed


def test_legislation_in_json_ld(cloud: Project) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(cloud, OLD.format("ru") + "regulation/index.html"), re.S)
    said = json.loads(found[1])  # type: ignore[index]
    assert (said["@type"], said["legislationDateVersion"]) == ("Legislation", "2030-03-04")
    assert said["legislationLegalForce"] == "https://schema.org/NotInForce"


def test_a_clause_can_be_cited(cloud: Project) -> None:
    assert 'data-cite="п. 1.1 Положения о воздушных змеях, ред. от 08.07.2032"' in page(cloud, NEW.format("ru") + "regulation/index.html").replace("\u00a0", " ")


@pytest.mark.parametrize(("key", "line"), [("pending: true", "Принято, вступает в силу 8 июля 2032 г."), ("repealed: 2033-01-02", "Отменено 2 января 2033 г.")])
def test_pending_and_repealed_editions(silly: Project, key: str, line: str) -> None:
    two_editions(silly)
    silly.edit("schools.yml", "based_on: 2030-03-04\n", f"based_on: 2030-03-04\n        {key}\n")
    assert silly.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school", "--locale", "ru").status == 0
    assert line in page(silly, NEW.format("ru") + "index.html").replace("\u00a0", " ")
    current = page(silly, "cloud-school/ru/current/index.html")
    assert ("2030-03-04" in current) == key.startswith("pending")


def test_an_approved_text_is_frozen_until_a_new_edition(silly: Project) -> None:
    answer = silly.run("approve", "cloud-school", "2030-03-04")
    assert answer.status == 0 and "frozen" in answer.out
    assert silly.run("check").status == 0
    silly.edit("docs/ru/clauses/all.md", "не выше 30 метров", "не ниже 30 метров")
    errors = silly.run("check").err
    line = 1 + (silly.root / "docs/ru/clauses/all.md").read_text(encoding="utf-8").splitlines().index("## fly.kite")
    assert f'docs/ru/clauses/all.md:{line}: the text of "fly.kite" differs from what cloud-school approved (2030-03-04); restore it' in errors
    silly.edit("docs/ru/clauses/all.md", "не ниже 30 метров", "не выше 30 метров")
    two_editions(silly)
    assert silly.run("check").status == 0, "a new edition with a clause that replaces it is the cure"
    again = silly.run("approve", "cloud-school", "2030-03-04")
    assert again.status == 0 and silly.run("check").status == 0


@pytest.mark.parametrize(
    ("macro", "what"),
    [("{{ nope }}", 'there is no value "nope"'), ('{{ cite("swim.deep") }}', "this edition has none of the clauses swim.deep"), ("{{ 1 / 0 }}", "division by zero"), ("{{ term.school.nom() }}", "not callable")],
)
def test_a_macro_that_fails_in_an_approved_text_is_told(silly: Project, macro: str, what: str) -> None:
    assert silly.run("approve", "cloud-school", "2030-03-04").status == 0
    silly.edit("docs/ru/clauses/all.md", "Считает хвосты.", f"Считает хвосты. {macro}")
    silly.edit("docs/en/clauses/all.md", "Counts the tails.", f"Counts the tails. {macro.replace('nom', 'one')}")
    for command in (["check"], ["build", "--jobs", "1"], ["export"], ["approve", "cloud-school", "2030-03-04"]):
        answer = silly.run(*command)
        assert answer.status == 1 and "Traceback" not in answer.err, command
        for locale in ("ru", "en"):
            lines = (silly.root / f"docs/{locale}/clauses/all.md").read_text(encoding="utf-8").splitlines()
            told = [line for line in answer.err.splitlines() if line.startswith(f"docs/{locale}/clauses/all.md:") and what in line]
            assert told and abs(int(told[0].split(":")[1]) - lines.index("## fly.count")) <= 3, (command, answer.err)


def test_acts_out_of_their_time_are_told_and_noted(silly: Project) -> None:
    silly.edit("schools.yml", "date: 2029-05-04\n    in_force: 2029-06-01", "date: 2029-05-04\n    in_force: 2031-06-01")
    said = silly.run("check")
    assert said.status == 0 and "warning: schools.yml:" in said.out and "7-В was not yet in force at the date of the edition" in said.out
    assert silly.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school", "--locale", "ru").status == 0
    assert "в силе с 1 июня 2031 г., то есть позже даты этой редакции." in text(silly.article(OLD.format("ru") + "regulation/index.html"))


def test_a_stale_translation_is_found_shown_and_accepted(silly: Project) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], cwd=silly.root, check=True)
    assert silly.run("translated", "--all").status == 0
    assert "translates an older text" not in silly.run("check").out
    silly.edit("docs/ru/clauses/all.md", "Считает хвосты.", "Считает хвосты вслух.")
    said = silly.run("check")
    assert said.status == 0
    assert 'docs/en/clauses/all.md:16: "fly.count" translates an older text; changed: [-хвосты.-] {+хвосты вслух.+}; bring it up to date' in said.out
    assert silly.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school", "--locale", "en").status == 0
    assert "The Russian text has changed since this was translated" in text(silly.article(OLD.format("en") + "regulation/index.html"))
    assert silly.run("translated", "fly.count").status == 0
    assert "translates an older text" not in silly.run("check").out


def test_the_two_languages_side_by_side(silly: Project) -> None:
    for locale in ("ru", "en"):
        body = "---\ntitle: x\nsummary: x\n---\n\n{{ side_by_side() }}\n"
        (silly.root / "docs" / locale / "regulation" / "side-by-side.md").write_text(body, encoding="utf-8")
    assert silly.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school").status == 0
    pair = silly.article(OLD.format("en") + "regulation/side-by-side.html").partition('id="rest.nap"')[2].partition('class="pair"')[0]
    assert re.search(r'<div lang="en">.*You may nap after.*<div lang="ru">.*Спать можно после', pair, re.S)


@pytest.mark.slow
def test_a_third_language_needs_a_folder_and_an_entry(silly: Project) -> None:
    silly.edit("schools.yml", "locales: [ru, en]\n", "locales: [ru, en]\npartial: [eo]\n")
    silly.edit("schools.yml", "{ru: Облако № 8, en: Cloud No. 8}", "{ru: Облако № 8, en: Cloud No. 8, eo: Nubo n-ro 8}")
    folder = silly.root / "docs" / "eo"
    (folder / "clauses").mkdir(parents=True)
    (folder / "words.yml").write_text("language: Esperanto\nborrowed: Ĉi tiu paĝo ankoraŭ ne estas tradukita.\n", encoding="utf-8")
    (folder / "clauses" / "all.md").write_text("## fly.count\nKalkulas la vostojn.\n", encoding="utf-8")
    (folder / "faq.md").write_text("---\ntitle: Demandoj\nsummary: Demandoj.\n---\n\nKial ne?\n", encoding="utf-8")
    answer = silly.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school")
    assert answer.status == 0, answer.err
    assert "Kial ne?" in silly.article(OLD.format("eo") + "faq.html")
    guide = silly.article(OLD.format("eo") + "guides/teacher.html")
    assert "ankoraŭ ne estas tradukita" in guide and '<div lang="ru">' in guide
    act = silly.article(OLD.format("eo") + "regulation/index.html")
    assert "Kalkulas la vostojn." in act
    assert "Nubo n-ro 8" in page(silly, OLD.format("eo") + "index.html")
    assert ">Esperanto</a>" in page(silly, OLD.format("ru") + "faq.html")


def test_bad_changes_are_told(silly: Project) -> None:
    two_editions(silly)
    silly.edit("schools.yml", "replaced: [fly.kite-low]", "replaced: [fly.kite-lo]")
    assert 'unknown clause "fly.kite-lo" in ru; did you mean "fly.kite-low"?' in silly.run("check").err


BAD = {  # what an edition's changes say, what they say instead, what is told
    "based on nothing": ("based_on: 2030-03-04", "based_on: 2030-03-05", 'based_on: there is no earlier edition of 2030-03-05; did you mean "2030-03-04"?'),
    "based on itself": ("based_on: 2030-03-04", "based_on: 2032-07-08", "based_on: there is no earlier edition of 2032-07-08; "),
    "in a circle": (
        "outline: cloud-2030\n        source",
        "based_on: 2032-07-08\n        source",
        "based_on: there is no earlier edition of 2032-07-08; give the first edition an outline",
    ),
    "unknown platform": ("removed: [", "platform: kiet\n          removed: [", 'platform: unknown platform "kiet"; did you mean "kite"?'),
    "unknown act": ("removed: [", "basis: [charter, wind-lav]\n          removed: [", 'basis: unknown act "wind-lav"; did you mean "wind-law"?'),
    "unknown note": ("based_on: 2030-03-04\n", "based_on: 2030-03-04\n        source: {notes: [note.fron]}\n", 'unknown clause "note.fron" in ru; did you mean "note.front"?'),
    "unknown note of a clause": ("based_on: 2030-03-04\n", "based_on: 2030-03-04\n        source: {at: {fly.count: [note.fron]}}\n", 'unknown clause "note.fron" in ru'),
    "a note of an entry": ("clause: swim.deep}}\n        title", "clause: swim.deep, notes: [note.front]}}\n        title", 'cloud-school: "notes" belongs to the copy of one school'),
    "unknown gap": ("based_on: 2030-03-04\n", "based_on: 2030-03-04\n        source: {gaps: [{gap: gap.ton, after: fly.count}]}\n", 'unknown clause "gap.ton" in ru; did you mean "gap.torn"?'),
    "replaces nothing": ("replaced: [fly.kite-low]", "replaced: [fly.greet]", 'replaced: "fly.greet" replaces no clause; add "fly.greet: …" to the key "replaces"'),
    "replaces what is not there": ("{fly.kite-low: fly.kite}", "{fly.kite-low: swim.deep}", 'replaced: the edition of 2030-03-04 has no clause "swim.deep"; '),
    "removes what is not there": ("removed: [fly.whistle]", "removed: [fly.whistel]", 'removed: the edition of 2030-03-04 has no clause "fly.whistel"; did you mean "fly.whistle"?'),
    "removes a chapter": ("removed: [fly.whistle]", "removed: [chapter.sky]", 'removed: the edition of 2030-03-04 has no clause "chapter.sky"'),
    "renumbers what is not there": ("renumbered: {rest.nap", "renumbered: {rest.nip", 'renumbered: the edition of 2030-03-04 has no clause "rest.nip" with a number; did you mean "rest.nap"?'),
    "renumbers an item": ("renumbered: {rest.nap", "renumbered: {fly.count", 'renumbered: the edition of 2030-03-04 has no clause "fly.count" with a number'),
    "stands after nothing": ("{after: rest.nap", "{after: rest.nip", 'added: the edition of 2030-03-04 has no clause "rest.nip" for an entry to stand after; did you mean "rest.nap"?'),
    "an item after a clause": ("{after: fly.count,", "{after: rest.nap,", 'added: the edition of 2030-03-04 has no clause "rest.nap" for an item to stand after'),
}


@pytest.mark.parametrize("case", BAD)
def test_changes_that_lead_nowhere_are_told_with_line_and_cure(silly: Project, case: str) -> None:
    old, new, said = BAD[case]
    two_editions(silly).edit("schools.yml", old, new)
    check = silly.run("check")
    assert check.status == 1 and "Traceback" not in check.err
    (told,) = (line for line in check.err.splitlines() if said in line)
    lines = (silly.root / "schools.yml").read_text(encoding="utf-8").splitlines()
    assert lines.index("  cloud-school:") < int(told.split(":")[1]) <= lines.index("  whale-school:")
    assert re.fullmatch(r"schools\.yml:\d+: .+; .+", told)
    assert silly.run("build", "--jobs", "1").err == check.err


def test_changes_of_changes_are_read_in_order(silly: Project) -> None:
    """An edition may change what the one before it brought, however the file orders them."""
    two_editions(silly)
    third = SECOND.replace("2032-07-08", "2033-01-02").replace("2030-03-04", "2032-07-08")
    third = re.sub(r"replaced: .*\n", "removed: [fly.greet, swim.deep, fly.kite-low]\n", third).replace("          removed: [fly.whistle]\n", "")
    third = re.sub(r"            - \{after.*\n", "", third).replace("          added:\n", "")
    silly.edit("schools.yml", "    editions:\n      - date: 2030-03-04\n", "    editions:" + third + "      - date: 2030-03-04\n")
    assert silly.run("check").err == ""


def test_the_model_school(five: Project) -> None:
    site: Path = five.root / "site" / "model-school"
    for locale, mark in (("ru", "Это образец, а не действующий акт."), ("en", "This is a model, not an act in force.")):
        for date in ("2023-09-01", "2024-09-01", "2026-03-01"):
            for path in sorted((site / locale / date).rglob("*.html")):
                assert mark in path.read_text(encoding="utf-8"), path
    assert "VK-мессенджер" not in text(five.article("model-school/ru/2026-03-01/regulation/index.html"))
    assert "добровольно" in text(five.article("model-school/ru/2026-03-01/regulation/index.html"))
    assert "model-school" not in (five.root / "site/compare.html").read_text(encoding="utf-8")

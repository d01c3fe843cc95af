"""Every sentence that readers see names what it rests on, and what rests on nothing is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Project

import macros.topic_index
from macros import MACROS
from uklad.authoring.provenance import SourcedSentence, sourced_sentences, without_source
from uklad.content.site import Site, all_sites
from uklad.html.sentences import ELLIPSIS, Sentence, read_sentences
from uklad.model.loader import load_schools
from uklad.rendering.context import Context

KINDS = {"clause", "advice", "frame", "school", "shared", "copy", "silent"}


def sentences_of(project: Project, site: Site) -> list[SourcedSentence]:
    return sourced_sentences(Context(site, project.root, MACROS), project.root / "site" / site.folder)


def sites_of(project: Project) -> list[Site]:
    schools, _ = load_schools(project.root / "schools.yml")
    return all_sites(schools, project.root / "docs")


def no_sources(project: Project) -> dict[str, list[str]]:
    """Sites -> their sentences without a source; the sites that have any sentence at all are looked at to the end."""
    found = {}
    for site in sites_of(project):
        sentences = sentences_of(project, site)
        assert len({place.page for one in sentences for place in one.places}) == len(site.pages)
        assert {one.kind for one in sentences} - {"none"} <= KINDS
        found[site.folder] = [f"{one.places[0].page}#{one.places[0].anchor}: {one.text}" for one in without_source(sentences)]
    return found


def test_every_sentence_of_the_real_schools_and_of_the_model_has_a_source(five: Project) -> None:
    found = no_sources(five)
    assert len(found) == 16  # five schools and three editions of the model, in two languages
    assert {site: said for site, said in found.items() if said} == {}


def test_every_sentence_of_the_invented_schools_has_a_source(built_silly: Project) -> None:
    assert set(map(tuple, no_sources(built_silly).values())) == {()}


def test_each_kind_of_source_is_met(five: Project) -> None:
    sentences = [one for site in sites_of(five) if site.school_id == "lyceum-159" and site.locale == "ru" for one in sentences_of(five, site)]
    said = {(one.kind, *one.names): one.text for one in reversed(sentences)}
    assert {key[0] for key in said} == KINDS
    assert ("clause", "parent.join") in said and any(key[0] == "silent" and len(key) == 2 for key in said)


PLANTED = {
    "a macro that returns bare text": ("{{ topics() }}", "Ветер никому ничего не должен.", "Ветер никому ничего не должен."),
    "bare text within a sentence of the page": ("Потому что {{ topics() }}.", "ветер так решил", "Потому что ветер так решил."),
    "bare text in the place of a phrase": ("{{ topics() }}", "В силе — редакция от понедельника", "В силе — редакция от понедельника"),
    "a clause that the edition lacks": ("{{ topics() }}", '<span data-clause="swim.deep">Плывите глубоко.</span>', "Плывите глубоко."),
    "no clause at all": ("{{ topics() }}", '<span data-clause="">Плывите быстро.</span>', "Плывите быстро."),
    "a source that does not exist": ("{{ topics() }}", '<span data-source="rumour">Говорят, кит устал.</span>', "Говорят, кит устал."),
    "a question that the data do not leave open": ("{{ topics() }}", '<span data-silent="why">Почему бы и нет?</span>', "Почему бы и нет?"),
    "a text of the frame that is none": ("{{ topics() }}", '<b data-source="frame">Кит свободен.</b>', "Кит свободен."),
}


@pytest.fixture
def planted(silly: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Project]:
    """A project whose page of questions says what a macro returns."""

    def plant(body: str, returned: str) -> Project:
        monkeypatch.setattr(macros.topic_index, "macros", lambda _: {"topics": lambda: returned})
        silly.edit("docs/ru/faq.md", "{{ questions() }}", f"{body}\n\n{{{{ questions() }}}}")
        return silly

    return plant


@pytest.mark.parametrize("what", PLANTED)
def test_a_sentence_without_a_source_fails_the_audit(planted: Callable[[str, str], Project], what: str) -> None:
    body, returned, sentence = PLANTED[what]
    answer = planted(body, returned).run("audit", "cloud-school")
    assert answer.status == 1, answer.err
    listed = answer.out.partition("Без источника: ")[2].partition("\n\n")[0]
    assert f"  {sentence} [Вопросы" in listed or f"  {sentence} (" in listed, listed


def test_what_has_a_source_does_not_fail_it(planted: Callable[[str, str], Project]) -> None:
    said = '<span data-clause="fly.kite">Запускайте.</span> <span data-source="school">Порыв.</span>'
    answer = planted("Потому что {{ topics() }}.", said).run("audit", "cloud-school")
    assert (answer.status, answer.err) == (0, "")


def test_all_that_data_can_say_has_a_source(silly: Project) -> None:
    """Days, contacts and persons that the invented schools lack, wherever a page or the layout says them."""
    silly.edit("schools.yml", "    email: wind@cloud.example", "    email: wind@cloud.example\n    phone: +7 000 000-00-00\n    hours: {ru: Днём, en: By day}")
    silly.edit("schools.yml", "        date_from: order", "        date_from: order\n        adopted: 2030-03-01\n        in_force: 2030-03-05\n        until: 2031-03-04")
    silly.edit("schools.yml", "en: senior wind}", "en: senior wind}\n        function: function.splashes\n        phone: +7 000 000-00-01\n        order: № 3")
    said = '{{ validity() }} {{ contacts() }}\n\n{{ people_table() }}\n\n{{ people_contacts() }}\n\nПорыв: {{ people_with("function.splashes") }}.'
    silly.edit("docs/ru/about.md", "{{ edition_notes() }}", f"{{{{ edition_notes() }}}}\n\n{said}")
    answer = silly.run("audit", "cloud-school")
    assert (answer.status, answer.err) == (0, ""), answer.out
    facts = answer.out.partition("Сведения учебного заведения: ")[2].partition("\n\n")[0]
    assert all(fact in facts for fact in ("1 марта 2030 г.", "5 марта 2030 г.", "4 марта 2031 г.", "000-00-00", "Днём", "000-00-01", "№ 3"))


def read(body: str) -> list[tuple[str, str]]:
    return [(one.mark.kind, one.text) for one in read_sentences(f"<p>Outside.</p><article>{body}</article>")]


READ = {
    "<p>One is here. Two is there!</p>": [("frame", "One is here."), ("frame", "Two is there!")],
    "<p>См. п.\u00a04.1 у П. П. Порыва. Он знает.</p>": [("frame", "См. п. 4.1 у П. П. Порыва."), ("frame", "Он знает.")],
    '<p>Ask <span data-source="school">Mr Gust</span> today.</p>': [("frame", f"Ask {ELLIPSIS} today."), ("school", "Mr Gust")],
    '<div data-clause="a b"><p>Rule.</p><p data-source="frame">Label</p></div>': [("clause", "Rule."), ("frame", "Label")],
    '<div class="clause" id="a"><p class="done">Done in: step</p><p>Rule.</p></div>': [("clause", "Rule.")],
    '<p class="done">Bare text.</p>': [("frame", "Bare text.")],
    '<p data-clause="a">Rule (<a class="cite">cl. 1</a>).</p>': [("clause", f"Rule ({ELLIPSIS}).")],
    '<div class="advice" data-beside="a"><p>Tip.</p></div>': [("advice", "Tip.")],
    "<h2>1. Heading<a class='headerlink'>#</a></h2>": [("frame", "Heading")],
    "<table><tr><th>Head</th><td>Cell<br>Below</td></tr></table>": [("frame", "Head"), ("frame", "Cell"), ("frame", "Below")],
    "<p hidden>Hidden.</p><script>var text;</script><button>Push it</button>": [],
    "<p>— (1) №</p>": [],
}


@pytest.mark.parametrize("body", READ)
def test_what_is_read(body: str) -> None:
    assert read(body) == READ[body]


def test_the_nearest_anchor_above_is_told_and_the_description_is_read() -> None:
    page = '<meta name="description" content="About."><article><h2 id="a">Head</h2><p>Text.</p></article><footer><p>Foot.</p></footer>'
    found = read_sentences(page)
    assert [(one.text, one.anchor) for one in found] == [("About.", ""), ("Head", "a"), ("Text.", "a"), ("Foot.", "")]
    assert isinstance(found[0], Sentence)


def test_the_audit_says_each_sentence_once_and_is_not_published(silly: Project) -> None:
    answer = silly.run("audit", "cloud-school", "--locale", "en", "--edition", "2030-03-04")
    assert (answer.status, answer.err) == (0, "")
    path = answer.out.rstrip().rpartition("open ")[2]
    assert path == ".uklad/audit/cloud-school-en-2030-03-04.html" and not (silly.root / "site").exists()
    page = (silly.root / path).read_text(encoding="utf-8")
    assert "src=" not in page and "<link" not in page and page.count("Because of the tails.") == 1
    order = [page.index(f'<h2 id="{name}">') for name in ("none", "frame-denials", "denials", "frame", "advice", "school", "clause")]
    assert order == sorted(order)


def test_a_clause_stands_beside_what_follows_from_it(silly: Project) -> None:
    silly.run("audit", "cloud-school")
    page = Path(silly.root, ".uklad/audit/cloud-school-ru.html").read_text(encoding="utf-8")
    section = next(part for part in page.split("<section") if "<small>fly.count</small>" in part)
    assert "</h3>Считает хвосты." in section and "<li>Сосчитайте хвосты <small>" in section
    advice = next(line for line in page.split("<li>") if line.startswith("Держите нитку"))
    assert "п.\u00a01.1: Считает хвосты." in advice  # the rule beside which the advice is given


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["cloud-shool"], 'there is no school "cloud-shool"; did you mean "cloud-school"?'),
        (["cloud-school", "--locale", "eo"], 'there is no locale "eo"; '),
        (["cloud-school", "--edition", "2030-03-05"], 'there is no edition "2030-03-05"; did you mean "2030-03-04"?'),
    ],
)
def test_names_that_do_not_exist_are_refused(silly: Project, words: list[str], told: str) -> None:
    answer = silly.run("audit", *words)
    assert answer.status == 1 and told in answer.err

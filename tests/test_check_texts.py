"""Mistakes of texts by themselves: `uklad check` tells each with its file, its line and a cure, whatever else is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Project

Change = Callable[[Project], object]
FAQ, CARDS, PARENT = "docs/ru/faq.md", "docs/ru/clauses/all.md", "docs/ru/guides/parent.md"  # FAQ: its body begins at line 6


def body(text: str, path: str = FAQ) -> Change:
    """A page with this body in place of its own."""

    def change(project: Project) -> None:
        head = (project.root / path).read_text(encoding="utf-8").split("---\n")[1]
        (project.root / path).write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")

    return change


def rule(text: str) -> Change:
    """The rule of `fly.count` (which begins at line 17) in other words."""
    return lambda project: project.edit(CARDS, "Считает хвосты.", text)


def use(text: str) -> Change:
    """The text of a use of `fly.count` (line 20) in other words."""
    return lambda project: project.edit(CARDS, "Все.", text)


BLANK = "{% if number %}{{ number }}{% else %}{{ blank(8) }}{% endif %}"  # in a phrase of documents


def line_of(said: str) -> int:
    """The line at which the Russian words say it first."""
    text = (ROOT / "docs/ru/words.yml").read_text(encoding="utf-8")
    return text[: text.index(said)].count("\n") + 1



MISTAKES: dict[str, tuple[Change, str]] = {
    "a conflict in a page": (body("Да.\n<<<<<<< HEAD\nОдно.\n=======\nДругое.\n>>>>>>> theirs"), f"{FAQ}:7: a conflict of git begins here; keep what is right"),
    "a conflict in a card": (rule("<<<<<<< HEAD\nОдно.\n=======\nДругое.\n>>>>>>> theirs"), f"{CARDS}:17: a conflict of git begins here"),
    "a conflict in data of texts": (lambda project: project.edit("docs/ru/questions.yml", "groups:\n", "<<<<<<< HEAD\ngroups:\n"), "docs/ru/questions.yml:1: a conflict of git begins here"),
    "what is left of a conflict": (body("Да.\n\n>>>>>>> theirs"), f'{FAQ}:8: the line ">>>>>>> theirs" is left of a conflict of git; remove it'),
    "tags that cross": (body("Это <b>важно</i>."), f'{FAQ}:6: "</i>" closes "<b>"; write "</b>"'),
    "a division without end": (body('Да.\n\n<div class="note">\n\nНет.'), f'{FAQ}:8: "<div>" is never closed; write "</div>" where it ends'),
    "a tag closed by one around it": (body("<p>Да, <b>нет</p>"), f'{FAQ}:6: "<b>" is not closed before "</p>"'),
    "an end of nothing": (body("Да</b>"), f'{FAQ}:6: "</b>" closes nothing; remove it'),
    "a tag that is no tag": (body("Да <b нет."), f'{FAQ}:6: the tag "<b нет." has no end; close it with ">"'),
    "bold text without end": (body("Это **важно."), f'{FAQ}:6: bold text ("**") is not closed'),
    "bold text without end in a use": (use("Это **важно."), f'{CARDS}:20: bold text ("**") is not closed'),
    "code without end": (body("Да.\n\n```\nкод"), f'{FAQ}:8: the block of code "```" is never closed'),
    "a comment without end": (body("Да.\n\n<!-- нет"), f'{FAQ}:8: the comment "<!--" is never closed'),
    "a link without end": (body("[Начало](index.md"), f"{FAQ}:6: the address of a link is not closed"),
    "markup in a rule": (rule("Считает <b>хвосты</i>."), f'{CARDS}:17: "</i>" closes "<b>"'),
    "two titles": (body("# Один\n\nДа.\n\n# Два"), f"{FAQ}:10: a second title (a heading of the first level)"),
    "a title in a use": (use("Все.\n\n# Два"), f"{CARDS}:22: a heading of the first or second level within a card"),
    "a heading in a use": (use("Все.\n\n## Два слова"), f'{CARDS}:22: a heading of the first or second level within a card; write a clause as "## its.id"'),
    "a heading by a line in a use": (use("Все.\n\nДва слова\n---------"), f"{CARDS}:23: a heading of the first or second level within a card"),
    "an id twice": (body("## Раз { #one }\n\nДа.\n\n## Два { #one }"), f'{FAQ}:10: the page gives the id "one" twice; give one of them another'),
    "a list in a paragraph": (body("Вот что:\n- одно;\n- другое."), f"{FAQ}:7: a list begins without a blank line before it; leave a blank line above it"),
    "a list in a paragraph of a use": (use("Вот что:\n1. одно;\n2. другое."), f"{CARDS}:21: a list begins without a blank line before it"),
    "a link to no page": (body("Да.\n[Начало](indes.md)"), f'{FAQ}:7: the link "indes.md" leads to no page or file; did you mean "index.md"?'),
    "an image that is not there": (body("![Змей](kite.png)"), f'{FAQ}:6: the image "kite.png" leads to no file; correct or remove it'),
    "an image of HTML that is not there": (body('<img src="kite.png">'), f'{FAQ}:6: the image "kite.png" leads to no file'),
    "a link of HTML to no page": (body('<a href="indes.html">Начало</a>'), f'{FAQ}:6: the link "indes.html" leads to no page or file'),
    "a link from the root": (body("[Начало](/index.md)"), f'{FAQ}:6: the link "/index.md" does not begin at its page'),
    "a link to no page, by name": (body("[Начало][1]\n\n[1]: indes.md"), f'{FAQ}:8: the link "indes.md" leads to no page'),
    "a link of a use to no page": (use("См. [справку](../reference/indx.md)."), f'{CARDS}:20: the link "../reference/indx.md" leads to no page or file; did you mean "../reference/index.md"?'),
    "a link of a use as from elsewhere": (use("См. [вопросы](faq.md)."), f'{CARDS}:20: the link "faq.md" is not written as from a guide; write "../faq.md"'),
    "a link of a rule to no page": (rule("См. [вопросы](../fak.md)."), f'{CARDS}:17: the link "../fak.md" leads to no page or file; did you mean "../faq.md"?'),
    "a link to no clause": (body("[Пункт](regulation/index.md#fly.cuont)"), f'{FAQ}:6: the link "regulation/index.md#fly.cuont" names a place that regulation/index.md has not; did you mean "fly.count"?'),
    "a link to no heading": (body("## Раз { #one }\n\n[Раз](#won)"), f'{FAQ}:8: the link "#won" names a place that faq.md has not; did you mean "one"?'),
    "a document that is not made": (body('{{ document_links("regulatoin") }}'), f'{FAQ}:6: document_links: unknown document "regulatoin"; did you mean "regulation"?'),
    "a page of the reference that takes no blocks": (body('{{ part("chat") }}'), f'{FAQ}:6: part: unknown part "chat"; did you mean "chats"?'),
    "a page that is not there": (body('{% if shows("guides/parents.md") %}Да.{% endif %}'), f'{FAQ}:6: shows: unknown page "guides/parents.md"; did you mean "guides/parent.md"?'),
    "a role that is not there": (body('{{ task_cards("teecher") }}'), f'{FAQ}:6: task_cards: unknown role "teecher"; did you mean "teacher"?'),
    "a mode that is not there": (body('{{ services("synchronus") }}'), f'{FAQ}:6: services: unknown mode "synchronus"; did you mean "synchronous"?'),
    "a step that is not there": (body('{{ approvals("directr") }}'), f'{FAQ}:6: approvals: unknown step "directr"; did you mean "director"?'),
    "a function that is not there": (body('{{ people_with("function.splash") }}'), f'{FAQ}:6: people_with: unknown function "function.splash"; did you mean "function.splashes"?'),
    "a clause that a rule cites": (rule('Считает хвосты: {{ cite("rest.nab") }}.'), f'{CARDS}:17: cite: unknown clause "rest.nab"; did you mean "rest.nap"?'),
    "a call without end": (body("Да.\n{% call advice() %}\nДержите.\n\nНет."), f'{FAQ}:7: macro syntax: "{{% call advice() %}}" is never closed; add "{{% endcall %}}" where it ends'),
    "a condition without end": (body('Да.\n\n{% if has("fly.count") %}\nНет.'), f'{FAQ}:8: macro syntax: "{{% if has("fly.count") %}}" is never closed; add "{{% endif %}}" where it ends'),
    "a condition without end within another": (body('{% if has("fly.count") %}\n{% if has("rest.nap") %}\nДа.\n{% endif %}'), f'{FAQ}:6: macro syntax: "{{% if has("fly.count") %}}" is never closed'),
    "a call closed by a condition": (body('{% if has("fly.count") %}\n{% call advice() %}\nДа.\n{% endif %}'), f'{FAQ}:7: macro syntax: "{{% call advice() %}}" is never closed'),
    "an end of no condition": (body("Да.\n{% endif %}"), f'{FAQ}:7: macro syntax: "{{% endif %}}" closes nothing'),
    "a value without end": (body("Да, {{ term.school.nom.\n\nНет."), f'{FAQ}:6: macro syntax: "{{{{ term.school.nom." is never closed; close it with "}}}}"'),
    "a value without end before another": (body("Да, {{ term.school.nom.\n\n{{ term.act.nom }}"), f'{FAQ}:6: macro syntax: "{{{{ term.school.nom." is never closed'),
    "an id without its space": (body("## Раз {#one }"), f'{FAQ}:6: macro syntax: "{{#one }}" is never closed; write "{{ #…" with a space where an id is meant'),
    "a condition without end in a rule": (rule('{% if has("rest.nap") %}Считает.'), f'{CARDS}:17: macro syntax: "{{% if has("rest.nap") %}}" is never closed'),
    "a macro that is not there": (body("{{ role_card() }}"), f'{FAQ}:6: there is no macro "role_card"; did you mean "role_cards"?'),
    "a macro in a use that is not there": (use("{{ servises() }}"), f'{CARDS}:20: there is no macro "servises"; did you mean "services"?'),
    "a macro in a question that is not there": (lambda project: project.edit("docs/ru/questions.yml", 'ask: "', 'answer: "{{ aprovals() }}"\n    ask: "'), 'docs/ru/questions.yml:4: there is no macro "aprovals"; did you mean "approvals"?'),
    "a macro in the glossary that is not there": (lambda project: project.edit("docs/ru/glossary.yml", "то сзади", '"{{ aprovals() }}"'), 'docs/ru/glossary.yml:1: there is no macro "aprovals"'),
    "a macro of documents that is not there": (lambda project: project.edit("docs/ru/words.yml", BLANK, "{{ blenk(8) }}"), f'docs/ru/words.yml:{line_of(BLANK)}: there is no macro "blenk"; did you mean "blank"?'),
    "a filter that is not there": (body("{{ term.school.nom | upfrist }}"), f'{FAQ}:6: there is no filter "upfrist"; did you mean "upfirst"?'),
    "a value that is not there": (body("{{ schol.name }}"), f'{FAQ}:6: there is no value "schol"; did you mean "school"?'),
    "a macro without what it needs": (body("{{ part() }}"), f'{FAQ}:6: the macro "part" needs the argument "page"; write "part("page")"'),
    "a macro with too much": (body('{{ glossary("a") }}'), f'{FAQ}:6: the macro "glossary" takes no arguments; write "glossary()"'),
    "a macro with what it does not know": (body('{{ services(mod="synchronous") }}'), f'{FAQ}:6: the macro "services" has no argument "mod"; did you mean "mode"?'),
    "a citation of nothing": (rule("Считает: {{ cite() }}."), f'{CARDS}:17: the macro "cite" needs the argument "ids"'),
    "advice of nothing": (body("{{ advice() }}"), f'{FAQ}:6: the macro "advice" has no block of text; write "{{% call advice() %}}"'),
    "a page in Windows-1251": (lambda project: (project.root / FAQ).write_bytes((project.root / FAQ).read_text(encoding="utf-8").encode("cp1251")), f"{FAQ}:2: not encoded in UTF-8; save the file as UTF-8"),
    "a page in no navigation": (lambda project: [(project.root / f"docs/{locale}/more.md").write_text("---\ntitle: More\nsummary: More.\n---\n\nMore.\n", encoding="utf-8") for locale in ("ru", "en")], 'docs/ru/more.md:1: no navigation leads to the page; name it under "nav" of mkdocs.yml'),
    "another heading in a translation": (lambda project: project.edit("docs/en/about.md", "{ #platform }", "{ #platfrom }"), "docs/en/about.md:8: has the headings platfrom, which the authoritative text has not"),
    "a heading that a translation lacks": (lambda project: project.edit("docs/en/about.md", "{ #platform }", "{ #platfrom }"), "docs/en/about.md:8: lacks the headings platform of the authoritative text"),
    "another use in a translation": (lambda project: project.edit("docs/en/clauses/all.md", '{ .chat by="teacher" }', '{ .chat by="parent" }'), 'has the uses .chat by="parent", which the authoritative text has not'),
    "a number that only a translation has": (lambda project: project.edit("docs/en/search.md", "Search needs", "7 times. Search needs"), "docs/en/search.md:10: has the numbers or addresses 7"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_of_a_text_is_told_with_its_line_and_cure(silly: Project, mistake: str) -> None:
    change, told = MISTAKES[mistake]
    change(silly)
    answer = silly.run("check")
    assert answer.status == 1
    assert told in answer.err, answer.err
    assert "Traceback" not in answer.err


SOUND: dict[str, Change] = {
    "code": body("Так: `<b>` и `**`.\n\n```\n<div>\n# Раз\n# Два\nСлово\n- нет\n[нет](нет.md)\n```"),
    "code by four spaces": body("Так:\n\n    <div>\n    [нет](нет.md)\n\nДа."),
    "autolinks": body("Пишите на <wind@cloud.example> и <https://cloud.example/?a=1&b=2>."),
    "a comment": body("<!-- <div> [нет](нет.md) -->\n\nДа."),
    "elements without end": body('Раз<br>два<br/>\n\n<hr>'),
    "a sign that is no tag": body("1 < 2 и 3 > 2."),
    "an id in either branch": body('{% if has("fly.count") %}\n## Раз { #one }\n{% else %}\n## Два { #one }\n{% endif %}'),
    "a list below a condition": body('Вот что:\n{% if has("fly.count") %}\n- одно;\n{% endif %}\n- другое.'),
    "a list below a heading": body("## Раз\n- одно;\n- другое."),
    "lists in lists": body("- одно\n    - два\n    - три\n- четыре\nи ещё\n- пять"),
    "bold text over a line": body("Это **очень\nважно**, и **это**."),
    "links": body("[Начало](index.md), [весь текст](regulation/index.md), [сюда](#one), [вовне](https://cloud.example).\n\n## Раз { #one }"),
    "a link of a use": use("См. [вопросы](../faq.md) и [пункт](../regulation/index.md#fly.kite)."),
    "values of its own": body('{% set kind = "облако" %}{% for one in [1, 2] %}{{ one }} {{ kind }} {{ loop.index }}{% endfor %}'),
}


@pytest.mark.parametrize("text", SOUND)
def test_what_is_no_mistake_passes(silly: Project, text: str) -> None:
    silly.edit("docs/en/faq.md", "{{ questions() }}", "Yes.")
    SOUND[text](silly)
    answer = silly.run("check")
    heard = [line for line in answer.err.splitlines() if line.startswith(("docs/ru/faq.md", "docs/ru/clauses"))]
    assert not heard, answer.err


def test_every_mistake_is_told_at_once(silly: Project) -> None:
    body('<b>да</i>\n\n{{ part("chat") }} [нет](нет.md)')(silly)
    body("{% call advice() %}\n\nДа.", PARENT)(silly)
    rule("<<<<<<< HEAD\nОдно.\n=======\nДругое.\n>>>>>>> theirs")(silly)
    silly.edit("schools.yml", "clause: rest.nap}", "clause: rest.nab}")
    heard = silly.run("check").err
    for told in (f'{FAQ}:6: "</i>" closes "<b>"', f'{PARENT}:7: macro syntax: "{{% call', f"{CARDS}:17: a conflict of git", 'unknown clause "rest.nab" in ru; did you mean "rest.nap"?'):
        assert told in heard, heard


OUTLINE: dict[str, tuple[str, str, str]] = {
    "a pattern that is not there": ("cite: titled", "cite: titeld", 'schools.yml:{}: whale-2030: unknown pattern "titeld" of citing in ru, en; did you mean "titled"?'),
    "two entries of one number": ('{number: "1.2", clause: crew.list}', '{number: "1.1", clause: crew.list}', 'schools.yml:{}: whale-2030: "crew.list" is cited like "swim.deep", 1.1; correct the number'),
    "two entries without a number": ('{number: "1.2", clause: rest.nap}\n          - {number: "1.3", clause: basis.acts}', "{clause: rest.nap}\n          - {clause: basis.acts}", 'schools.yml:{}: cloud-2030: "basis.acts" is cited like "rest.nap"'),
}


@pytest.mark.parametrize("mistake", OUTLINE)
def test_a_mistake_of_citing_is_told_with_its_line(silly: Project, mistake: str) -> None:
    old, new, told = OUTLINE[mistake]
    silly.edit("schools.yml", old, new)
    lines = (silly.root / "schools.yml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.strip(" -") == new.splitlines()[-1].strip(" -"))
    assert told.format(line) in silly.run("check").err


def test_two_entries_that_a_new_edition_makes_alike(silly: Project) -> None:
    new = "      - {date: 2031-01-01, date_from: act, based_on: 2030-05-06, changes: {renumbered: {crew.list: '1.1'}}, title: {ru: Порядок плавания, en: Procedure for swimming}}\n"
    (silly.root / "schools.yml").write_text((silly.root / "schools.yml").read_text(encoding="utf-8") + new, encoding="utf-8")
    assert 'whale-school: "crew.list" is cited like "swim.deep" in the edition of 2031-01-01, 1.1' in silly.run("check").err


def test_a_clause_without_translation_is_not_taken_for_another(silly: Project) -> None:
    silly.edit("docs/en/clauses/all.md", "## swim.deep\nThe whale swims deep.", "")
    heard = silly.run("check").err
    assert 'unknown clause "swim.deep" in en; translate it: write "## swim.deep" in docs/en/clauses' in heard
    assert "did you mean" not in heard


def test_a_card_is_told_at_the_line_of_its_mistake(silly: Project) -> None:
    (silly.root / CARDS).write_text((silly.root / CARDS).read_text(encoding="utf-8").replace("Считает хвосты.", "\n\nСчитает хвосты.\n{{ term.scool.nom }}"), encoding="utf-8")
    lines = Path(silly.root / CARDS).read_text(encoding="utf-8").splitlines()
    assert f'{CARDS}:{lines.index("{{ term.scool.nom }}") + 1}: unknown term "scool"' in silly.run("check").err


@pytest.mark.parametrize("said", ['{{ "a" ', "<b ", "# a\n", "<!--", "** "])
def test_no_text_makes_the_check_try_again_and_again(silly: Project, said: str) -> None:
    """Were anything tried twice, this would take longer than the sun will last."""
    body(said * 2_000)(silly)
    assert silly.run("check").status == 1

"""The functions of the search by themselves, on an almost empty page: word forms, typos, synonyms, clause numbers, ranking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

ASSETS = Path(__file__).parent.parent / "overrides" / "assets"
PARTS = ("search-words.js", "search.js")
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """An almost empty page with the functions of the search, and nothing of its box."""
    page = chromium.new_page()
    page.set_content("<!doctype html><title>-</title>")
    for name in PARTS:
        page.add_script_tag(path=ASSETS / name)
    yield page
    page.close()


@pytest.fixture(scope="module")
def call(page: Page) -> Call:
    """Calls a function of `ukladSearch` with these arguments."""
    return lambda name, *arguments: page.evaluate("([name, given]) => ukladSearch[name](...given)", [name, list(arguments)])


# ---- words ----


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Учётная запись", ["учетная", "запись"]),
        ("пункт 4,13,5 и п. 2.1.", ["пункт", "4.13.5", "и", "п", "2.1"]),
        ("за\u00adбло\u00adки\u00adро\u00adвать, зáмок", ["заблокировать", "замок"]),
        ("The teacher’s chats: don't, I'll", ["the", "teacher", "chats", "don", "i"]),
        ("VK-мессенджер, №12", ["vk", "мессенджер", "12"]),
        ("— … !", []),
    ],
)
def test_a_text_is_split_into_folded_words(call: Call, text: str, words: list[str]) -> None:
    composed = text.replace("á", "а\u0301")
    assert call("words", composed) == words


STEMS = {
    "родител": "родитель родителя родителю родителем родители родителей родителями родителях",
    "заблокирова": "заблокировать заблокировали заблокировал заблокирован заблокировала заблокировано",
    "блокировк": "блокировка блокировки блокировку блокировкой блокировками",
    "учител": "учитель учителя учителями",
    "ребенк": "ребенка ребенку ребенком",
    "дет": "дети детей детям детях",
    "учетн": "учетная учетной учетные учетную учетными",
    "школ": "школа школы школе школой школах",
    "каникул": "каникулы каникул каникулам каникулами каникулах",
    "удал": "удалить удалили удален удалена удалив",
    "вступ": "вступить вступил вступившие вступившись",
    "сообщен": "сообщение сообщения сообщений сообщениями сообщениям",
    "парол": "пароль пароля паролем пароли",
    "обща": "общаться общается общались",
    "важн": "важность важности важный",
    "нов": "новый новая новейший",
    "чат": "чат чата чаты чатах чатом",
    "класс": "класс класса классы классами",
    "class": "class classes",
    "parent": "parent parents",
    "block": "block blocks blocked blocking",
    "remov": "remove removes removed removing",
    "messag": "message messages messaging",
    "teach": "teach teaching",
    "teacher": "teacher teachers",
    "address": "address addresses",
    "repli": "replies replied",
    "stop": "stop stopped stopping",
    "polici": "policy policies",
    "administrat": "administration administrator administrators",
    "status": "status",
    "bus": "bus",
    "agree": "agreed",
}  # fmt: skip


@pytest.mark.parametrize("stem", STEMS)
def test_the_forms_of_a_word_have_one_stem(call: Call, stem: str) -> None:
    assert {form: call("stem", form) for form in STEMS[stem].split()} == dict.fromkeys(STEMS[stem].split(), stem)


@pytest.mark.parametrize("word", ["я", "он", "сын", "втк", "4.13.5", "2024", "is", "on", "vk"])
def test_short_words_and_numbers_are_their_own_stems(call: Call, word: str) -> None:
    assert call("stem", word) == word


@pytest.mark.parametrize(("one", "other"), [("чат", "часть"), ("школа", "школьник"), ("пароль", "пара"), ("class", "classic"), ("teacher", "teach"), ("parent", "parental")])
def test_other_words_have_other_stems(call: Call, one: str, other: str) -> None:
    assert call("stem", one) != call("stem", other)


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("блокировка заблокировать разблокировать", "блокир"),
        ("учительница учительский", "учител"),
        ("remove removed", "remo"),
        ("block unblocked", "bloc"),
    ],
)
def test_a_family_of_words_has_one_root(call: Call, words: str, root: str) -> None:
    assert {call("root", call("stem", word)) for word in words.split()} == {root}


@pytest.mark.parametrize("stem", ["чат", "2024", "4.13.5", "дом"])
def test_short_stems_and_numbers_have_no_root(call: Call, stem: str) -> None:
    assert call("root", stem) == ""


NEAR = [
    ("чат", "чат"), ("родителл", "родител"), ("родитль", "родитель"), ("рдоитель", "родитель"), ("родитель", "родипель"), ("пароль", "паролья"),
    ("teacher", "taecher"), ("teacher", "teachr"), ("teacher", "tteacher"), ("teacher", "teachet"), ("x", ""),
]  # fmt: skip
FAR = [("чат", "часть"), ("родитель", "рдоитлеь"), ("пароль", "порол"), ("teacher", "reacheer"), ("teacher", "teach"), ("abcd", "badc"), ("ab", "")]


@pytest.mark.parametrize(("one", "other", "near"), [(*pair, True) for pair in NEAR] + [(*pair, False) for pair in FAR])
def test_one_typo_is_near_and_two_are_not(call: Call, one: str, other: str, near: bool) -> None:
    assert call("isNear", one, other) is near
    assert call("isNear", other, one) is near


# ---- an index of invented pages ----


def index_of(*pages: tuple[str, list[list[Any]]], synonyms: tuple[list[str], ...] = ()) -> dict[str, Any]:
    """An index as a site has it: of each page the title and the units; an address says the page, an anchor the unit."""
    places = [[title, *("" if not at else str(at) for at in range(len(units)))] for title, units in pages]
    return {"pages": [[title, "", units] for title, units in pages], "places": places, "synonyms": list(synonyms), "stop": ["и", "в", "the"], "words": {}}


def run(page: Page, expression: str, asked: str, index: dict[str, Any]) -> Any:
    """What an expression of `s` (the functions), `i` (the index opened) and `asked` gives."""
    return page.evaluate(f"([asked, index]) => {{ const s = ukladSearch, i = s.openIndex(index); return {expression}; }}", [asked, index])


def ranked(page: Page, asked: str, index: dict[str, Any]) -> list[str]:
    """The units found, best first, as page#anchor."""
    return run(page, "s.rank(i, asked).map(({unit}) => unit.page + (unit.anchor && '#' + unit.anchor))", asked, index)


WHALE = [
    ["page", "", "Всё о море."],
    ["section", "Плавание", "Куда плыть."],
    ["clause", "п. 1.1", "Нырять глубоко.", 1, "", ["1.1", "9.2"]],
    ["item", "", "Петь песню и нырять.", 2],
    ["clause", "п. 1.1.2", "Бить хвостом по волнам.", 1, "", ["1.1.2"]],
    ["item", "", "Не шуметь хвостом.", 4, "дельфин"],
]
CLOUD = [["page", "", "Всё о небе."], ["question", "Нас не видно?", "Подуть и подождать."], ["step", "Привязать бантик", ""], ["term", "Хвост", "Часть змея."]]
SYNONYMS = (["рожа серая", "подуть"], ["серая", "волна"], ["акула", "кит"], ["бечевка", "хвост"], ["шум", "песня"])
SEA = index_of(("кит", WHALE), ("облако", CLOUD), synonyms=SYNONYMS)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("подуть", ["облако#1"]),
        ("песни", ["кит#3"]),
        ("ПЕСНЕЮ!", ["кит#3"]),
        ("хвостами", ["облако#3", "кит#5"]),  # a heading weighs more than a text; a clause and its items are one result
        ("бантик", ["облако#2"]),  # a step without a text
        ("песнч", ["кит#3"]),
        ("волнма", ["кит#4"]),
        ("волн", ["кит#4"]),
        ("подожд", ["облако#1"]),
        ("дельфины", ["кит#5"]),  # whom a unit concerns
        ("бечёвкой", ["облако#3", "кит#5"]),
        ("бичёвка", ["облако#3", "кит#5"]),  # a synonym of one word may have a typo
        ("серая рожа", ["кит#4"]),  # the words of a synonym stand in their order
        ("рожи серые", ["облако#1"]),  # the longest synonym first
        ("фывапролдж подуть", ["облако#1"]),
        ("фывапролдж", []),
        ("и", []),
        ("", []),
        ("%", []),
    ],
)
def test_words_find_units(page: Page, asked: str, found: list[str]) -> None:
    assert ranked(page, asked, SEA) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("1.1", ["кит#2", "кит#4"]),  # the clause, then what is below it
        ("1,1", ["кит#2", "кит#4"]),
        ("пункт 1.1.2", ["кит#4"]),
        ("9.2", ["кит#2"]),  # the number that the school printed
        ("подуть 1.1", ["кит#2", "кит#4", "облако#1"]),
        ("1.3", []),
        ("1", []),
    ],
)
def test_numbers_find_clauses(page: Page, asked: str, found: list[str]) -> None:
    assert ranked(page, asked, SEA) == found


@pytest.mark.parametrize(
    ("asked", "units"),
    [
        ("кит песня", [["term", "a", "Кит и песня."], ["term", "b", "Кит и кит, снова кит."], ["term", "c", "Песня, песня."]]),  # more of the question
        ("кит песня", [["term", "a", "Кит и песня."], ["question", "b", "Кит и кит."], ["term", "c", "Песня."]]),  # even where the other says it louder
        ("песня", [["term", "a", "Песня."], ["term", "b", "Песня о ветре, море, волне, хвосте, воде, буре, скале и береге."]]),  # the shorter
        ("песня", [["question", "a", "Песня."], ["clause", "b", "Песня."], ["term", "c", "Песня."], ["gap", "d", "Песня."]]),  # questions first
        ("песня", [["term", "Песня", "Звук."], ["term", "b", "Песня звук."]]),  # headings first
        ("блокировка", [["term", "a", "Блокировка."], ["term", "b", "Разблокировать."]]),  # the word before its family
        ("рыба", [["term", "a", "Рыба."], ["term", "b", "Краб."]]),  # the word before its synonym
        ("whale song", [["term", "a", "The song of the whale."], ["term", "b", "Whales."]]),
    ],
)
def test_what_stands_before_what(page: Page, asked: str, units: list[list[Any]]) -> None:
    index = index_of(("ст", [["page", "", ""], *reversed(units)]), synonyms=(["рыба", "краб"],))
    wanted = [f"ст#{number}" for number in range(len(units), 0, -1)]
    assert [place for place in ranked(page, asked, index) if place in wanted] == wanted


def test_at_most_sixty_are_found_and_by_page_a_few(page: Page) -> None:
    many = index_of(*((f"п{at}", [["page", "", ""], *[["term", "", "кит"]] * 3]) for at in range(30)))
    assert len(ranked(page, "кит", many)) == 60
    assert run(page, "s.search(i, asked, 2).map((one) => one.results.length)", "кит", many) == [2] * 20
    assert run(page, "s.search(i, asked, 1).map((one) => one.title)", "хвост", SEA) == ["облако", "кит"]


def test_a_word_that_stands_everywhere_finds_nothing_beside_a_rare_one(page: Page) -> None:
    index = index_of(("кит", [["page", "", "кит"], *[["term", "", "кит"]] * 20, ["term", "", "песня"]]))
    assert ranked(page, "кит песня", index) == ["кит#21"]


def test_a_clause_is_found_by_the_number_in_its_heading(page: Page) -> None:
    index = index_of(("ст", [["page", "7.5", ""], ["clause", "7.5 Море", ""], ["clause", "п. 7.5", "Волны."], ["clause", "Ветер, о 7.5", ""], ["term", "7.5", ""]]))
    assert run(page, "[...s.numbered(i, asked)]", "7.5", index) == [[1, 1000], [2, 1000]]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("хвостом", {"хвост": 1}),
        ("песни", {"песн": 1}),
        ("песенник", {}),
        ("волна", {"волн": 1}),
        ("волнма", {"волн": 0.65}),
        ("подо", {"подожда": pytest.approx(0.6 * 6 / 9)}),
        ("1.1", {"1.1": 1}),
        ("1.3", {}),
    ],
)
def test_what_a_last_word_may_mean(page: Page, asked: str, meant: dict[str, Any]) -> None:
    assert run(page, "Object.fromEntries(s.meanings(i, asked, true))", asked, SEA) == meant


@pytest.mark.parametrize(
    ("asked", "matched", "left"),
    [
        ("акула поёт", [["акул", [0]]], [1]),
        ("эта серая рожа и рожа серая", [["рож сер", [4, 5]], ["сер", [1]]], [0, 2]),
        ("серая серая", [["сер", [0]], ["сер", [1]]], []),
        ("бечёвка и в", [["бечевк", [0]]], []),
        ("и в", [], [0, 1]),
        ("подуть", [], [0]),
    ],
)
def test_synonyms_are_matched_and_words_left_over(page: Page, asked: str, matched: list[list[Any]], left: list[int]) -> None:
    matches = run(page, "s.matchSynonyms(i, s.words(asked).map(s.stem)).map((m) => [m.synonym.typed.join(' '), m.places])", asked, SEA)
    assert matches == matched
    assert run(page, "s.leftover(i, s.words(asked), s.matchSynonyms(i, s.words(asked).map(s.stem)))", asked, SEA) == left


def test_a_synonym_has_the_meanings_of_its_author_and_its_own(page: Page) -> None:
    index = index_of(("кит", WHALE), synonyms=(["шум", "песня", "хвост по волнам"],))
    ways = "s.concepts(i, asked)[0].map((way) => [way.weight, way.words.map((meant) => [...meant.keys()])])"
    own = [1, [["шумет"]]]
    assert run(page, ways, "шум", index) == [[pytest.approx(1.4), [["песн"]]], [pytest.approx(1.4 * 0.92), [["хвост"], ["по"], ["волн"]]], own]


def test_a_marker_knows_the_words_that_were_meant(page: Page) -> None:
    marked = "['Песней', 'хвост', 'хвостик', 'подуть', 'ПОДУЕМ', 'море'].filter(s.marker(i, asked))"
    assert run(page, marked, "бечёвка и песня", SEA) == ["Песней", "хвост"]


def test_a_text_that_stands_twice_is_written_out_and_found_once(page: Page) -> None:
    kite = [["page"], ["step", "1. Змей", "Держать нитку."]]
    cloud = [["page"], ["step", "2. Змей", 1], ["line", "Змей", "Отпустить нитку."]]
    index = index_of(("небо", kite), ("облако", cloud))
    assert run(page, "i.units.map((unit) => unit.text)", "", index) == ["", "Держать нитку.", "", "Держать нитку.", "Отпустить нитку."]
    assert run(page, "s.rank(i, asked).map(({unit}) => unit.id)", "змей нитка", index) == [1, 4]


def test_lines_of_a_section_are_results_of_their_own(page: Page) -> None:
    rows = [["page"], ["section", "Кого спросить"], ["line", "Чат", "Кита.", 1], ["line", "Волна", "Кита и акулу.", 1]]
    assert run(page, "s.rank(i, asked).map(({unit}) => unit.id)", "кит", index_of(("море", rows))) == [2, 3]


def test_what_people_type_for_a_question_counts_less_than_its_words(page: Page) -> None:
    rows = [["page"], ["question", "Почему небо?", "Потому.", 0, "", [], "буря"], ["question", "Где буря?", "Там."]]
    assert run(page, "s.rank(i, asked).map(({unit}) => unit.id)", "буря", index_of(("море", rows))) == [2, 1]


def test_letters_that_travel_as_single_bytes_are_restored(page: Page) -> None:
    letters = ["китяё", "kity~"]
    swapped = {key: value for key, value in index_of(("kit", [["page", "", "kит~"]])).items() if key != "words"}
    index = {"letters": letters, **swapped, "words": {"none": ["yty"]}}
    found = run(page, "[i.said, i.units[0].title, i.units[0].page, i.units[0].text, [...i.forms.keys()]]", "", index)
    assert found == [{"none": ["ятя"]}, "кит", "kit", "кitё", ["кит", "кitе"]]

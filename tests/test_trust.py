"""Data that nobody vouches for: shown as they are in every place, quickly, whatever they hold."""

from __future__ import annotations

import json
import time
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache

import pytest
from conftest import ROOT, SILLY
from hostile import PIECES, TEXTS, read, tree
from hypothesis import given, settings

from uklad.escape import literal
from uklad.fill import Filler
from uklad.foreign import mark_foreign, mark_words
from uklad.holes import WAYS, holed
from uklad.marks import LATER, Mark
from uklad.schools import load_schools
from uklad.search_index import CYRILLIC, ONE_BYTE, SWAPPED
from uklad.site import Site
from uklad.values import Falling
from uklad.words import load_words

M, Q, T, U = "\ue000", "\ue001", "\ue002", "\ue003"
MEANT: dict[str, Mark] = {
    M: ("text", "ru", "name"),
    Q: ("later", "qr", f"https://a.example/{M}", f"«{M}»"),
    T: ("later", "act-title", M, "положение", "regulation"),
    U: ("text", "ru", "place"),
}
PAGE = f"""<!doctype html><html lang="LOCALE"><head><meta charset="utf-8"><title>{M} | x</title><meta name="d" content="«{M}»">
<script type="application/ld+json">{{"name":"{M}"}}</script></head>
<body><h1 title='t'>{M}</h1><p lang="ru"><a href="mailto:a@b?subject={urllib.parse.quote(M)}">{M}</a></p><p>слово {M} word</p><h2>{T}</h2>
<textarea>{M}</textarea><table><tr><td>{M}</td></tr></table><svg><title>{M}</title></svg></body></html>"""
every_text = settings(max_examples=150, deadline=None, derandomize=True)


@cache
def silly_data() -> object:
    return load_schools(SILLY / "schools.yml")[0]


def filler(text: str, locale: str = "ru") -> Filler:
    """What fills the pages of a school of this name."""
    schools = silly_data()
    school = schools.schools["cloud-school"].model_copy(update={"name": Falling(ru=text, en=text), "place": Falling(ru=text)})
    schools = schools.model_copy(update={"schools": {"cloud-school": school}})
    return Filler(Site(schools, ROOT / "docs", "cloud-school", school.editions[0], locale), MEANT, {})


def written(path: str, content: str, text: str, locale: str = "ru") -> str:
    """A file with marks, as it is written for a school of this name."""
    return holed(path, content, locale, MEANT).filled(filler(text, locale)).decode()


@every_text
@given(TEXTS)
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_page_says_any_text_as_it_is(locale: str, text: str) -> None:
    page = tree(written("a.html", PAGE.replace("LOCALE", locale), text, locale))
    assert read(page.find(".//title").text) == f"{text} | x"
    assert read(page.find(".//meta[@name='d']").get("content")) == f"«{text}»"
    assert json.loads(page.find(".//script").text) == {"name": text}
    for place in ("h1", "p/a", "textarea", "td", "{*}svg/{*}title"):
        assert read("".join(page.find(f".//{place}").itertext())) == text, place
    assert read("".join(page.findall(".//p")[1].itertext())) == f"слово {text} word"
    assert urllib.parse.parse_qs(urllib.parse.urlsplit(page.find(".//a").get("href")).query, keep_blank_values=True) == {"subject": [text]}
    plain = tree(written("a.html", PAGE.replace("LOCALE", locale), "имя", locale))
    assert [one.tag for one in page.iter() if one.tag != "span"] == [one.tag for one in plain.iter() if one.tag != "span"]
    assert sum(len(one.keys()) for one in page.iter() if one.tag != "span") == sum(len(one.keys()) for one in plain.iter() if one.tag != "span")


@every_text
@given(TEXTS)
def test_what_programs_read_says_any_text_as_it_is(text: str) -> None:
    assert json.loads(written("versions.json", f'[{{"title": "{M}", "same": "a {M}"}}]', text)) == [{"title": text, "same": f"a {text}"}]
    feed = ET.fromstring(written("feed.xml", f'<?xml version="1.0" encoding="utf-8"?><f a="{M}"><t>{M}</t></f>', text).encode())
    assert (feed.get("a"), feed[0].text) == (text, text)


@every_text
@given(TEXTS)
def test_the_search_index_says_any_text_as_it_is(text: str) -> None:
    plain = written("assets/search-index.js", f'ukladIndex={{"x":"{M}"}}\n', text)
    assert read(json.loads(plain.removeprefix("ukladIndex="))["x"]) == text
    letters = json.dumps({"letters": [CYRILLIC, ONE_BYTE]}, ensure_ascii=False)[:-1]
    swapped = json.loads(written("assets/search-index.js", f'ukladIndex={letters},"x":"{M}"}}\n', text).removeprefix("ukladIndex="))
    assert read(swapped["x"].translate(SWAPPED)) == text
    assert "\u2028" not in plain and "\u2029" not in plain


@every_text
@given(TEXTS)
def test_a_text_is_literal_in_markdown_and_markup(text: str) -> None:
    page = tree(f"<p title=\"{literal(text)}\">{mark_foreign(literal(text), 'en')}</p>").find(".//p")
    assert (page.get("title"), "".join(page.itertext())) == (text, text)
    assert {one.tag for one in page} <= {"span"}


@every_text
@given(TEXTS)
def test_a_title_is_quoted_or_cut_and_nothing_else(text: str) -> None:
    made = LATER["act-title"](text, "положение", "regulation")
    assert made == f"«{text}»" or (text.endswith(made) and text.partition(" ")[0].lower() in ("положение", "regulation"))


@pytest.mark.parametrize("address", ["https://a.example/?a=1&b='2'", "https://a.example/%D0%B0</svg><script>", "https://школа.рф/" + "я" * 400])
def test_a_qr_code_is_a_picture_whatever_it_leads_to(address: str) -> None:
    made = tree(LATER["qr"](address, f"«{address}»")).find(".//body")
    assert {one.tag.rpartition("}")[2] for one in made.iter()} == {"body", "svg", "title", "path"}
    assert "".join(made.itertext()).strip() == f"«{address}»"


ROWS = [
    "а-", "а ", "№ ", "№", "п. ", "п. 5 ", "9 ", "г.", "г..", "а, ", "а" + "—" * 50 + "z ", "<", "&", "\"", "%", "~", "^", "=", "*", "[", "(", ") ", "a", "А", ". ", "- ", "5 г. ", "а.b", "\u00a0", "{{", "а_", "р. ", " —", "1 янв ",
]  # fmt: skip
LONG = [(row * 10_000)[:10_000] for row in ROWS] + ["я" + row * (9_998 // len(row)) + end for row in ("-", ". ", "!", "(", "№", ", ", "9", "— ") for end in "яz!"]


def seconds(work: Callable[[str], object], text: str) -> float:
    """The processor's time for it, the best of three."""
    times = []
    for _ in range(3):
        started = time.process_time()
        work(text)
        times.append(time.process_time() - started)
    return min(times)


WORK: dict[str, Callable[[str], object]] = {
    "mark_words": mark_words,
    "mark_foreign": lambda text: mark_foreign(f"<p>{text}</p>", "en"),
    "bind ru": lambda text: load_words(ROOT / "docs", "ru").bind(text),
    "bind en": lambda text: load_words(ROOT / "docs", "en").bind(text),
    "literal": literal,
    "act-title": lambda text: LATER["act-title"](text, "положение"),
    **{f"way {name}": way for name, way in WAYS.items()},
}


@pytest.mark.parametrize("name", WORK)
def test_no_text_takes_longer_than_its_length(name: str) -> None:
    """Ten thousand characters of anything take a few times what plain ones do; work that grows with their square would take thousands."""
    plain = seconds(WORK[name], ("Школа номер five, посёлок Верхние Пряники. " * 300)[:10_000])
    slow = {text[:12]: round(took / (plain + 0.0005)) for text in LONG if (took := seconds(WORK[name], text)) > 40 * (plain + 0.0005)}
    assert not slow, slow


def test_all_pieces_at_once_read_back() -> None:
    text = " ".join("|".join(PIECES).split())
    assert read(tree(written("a.html", PAGE.replace("LOCALE", "ru"), text)).find(".//h1").text) == text

"""Data that nobody vouches for: shown as they are in every place, quickly, whatever they hold."""

from __future__ import annotations

import json
import re
import time
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache

import pytest
from conftest import ROOT, SILLY, Project
from hostile import PIECES, TEXTS, read, tree
from hypothesis import given, settings
from watching import CALLS, run

from uklad.base.escape import literal
from uklad.base.hashing import names_in
from uklad.base.placeholders import Meaning
from uklad.content.derived_values import DERIVED
from uklad.content.phrases import load_words
from uklad.content.site import Site
from uklad.html.language_spans import mark_foreign, mark_words
from uklad.html.search_index import CYRILLIC, ONE_BYTE, SWAPPED
from uklad.model.loader import load_schools
from uklad.model.types import Falling
from uklad.stamping.slots import WRITERS, slotted_file
from uklad.stamping.stamp import Stamper

M, Q, T, U = "\ue000", "\ue001", "\ue002", "\ue003"
MEANT: dict[str, Meaning] = {
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


def stamper(text: str, locale: str = "ru") -> Stamper:
    """What fills the pages of a school of this name."""
    schools = silly_data()
    school = schools.schools["cloud-school"].model_copy(update={"name": Falling(ru=text, en=text), "place": Falling(ru=text)})
    schools = schools.model_copy(update={"schools": {"cloud-school": school}})
    return Stamper(Site(schools, ROOT / "docs", "cloud-school", school.editions[0], locale), MEANT, {})


def written(path: str, content: str, text: str, locale: str = "ru") -> str:
    """A file with marks, as it is written for a school of this name."""
    return slotted_file(path, content, locale, MEANT).stamped(stamper(text, locale)).decode()


@pytest.mark.slow
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


@pytest.mark.slow
@every_text
@given(TEXTS)
@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_an_attribute_ends_at_its_quote_and_nowhere_else(locale: str, quote: str, text: str) -> None:
    head = f"<meta name={quote}d{quote} content={quote}a > {M} > b {M}{quote}><script data-x={quote}>{quote}>{{\"x\":\"{M}\"}}</script>"
    page = tree(written("a.html", f"<!doctype html><html><head>{head}</head><body><p title={quote}> {M}{quote}>я {M}</p></body></html>", text, locale))
    (meta,), (script,), (line,) = page.iter("meta"), page.iter("script"), page.iter("p")
    assert read(meta.get("content")) == f"a > {text} > b {text}" and set(meta.keys()) == {"name", "content"}
    assert json.loads(script.text) == {"x": text}
    assert (read(line.get("title")), read("".join(line.itertext()))) == (f"> {text}", f"я {text}") and set(line.keys()) == {"title"}


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
    made = DERIVED["act-title"](text, "положение", "regulation")
    assert made == f"«{text}»" or (text.endswith(made) and text.partition(" ")[0].lower() in ("положение", "regulation"))


@pytest.mark.parametrize("address", ["https://a.example/?a=1&b='2'", "https://a.example/%D0%B0</svg><script>", "https://школа.рф/" + "я" * 400])
def test_a_qr_code_is_a_picture_whatever_it_leads_to(address: str) -> None:
    made = tree(DERIVED["qr"](address, f"«{address}»")).find(".//body")
    assert {one.tag.rpartition("}")[2] for one in made.iter()} == {"body", "svg", "title", "path"}
    assert "".join(made.itertext()).strip() == f"«{address}»"


@pytest.mark.parametrize("path", ["a.html", "feed.xml", "versions.json", "assets/search-index.js"])
@pytest.mark.parametrize("other", ["\uf000", "\uf8ff", "\uf900", "\ufffd", "%EF%80%80", "%EF%A3%BF", "%EF%A4%80", "%EF%BC%88", "%EF%BF%BD", "%EE%80", "%ee%80%80"])
def test_what_stands_for_nothing_stays_text(path: str, other: str) -> None:
    assert written(path, f'{{"x":"{other}{M}{other}"}}', "имя") == f'{{"x":"{other}имя{other}"}}'


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
    "act-title": lambda text: DERIVED["act-title"](text, "положение"),
    **{f"form {name}": form for name, form in WRITERS.items()},
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


PLACE = "    place: {ru: Тёплое море, en: Warm Sea}\n"
ADDRESS = "    address: https://cloud.example/rules/\n"
EMAIL = "    email: wind@cloud.example\n"
TITLE = "        title: {ru: Положение о воздушных змеях"
REFUSED: dict[str, tuple[str, str, str, str]] = {  # file, what stands there, what stands there instead, what is said
    **{
        f"the id {name[:12]!r}": ("schools.yml", "  whale-school:", f"  {json.dumps(name)}:", "safe folder name; use small Latin letters")
        for name in ("../x", "a/b", "a\\b", ".", "..", "CON", "con", "nul", "C:", "a b", "a.b", "-a", "a-", "a" * 65, "кит", "a%2e%2e", "", "~", "assets", "portal\n")
    },
    **{f"the id {name}": ("schools.yml", "  whale-school:", f"  {name}:", "safe folder name; use") for name in ("com1", "com9", "lpt1", "lpt9")},
    "an id with a soft hyphen": ("schools.yml", "  whale-school:", '  "a\\u00adb":', "a character of no width (U+00AD)"),
    **{
        f"the email {value}": ("schools.yml", EMAIL, f"    email: {json.dumps(value)}\n", "is not a valid address")
        for value in ("a@b?bcc=c@d", "a@b?bcc=c", "a@b.example?subject=x", "a@b&c", "a?b@c.example", "a@b/c", "a@b#c", "a@b%3Fc", "a,c@b", "a@b;c", "a@b:25", "<a@b>", "a @b", "a@")
    },
    "the id 1": ("schools.yml", "  whale-school:", "  1:", "schools."),
    "the id null": ("schools.yml", "  whale-school:", "  null:", "; "),
    "the id yes": ("schools.yml", "  whale-school:", "  yes:", "; "),
    "a person's id": ("schools.yml", "- id: foam", "- id: ../foam", "safe folder name"),
    **{
        f"{key} {value[:16]!r}": ("schools.yml", ADDRESS, f"    {key}: {json.dumps(value)}\n", "is not a valid address")
        for key in ("website", "address")
        for value in ("file:///etc/passwd", "//evil.example", "/etc/passwd", "https:/a", "HTTPS://a.example", "https://", "ftp://a.example", "https://a.example\nx", "java\tscript:alert(1)", "blob:https://a", "https://a\">")
    },
    "a long address": ("schools.yml", "address: https://cloud.example/rules/", f"address: https://cloud.example/{'я' * 3000}", "address"),
    "two addresses in one": ("schools.yml", EMAIL, "    email: a@b@c\n", "is not a valid address"),
    **{
        f"the {key} {name!r}": ("schools.yml", *change, 'in the project; ')
        for name in ("../outside.png", "/etc/passwd", "docs/../../outside.png", "out/outside.png", "none.png", "docs")
        for key, change in {
            "logo": (EMAIL, f"{EMAIL}    logo: {json.dumps(name)}\n"),
            "original": (TITLE, f"        original: {{file: {json.dumps(name)}}}\n{TITLE}"),
            "signature": (TITLE, f"        original: {{file: mkdocs.yml, signature: {json.dumps(name)}}}\n{TITLE}"),
        }.items()
    },
    **{
        f"{what} as the {key}": ("schools.yml", *change, f"{at}: {told}")
        for what, name, told in (
            ("300 letters", "x" * 300 + ".png", "a name of 304 bytes between slashes; shorten it to 255"),
            ("150 letters of two bytes", "я" * 150, "a name of 300 bytes between slashes; shorten it to 255"),
            ("many folders", "a/" * 600 + "x.png", "a name of 1205 bytes; shorten it to 1000"),
        )
        for key, at, change in (
            ("logo", "schools.cloud-school.logo", (EMAIL, f"{EMAIL}    logo: {json.dumps(name)}\n")),
            ("original", "schools.cloud-school.editions.0.original.file", (TITLE, f"        original: {{file: {json.dumps(name)}}}\n{TITLE}")),
            ("signature", "schools.cloud-school.editions.0.original.signature", (TITLE, f"        original: {{file: mkdocs.yml, signature: {json.dumps(name)}}}\n{TITLE}")),
        )
    },
    "an outline elsewhere": ("schools.yml", "outline: cloud-2030", "outline: ../../outside", 'unknown outline "../../outside"'),
    "a clause elsewhere": ("schools.yml", "clause: swim.deep", "clause: ../../outside", 'unknown clause "../../outside"'),
    "a person elsewhere": ("schools.yml", "person: gust", "person: ../gust", 'unknown person "../gust"'),
    "a locale elsewhere": ("schools.yml", "locales: [ru, en]", "locales: [ru, en, ../outside]", "outside"),
    **{
        f"the tag {tag[2:16]} in {file}": (file, old, f"{old}{tag} ", "a tag")
        for tag in ("!!python/object/apply:os.system ['touch owned']", "!!python/name:os.system ''", "!include ../outside.png", "!ENV HOME")
        for file, old in {"docs/ru/glossary.yml": "meaning: ", "docs/ru/words.yml": "permalink: ", "docs/ru/guides/teacher.md": "order: "}.items()
    },
    **{
        f"a bomb in {file}": (file, old, f"{new}a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)) + old, "aliases stand for more than 100000 values")
        for file, old, new in (("schools.yml", "platforms:\n", ""), ("docs/ru/words.yml", "nav: ", ""), ("docs/ru/guides/teacher.md", "title: ", ""))
    },
    **{
        f"depth in {file}": (file, old, f"x: {'[' * 5000}{']' * 5000}\n{old}", "more than 40 levels")
        for file, old in {"schools.yml": "platforms:\n", "docs/ru/words.yml": "nav: ", "docs/ru/guides/teacher.md": "title: "}.items()
    },
    "a long title": ("schools.yml", "Положение о воздушных змеях", "х" * 10_001, "a value of 10001 characters; shorten it to 10000"),
    "a long key": ("schools.yml", PLACE, f"{PLACE}    {'k' * 10_001}: x\n", "; "),
    "a turned name": ("schools.yml", "П.П. Порыв", "П.П. \u202eПорыв", "turns the direction of writing (U+202E)"),
    "a name with nothing in it": ("schools.yml", "П.П. Порыв", "П.П.\u2060Порыв", "a character of no width (U+2060)"),
    "a name of spaces": ("schools.yml", "{ru: П.П. Порыв,", '{ru: "\u00a0\u2003",', "is empty; write a text"),
    "a turned key": ("schools.yml", "  whale-school:", '  "whale\\u202e":', "U+202E"),
    "a file of zeros": ("schools.yml", "default_school:", "\x00default_school:", "a control character (U+0000)"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_line_and_cure(silly: Project, tmp_path_factory: pytest.TempPathFactory, case: str) -> None:
    """Nothing is written, neither in what was published, nor in the project, nor beside it, but the lock of builds."""
    root = tmp_path_factory.mktemp("refused")
    project = Project(silly.root.rename(root / "project"))
    (root / "outside.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (project.root / "out").symlink_to(root, target_is_directory=True)
    (project.root / "site").mkdir()
    (project.root / "site/index.html").write_text("published before")
    file, old, new, told = REFUSED[case]
    project.edit(file, old, new)
    before = names_in(root)
    answer = project.run("build", "--jobs", "1")
    assert answer.status == 1 and "Traceback" not in answer.err
    assert told in answer.err, answer.err[:2000]
    assert all(re.match(r"[\w./-]+:\d+: .+; .+", line) for line in answer.err.splitlines()), answer.err[:2000]
    after = names_in(root)
    assert after.items() >= before.items() and after.keys() - before.keys() <= {"project/.uklad/lock", "project/.uklad/.gitignore"}


def test_a_huge_file_of_texts_is_refused(silly: Project) -> None:
    for name in ("words.yml", "glossary.yml"):
        path = silly.root / "docs/ru" / name
        content = path.read_bytes()
        with open(path, "ab") as file:
            file.truncate(64 * 2**20 + 1)
        answer = silly.run("check")
        assert answer.status == 1 and re.search(rf"^docs/ru/{name}:\d+: larger than 64 MiB; ", answer.err, re.M), answer.err[:300]
        path.write_bytes(content)


ACTING = " ".join([
    "{{ lipsum.__globals__ }} {% include \"/etc/passwd\" %} {{ ''.__class__.__mro__ }} {{ cycler.__init__.__globals__.os.system('touch owned') }} {{ now.site.docs }}",
    "#read(\"/etc/passwd\") #image(\"/etc/passwd\") #include \"/etc/passwd\" --8<-- \"/etc/passwd\" ![x](file:///etc/passwd) <img src=\"https://evil.example/x.png\"> $(touch owned) `touch owned`",
])  # fmt: skip
LIVING = ("__globals__': ", "<class 'object'>", "root:x:0:0")


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_data_reach_no_file_and_no_network(silly: Project, tmp_path_factory: pytest.TempPathFactory, workers: str) -> None:
    """Whatever data say, a build writes into the output, its leftovers and the temporary folder, and calls nobody."""
    aside = tmp_path_factory.mktemp("aside")
    (aside / "tmp").mkdir()
    for old in ("{ru: Облако № 8, en: Cloud No. 8}", "{ru: П.П. Порыв, en: P.P. Gust}", "{ru: старший ветер, en: senior wind}", "{ru: Положение о воздушных змеях, en: Regulation on kites}"):
        silly.edit("schools.yml", old, f"{{ru: {json.dumps(ACTING)}, en: {json.dumps(ACTING)}}}")
    silly.edit("schools.yml", 'step: order, number: "12"', f"step: order, number: {json.dumps(ACTING)}")
    env = {"TMPDIR": str(aside / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = run(silly.root, "build", "--jobs", workers, mode="note", at=str(aside / "noted"), env=env, cwd=aside)
    assert done.returncode == 0, done.stderr
    noted = [json.loads(line) for line in (aside / "noted").read_text(encoding="utf-8").splitlines()]
    allowed = tuple(f"{folder}/" for folder in (silly.root / "site", silly.root / ".uklad", aside / "tmp"))
    assert [one for one in noted if one[0] in CALLS] == []
    assert sorted({path for event, *paths in noted for path in paths if not f"{path}/".startswith(allowed) and path != "/dev/null"}) == []
    assert any(path.endswith("regulation/index.html") for _, *paths in noted for path in paths)
    assert not [path for path in (*silly.root.rglob("owned"), *aside.rglob("owned"))]
    pages = [path.read_text(encoding="utf-8") for path in (silly.root / "site").rglob("*.html")]
    assert not [sign for sign in LIVING if any(sign in page for page in pages)]
    assert any(ACTING in read(" ".join("".join(tree(page).find(".//h1").itertext()).split())) or ACTING in read("".join(tree(page).find(".//title").text)) for page in pages)

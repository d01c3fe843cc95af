"""Mistakes in pages and clauses: each is told with its file, line and cure."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Project

from uklad.base.regular_files import refuse_irregular
from uklad.content.phrases import load_words

CLAUSES = "docs/ru/clauses/all.md"
CHECKED = {
    "unknown clause": ("docs/ru/tasks/count.md", 'shows("guides/parent.md")', 'has("fly.cuont")', 'has: unknown clause "fly.cuont"; did you mean "fly.count"?'),
    "unknown term": ("docs/ru/questions.yml", "term.school.nom", "term.scool.nom", 'unknown term "scool"; did you mean "school"?'),
    "unknown form": ("docs/en/questions.yml", "term.school.one", "term.school.won", 'term "school" has no form "won"'),
    "unknown form in a clause": ("docs/en/clauses/all.md", "term.teacher.one", "term.teacher.on", 'term "teacher" has no form "on"'),
    "unknown form in a use": ("docs/en/clauses/all.md", "of the {{ term.school.one }}", "of the {{ term.school.on }}", 'term "school" has no form "on"'),
    "open macro": ("docs/ru/tasks/count.md", "{% endif %}", "", "macro syntax"),
    "no title": ("docs/ru/about.md", "title: О сайте\n", "", 'the front matter has no "title"; add "title: …"'),
    "unknown need": ("docs/ru/about.md", "title: О сайте\n", "title: О сайте\nneeds: [fly.caunt]\n", 'needs: unknown clause "fly.caunt"'),
    "unknown role": (CLAUSES, '.step for="teacher" stage="set-up"', '.step for="teecher" stage="set-up"', 'for: unknown role "teecher"; did you mean "teacher"?'),
    "unknown stage": (CLAUSES, 'stage="set-up"', 'stage="setup"', 'stage: unknown stage "setup"; did you mean "set-up"?'),
    "unknown task": (CLAUSES, 'task="count"', 'task="cuont"', 'task: unknown task "cuont"; did you mean "count"?'),
    "unknown question": (CLAUSES, '.answer to="why"', '.answer to="whi"', 'to: unknown question "whi"; did you mean "why"?'),
    "unknown topic": (CLAUSES, '.cell of="any-time"', '.cell of="anytime"', 'of: unknown page "anytime"; did you mean "any-time"?'),
    "unknown attribute": (CLAUSES, 'stage="set-up"', 'stages="set-up"', 'a use of the kind "step" has no attribute "stages"; did you mean "stage"?'),
    "unknown kind of use": (CLAUSES, ".right for", ".rihgt for", 'unknown kind of use "rihgt"; did you mean "right"?'),
    "a heading that is no use": (CLAUSES, '### { .right for="all" }', "### Право", "the heading of a use has no kind; end it with"),
    "a step without a stage or task": (CLAUSES, ' stage="set-up"', "", 'a use of the kind "step" needs stage or task; add stage="…"'),
    "a use without text": (CLAUSES, "Из-за хвостов.", "", 'a use of the kind "answer" has no text; write it below the heading'),
    "a use with a condition": (CLAUSES, "Из-за хвостов.", "{% if kind %}Из-за хвостов.{% endif %}", "a use has a condition; narrow it"),
    "a number that the clause lacks": (CLAUSES, "Не выше 30 метров.", "Не выше 40 метров.", 'the use states 40, and the clause "fly.kite" does not; correct the number'),
    "a number spelled out that the clause lacks": (CLAUSES, "Не выше 30 метров.", "Не выше 30 метров, дважды.", 'the use states 2, and the clause "fly.kite" does not'),
    "two steps of a clause": (CLAUSES, '### { .right for="all" }', '### Спите { .step for="all" stage="talk" }\nСпите.\n\n### Лягте { .step for="all" stage="talk" }\nЛягте.\n\n### { .right for="all" }', 'the same use of "rest.nap" stands at line'),
    "duty without a step": (CLAUSES, '.step for="teacher" stage="set-up"', '.step for="parent" stage="set-up"', '"fly.kite" is a duty of the role "teacher", and has no step for it (cloud-school, 2030-03-04); add a use'),
    "number lost in translation": ("docs/en/clauses/all.md", "higher than 30 metres.\n\n### Fly", "higher than 50 metres.\n\n### Fly", "lacks the numbers or addresses 30 of the authoritative text"),
    "number lost in a use": ("docs/en/clauses/all.md", "No higher than 30 metres.", "Not high.", "lacks the numbers or addresses 30"),
    "heading not translated": ("docs/en/about.md", "{ #platform }", "{ #pier }", "lacks the headings platform"),
    "use not translated": ("docs/en/clauses/all.md", '### { .answer to="why" }\nBecause of the tails.\n', "", 'lacks the uses .answer to="why"'),
    "an attribute that differs": ("docs/en/clauses/all.md", 'stage="set-up"', 'stage="talk"', 'lacks the uses .step for="teacher" stage="set-up"'),
    "question not translated": ("docs/en/questions.yml", "  why:", "  who:", "lacks the questions why"),
    "clause not translated": ("docs/en/clauses/all.md", "## swim.deep\nThe whale swims deep.", "", 'unknown clause "swim.deep" in en'),
    "clause twice": ("docs/ru/clauses/all.md", "## swim.deep", "## rest.nap", 'clause "rest.nap" stands twice'),
    "empty clause": ("docs/ru/clauses/all.md", "Кит плавает глубоко.", "", 'clause "swim.deep" has no text; write it below the heading'),
    "word missing": ("docs/en/words.yml", "advice: ", "advise: ", "lacks the keys advice"),
}


@pytest.mark.parametrize("mistake", CHECKED)
def test_a_mistake_is_told_with_its_file_and_cure(silly: Project, mistake: str) -> None:
    path, old, new, said = CHECKED[mistake]
    silly.edit(path, old, new)
    answer = silly.run("check")
    assert answer.status == 1
    assert said in answer.err, answer.err
    assert "Traceback" not in answer.err


def test_the_line_is_the_line_in_the_file(silly: Project) -> None:
    silly.edit(CLAUSES, 'to="why"', 'to="whi"')
    lines = (silly.root / CLAUSES).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "whi" in text)
    assert f"{CLAUSES}:{line}: " in silly.run("check").err


def front(*lines: str) -> Callable[[Path], object]:
    """The front matter of a page with these lines more."""
    return lambda root: _rewrite(root / "docs/ru/about.md", "title: О сайте\n", "".join(f"{line}\n" for line in ("title: О сайте", *lines)))


def _rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _cp1251(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_bytes((root / path).read_text(encoding="utf-8").encode("cp1251", "replace"))


WORDS_LINES = {  # the phrase -> its line
    key: next(number for number, text in enumerate((ROOT / "docs/ru/words.yml").read_text(encoding="utf-8").splitlines(), 1) if text.startswith(start))
    for key, start in {"advice": "advice:", "banner": "banner:", "short_date": "short_date:", "link": '  link: "{title}'}.items()
}
NEVER_A_TRACEBACK: dict[str, tuple[Callable[[Path], object], str]] = {  # what is done to the project, what is told
    **{f"{path} in Windows-1251": (_cp1251(path), f"{path}:{line}: not encoded in UTF-8; save the file as UTF-8") for path, line in (("docs/ru/faq.md", 2), ("docs/ru/clauses/all.md", 2), ("docs/ru/words.yml", 2), ("docs/ru/portal/compare.md", 8))},
    "needs a number": (front("needs: 5"), 'docs/ru/about.md:3: "needs" is not a list of clauses; write "needs: [fly.count]"'),
    "needs a text": (front("needs: fly.count"), 'docs/ru/about.md:3: "needs" is not a list of clauses'),
    "needs a list of lists": (front("needs: [[fly.count]]"), 'docs/ru/about.md:3: "needs" is not a list of clauses'),
    "roles a text": (front("roles: teacher"), 'docs/ru/about.md:3: "roles" is not a list of roles; write "roles: [teacher]"'),
    "a word as order": (front("", "order: last"), 'docs/ru/about.md:4: "order" is not a whole number; write "order: 3"'),
    "yes as order": (front("order: yes"), 'docs/ru/about.md:3: "order" is not a whole number'),
    "a word as earlier": (front("earlier: maybe"), 'docs/ru/about.md:3: "earlier" is neither true nor false; write "earlier: true"'),
    "a list as summary": (lambda root: _rewrite(root / "docs/ru/about.md", "summary: О сайте.", "summary: [a]"), 'docs/ru/about.md:3: "summary" is not a text'),
    "hide a number": (front("hide: 1"), 'docs/ru/about.md:3: "hide" is not a list of parts; write "hide: [toc]"'),
    "macros ignored": (front("ignore_macros: true"), 'docs/ru/about.md:3: the front matter has an unknown key "ignore_macros"; remove it, or use one of: earlier, hide, needs, next, order, roles, summary, template, title'),
    "macros not rendered": (front("render_macros: false"), 'docs/ru/about.md:3: the front matter has an unknown key "render_macros"'),
    "a key that is misspelt": (front("orde: 1"), 'docs/ru/about.md:3: the front matter has an unknown key "orde"; did you mean "order"?'),
    "a number as key": (front("5: 1"), 'docs/ru/about.md:3: the front matter has an unknown key "5"'),
    **{
        f"the word {new!r}": (lambda root, old=old, new=new: _rewrite(root / "docs/ru/words.yml", old, new), f"docs/ru/words.yml:{line}: {told}")
        for old, new, line, told in (
            ("{day} {month} {year} г.", "{day} {month} {yaer} г.", 4, 'date: unknown place "{yaer}"; did you mean "year"?'),
            ("{day} {month} {year} г.", "{day} {month} {x} г.", 4, 'date: unknown place "{x}"; use one of: day, month, year'),
            ("advice: Совет", "advice: Совет {x}", WORDS_LINES["advice"], 'advice: unknown place "{x}"; remove it, or write "{{" and "}}" for braces'),
            ("advice: Совет", "advice: Совет {", WORDS_LINES["advice"], "advice: expected '}' before end of string; close the place"),
            ("advice: Совет", "advice: Совет }", WORDS_LINES["advice"], "advice: single '}' encountered in format string; close the place"),
            ("advice: Совет", "advice: Совет {}", WORDS_LINES["advice"], 'advice: unknown place "{}"'),
            ("advice: Совет", "advice: Совет {0}", WORDS_LINES["advice"], 'advice: unknown place "{0}"'),
            ("{school[pre]}", "{school.__class__}", WORDS_LINES["banner"], 'banner: unknown place "{school.__class__}"; did you mean "school"?'),
            ("{school[pre]}", "{school[pre].x}", WORDS_LINES["banner"], 'banner: unknown place "{school[pre].x}"'),
            ("{school[pre]}", "{school}", WORDS_LINES["banner"], 'banner: unknown place "{school}"; write the form that is meant, as "{school[nom]}"'),
            ("{platform}» перешёл", "{platform[0]}» перешёл", WORDS_LINES["banner"], 'banner: unknown place "{platform[0]}"; did you mean "platform"?'),
            ("{day:02}.{month:02}", "{day:999999999}.{month:02}", WORDS_LINES["short_date"], 'short_date: unknown place "{day:999999999}"; did you mean "day"?'),
            ("{day:02}.{month:02}", "{day:{day}}.{month:02}", WORDS_LINES["short_date"], 'short_date: unknown place "{day:{day}}"'),
            ("{day:02}.{month:02}", "{day!r}.{month:02}", WORDS_LINES["short_date"], 'short_date: unknown place "{day!r}"'),
            ("link: \"{title}: {format}, {size}\"", "link: \"{titel}: {format}, {size}\"", WORDS_LINES["link"], 'documents.link: unknown place "{titel}"; did you mean "title"?'),
        )
    },
    "a link that leads nowhere": (lambda root: (root / "docs/ru/lost.md").symlink_to("nowhere"), "docs/ru/lost.md:1: a link that leads nowhere; remove it"),
    "a picture that leads nowhere": (lambda root: (root / "docs/ru/lost.png").symlink_to("nowhere"), "docs/ru/lost.png:1: a link that leads nowhere; remove it"),
    "clauses that lead nowhere": (lambda root: (root / "docs/en/clauses/lost.md").symlink_to("nowhere"), "docs/en/clauses/lost.md:1: a link that leads nowhere"),
    "a link to itself": (lambda root: (root / "docs/ru/lost.md").symlink_to("lost.md"), "docs/ru/lost.md:1: a link that leads nowhere"),
    "a link out of the project": (lambda root: (root / "docs/ru/lost.md").symlink_to("/etc/hostname"), "docs/ru/lost.md:1: a link that leads out of the project; put what it leads to into the project, or remove it"),
    "a folder out of the project": (lambda root: (root / "docs/ru/lost").symlink_to("/etc"), "docs/ru/lost:1: a link that leads out of the project; put"),
    "a link out of the project behind a link": (lambda root: [(root / "shared").mkdir(), (root / "shared/lost.png").symlink_to("/etc/hostname"), (root / "docs/ru/shared").symlink_to("../../shared")], "docs/ru/shared/lost.png:1: a link that leads out of the project; put"),
    "an editor's lock": (lambda root: (root / "docs/ru/.#faq.md").symlink_to("me@here.1"), "docs/ru/.#faq.md:1: a link that leads nowhere; save and close"),
    "a device": (lambda root: (root / "docs/ru/endless.md").symlink_to("/dev/zero"), "docs/ru/endless.md:1: no file, but a device or a pipe; remove it"),
    "a name that is no text": (lambda root: (root / "docs/ru" / os.fsdecode(b"\xff.png")).write_bytes(b""), "docs/ru/\\udcff.png:1: the name holds a control character (U+DCFF)"),
    "a name of the build's own": (lambda root: (root / "docs/ru/\ue000.png").write_bytes(b""), "docs/ru/\ue000.png:1: the name holds a private-use character (U+E000)"),
    "a name of two lines": (lambda root: (root / "docs/ru/a\nb.png").write_bytes(b""), "docs/ru/a b.png:1: the name holds the end of a line"),
    **{
        f"a clause with {what}": (
            lambda root, text=text: _rewrite(root / "docs/ru/clauses/all.md", "Считает хвосты.", text),
            f'docs/ru/clauses/all.md:16: clause "fly.count" has {told}',
        )
        for what, text, told in (
            ("a long word", "a" * 100_000, "a word of 100000 characters; divide it: a word may have 1000"),
            ("a long address", f"https://a.example/{'a-' * 50_000}", "a word of 100018 characters; divide it: a word may have 1000"),
            ("many words", "а б. " * 20_000, "99999 characters; divide it: a clause may have 50000"),
            ("many braces", "{% " * 50_000, "149999 characters; divide it: a clause may have 50000"),
        )
    },
    **{
        f"a glossary of {text!r}": (lambda root, text=text: (root / "docs/ru/glossary.yml").write_text(text, encoding="utf-8"), f"docs/ru/glossary.yml:{line}: {told}")
        for text, line, told in (
            ("a: b\n", 1, "the glossary is no list of entries; begin each with"),
            ("5\n", 1, "the glossary is no list of entries"),
            ("- a\n- b\n", 2, "this is no entry; write"),
            ("- id: tail\n  term: Хвост\n", 1, 'key "meaning" is missing; write "meaning: …"'),
            ("- id: 5\n  term: Хвост\n  meaning: x\n", 1, '"id" is not a text; write "id: …", in quotation marks'),
            ("- id: tail\n  term: [Хвост]\n  meaning: x\n", 2, '"term" is not a text'),
            ("- id: tail\n  term: Хвост\n  meaning: x\n  needs: 5\n", 4, '"needs" is not a list of texts; write "needs: [text, text]"'),
            ("- id: tail\n  term: Хвост\n  meaning: x\n  tooltips: [a]\n", 4, 'unknown key "tooltips"; did you mean "tooltip"?'),
        )
    },
    "words that are none": (lambda root: (root / "docs/ru/words.yml").write_text("- a\n", encoding="utf-8"), "docs/ru/words.yml:1: the words are no mapping; write lines such as"),
    "a name of macros": (front("term: 1"), 'docs/ru/about.md:3: the front matter has an unknown key "term"'),
}


def test_links_within_a_project_are_followed_whatever_leads_to_it(silly: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    way = tmp_path_factory.mktemp("way") / "project"
    way.symlink_to(silly.root)
    (silly.root / "shared").mkdir()
    (silly.root / "shared/pin.png").write_bytes(b"")
    for name, target in {"shared": "../../shared", "again": silly.root / "shared", "back": "..", "project": silly.root, "pin.png": "../../shared/pin.png"}.items():
        (silly.root / "docs/ru" / name).symlink_to(target)
    for root in (silly.root, way):
        refuse_irregular(root / "docs")


@pytest.mark.parametrize("case", NEVER_A_TRACEBACK)
def test_check_and_build_tell_the_same_with_line_and_cure(silly: Project, case: str) -> None:
    change, told = NEVER_A_TRACEBACK[case]
    change(silly.root)
    (silly.root / "docs/ru/synonyms.yml").write_text("ветер: облако\n", encoding="utf-8")
    check, build = silly.run("check"), silly.run("build", "--jobs", "1", "--no-documents")
    assert check.status == build.status == 1
    assert [line for line in check.err.splitlines() if line.startswith(told)], check.err
    assert all(re.match(r"docs/[^:]+:\d+: .+; .+", line) for line in check.err.splitlines()), check.err
    assert build.err == check.err


@pytest.mark.parametrize("command", [["check"], ["translated", "--all"], ["build", "--jobs", "1"]])
def test_a_record_of_translations_that_is_none(silly: Project, command: list[str]) -> None:
    (silly.root / "docs/en/translated.yml").write_text("- a\n", encoding="utf-8")
    answer = silly.run(*command)
    assert answer.status == 1 and "docs/en/translated.yml:1: the record of translations is no mapping; remove the file" in answer.err


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("path", ["docs/ru/pipe.md", "docs/ru/clauses/pipe.md", "docs/ru/pictures/pipe"])
def test_a_pipe_is_not_waited_for(silly: Project, path: str, command: str) -> None:
    (silly.root / path).parent.mkdir(exist_ok=True)
    os.mkfifo(silly.root / path)
    done = subprocess.run([sys.executable, "-m", "uklad", "--root", str(silly.root), command], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1 and done.stderr == f"{path}:1: no file, but a device or a pipe; remove it\n"


def test_a_folder_with_the_name_of_a_page_is_a_folder(silly: Project) -> None:
    for path in ("docs/ru/pages.md", "docs/ru/clauses/pages.md"):
        (silly.root / path).mkdir()
    (silly.root / "docs/ru/synonyms.yml").write_text("ветер: облако\n", encoding="utf-8")
    assert silly.run("check").status == 0


@pytest.mark.parametrize("path", ["docs/ru/faq.md", "docs/en/faq.md"])
def test_no_translation_is_recorded_of_what_cannot_be_read(silly: Project, path: str) -> None:
    before = (silly.root / "docs/en/translated.yml").read_bytes()
    (silly.root / path).write_bytes("Да".encode("cp1251"))
    answer = silly.run("translated", "--all")
    assert answer.status == 1 and answer.err == f"{path}:1: not encoded in UTF-8; save the file as UTF-8\n"
    assert (silly.root / "docs/en/translated.yml").read_bytes() == before


def test_a_page_without_translation(silly: Project) -> None:
    (silly.root / "docs/en/faq.md").unlink()
    assert 'docs/ru/faq.md:1: the page has no translation into "en"; write docs/en/faq.md' in silly.run("check").err


BUILT = {
    "undefined name": ("{{ questions() }}", "{{ school.naem }}", 'docs/ru/faq.md:6: nothing here is called "naem"'),
    "unguarded citation": ("{{ questions() }}", '{{ cite("swim.deep") }}', "docs/ru/faq.md:6: this edition has none of the clauses swim.deep"),
    "broken link": ("{{ questions() }}", "[нет]({{ 'nowhere.md' }})", "nowhere.md"),
    "broken anchor": ("{{ questions() }}", "[нет](about.md#nowhere)", "#nowhere"),
}


@pytest.mark.parametrize("mistake", BUILT)
def test_a_strict_build_fails_with_the_place(silly: Project, mistake: str) -> None:
    old, new, said = BUILT[mistake]
    silly.edit("docs/ru/faq.md", old, new)
    answer = silly.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school")
    assert answer.status == 1
    assert said in answer.err, answer.err
    assert "faq.md" in answer.err
    assert not (silly.root / "site/cloud-school/ru").exists(), "what failed is not put in place"
    assert (silly.root / "site/cloud-school/en/2030-03-04/index.html").exists(), "the others are"


def test_a_failure_leaves_what_was_built_before(silly: Project) -> None:
    assert silly.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school").status == 0
    before = silly.article("cloud-school/ru/2030-03-04/faq.html")
    silly.edit("docs/ru/faq.md", "{{ questions() }}", "{{ nonsense }}")
    assert silly.run("build", "--no-documents", "--jobs", "1", "--school", "cloud-school").status == 1
    assert silly.article("cloud-school/ru/2030-03-04/faq.html") == before


def test_a_school_overlays_its_own_wording(silly: Project) -> None:
    own = silly.root / "docs/ru/clauses/cloud-school"
    own.mkdir()
    (own / "own.md").write_text('## fly.count\nПересчитывает хвосты дважды.\n\n### { .same as="fly.count" }\n', encoding="utf-8")
    assert silly.run("build", "--no-documents", "--jobs", "1").status == 0
    assert "Пересчитывает хвосты дважды" in silly.article("cloud-school/ru/2030-03-04/regulation/index.html")
    assert "Сосчитайте хвосты" in silly.article("cloud-school/ru/2030-03-04/guides/teacher.html"), "the uses of the library hold, the author says"


def test_a_schools_own_wording_has_uses_of_its_own(silly: Project) -> None:
    own = silly.root / "docs/ru/clauses/cloud-school"
    own.mkdir()
    (own / "own.md").write_text("## fly.kite\nЗапускает змея не выше 20 метров.\n", encoding="utf-8")
    answer = silly.run("check")
    assert answer.status == 1 and 'docs/ru/clauses/cloud-school/own.md:1: "fly.kite" is a duty of the role "teacher"' in answer.err
    (own / "own.md").write_text('## fly.kite\nЗапускает змея не выше 20 метров.\n\n### { .same as="fly.kite" }\n', encoding="utf-8")
    assert 'the use states 30, and the clause "fly.kite" does not' in silly.run("check").err


def test_a_form_that_no_word_has_shows_as_it_is() -> None:
    words = load_words(ROOT / "docs", "ru")
    assert words("guide.i_am", role={"nom": "x"}) == "Я — x" and words("guide.i_am", role={"one": "x"}) == "Я — {role[nom]}"


def test_a_word_that_is_missing_is_told(silly: Project) -> None:
    for locale in ("ru", "en"):
        _rewrite(silly.root / f"docs/{locale}/words.yml", "advice: ", "advise: ")
    answer = silly.run("build", "--jobs", "1", "--no-documents")
    assert answer.status == 1 and 'docs/ru/words.yml:1: there is no "advice"; add "advice: …"' in answer.err


def test_every_place_that_phrases_may_have_is_used() -> None:
    from uklad.content.phrase_places import PLACES

    texts = [(ROOT / "docs" / locale / "words.yml").read_text(encoding="utf-8") for locale in ("ru", "en")]
    used = set(re.findall(r"\{(\w+)", "".join(texts)))
    assert {name for names in PLACES.values() for name in names.replace("[]", "").split()} - used == set()


@pytest.mark.parametrize("sign", ["a", "1", "-", ".", "a-", "a.", "1.a", "+", "_", "@", "а"])
def test_what_a_long_word_states_is_found_at_its_end(sign: str) -> None:
    """A page may have one, as a picture in its address."""
    from uklad.authoring.checks.parity import facts

    long = (sign * 100_000)[:100_000]
    assert facts(f"{long} a@b.example 7 x.ru https://c.example/9") >= {"a@b.example", "7", "x.ru", "https://c.example/9"}

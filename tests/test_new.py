"""A new school by `uklad new`: asked, suggested, written into the data file as it is, checked."""

from __future__ import annotations

import html
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Project

from uklad.authoring.case_forms import _by_endings, suggest_forms
from uklad.authoring.days import read_day
from uklad.authoring.questions import Inquiry
from uklad.authoring.school_interview import SchoolAnswers
from uklad.authoring.summary import confirm
from uklad.base.transliteration import translated, transliterate
from uklad.base.yaml_block import block, scalar
from uklad.base.yaml_editor import insert
from uklad.model.loader import load_schools

CLOUD = ("--kind", "cloud", "--name-ru", "Облако № 9", "--full-name-ru", "Перистое облако № 9", "--full-name-en", "Cirrus Cloud No. 9",
         "--title-ru", "Положение о змеях", "--title-en", "Regulation on kites", "--date", "2031-01-02", "--date-from", "act")  # fmt: skip
HOSTILE = ["<b>жир</b>", "{{ 7 * 7 }}{% x %}", "\"'", "a | b", "ключ: значение", "# не примечание", "- пункт", "Школа 😀", "я" * 10_000, "две\nстроки", "a, b] }",
           "&якорь *имя", "!tag", "null", "2024-01-01", "~", "012", "yes", "%YAML", "@x", "`x", "x #y", "\ttab", "\\n", "a:", "? x"]  # fmt: skip


def data(project: Project, file: str = "schools.yml") -> dict:
    return yaml.load((project.root / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_the_block_is_added_and_every_other_byte_stays(silly: Project) -> None:
    path = silly.root / "schools.yml"
    before = path.read_bytes()
    answer = silly.run("new", *CLOUD, "--approval", "step=order", "number=12", "date=2031-01-02")
    assert answer.status == 0, answer.err
    after = path.read_bytes()
    assert after.startswith(before)
    assert after[len(before) :].decode() == (
        "  oblako-9:\n    kind: cloud\n    name: {ru: Облако № 9, en: Cloud No. 9}\n    full_name: {ru: Перистое облако № 9, en: Cirrus Cloud No. 9}\n"
        "    editions:\n      - date: 2031-01-02\n        date_from: act\n        outline: cloud-2030\n"
        "        on_trust: true\n        title: {ru: Положение о змеях, en: Regulation on kites}\n        approval:\n          - {step: order, number: \"12\", date: 2031-01-02}\n"
    )  # fmt: skip
    assert "uklad build --school oblako-9, then uklad serve, and open http://127.0.0.1:8000/oblako-9/" in answer.out
    assert "--name-en Cloud No. 9" in answer.out and "--outline cloud-2030" in answer.out
    assert "6 of 6 clauses are on trust: 1 Небо (6)\nNow compare them with the act: uklad confirm oblako-9\n" in answer.out


def test_the_new_school_is_built(silly: Project) -> None:
    assert silly.run("new", *CLOUD, "--person", "name-ru=К. Капля", "position-ru=старший ветер").status == 0
    assert data(silly)["schools"]["oblako-9"]["people"] == [{"id": "kaplya", "name": {"ru": "К. Капля", "en": "K. Kaplya"}, "position": {"ru": "старший ветер", "en": "senior wind"}}]
    answer = silly.run("build", "--jobs", "1", "--school", "oblako-9", "--no-documents")
    assert answer.status == 0, answer.err
    assert "Cloud No. 9" in (silly.root / "site/oblako-9/en/2031-01-02/index.html").read_text(encoding="utf-8").replace("\u00a0", " ")


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:12]))
def test_hostile_answers_read_back_exactly(silly: Project, value: str) -> None:
    rest = [word for word in CLOUD if word not in ("--title-ru", "Положение о змеях")]
    answer = silly.run("new", *rest, f"--title-ru={value}", "--founder-ru", value, "--founder-en", value, "--id", "odd", "--approval", "step=order", f"number={value}")
    assert answer.status == 0, answer.err
    school = data(silly)["schools"]["odd"]
    assert school["editions"][0]["title"]["ru"] == school["founder"]["en"] == school["editions"][0]["approval"][0]["number"] == value
    assert silly.run("check").status == 0


@pytest.mark.parametrize("value", [*HOSTILE, "a\u2028b\u0085c", "\0", "\u202e"], ids=lambda value: ascii(value[:12]))
def test_a_value_reads_back_in_every_place(value: str) -> None:
    assert yaml.safe_load(f"{{a: {scalar(value, within=True)}}}") == {"a": value}
    lines = block("x", {"a": value, "b": {"ru": value, "en": value}, "c": [{"ru": value}, {"d": {"ru": value}, "e": value}]}, 2, 2)
    assert yaml.safe_load("\n".join(lines)) == {"x": {"a": value, "b": {"ru": value, "en": value}, "c": [{"ru": value}, {"d": {"ru": value}, "e": value}]}}


def test_what_is_missing_is_told_at_once(silly: Project) -> None:
    before = (silly.root / "schools.yml").read_bytes()
    answer = silly.run("new", "--yes", "--website", "school.example", "--date", "31.02.2030", "--approval", "step=odrer", "colour=red")
    assert answer.status == 1
    for said in ("--kind is missing", "--name-ru is missing", "--full-name-en is missing", "--title-ru is missing", "--date-from is missing",
                 "--website: an address begins with https://", "--date: this is not a date; write it as 2024-08-29 or 29.08.2024", 'did you mean "order"?', "colour=red"):  # fmt: skip
        assert said in answer.err
    assert all(line.startswith("schools.yml:1: --") for line in answer.err.splitlines())
    assert "--id is missing" not in answer.err  # the name will suggest it
    assert (silly.root / "schools.yml").read_bytes() == before


@pytest.mark.parametrize(("options", "said"), [
    (["--id", "whale-school"], 'schools.yml:1: --id: "whale-school" is taken; choose another id'),
    (["--id", "en"], "is taken"),
    (["--id", "../x"], "use small Latin letters, digits and hyphens"),
    (["--kind", "clowd"], 'there is no "clowd"; did you mean "cloud"?'),
    (["--outline", "cloud-2031"], 'did you mean "cloud-2030"?'),
    (["--email", "a b@c"], "an e-mail address looks like"),
    (["--approval", "step=order", "person=nobody"], '--approval person: there is no "nobody"'),
    (["--place-en", "Sky"], '(nothing was written; mend the answer --place'),
    (["--date", "20310102"], "--date: this is not a date; write it as 2024-08-29 or 29.08.2024"),
    (["--approval", "step=order", "date=2.13.2031"], "--approval date: this is not a date"),
    (["--person", "name-ru=А"], "--person position-ru is missing"),
    (["--new-kind", "cloud"], 'there is a kind "cloud" already'),
    (["--new-kind", "fog"], "--kind-name-ru is missing"),
])  # fmt: skip
def test_a_bad_answer_is_refused_and_nothing_is_written(silly: Project, options: list[str], said: str) -> None:
    before = (silly.root / "schools.yml").read_bytes()
    answer = silly.run("new", *CLOUD, *options)
    assert answer.status == 1 and said in answer.err, answer
    assert (silly.root / "schools.yml").read_bytes() == before
    assert not list(silly.root.glob(".new-*"))


def test_an_answer_that_only_the_check_finds_wrong(silly: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from uklad.authoring import data_file
    from uklad.base.errors import Problem

    def strict(schools, root, source):
        line = source.line(("schools", "oblako-9", "editions", 0, "date"))
        return [Problem(source.path, line, "the date is a holiday", "choose another")] if "oblako-9" in schools.schools else []

    monkeypatch.setattr(data_file, "check_all", strict)
    before = (silly.root / "schools.yml").read_bytes()
    answer = silly.run("new", *CLOUD)
    assert answer.status == 1
    assert re.fullmatch(r"schools\.yml:\d+: the date is a holiday; choose another \(nothing was written; mend the answer --date\)\n", answer.err), answer.err
    assert (silly.root / "schools.yml").read_bytes() == before and not list(silly.root.glob(".new-*"))


def test_mistakes_that_were_there_before_are_told_and_do_not_stop(silly: Project) -> None:
    silly.edit("docs/ru/faq.md", "{{ questions() }}", "{{ questions() }} {{ term.techer.nom }}")
    answer = silly.run("new", *CLOUD)
    assert answer.status == 1
    assert "techer" in answer.err and "mend these first, they were there before" in answer.out
    assert "oblako-9" in data(silly)["schools"]


@pytest.mark.parametrize("day", ["2031-01-02", "02.01.2031", "2.1.2031", "02.01.2031 г.", "02/01/2031"])
def test_days_are_read_as_people_write_them(silly: Project, day: str) -> None:
    answer = silly.run("new", *CLOUD, "--date", day, "--approval", "step=order", f"date={day}")
    assert answer.status == 0, answer.err
    (edition,) = data(silly)["schools"]["oblako-9"]["editions"]
    assert edition["date"] == edition["approval"][0]["date"] == "2031-01-02"


@pytest.mark.parametrize("text", ["", "2031", "2031-02-30", "30.02.2031", "20310102", "31-12-2031", "2031.12.31", "1.1.31", "٠١.٠١.٢٠٣١", "2031-1-2T3"])
def test_what_is_no_day(text: str) -> None:
    assert read_day(text) is None


def test_a_taken_suggestion_is_numbered(silly: Project) -> None:
    assert silly.run("new", *CLOUD).status == 0
    assert silly.run("new", *CLOUD).status == 0
    assert list(data(silly)["schools"])[-2:] == ["oblako-9", "oblako-9-2"]


@pytest.mark.slow
def test_a_new_kind_takes_the_other_words_from_the_nearest(five_source: Project) -> None:
    before = (five_source.root / "schools.yml").read_text(encoding="utf-8")
    answer = five_source.run(
        "new", "--new-kind", "gymnasium", "--kind-name-ru", "гимназия", "--kind-name-en", "gymnasium", "--kind-like", "lyceum", "--kind-forms-ru", "ins=гимназиею",
        "--name-ru", "МБОУ «Гимназия № 7»", "--full-name-ru", "Муниципальное автономное общеобразовательное учреждение «Гимназия № 7»",
        "--full-name-en", "Gymnasium No. 7", "--title-ru", "Положение", "--title-en", "Regulation", "--date", "2025-08-29", "--date-from", "order",
    )  # fmt: skip
    assert answer.status == 0, answer.err
    found, text = data(five_source), (five_source.root / "schools.yml").read_text(encoding="utf-8")
    gymnasium = found["kinds"]["gymnasium"]["terms"]
    assert gymnasium["school"]["ru"] | {"gen": "гимназии", "gen_pl": "гимназий", "ins": "гимназиею", "gender": "f"} == gymnasium["school"]["ru"]
    assert {key: value for key, value in gymnasium.items() if key != "school"} == {key: value for key, value in found["kinds"]["lyceum"]["terms"].items() if key != "school"}
    assert "      learner: *pupil\n" in text[text.index("  gymnasium:") :]
    assert found["schools"]["mbou-gimnaziya-7"]["editions"][0]["outline"] == found["kinds"]["gymnasium"]["start"] == "start-general"
    kept = iter(text.splitlines())
    assert all(line in kept for line in before.splitlines())  # in order, none lost
    built = five_source.run("build", "--jobs", "1", "--school", "mbou-gimnaziya-7", "--locale", "ru", "--no-documents")
    assert built.status == 0, built.err
    guide = (five_source.root / "site/mbou-gimnaziya-7/ru/2025-08-29/guides/administrator.html").read_text(encoding="utf-8")
    assert "гимнази" in guide


@pytest.mark.parametrize(("text", "wanted"), [
    ("schools:\n  a: {x: 1}\n", "schools:\n  a: {x: 1}\n  b:\n    k: v\n"),
    ("schools:\n  a: {x: 1}", "schools:\n  a: {x: 1}\n  b:\n    k: v\n"),
    ("schools:\r\n  a: {x: 1}\r\n", "schools:\r\n  a: {x: 1}\r\n  b:\r\n    k: v\r\n"),
    ("\ufeffschools:\n  a: 1\nlast: 2\n", "\ufeffschools:\n  a: 1\n  b:\n    k: v\nlast: 2\n"),
    ("schools:\n  a:\n    x: 1 # one\n    # of a\n\n# of last\nlast: 2\n", "schools:\n  a:\n    x: 1 # one\n    # of a\n  b:\n    k: v\n\n# of last\nlast: 2\n"),
    ("schools:\n    a:\n        x: &m 1\n\n    c:\n        x: *m\n", "schools:\n    a:\n        x: &m 1\n\n    c:\n        x: *m\n\n    b:\n        k: v\n"),
    ("schools:\nlast: 1\n", "schools:\n  b:\n    k: v\nlast: 1\n"),
    ("schools:\n  a: |\n    text\n\nlast: 1\n", "schools:\n  a: |\n    text\n\n  b:\n    k: v\nlast: 1\n"),
    ("schools:\n  a: \"x\u2028y\u0085z\"\nlast: 1\n", "schools:\n  a: \"x\u2028y\u0085z\"\n  b:\n    k: v\nlast: 1\n"),
])  # fmt: skip
def test_where_a_block_is_put(text: str, wanted: str) -> None:
    made, line = insert(text, "schools", "b", {"k": "v"})
    assert made == wanted
    assert made.removeprefix("\ufeff").split("\n")[line - 1].strip() == "b:"


@pytest.mark.parametrize("text", ["schools: {a: {x: 1}}\n", "other: 1\n"])
def test_a_file_that_has_no_such_block(text: str) -> None:
    with pytest.raises(ValueError, match="has no block"):
        insert(text, "schools", "b", {"k": "v"})


@pytest.mark.parametrize(("russian", "latin"), [("Енакиевский техникум", "Yenakiyevsky tekhnikum"), ("Красные Баки", "Krasnye Baki"), ("А.Б. Кислицын", "A.B. Kislitsyn"), ("Юлия Щукина", "Yulia Shchukina"),
    ("Подъяблонская", "Podyablonskaya"), ("СОШ № 1", "SOSH No. 1"), ("«Ёлка»", "“Yolka”"), ("Жук", "Zhuk")])  # fmt: skip
def test_transliteration(russian: str, latin: str) -> None:
    assert transliterate(russian) == latin


def test_names_are_suggested_by_what_the_file_knows() -> None:
    assert translated("МАОУ «Лицей № 7»", {}, {"лицей": "lyceum"}) == "Lyceum No. 7"
    assert translated("Школа «Лес»", {"Школа": "The school"}, {}) == "The school “Les”"


@pytest.mark.parametrize("by_dictionary", [True, False])
def test_case_forms_are_those_of_the_data(by_dictionary: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words for schools that the data already have are what would be suggested, with the dictionary and without."""
    if not by_dictionary:
        monkeypatch.setitem(sys.modules, "pymorphy3", None)
    for kind in data(Project(ROOT))["kinds"].values():
        forms = kind["terms"]["school"]["ru"]
        assert suggest_forms(forms["nom"], list(forms)) == (forms, by_dictionary)
        one = kind["terms"]["school"]["en"]
        assert suggest_forms(one["one"], list(one))[0] == one


def test_forms_of_several_words_need_the_dictionary() -> None:
    made, sure = suggest_forms("школа-интернат", ["nom", "gen", "ins_pl"])
    assert sure and made == {"nom": "школа-интернат", "gen": "школы-интерната", "ins_pl": "школами-интернатами"}
    assert suggest_forms("кадетский корпус", ["nom", "acc", "dat"])[0] == {"nom": "кадетский корпус", "acc": "кадетский корпус", "dat": "кадетскому корпусу"}
    assert _by_endings("училище")["gen_pl"] == "училищ"


class Terminal:
    """A person at a real pseudo-terminal."""

    def __init__(self, root: Path, *words: str) -> None:
        self.master, slave = pty.openpty()
        command = [sys.executable, "-m", "uklad", "--root", str(root), *words]
        env = {**os.environ, "TERM": "dumb", "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, cwd=root, env=env, start_new_session=True, preexec_fn=lambda: take(slave))
        os.close(slave)
        self.heard, self.known = b"", 0

    def read(self) -> bool:
        """Hear what has been said within a second; false when the other side is closed."""
        if not select.select([self.master], [], [], 1)[0]:
            return True
        try:
            chunk = os.read(self.master, 4096)
        except OSError:
            chunk = b""
        self.heard += chunk
        return bool(chunk)

    @property
    def said(self) -> str:
        return self.heard.decode(errors="replace")

    def until(self, words: str) -> None:
        """Wait for these words, after those that were waited for before."""
        end = time.monotonic() + 30
        while words.encode() not in self.heard[self.known :]:
            if time.monotonic() > end or not self.read():
                self.process.kill()
                raise AssertionError(f"{words!r} was not said: {self.said}")
        self.known = self.heard.index(words.encode(), self.known) + len(words.encode())

    def answer(self, question: str, answer: str) -> None:
        self.until(question)
        self.until("> ")
        os.write(self.master, answer.encode() + b"\n")

    def end(self, key: str = "") -> int:
        """The exit status; the key is pressed until the command ends, as a person would."""
        end, pressed = time.monotonic() + 30, 0.0
        while self.read():
            now = time.monotonic()
            if now > end:
                self.process.kill()
            if key and now - pressed > 5 and self.process.poll() is None:
                os.write(self.master, key.encode())
                pressed = now
        os.close(self.master)
        return self.process.wait(10)


def take(slave: int) -> None:
    """Make the terminal the controlling one, so that Ctrl-C acts."""
    import fcntl
    import termios

    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


def test_a_person_at_a_terminal(silly: Project) -> None:
    talk = Terminal(silly.root, "new")
    for question, answer in [
        ("not among them?", ""), ("Kind of school (cloud, whale):", "clod"), ('did you mean "cloud"?', "cloud"),
        ("Short name (ru):", "Облако № 9"), ("Short name (en) [Cloud No. 9]:", ""), ("(ru):", "Облако"), ("(en) [Cloud]:", "Cloud"),
        ("never changes [oblako-9]:", "Oblako 9"), ("use small Latin letters", ""), ("Place (ru) [none]:", "Небо"), ("Place (en) [Nebo]:", "Sky"),
        ("Founder (ru) [none]:", ""), ("Website [none]:", "нет"), ("an address begins with", ""), ("E-mail [none]:", ""),
        ("Telephone [none]:", "нет"), ("looks like +7", "+7 900 000-00-00"), ("Office (ru) [none]:", "каб. 1"), ("Office (en)", "room 1"), ("Hours (ru) [none]:", ""),
        ("Full title of the act (ru):", "Положение о воздушных змеях"), ("(en) [Regulation on kites]:", ""), ("(2024-08-29 or 29.08.2024):", "2031-02-30"), ("not a date", "3.2.2031"),
        ("approval):", "act"), ("adoption", ""), ("in force", "1.3.2031"), ("term", ""), ("whale-2030) [cloud-2030]:", ""),
        ("as the act has them (ru) [none]:", "В. Вихрь"), ("[V. Vikhr]:", ""), ("Full name (ru) [none]:", ""), ("Position (ru):", "старший ветер"),
        ("[senior wind]:", ""), ("[none]:", ""), ("E-mail [none]:", "v@cloud.example"), ("Telephone [none]:", ""), ("Room (ru)", ""), ("Hours (ru)", ""),
        ("Order of appointment", "№ 5 от 01.02.2031"), ("Id of the person [vikhr]:", ""), ("as the act has them (ru) [none]:", ""),
        ("e-signature) [none]:", ""), ("Enter writes it", "plcae-en"), ('did you mean "place-en"?', "place-en"), ("Place (en) [Sky]:", "The sky"),
        ("place-en: The sky", "person-1-position-en"), ("Position (en) [senior wind]:", "chief wind"), ("person-1-position-en: chief wind", ""),
    ]:  # fmt: skip
        talk.answer(question, answer)
    assert talk.end() == 0, talk.said
    assert "All is on trust until uklad confirm" in talk.said and "http://127.0.0.1:8000/oblako-9/" in talk.said
    school = data(silly)["schools"]["oblako-9"]
    assert (school["place"]["en"], school["people"][0]["name"]["en"], school["editions"][0]["outline"]) == ("The sky", "V. Vikhr", "cloud-2030")
    assert school["people"][0]["position"] == {"ru": "старший ветер", "en": "chief wind"}
    assert (school["people"][0]["email"], school["people"][0]["order"]) == ("v@cloud.example", "№ 5 от 01.02.2031")
    assert (school["phone"], school["office"], str(school["editions"][0]["in_force"])) == ("+7 900 000-00-00", {"ru": "каб. 1", "en": "room 1"}, "2031-03-01")


GIVEN = {"kind": "cloud", "name-ru": "Облако", "name-en": "Cloud", "full-name-ru": "Облако", "full-name-en": "Cloud", "id": "cloud", "place-ru": "Небо", "place-en": "Sky",
         "title-ru": "О змеях", "title-en": "On kites", "date": "2031-01-02", "date-from": "act", "outline": "cloud-2030"}  # fmt: skip
VIKHR = {"id": "vikhr", "name-ru": "В. Вихрь", "name-en": "V. Vikhr", "position-ru": "ветер", "position-en": "wind"}


@pytest.mark.parametrize(("typed", "changes", "said"), [
    ([""], {}, "  place-ru: Небо\n  place-en: Sky\n  founder-ru: [none]\n  website: [none]\n"),
    (["date", "3.2.2031", ""], {"date": "2031-02-03"}, "  date: 2031-02-03\n"),
    (["date", "", ""], {}, "Date of the edition (2024-08-29 or 29.08.2024) [2031-01-02]:"),
    (["id", "whale-school", "cloud-2", ""], {"id": "cloud-2"}, '"whale-school" is taken'),
    (["website", "https://sky.example", ""], {"website": "https://sky.example"}, "  website: https://sky.example\n"),
    (["place-ru", "-", ""], {"place-ru": None, "place-en": None}, "place-en: is left out now\n"),
    (["founder-ru", "Ветры", "", "founder-en", "Winds", ""], {"founder-ru": "Ветры", "founder-en": "Winds"}, "  founder-en: [none]  <- an answer is needed\n"),
    (["person-1-id", "wind", "", "approval-1-person", "wind", ""], {}, '  approval-1-person: vikhr  <- there is no "vikhr"; use one of: wind\n'),
    (["kind", "-", "cloud", ""], {}, 'there is no "-"'),
])  # fmt: skip
def test_each_answer_can_be_corrected_before_it_is_written(
    silly: Project, typed: list[str], changes: dict[str, str | None], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    schools, source = load_schools(silly.root / "schools.yml")
    answers = SchoolAnswers({}, {}, dict(GIVEN), [dict(VIKHR)], [{"step": "order", "person": "vikhr"}])
    keys = iter(typed)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: next(keys))
    confirm(Inquiry(schools, silly.root / "docs", source.value), answers)
    assert answers.school == {key: value for key, value in {**GIVEN, **changes}.items() if value}
    assert said in capsys.readouterr().out and not list(keys)


def test_what_only_the_check_finds_can_be_corrected_too(silly: Project) -> None:
    talk = Terminal(silly.root, "new", *CLOUD, "--name-en", "Cloud", "--id", "oblako-9", "--place-en", "Sky", "--outline", "cloud-2030")
    for question, answer in [
        ("Place (ru) [none]:", ""), ("Founder (ru) [none]:", ""), ("Website [none]:", ""), ("E-mail [none]:", ""), ("Telephone", ""), ("Office", ""), ("Hours", ""),
        ("adoption", ""), ("in force", ""), ("term", ""), ("(ru) [none]:", ""), ("e-signature) [none]:", ""),
        ("Enter writes it", ""), ("mend the answer --place", "place-ru"), ("Place (ru)", "Небо"), ("Enter writes it", ""),
    ]:  # fmt: skip
        talk.answer(question, answer)
    assert talk.end() == 0, talk.said
    assert data(silly)["schools"]["oblako-9"]["place"] == {"ru": "Небо", "en": "Sky"}


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_stopping_changes_nothing(silly: Project, key: str) -> None:
    before = (silly.root / "schools.yml").read_bytes()
    talk = Terminal(silly.root, "new", *CLOUD[:4])
    talk.until("[Cloud No. 9]:")
    assert talk.end(key) == 1
    assert "stopped; schools.yml is as it was" in talk.said and "Traceback" not in talk.said
    assert (silly.root / "schools.yml").read_bytes() == before and not list(silly.root.glob(".new-*"))


@pytest.mark.slow
def test_a_website_is_linked(five_source: Project) -> None:
    """None of the five acts names one; a new school does, and hostile characters of an address stay in it."""
    address = "https://lyceum7.example/a_b*c(d)?x=1&y=[2]|'"
    answer = five_source.run("new", *[{"cloud": "lyceum"}.get(word, word) for word in CLOUD], "--website", address, "--email", "a_b@lyceum7.example")
    assert answer.status == 0, answer.err
    built = five_source.run("build", "--jobs", "1", "--school", data(five_source)["schools"].popitem()[0], "--no-documents")
    assert built.status == 0, built.err
    for locale in ("ru", "en"):
        (page,) = five_source.root.glob(f"site/*/{locale}/2031-01-02/about.html")
        links = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', page.read_text(encoding="utf-8"))
        assert (address, address) in [(html.unescape(href), html.unescape(text)) for href, text in links]

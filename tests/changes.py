"""Changes of a project by an author or a programmer, one of each sort."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable

from conftest import Project

Change = Callable[[Project], object]


def picture(shade: int) -> bytes:
    """A picture of one pixel."""
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(bytes([0, shade]))) + chunk(b"IEND", b"")


def edit(path: str, old: str, new: str) -> Change:
    return lambda project: project.edit(path, old, new)


def put(path: str, content: str | bytes) -> Change:
    def change(project: Project) -> None:
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).write_bytes(content if isinstance(content, bytes) else content.encode())

    return change


def add(path: str, more: str) -> Change:
    return lambda project: put(path, (project.root / path).read_text(encoding="utf-8") + more)(project)


def remove(path: str) -> Change:
    return lambda project: (project.root / path).unlink()


def both(*changes: Change) -> Change:
    return lambda project: [change(project) for change in changes]


def unrecorded(name: str) -> Change:
    """Record that the translation is of another text."""
    def change(project: Project) -> None:
        said = re.search(rf"^{re.escape(name)}: \w+$", (project.root / RECORD).read_text(encoding="utf-8"), re.M)
        assert said
        project.edit(RECORD, said[0], f"{name}: 000000000000")

    return change


def in_both(old: str, new: str) -> Change:
    """The same in the clauses of both locales."""
    return both(edit(RU, old, new), edit(EN, old, new))


RU, EN, RECORD = "docs/ru/clauses/all.md", "docs/en/clauses/all.md", "docs/en/translated.yml"
NEW = "  {}:\n    kind: cloud\n    name: {{ru: Туча, en: Rain}}\n    full_name: {{ru: Туча над морем, en: Rain above the sea}}\n    editions:\n      - {{date: 2030-03-05, date_from: act, outline: cloud-2030, title: {{ru: О туче, en: On rain}}}}\n"
CHANGES: dict[str, Change] = {
    "a word in a page": edit("docs/ru/documents.md", "PDF открывается", "PDF виден"),
    "a heading in a page": edit("docs/ru/about.md", "## Платформа", "## О платформе"),
    "a page's title": edit("docs/ru/tasks/count.md", "title: Сосчитать хвосты", "title: Пересчитать хвосты"),
    "a step's title": edit(RU, "### Сосчитайте хвосты", "### Пересчитайте хвосты"),
    "a step": edit(RU, "\nВсе.\n", "\nВсе до одного.\n"),
    "an answer": edit(EN, "Because of the tails.", "The tails are why."),
    "advice": edit(RU, "Держите нитку", "Держите верёвку"),
    "a use more": in_both("## rest.nap", '### { .adds to="fly.count" }\n…\n\n## rest.nap'),
    "a use fewer": both(edit(RU, '### { .cell of="any-time" }\nВсе хвосты\n', ""), edit(EN, '### { .cell of="any-time" }\nAll tails\n', "")),
    "a use's role": in_both('.right for="all"', '.right for="teacher"'),
    "a use's task": in_both(' task="count"', ""),
    "a use's order": in_both('stage="talk" }', 'stage="talk" order="20" }'),
    "a clause that takes over uses": in_both("## rest.nap", '### { .same as="fly.count" }\n\n## rest.nap'),
    "a question": edit("docs/en/questions.yml", "Why", "For what reason"),
    "a question more": both(*(add(f"docs/{locale}/questions.yml", '  how:\n    group: sky\n    ask: "?"\n    answer: "!"\n') for locale in ("ru", "en"))),
    "a clause": edit(RU, "Кит плавает глубоко.", "Кит плавает мелко."),
    "a clause's title": edit(RU, "## chapter.sky\nНебо", "## chapter.sky\nНебеса"),
    "a school's own wording": both(put("docs/ru/clauses/whale-school/own.md", "## swim.deep\nКит плавает, где хочет.\n"), put("docs/en/clauses/whale-school/own.md", "## swim.deep\nThe whale swims where it likes.\n")),
    "words": edit("docs/ru/words.yml", "nav: {guides: Инструкции", "nav: {guides: Наставления"),
    "the glossary": edit("docs/ru/glossary.yml", "то сзади", "'то, что сзади'"),
    "synonyms": put("docs/ru/synonyms.yml", "хвостик: хвост\n"),
    "a macro": add("macros/portal.py", "\n# a note\n"),
    "a template": edit("overrides/main.html", "<main", "<!-- note --><main"),
    "a stylesheet": add("overrides/assets/uklad.css", "\n.prevails { color: #123456 }\n"),
    "a script": add("overrides/assets/uklad.js", "\n// a note\n"),
    "settings": edit("mkdocs.yml", "permalink: ", "permalink:  "),
    "a school's name": edit("schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,"),
    "a school's name that a rule cuts": edit("schools.yml", "title: {ru: Положение о воздушных змеях", "title: {ru: Порядок воздушных змеев"),
    "an act": edit("schools.yml", "status: in-force\n", "status: spent\n"),
    "a role's name": edit("schools.yml", "nom: родитель", "nom: опекун"),
    "a copy's misprint": edit("schools.yml", 'printed: {rest.nap: "9.2"}', 'printed: {rest.nap: "9.3"}'),
    "a lost page of a copy": edit("schools.yml", "          notes: [note.front]\n", "          notes: [note.front]\n          partly_lost: [teacher]\n"),
    "what an act is silent on": edit("schools.yml", "outline: whale-2030, title", "outline: whale-2030, silent: {questions: [why]}, title"),
    "an act on trust": edit("schools.yml", "outline: whale-2030, title", "outline: whale-2030, on_trust: true, title"),
    "a school's phone": edit("schools.yml", "    email: wind@cloud.example", '    email: wind@cloud.example\n    phone: "+7 1000"'),
    "a person's room": edit("schools.yml", "        position: {ru: старший ветер", "        room: {ru: вверху, en: up}\n        position: {ru: старший ветер"),
    "a step of the approval": edit("schools.yml", '          - {step: order, number: "12", date: 2030-03-04}', '          - {step: order, number: "12", date: 2030-03-04}\n          - {step: union, number: "3", date: 2030-03-01}'),
    "a date": edit("schools.yml", "{step: director, person: gust, date: 2030-03-04}", "{step: director, person: gust, date: 2030-03-02}"),
    "an edition's date": edit("schools.yml", "date: 2030-05-06", "date: 2030-05-07"),
    "a new school": add("schools.yml", NEW.format("rain-school")),
    "the first school": edit("schools.yml", "default_school: cloud-school", "default_school: whale-school"),
    "the order of schools": edit("schools.yml", "schools:\n", "schools:\n" + NEW.format("rain-school")),
    "a page fewer": both(in_both(' task="count"', ""), *(remove(f"docs/{locale}/tasks/count.md") for locale in ("ru", "en"))),
    "a page more": both(*(put(f"docs/{locale}/tasks/more.md", "---\ntitle: More\nsummary: More.\norder: 2\n---\n\nMore.\n") for locale in ("ru", "en"))),
    "the record of translations": unrecorded("swim.deep"),
    "the record of a page": unrecorded("tasks/count.md"),
    "a layout of documents": add("documents/layout.typ", "\n// a note\n#set document(keywords: \"x\")\n"),
    "measures of documents": lambda project: put("documents/layout.yml", (project.root / "documents/layout.yml").read_text(encoding="utf-8") + "# a note\n")(project),
    "a picture among the pages": put("docs/ru/assets/pin.png", picture(1)),
    "a logo": both(edit("schools.yml", "    email: wind@cloud.example", "    email: wind@cloud.example\n    logo: logo.png"), put("logo.png", picture(1))),
    "a signed original": both(edit("schools.yml", "        title: {ru: Положение о воздушных змеях", "        original: {file: signed.pdf}\n        title: {ru: Положение о воздушных змеях"), put("signed.pdf", b"%PDF-1.4 1")),
}
THEN: dict[str, list[Change]] = {  # what changes after a first change has been built
    "a picture among the pages": [put("docs/ru/assets/pin.png", picture(200))],
    "a logo": [put("logo.png", picture(200))],
    "a signed original": [put("signed.pdf", b"%PDF-1.4 another")],
    "an act on trust": [edit("schools.yml", "on_trust: true", "on_trust: [swim.deep]")],
    "a school's phone": [edit("schools.yml", "+7 1000", "+7 2000")],
    "a person's room": [edit("schools.yml", "вверху", "внизу")],
    "a use more": [edit(RU, '"fly.count" }\n…', '"fly.count" }\n:')],
    "a school's own wording": [put("docs/ru/clauses/whale-school/own.md", "## swim.deep\nКит плавает, куда хочет.\n")],
}

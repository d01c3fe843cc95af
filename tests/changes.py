"""Changes of a project by an author or a programmer, one of each sort."""

from __future__ import annotations

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


def both(*changes: Change) -> Change:
    return lambda project: [change(project) for change in changes]


NEW = "  {}:\n    kind: cloud\n    name: {{ru: Туча, en: Rain}}\n    full_name: {{ru: Туча над морем, en: Rain above the sea}}\n    editions:\n      - {{date: 2030-03-05, date_from: act, outline: cloud-2030, title: {{ru: О туче, en: On rain}}}}\n"
CHANGES: dict[str, Change] = {
    "a word in a page": edit("docs/ru/guides/teacher.md", "Держите нитку", "Держите верёвку"),
    "a heading in a page": edit("docs/ru/guides/teacher.md", "## По шагам", "## Шаг за шагом"),
    "a page's title": edit("docs/ru/tasks/count.md", "title: Сосчитать хвосты", "title: Пересчитать хвосты"),
    "a step's title": edit("docs/ru/tasks/count.md", "Смотрите вверх", "Смотрите выше"),
    "a question": edit("docs/en/faq.md", "Why", "For what reason"),
    "a clause": edit("docs/ru/clauses/all.md", "Кит плавает глубоко.", "Кит плавает мелко."),
    "a clause's title": edit("docs/ru/clauses/all.md", "## chapter.sky\nНебо", "## chapter.sky\nНебеса"),
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
    "a step of the approval": edit("schools.yml", '          - {step: order, number: "12", date: 2030-03-04}', '          - {step: order, number: "12", date: 2030-03-04}\n          - {step: union, number: "3", date: 2030-03-01}'),
    "a date": edit("schools.yml", "{step: director, person: gust, date: 2030-03-04}", "{step: director, person: gust, date: 2030-03-02}"),
    "an edition's date": edit("schools.yml", "date: 2030-05-06", "date: 2030-05-07"),
    "a new school": add("schools.yml", NEW.format("rain-school")),
    "the first school": edit("schools.yml", "default_school: cloud-school", "default_school: whale-school"),
    "the order of schools": edit("schools.yml", "schools:\n", "schools:\n" + NEW.format("rain-school")),
    "a page fewer": lambda project: [(project.root / "docs" / locale / "tasks/count.md").unlink() for locale in ("ru", "en")],
    "a page more": both(*(put(f"docs/{locale}/tasks/more.md", "---\ntitle: More\nsummary: More.\norder: 2\n---\n\nMore.\n") for locale in ("ru", "en"))),
    "the record of translations": edit("docs/en/translated.yml", "swim.deep: b53cce5db258", "swim.deep: 000000000000"),
    "the record of a page": edit("docs/en/translated.yml", "tasks/count.md: 194ef8915c8d", "tasks/count.md: 000000000000"),
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
    "a school's own wording": [put("docs/ru/clauses/whale-school/own.md", "## swim.deep\nКит плавает, куда хочет.\n")],
}

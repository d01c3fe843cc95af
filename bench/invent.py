"""Invented schools for tests and measurements: `python bench/invent.py 1000 region.yml`; the same number gives the same file.

They are built on the outlines of schools.yml, one of five kinds after another, with few patterns of which facts are there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from pathlib import Path
from typing import Any

import yaml

KINDS = [
    # kind, outline, the word in a short name, the institution in full, each in Russian and English
    ("lyceum", "lyceum-2024", ("Лицей", "Lyceum"), ("Выдуманное общеобразовательное учреждение", "Invented General Education Institution")),
    (
        "secondary",
        "secondary-2023",
        ("Школа", "School"),
        ("Выдуманное общеобразовательное учреждение", "Invented General Education Institution"),
    ),
    (
        "progymnasium",
        "progymnasium-2024",
        ("Прогимназия", "Progymnasium"),
        ("Выдуманное казённое учреждение", "Invented State-Funded Institution"),
    ),
    (
        "technical-school",
        "technical-school-2023",
        ("Техникум", "Technical School"),
        ("Выдуманное профессиональное учреждение", "Invented Vocational Institution"),
    ),
    ("college", "college-2025", ("Колледж", "College"), ("Выдуманное областное учреждение", "Invented Regional Institution")),
]
PATTERNS = [
    {"place"},
    {"place", "website", "email", "reached"},
    {"place", "founder", "website", "email", "address"},
    {"place", "email", "administrator"},
    {"place", "founder", "administrator"},
    {"website"},
]
WHICH = [
    ("Полосатых", "Striped"),
    ("Задумчивых", "Pensive"),
    ("Летучих", "Flying"),
    ("Сонных", "Sleepy"),
    ("Бумажных", "Paper"),
    ("Мятных", "Minty"),
    ("Невидимых", "Invisible"),
    ("Весёлых", "Merry"),
]
WHOSE = [
    ("облаков", "Clouds"),
    ("чайников", "Teapots"),
    ("китов", "Whales"),
    ("зонтиков", "Umbrellas"),
    ("пряников", "Gingerbreads"),
    ("якорей", "Anchors"),
    ("фонарей", "Lanterns"),
]
HIGH = [
    ("Верхние", "Verkhniye"),
    ("Нижние", "Nizhniye"),
    ("Малые", "Malyye"),
    ("Большие", "Bolshiye"),
    ("Дальние", "Dalniye"),
    ("Ближние", "Blizhniye"),
    ("Старые", "Staryye"),
    ("Новые", "Novyye"),
    ("Тихие", "Tikhiye"),
]
TOWNS = [
    ("Пряники", "Pryaniki"),
    ("Кляксы", "Klyaksy"),
    ("Калоши", "Kaloshi"),
    ("Бублики", "Bubliki"),
    ("Ёлки", "Yolki"),
    ("Жмурки", "Zhmurki"),
    ("Сугробы", "Sugroby"),
    ("Варежки", "Varezhki"),
    ("Щеглы", "Shchegly"),
    ("Вензеля", "Venzelya"),
    ("Хвостики", "Khvostiki"),
]
SURNAMES = [
    ("Небылицын", "Nebylitsyn"),
    ("Выдумкин", "Vydumkin"),
    ("Чайников", "Chaynikov"),
    ("Облаков", "Oblakov"),
    ("Скрепкин", "Skrepkin"),
    ("Кнопкин", "Knopkin"),
    ("Мелков", "Melkov"),
    ("Звонков", "Zvonkov"),
]
INITIALS = [("А.Б.", "A.B."), ("В.Г.", "V.G."), ("Д.Е.", "D.E."), ("Ж.З.", "Zh.Z."), ("И.К.", "I.K."), ("Л.М.", "L.M.")]
HOURS = {"ru": "пн–пт 9–17", "en": "Mon–Fri 9–17"}
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'\"`", "&amp;&lt;&#60;&nbsp;", "a|b|c", "{{ 7 * 7 }}", "{% raw %}{# x #}",
    "[a](javascript:alert(1))", "![x](data:text/html,1)", "../../etc/passwd", "..\\..\\a", "- пункт", "1. Школа", "12) x", "# Глава", "    отступ", "*a* _b_ **c** ~~d~~ ==e== ^f^",
    "`code` ``x``", ":material-school:", "*[HTML]: y", "</title></head><body>", "-->", "]]>", "$1 \\1 \\g<0> ${x} $(y)", "%s %d {0} {name}", "\\u0041 \\n \\", "--8<-- \"a\"", "!!! note",
    "https://example.org/?a=1&b=2", "mailto:a@b", "=1+1", "@SUM(A1)", "null", "yes", "1e3", "2024-08-29", "—", "«ёлочки» „лапки“", "שלום עולם", "e\u0301\u0301\u0301", "🏫👩‍🏫".replace("\u200d", ""), "ﬁ ﷽ Ⅷ",
    "п. 4.11.3 № 5", "a\u00a0b", "&copy <b", "{ #id .class }", "{: .x }", "<!-- x -->", "0", "x" * 10_000,
]  # fmt: skip


def invent(count: int, seed: int = 0, hostile: bool = False) -> dict[str, Any]:
    """The contents of a region's file with so many schools; `hostile` gives them names that would act if they could."""
    chance = random.Random(seed)
    schools = [_school(number, chance) for number in range(count)]
    if hostile:
        for number, school in enumerate(schools):
            _spoil(school, HOSTILE[number % len(HOSTILE)])
    return {"schools": {f"invented-{number + 1:0{len(str(count))}}": school for number, school in enumerate(schools)}}


def _text(*pairs: tuple[str, str] | str) -> dict[str, str]:
    """Russian and English from pairs of words and words that are the same in both."""
    return {locale: "".join(one if isinstance(one, str) else one[at] for one in pairs) for at, locale in enumerate(("ru", "en"))}


def _school(number: int, chance: random.Random) -> dict[str, Any]:
    kind, outline, word, institution = KINDS[number % len(KINDS)]
    facts = PATTERNS[number // len(KINDS) % len(PATTERNS)]
    own = (chance.choice(WHICH), " ", chance.choice(WHOSE))
    town = (chance.choice(HIGH), " ", chance.choice(TOWNS))
    name = (word, " ", ("№", "No."), f" {number + 1} ") if number % 2 else (word, " ")
    made: dict[str, Any] = {
        "kind": kind,
        "name": _text(*name, ("«", "“"), *own, ("»", "”")),
        "full_name": _text(institution, (" «", " “"), *name, *own, ("» посёлка ", "” of "), *town),
    }
    if "place" in facts:
        made["place"] = _text(("пос. ", ""), *town)
    if "founder" in facts:
        made["founder"] = _text(("Выдуманное управление образования, ", "Invented education office, "), *town)
    site = f"https://school-{number + 1}.example"
    made |= {
        key: value
        for key, value in {"website": site, "email": f"office@school-{number + 1}.example", "address": f"{site}/rules"}.items()
        if key in facts
    }
    made["people"] = [_person("director", ("директор", "director"), chance)]
    if "reached" in facts:
        made |= {"phone": f"+7 (000) {number + 1:06}", "office": _text(("ул. ", ""), *own, ", 1"), "hours": dict(HOURS)}
        made["people"][0] |= {"room": _text(("кабинет ", "room "), str(number + 1)), "hours": dict(HOURS)}
    if "administrator" in facts:
        made["people"].append(
            _person("administrator", ("администратор платформы", "platform administrator"), chance) | {"function": "function.technical"}
        )
    made["editions"] = [_edition(outline, facts, chance)]
    return made


def _person(name: str, position: tuple[str, str], chance: random.Random) -> dict[str, Any]:
    return {"id": name, "name": _text(chance.choice(INITIALS), " ", chance.choice(SURNAMES)), "position": _text(position)}


def _edition(outline: str, facts: set[str], chance: random.Random) -> dict[str, Any]:
    """An edition dated in the years of its outline's example, with the steps of its approval."""
    day = dt.date(int(outline[-4:]), 8, 20) + dt.timedelta(days=chance.randrange(40))
    date = day.isoformat()
    council = {"step": "pedagogical-council", "number": str(chance.randrange(1, 12)), "date": date}
    order = {"step": "order", "number": f"{chance.randrange(10, 300)}-о", "date": date}
    head = {"step": "director", "person": "director"} | ({"date": date} if "founder" in facts else {})
    return {
        "date": date,
        "date_from": "order" if "founder" in facts else "protocol",
        "outline": outline,
        "title": {
            "ru": "Положение о работе с платформой «Сферум» (выдуманное)",
            "en": "Regulation on work with the platform Sferum (invented)",
        },
        "approval": [council, head, order] if "website" in facts else [council, head],
    }


def _spoil(school: dict[str, Any], text: str) -> None:
    """Put a hostile text wherever a school's own words stand."""
    texts = [school[key] for key in ("name", "full_name", "place", "founder", "office", "hours") if key in school]
    texts += [person[key] for person in school["people"] for key in ("name", "position", "room", "hours") if key in person]
    texts += [edition["title"] for edition in school["editions"]]
    for one in texts:
        one |= {"ru": f"{text} ы"[:10_000], "en": f"{text} w"[:10_000]}
    for edition in school["editions"]:
        for step in edition["approval"]:
            step |= {"number": f"{text} n"[:10_000]} if "number" in step else {}


def write(count: int, file: Path | None, **more: Any) -> None:
    """Write the region's file, or print it."""
    text = yaml.dump(
        invent(count, **more), Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False, width=10**6
    )
    if file:
        file.write_text(text, encoding="utf-8")
    else:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hostile", action="store_true", help="names that would act if they could")
    asked = parser.parse_args()
    write(asked.count, asked.file, seed=asked.seed, hostile=asked.hostile)

"""The columns of a table of schools, by the names that an office gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from uklad.base.errors import Problem, nearest

# Column -> other names. Those that end with a dot hold a text: one for each locale, as name_ru and name_en.
COLUMNS = {
    "id": ["код", "идентификатор"],
    "kind": ["вид", "тип"],
    "name.": ["краткое название", "краткое наименование", "название", "наименование"],
    "full_name.": ["полное название", "полное наименование"],
    "place.": ["место", "населенный пункт", "адрес"],
    "founder.": ["учредитель"],
    "website": ["сайт", "официальный сайт"],
    "email": ["почта", "электронная почта", "e-mail"],
    "address": ["адрес публикации"],
    "phone": ["телефон"],
    "office.": ["кабинет", "приемная"],
    "hours.": ["часы", "часы работы", "часы приема"],
    "outline": ["образец"],
    "title.": ["заголовок", "название акта", "название положения"],
    "date": ["дата", "дата акта", "дата редакции"],
    "date_from": ["дата взята из"],
    "adopted": ["принято", "дата принятия"],
    "in_force": ["в силе с", "вступает в силу", "дата вступления в силу"],
    "until": ["действует по", "действует до", "срок по"],
    "council_number": ["педсовет №", "педсовет номер", "протокол №"],
    "council_date": ["педсовет дата", "дата педсовета", "протокол дата"],
    "council_name.": ["педсовет название"],
    "students_number": ["совет обучающихся №", "студенческий совет №"],
    "students_date": ["совет обучающихся дата", "студенческий совет дата"],
    "students_name.": ["совет обучающихся название", "студенческий совет название"],
    "parents_number": ["совет родителей №"],
    "parents_date": ["совет родителей дата"],
    "parents_name.": ["совет родителей название"],
    "order_number": ["приказ №", "приказ номер", "номер приказа"],
    "order_date": ["приказ дата", "дата приказа"],
    "director.": ["директор", "руководитель"],
    "director_date": ["директор дата", "дата утверждения"],
    "administrator.": ["администратор"],
    "administrator_position.": ["администратор должность", "должность администратора"],
    "administrator_function": ["администратор функция", "функция администратора"],
    "administrator_phone": ["администратор телефон", "телефон администратора"],
    "administrator_email": ["администратор почта", "почта администратора"],
    "administrator_room.": ["администратор кабинет", "кабинет администратора"],
    "administrator_hours.": ["администратор часы", "часы администратора"],
    "administrator_order": ["администратор приказ", "приказ о назначении администратора"],
}
ENGLISH = re.compile(r"\s*[,(]?\s*(?:англ\.?|на английском|по-английски)\s*\)?$")


def columns(header: list[str], locales: list[str], shown: str) -> tuple[list[str | None], list[Problem], list[str]]:
    """The column of each cell of the header (None: not used), what is wrong with them, and the names that are not used."""
    known = _names(locales)
    found: list[str | None] = []
    problems, unused = [], []
    for cell in header:
        column = known.get(_plain(cell))
        close = nearest(_plain(cell), known, " ")
        if column in found and column:
            problems.append(Problem(shown, 1, f'two columns say "{column}", the second as "{cell}"', "keep one of them"))
        elif not column and close != " ":
            problems.append(Problem(shown, 1, f'unknown column "{cell}"', close))
        elif not column and cell.strip():
            unused.append(cell.strip())
        found.append(column)
    return found, problems, unused


def known_columns(header: Iterable[str], locales: list[str]) -> int:
    """How many cells of a header are known columns."""
    known = _names(locales)
    return sum(_plain(cell) in known for cell in header)


def _names(locales: list[str]) -> dict[str, str]:
    """Every name that a column may have -> the column; a Russian name is of the first locale unless it says otherwise."""
    names: dict[str, str] = {}
    for column, others in COLUMNS.items():
        texts = [f"{column[:-1]}_{locale}" for locale in locales] if column.endswith(".") else [column]
        names |= {text: text for text in texts}
        names |= {_plain(other): texts[0] for other in others}
        names |= {_plain(other) + " en": f"{column[:-1]}_en" for other in others if f"{column[:-1]}_en" in texts}
        names |= {column[:-1]: texts[0]} if column.endswith(".") else {}
    return names


def _plain(cell: str) -> str:
    """A name as it is looked up: small letters, е for ё, № for N, single spaces."""
    text = " ".join(cell.casefold().replace("ё", "е").replace("\xa0", " ").split())
    text = re.sub(r"\s*(?:№|\bn\b)\s*$", " №", text)
    return ENGLISH.sub(" en", text)

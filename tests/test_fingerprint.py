"""Schools of one fingerprint have the same pages but for their own words, which placeholders stand for; other schools have another fingerprint."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import SILLY, Project
from pydantic import BaseModel

from uklad.base.placeholders import PlaceholderDate, Placeholders
from uklad.model.loader import load_schools
from uklad.model.schema import Schools
from uklad.stamping.fingerprint import OWN, Fingerprints
from uklad.stamping.substitution import substituted

Data = dict[str, Any]
REACHED = {"phone": "+7 000 111-22-33", "office": {"ru": "ул. Туманная, 1", "en": "1 Fog St"}, "hours": {"ru": "пн–пт", "en": "Mon–Fri"}}
PERSON = {"phone": "+7 000 444-55-66", "email": "gust@cloud.example", "room": {"ru": "наверху", "en": "up there"}, "hours": {"ru": "утром", "en": "at dawn"}, "order": "5"}
SHOWN = {"adopted": "2030-03-01", "in_force": "2030-03-05", "until": "2031-03-05"}
ANOTHER = {"+7 000 111-22-33": "8 (999) 1", "ул. Туманная, 1": "на облаке", "1 Fog St": "on the cloud", "пн–пт": "всегда", "Mon–Fri": "always", "+7 000 444-55-66": "8 (999) 2",
           "gust@cloud.example": "squall@storm.example", "наверху": "внизу", "up there": "down here", "утром": "вечером", "at dawn": "at dusk", "5": "6", "Облако № 8": "Туча № 9",
           "Cloud No. 8": "Storm No. 9", "wind@cloud.example": "rain@storm.example", "https://cloud.example/rules/": "https://storm.example/", "12": "13",
           "2030-03-01": "2030-03-02", "2030-03-05": "2030-03-06", "2031-03-05": "2031-03-07", "П.П. Порыв": "Ш.Ш. Шквал"}  # fmt: skip


def data() -> Data:
    """The silly schools; the cloud says all that a school may say of itself."""
    found: Data = yaml.load((SILLY / "schools.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    cloud = found["schools"]["cloud-school"]
    cloud |= REACHED
    cloud["people"][0] |= PERSON
    cloud["editions"][0] |= SHOWN
    return found


def reworded(value: Any) -> Any:
    """The same with other words, each of which is the school's own."""
    if isinstance(value, dict):
        return {key: reworded(one) for key, one in value.items()}
    return [reworded(one) for one in value] if isinstance(value, list) else ANOTHER.get(value, value)


def with_twin(change: Callable[[Data], object] = lambda school: None) -> Data:
    """The data with another school, alike but for its own words and for a change."""
    found = data()
    twin = reworded(copy.deepcopy(found["schools"]["cloud-school"]))
    change(twin)
    found["schools"]["storm-school"] = twin
    return found


def loaded(folder: Path, change: Callable[[Data], object] = lambda school: None) -> Schools:
    file = folder / "schools.yml"
    file.write_text(yaml.safe_dump(with_twin(change), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return load_schools(file)[0]


def left(value: Any) -> Any:
    """What a page can tell of data with placeholders; a day without one shows as it is."""
    if isinstance(value, PlaceholderDate):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return {name: left(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {key: left(one) for key, one in value.items()}
    return [left(one) for one in value] if isinstance(value, list) else value


def test_schools_of_one_fingerprint_are_the_same_behind_their_placeholders(tmp_path: Path) -> None:
    schools = loaded(tmp_path)
    fingerprints = Fingerprints(schools, SILLY / "docs")
    assert fingerprints.of("cloud-school") == fingerprints.of("storm-school") != fingerprints.of("whale-school")
    cloud, storm = (left(substituted(schools.schools[name], Placeholders(), schools.locales)) for name in ("cloud-school", "storm-school"))
    assert cloud == storm
    plain = left(schools.schools["cloud-school"])
    assert all(plain[name] and plain[name] != cloud[name] for name in REACHED)
    assert all(plain["people"][0][name] != cloud["people"][0][name] for name in PERSON)
    assert all(plain["editions"][0][name] != cloud["editions"][0][name] for name in SHOWN)


def test_fields_that_are_a_schools_own_exist() -> None:
    assert {name for kind, names in OWN.items() for name in names if name not in kind.model_fields} == set()


def edition(**more: Any) -> Callable[[Data], object]:
    return lambda school: school["editions"][0].update(more)


def copied(**more: Any) -> Callable[[Data], object]:
    return lambda school: school["editions"][0]["source"].update(more)


UNLIKE: dict[str, Callable[[Data], object]] = {
    "an intact copy": lambda school: school["editions"][0].pop("source"),
    "another note": copied(notes=["note.string"]),
    "another gap": copied(gaps=[{"gap": "gap.torn", "after": "fly.duties"}]),
    "another misprint": copied(printed={"rest.nap": "9.3"}),
    "a number that stands twice": copied(also={}),
    "a page that is lost": copied(lost=["parent"]),
    "a page that is partly lost": copied(partly_lost=["teacher"]),
    "silent on no role": edition(silent={}),
    "silent on a question": edition(silent={"roles": ["parent"], "questions": ["why"]}),
    "no phone": lambda school: school.pop("phone"),
    "no office": lambda school: school.pop("office"),
    "no hours": lambda school: school.pop("hours"),
    "a person without a room": lambda school: school["people"][0].pop("room"),
    "a person without an e-mail": lambda school: school["people"][0].pop("email"),
    "without end": lambda school: school["editions"][0].pop("until"),
    "in force before it was adopted": edition(in_force="2030-03-01"),
    "another outline": edition(outline="whale-2030", source={}, silent={}),
}


@pytest.mark.parametrize("change", UNLIKE)
def test_what_pages_say_otherwise_is_another_fingerprint(tmp_path: Path, change: str) -> None:
    fingerprints = Fingerprints(loaded(tmp_path, UNLIKE[change]), SILLY / "docs")
    assert fingerprints.of("cloud-school") != fingerprints.of("storm-school")


@pytest.mark.slow
def test_each_school_is_reached_at_its_own_and_a_copy_is_odd_by_itself(silly: Project) -> None:
    found = with_twin()
    intact = copy.deepcopy(found["schools"]["storm-school"])
    del intact["editions"][0]["source"], intact["editions"][0]["silent"]
    found["schools"]["mist-school"] = intact
    (silly.root / "schools.yml").write_text(yaml.safe_dump(found, allow_unicode=True, sort_keys=False), encoding="utf-8")
    answer = silly.run("build", "--jobs", "1", "--no-documents", "--verify-stamps", "4")
    assert answer.status == 0, answer.err
    assert "storm-school ru 2030" not in answer.out and "mist-school ru 2030" in answer.out, "one build of pages serves the two that are alike"
    pages = {name: said(silly, name) for name in found["schools"]}
    ours = {text: ANOTHER[text] for text in ("+7 000 111-22-33", "ул. Туманная, 1", "пн–пт", "wind@cloud.example")}
    for name in pages:
        shown, hidden = (ours.keys(), ours.values()) if name == "cloud-school" else (ours.values(), ours.keys())
        assert name == "whale-school" or [text for text in shown if text not in pages[name]] == [], name
        assert [text for text in hidden if text in pages[name]] == [], name
    odd = ("В копии нет печати", "Страница порвана", "напечатан как 9.2", "молчит о роли")
    assert [[text in pages[name] for text in odd] for name in ("cloud-school", "storm-school", "mist-school")] == [[True] * 4, [True] * 4, [False] * 4]


def said(project: Project, school: str) -> str:
    """All pages of a school in Russian, with plain spaces."""
    pages = sorted((project.root / "site" / school / "ru").glob("20*/**/*.html"))
    return "".join(path.read_text(encoding="utf-8") for path in pages).replace("\u00a0", " ")

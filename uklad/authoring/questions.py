"""What is asked about a new school, a person of its act, a step of its approval, and a new kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from uklad.authoring.days import FORMS, read_day
from uklad.authoring.prompts import Answers, Question, fits, one_of
from uklad.authoring.school_record import school_id
from uklad.base.transliteration import slug, translated
from uklad.content.clauses import load_library
from uklad.model.schema import COUNCILS, Approval, Edition, Person, School, Schools
from uklad.model.types import Id, Line

LINE = fits(Line, "a text is needed")
DATES_FROM = get_args(Edition.model_fields["date_from"].annotation)
STEPS = get_args(Approval.model_fields["step"].annotation)
DAYS = {"adopted": "The day of its adoption", "in-force": "The day from which it is in force", "until": "The last day of its term"}
BEGIN = "An outline says which clauses the act has, under which numbers. All is on trust until uklad confirm compares it with the act."
Suggest = Callable[[Answers], str]


def a_day(answer: str) -> str:
    """A rule: the answer is a day of the calendar."""
    return "" if read_day(answer) else f"this is not a date; write it as {FORMS}"


def as_kept(day: str) -> str:
    """A day as the data have it, year first; what is none stays as it is."""
    return str(read_day(day) or day)


@dataclass
class Inquiry:
    """The questions, in view of what the data file has; `kind` is a new kind's answers."""

    schools: Schools
    docs: Path
    plain: Any
    kind: Answers = field(default_factory=dict)

    @property
    def locales(self) -> list[str]:
        """The locales that every school has texts in, the authoritative one first."""
        return self.schools.locales

    @cached_property
    def known(self) -> dict[str, dict[str, str]]:
        """For each locale but the first: what texts of the first are called in it, wherever the file says so."""
        first, *others = self.locales
        found: dict[str, dict[str, str]] = {locale: {} for locale in others}
        _collect(self.plain, first, found)
        return found

    def _words(self, kind: str, locale: str) -> dict[str, str]:
        """Words for a school of the kind: any form in the first locale -> the word in this one."""
        if self.kind:
            return {self.kind[f"name-{self.locales[0]}"].casefold(): self.kind[f"name-{locale}"]}
        terms = self.schools.kinds[kind].terms if kind in self.schools.kinds else {}
        forms = terms.get("school", {})
        word = next(iter(forms.get(locale, {}).values()), "")
        return {form.casefold(): word for name, form in forms.get(self.locales[0], {}).items() if word and name != "gender"}

    def named(self, key: str, asks: str, needed: bool = True, sure: bool = True) -> list[Question]:
        """A question for each locale; those after the first are asked when the first was answered."""
        one, *others = self.locales
        made = [Question(f"{key}-{one}", f"{asks} ({one})", needed, LINE)]
        for locale in others:
            made.append(
                Question(
                    f"{key}-{locale}", f"{asks} ({locale})", True, LINE,
                    self._suggested_in(locale, f"{key}-{one}"),
                    when=lambda answers: f"{key}-{one}" in answers or needed, sure=sure,
                )
            )  # fmt: skip
        return made

    def _suggested_in(self, locale: str, first: str) -> Suggest:
        """What suggests the answer in a locale from the answer that stands under `first`."""
        return lambda answers: self._in(locale, answers.get(first, ""), answers.get("kind", ""))

    def _in(self, locale: str, text: str, kind: str) -> str:
        return translated(text, self.known[locale], self._words(kind, locale)) if text else ""

    def school(self) -> list[Question]:
        """What is asked of every school."""
        kinds = [*self.schools.kinds, *([self.kind["id"]] if self.kind else [])]
        fields = School.model_fields
        return [
            Question(
                "kind",
                f"Kind of school ({', '.join(kinds)})",
                True,
                one_of(kinds),
                (lambda answers: self.kind["id"]) if self.kind else None,
            ),
            *self.named("name", "Short name"),
            *self.named("full-name", "Full name, as in the charter", sure=False),
            Question("id", "Id, the name of its folder, which never changes", True, self._free, self._id),
            *self.named("place", "Place", needed=False),
            *self.named("founder", "Founder", needed=False),
            Question("website", "Website", False, fits(fields["website"].annotation, "an address begins with https:// and has no spaces")),
            *self._reached(School),
            *self.named("office", "Office", needed=False),
            *self.named("hours", "Hours", needed=False),
        ]

    def _reached(self, model: type[School | Person]) -> list[Question]:
        """How a school or a person is reached."""
        fields = model.model_fields
        return [
            Question("email", "E-mail", False, fits(fields["email"].annotation, "an e-mail address looks like school@example.ru")),
            Question("phone", "Telephone", False, fits(fields["phone"].annotation, "a telephone number looks like +7 831 123-45-67")),
        ]

    def edition(self, kind: str) -> list[Question]:
        """What is asked about the act; nothing of it is suggested from the act of another school."""
        return [
            *self.named("title", "Full title of the act", sure=False),
            Question("date", f"Date of the edition ({FORMS})", True, a_day, reads=as_kept),
            Question("date-from", f"What that date was taken from ({', '.join(DATES_FROM)})", True, one_of(DATES_FROM)),
            *(Question(key, f"{asks}, where the act says it ({FORMS})", False, a_day, reads=as_kept) for key, asks in DAYS.items()),
            Question(
                "outline", f"Outline ({', '.join(self.schools.outlines)})", True, one_of(list(self.schools.outlines)),
                lambda answers: self._start(kind), says=lambda answers: BEGIN,
            ),
        ]  # fmt: skip

    def _start(self, kind: str) -> str:
        """The outline from which schools of the kind begin (of the one that a new kind is like)."""
        known = self.schools.kinds.get(self.kind.get("like", kind))
        return (known.start if known else None) or ""

    def _id(self, answers: Answers) -> str:
        return school_id(answers.get(f"name-{self.locales[0]}", ""), [*self.schools.schools, *self.locales])

    def _free(self, answer: str) -> str:
        if answer in self.schools.schools or answer in self.locales:
            return f'"{answer}" is taken; choose another id'
        return fits(Id, "use small Latin letters, digits and hyphens")(answer)

    def person(self) -> list[Question]:
        """What is asked about a person whom the act names."""
        functions = sorted(name for name in load_library(self.docs, self.locales[0]) if name.startswith("function."))
        return [
            *self.named("name", "Surname and initials, as the act has them"),
            *self.named("full-name", "Full name", needed=False),
            *self.named("position", "Position"),
            Question("function", f"What the act makes the person responsible for ({', '.join(functions)})", False, one_of(functions)),
            *self._reached(Person),
            *self.named("room", "Room", needed=False),
            *self.named("hours", "Hours", needed=False),
            Question("order", "Order of appointment, as № 12 от 01.09.2024", False, LINE),
            Question("id", "Id of the person", True, fits(Id, "use small Latin letters, digits and hyphens"), self._person_id),
        ]

    def _person_id(self, answers: Answers) -> str:
        name = answers.get(f"name-{self.locales[0]}", "")
        return slug(max(name.replace(".", " ").split() or [""], key=len))

    def approval(self, people: list[str]) -> list[Question]:
        """What is asked about a step of the approval."""
        return [
            Question("step", f"Step ({', '.join(STEPS)})", True, one_of(STEPS)),
            Question("number", "Its number", False, LINE),
            Question("date", f"Its date ({FORMS})", False, a_day, reads=as_kept),
            Question("until", f"Last day of the certificate ({FORMS})", False, a_day, when=_is_signed, reads=as_kept),
            Question("person", f"Who signed ({', '.join(people)})", False, one_of(people), when=lambda answers: bool(people)),
            *(replace(one, when=_of_a_council(one)) for one in self.named("name", "What the act calls the council", needed=False)),
        ]


def _is_signed(answers: Answers) -> bool:
    return answers.get("step") == "e-signature"


def _of_a_council(question: Question) -> Callable[[Answers], bool]:
    """The question is asked of councils alone."""
    return lambda answers: answers.get("step") in COUNCILS and question.when(answers)


def _collect(value: Any, first: str, found: dict[str, dict[str, str]]) -> None:
    """Gather every text of the file that stands in several locales."""
    if isinstance(value, dict):
        if isinstance(text := value.get(first), str):
            for locale, texts in found.items():
                if isinstance(other := value.get(locale), str):
                    texts.setdefault(text, other)
                    texts.setdefault(text.partition(" «")[0], other.partition(" “")[0])
        for child in value.values():
            _collect(child, first, found)
    elif isinstance(value, list):
        for child in value:
            _collect(child, first, found)

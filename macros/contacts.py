"""How the school and the persons in charge are reached, as far as the data say."""

from __future__ import annotations

from collections.abc import Callable, Collection

from macros.sources import SCHOOL, marked, marked_block
from macros.tables import table
from macros.terms import literal_forms
from uklad.base.escape import literal
from uklad.model.schema import Person, School
from uklad.rendering.context import Context


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def contacts() -> str:
        """How the school itself is reached, as a line of a list; nothing where the data do not say."""
        return school_contacts(context)

    def people_table() -> str:
        """The persons in charge, by function, as the act lists them; nothing where the data name none."""
        named = [person for person in context.site.school.people if person.function]
        rows = (_row(context, one) for one in named)
        return marked_block(SCHOOL, table(context.site.words.get("people.columns"), rows)) if named else ""

    def people_contacts() -> str:
        """The persons in charge and how each is reached, as a list; nothing where the data say it of none."""
        said = ((one, person_contacts(context, one, appointed=True)) for one in context.site.school.people)
        lines = (f"{_named(context, one)}: {', '.join(ways)}" for one, ways in said if ways)
        return "\n".join(f"- {marked(SCHOOL, line)}" for line in lines)

    def people_with(function: str) -> str:
        """The persons of one function in a sentence: position, name, and in parentheses how each is reached."""
        return marked(SCHOOL, people_of(context, [function]))

    made = (contacts, people_table, people_contacts, people_with)
    return {macro.__name__: macro for macro in made}


def people_of(context: Context, functions: Collection[str]) -> str:
    """The persons of these functions in a sentence, each with how they are reached; empty where the data name none."""
    return ", ".join(_reachable(context, one) for one in context.site.school.people if one.function and one.function in functions)


def school_contacts(context: Context) -> str:
    """The school itself and how it is reached, as a line of a list; nothing where the data do not say."""
    words, forms, said = context.site.words, literal_forms(context.site.term("school")), school_ways(context)
    own = words(f"contacts.own.{forms.get('gender', 'm')}")
    title = words("contacts.title", own=own, school=forms)
    return f"- {marked(SCHOOL, f'**{title}.** ' + ' '.join(said))}" if said else ""


def school_ways(context: Context) -> list[str]:
    """The ways to reach the school, each as a sentence: office, telephone, e-mail, website, hours."""
    school, words, locale = context.site.school, context.site.words, context.site.locale
    said = [words("contacts.office", office=literal(school.office[locale]))] if school.office else []
    said += [words(f"contacts.{name}", **{name: link}) for name, link in _links(context, school).items()]
    if school.website:
        said.append(words("contacts.website", website=f'<a href="{literal(school.website)}">{literal(school.website)}</a>'))
    return [*said, *([words("contacts.hours", hours=literal(school.hours[locale]))] if school.hours else [])]


def person_contacts(context: Context, person: Person, appointed: bool = False) -> list[str]:
    """The ways to reach a person, each as a few words; `appointed`: and the order of their appointment."""
    words, locale = context.site.words, context.site.locale
    said = [words(f"people.{name}", **{name: link}) for name, link in _links(context, person).items()]
    for name, text in (("room", person.room), ("hours", person.hours)):
        said += [words(f"people.{name}", **{name: literal(text[locale])})] if text else []
    return [*said, *([words("people.order", order=literal(person.order))] if appointed and person.order else [])]


def _links(context: Context, one: School | Person) -> dict[str, str]:
    """The telephone and the e-mail address as links, those that there are."""
    found: dict[str, str] = {}
    if one.phone:
        found["phone"] = f'<a href="tel:{literal(context.site.later("tel", one.phone))}">{literal(one.phone)}</a>'
    if one.email:
        found["email"] = f'<a href="mailto:{literal(one.email)}">{literal(one.email)}</a>'
    return found


def _named(context: Context, person: Person) -> str:
    locale = context.site.locale
    return f"{literal(person.position[locale])} {literal(person.name[locale])}"


def _reachable(context: Context, person: Person) -> str:
    ways = person_contacts(context, person)
    return _named(context, person) + (f" ({', '.join(ways)})" if ways else "")


def _row(context: Context, person: Person) -> list[str]:
    locale = context.site.locale
    return [context.text(str(person.function)), literal((person.full_name or person.name)[locale]), literal(person.position[locale])]

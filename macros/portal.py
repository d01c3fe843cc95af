"""The page in front of all schools: choosing a school, and how the acts differ."""

from __future__ import annotations

import datetime as dt
import functools
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field

from macros.school_directory import MANY, directory
from macros.sources import SCHOOL, SHARED, by_clauses, marked, marked_block
from macros.tables import approval_list, table
from macros.uses import said
from uklad.base.escape import literal
from uklad.base.text import upfirst
from uklad.content.site import Site
from uklad.model.editions import current, outline_of, unchanged_outline
from uklad.model.schema import School, Schools
from uklad.model.trust import is_draft
from uklad.model.types import dictionary_form
from uklad.rendering.context import Context
from uklad.rendering.renderer import cite


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def schools_list() -> str:
        """A card for each school, leading to its site in this locale; many schools as a directory by place."""
        if _are_many(context):
            return directory(context)
        cards = "\n\n".join(_card(context, school) for school in _schools(context))
        return f'<div class="cards schools" markdown="1">\n\n{cards}\n\n</div>'

    def compare_facts() -> str:
        """A table of the acts: kind, edition, approval, and which roles each regulates; of many schools, a column for each outline."""
        words, columns, many = context.site.words, _columns(context), _are_many(context)
        sites = [column.example for column in columns]
        rows = [
            [words("compare.kind"), *(literal(", ".join(column.kinds)) for column in columns)],
            [words("compare.edition"), *(_dates(context, column) for column in columns)],
            *([] if many else [[words("compare.approval"), *(approval_list(one, one.site.edition.approval) for one in sites)]]),
            [words("compare.clauses"), *(str(len(one.site.places)) for one in sites)],
            *(
                [marked(SHARED, _name(context, role)), *(words(f"compare.{_state(one.site, role)}") for one in sites)]
                for role in context.site.schools.roles
            ),
        ]
        said = f"{words('compare.many')}\n\n" if many else ""
        return said + marked_block(SCHOOL, table([words("compare.topic"), *(_head(context, column) for column in columns)], rows))

    def compare() -> str:
        """A table of topics: in each row its name, then what each act says of it and where; blank where no clause does."""
        columns, words = _columns(context), context.site.words
        rows = ([title, *(_cell(column.example, topic) for column in columns)] for topic, title in words.get("compare.topics").items())
        return table([words("compare.topic"), *(_head(context, column) for column in columns)], rows)

    made = (schools_list, compare_facts, compare)
    return {macro.__name__: _on_the_portal(context, macro) for macro in made}


def _on_the_portal(context: Context, macro: Callable[..., str]) -> Callable[..., str]:
    """The macro, refused elsewhere: a page of one school that showed others would have to be built again with every change of theirs."""

    @functools.wraps(macro)
    def there(*given: object) -> str:
        if not context.portal:
            raise ValueError(f"{macro.__name__}() speaks of all schools; use it on the portal's pages, in docs/<locale>/portal")
        return macro(*given)

    return there


@dataclass
class Column:
    """Schools whose acts are compared as one: an example, how many they are, their kinds and the days of their editions."""

    example: Context
    count: int = 0
    kinds: list[str] = field(default_factory=list)
    days: set[dt.date] = field(default_factory=set)


def _shown(context: Context) -> dict[str, School]:
    """The schools of the portal: a model to start from is none."""
    return {name: school for name, school in context.site.schools.schools.items() if not school.model}


def _are_many(context: Context) -> bool:
    return len(_shown(context)) > MANY


def _schools(context: Context) -> list[Context]:
    """The same page seen from each school's edition in force."""
    return [_seen_from(context, name, school) for name, school in _shown(context).items()]


def _columns(context: Context) -> list[Column]:
    """A column for each school; for each outline, where the schools are many."""
    many, found, schools = _are_many(context), dict[str, Column](), context.site.schools
    for name, school in _shown(context).items():
        key = _built_as(schools, school) if many else name
        if key not in found:
            found[key] = Column(_seen_from(context, name, school))
        column, kind = found[key], schools.kinds[school.kind].name[context.site.locale]
        column.count += 1
        column.kinds += [] if kind in column.kinds else [kind]
        column.days.add(current(school).date)
    return list(found.values())


def _built_as(schools: Schools, school: School) -> str:
    """The outline of the edition in force: its id, or all that is in it where it is given as changes."""
    edition = current(school)
    return unchanged_outline(edition) or outline_of(schools, school, edition).model_dump_json()


def _dates(context: Context, column: Column) -> str:
    first, last = (context.site.words.date(day) for day in (min(column.days), max(column.days)))
    return first if first == last else context.site.words("compare.range", first=first, last=last)


def _head(context: Context, column: Column) -> str:
    if not _are_many(context):
        draft = f"<br>{context.site.words('draft_short')}" if is_draft(column.example.site.edition) else ""
        return _link(column.example) + draft
    kinds = marked(SHARED, upfirst(literal(", ".join(column.kinds))))
    return f"{kinds}<br>{context.site.words('compare.schools', count=column.count)} {_link(column.example)}"


def _seen_from(context: Context, name: str, school: School) -> Context:
    return context.seen_from(Site(context.site.schools, context.site.docs, name, current(school), context.site.locale))


def _href(one: Context, page: str) -> str:
    """The address of a school's page from the portal, which stands at the root or in a folder of its locale."""
    root = "." if one.site.locale == one.site.schools.locales[0] else one.site.locale
    return posixpath.relpath(f"{one.site.folder}/{page}", root)


def _link(one: Context) -> str:
    return f'<a href="{_href(one, "index.html")}">{marked(SCHOOL, literal(one.site.school.name[one.site.locale]))}</a>'


def _card(context: Context, one: Context) -> str:
    school, locale = one.site.school, one.site.locale
    parts = [literal(one.site.kind.name[locale])] + ([literal(school.place[locale])] if school.place else [])
    edition = context.site.words("regulation.edition", date=context.site.words.date(one.site.edition.date))
    draft = f". {upfirst(context.site.words('draft_short'))}" if is_draft(one.site.edition) else ""
    said = marked(SCHOOL, f"{upfirst(', '.join(parts))}. {edition}{draft}")
    return f"- {_link(one)}\n\n    {said}"


def _name(context: Context, role: str) -> str:
    """The role's name for all kinds of schools."""
    data, locale = context.site.schools.roles[role], context.site.locale
    return literal(upfirst(data.general[locale] if data.general else dictionary_form(context.site.role(role))))


def _state(site: Site, role: str) -> str:
    for state in ("silent", "lost", "partly_lost"):
        if role in getattr(site.outline, state):
            return state
    return "regulated" if site.speaks_of(role) else "unnamed"


def _cell(one: Context, topic: str) -> str:
    """What an act says of a topic, each with its clause."""
    shown = one.uses("cell", "of", topic)
    return "<br>".join(f"{by_clauses(one.site.rests_on(use), said(one, use))} ({_clause(one, use.clause)})" for use in shown)


def _clause(one: Context, name: str) -> str:
    return f'<a href="{_href(one, "regulation/index.html")}#{name}" class="cite">{cite(one, name)}</a>'

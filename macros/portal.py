"""The page in front of all schools: choosing a school, and how the acts differ."""

from __future__ import annotations

import copy
import datetime as dt
import functools
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field

from macros import terms
from macros.citations import label
from macros.school_directory import MANY, directory
from macros.tables import approval_list, table
from uklad.base.escape import literal
from uklad.content.site import Site
from uklad.model.editions import current, outline_of
from uklad.model.schema import School, Schools
from uklad.rendering.context import Current


def macros(now: Current) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def schools_list() -> str:
        """A card for each school, leading to its site in this locale; many schools as a directory by place."""
        if _are_many(now):
            return directory(now)
        cards = "\n\n".join(_card(now, school) for school in _schools(now))
        return f'<div class="cards schools" markdown="1">\n\n{cards}\n\n</div>'

    def compare_facts() -> str:
        """A table of the acts: kind, edition, approval, and which roles each regulates; of many schools, a column for each outline."""
        words, columns, many = now.site.words, _columns(now), _are_many(now)
        sites = [column.example for column in columns]
        rows = [
            [words("compare.kind"), *(literal(", ".join(column.kinds)) for column in columns)],
            [words("compare.edition"), *(_dates(now, column) for column in columns)],
            *([] if many else [[words("compare.approval"), *(approval_list(one, one.site.edition.approval) for one in sites)]]),
            [words("compare.clauses"), *(str(len(one.site.places)) for one in sites)],
            *([_name(now, role), *(words(f"compare.{_state(one.site, role)}") for one in sites)] for role in now.site.schools.roles),
        ]
        said = f"{words('compare.many')}\n\n" if many else ""
        return said + table([words("compare.topic"), *(_head(now, column) for column in columns)], rows)

    def compare(topics: list[list[str]]) -> str:
        """A table of topics: in each row a title, then the clauses any of which treat of it."""
        columns = _columns(now)
        rows = ([title, *(_cited(column.example, ids) for column in columns)] for title, *ids in topics)
        return table([now.site.words("compare.topic"), *(_head(now, column) for column in columns)], rows)

    made = (schools_list, compare_facts, compare)
    return {macro.__name__: _on_the_portal(now, macro) for macro in made}


def _on_the_portal(now: Current, macro: Callable[..., str]) -> Callable[..., str]:
    """The macro, refused elsewhere: a page of one school that showed others would have to be built again with every change of theirs."""

    @functools.wraps(macro)
    def there(*given: object) -> str:
        if not now.portal:
            raise ValueError(f"{macro.__name__}() speaks of all schools; use it on the portal's pages, in docs/<locale>/portal")
        return macro(*given)

    return there


@dataclass
class Column:
    """Schools whose acts are compared as one: an example, how many they are, their kinds and the days of their editions."""

    example: Current
    count: int = 0
    kinds: list[str] = field(default_factory=list)
    days: set[dt.date] = field(default_factory=set)


def _shown(now: Current) -> dict[str, School]:
    """The schools of the portal: a model to start from is none."""
    return {name: school for name, school in now.site.schools.schools.items() if not school.model}


def _are_many(now: Current) -> bool:
    return len(_shown(now)) > MANY


def _schools(now: Current) -> list[Current]:
    """The same page seen from each school's edition in force."""
    return [_seen_from(now, name, school) for name, school in _shown(now).items()]


def _columns(now: Current) -> list[Column]:
    """A column for each school; for each outline, where the schools are many."""
    many, found, schools = _are_many(now), dict[str, Column](), now.site.schools
    for name, school in _shown(now).items():
        key = _built_as(schools, school) if many else name
        if key not in found:
            found[key] = Column(_seen_from(now, name, school))
        column, kind = found[key], schools.kinds[school.kind].name[now.site.locale]
        column.count += 1
        column.kinds += [] if kind in column.kinds else [kind]
        column.days.add(current(school).date)
    return list(found.values())


def _built_as(schools: Schools, school: School) -> str:
    """The outline of the edition in force: its id, or all that is in it where it is given as changes."""
    edition = current(school)
    return edition.outline or outline_of(schools, school, edition).model_dump_json()


def _dates(now: Current, column: Column) -> str:
    first, last = (now.site.words.date(day) for day in (min(column.days), max(column.days)))
    return first if first == last else now.site.words("compare.range", first=first, last=last)


def _head(now: Current, column: Column) -> str:
    if not _are_many(now):
        return _link(column.example)
    kinds = terms.upfirst(literal(", ".join(column.kinds)))
    return f"{kinds}<br>{now.site.words('compare.schools', count=column.count)} {_link(column.example)}"


def _seen_from(now: Current, name: str, school: School) -> Current:
    other = copy.copy(now)
    other.site = Site(now.site.schools, now.site.docs, name, current(school), now.site.locale)
    other.own = terms.variables(other)
    return other


def _href(one: Current, page: str) -> str:
    """The address of a school's page from the portal, which stands at the root or in a folder of its locale."""
    root = "." if one.site.locale == one.site.schools.locales[0] else one.site.locale
    return posixpath.relpath(f"{one.site.folder}/{page}", root)


def _link(one: Current) -> str:
    return f'<a href="{_href(one, "index.html")}">{literal(one.site.school.name[one.site.locale])}</a>'


def _card(now: Current, one: Current) -> str:
    school, locale = one.site.school, one.site.locale
    parts = [literal(one.site.kind.name[locale])] + ([literal(school.place[locale])] if school.place else [])
    edition = now.site.words("regulation.edition", date=now.site.words.date(one.site.edition.date))
    return f"- {_link(one)}\n\n    {terms.upfirst(', '.join(parts))}. {edition}"


def _name(now: Current, role: str) -> str:
    return terms.upfirst(now.site.words(f"compare.roles.{role}"))


def _state(site: Site, role: str) -> str:
    for state in ("silent", "lost", "partly_lost"):
        if role in getattr(site.outline, state):
            return state
    return "regulated"


def _cited(one: Current, ids: list[str]) -> str:
    links = (f'<a href="{_href(one, "regulation/index.html")}#{name}">{label(one, name)}</a>' for name in one.site.here(*ids))
    return ", ".join(dict.fromkeys(links)) or "—"

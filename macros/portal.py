"""The page in front of all schools: choosing a school, and how the acts differ."""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable

from macros import terms
from macros.clauses import label
from macros.current import Current
from macros.tables import approval_list, table
from uklad.editions import current
from uklad.escape import literal
from uklad.model import School
from uklad.site import Site


def macros(now: Current) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def schools_list() -> str:
        """A card for each school, leading to its site in this locale."""
        cards = "\n\n".join(_card(now, school) for school in _schools(now))
        return f'<div class="cards schools" markdown="1">\n\n{cards}\n\n</div>'

    def compare_facts() -> str:
        """A table of the acts: kind, edition, approval, and which roles each regulates."""
        words, sites = now.site.words, _schools(now)
        rows = [
            [words("compare.kind"), *(literal(one.site.kind.name[one.site.locale]) for one in sites)],
            [words("compare.edition"), *(words.date(one.site.edition.date) for one in sites)],
            [words("compare.approval"), *(approval_list(one, one.site.edition.approval) for one in sites)],
            [words("compare.clauses"), *(str(len(one.site.places)) for one in sites)],
            *([_name(now, role), *(words(f"compare.{_state(one.site, role)}") for one in sites)] for role in now.site.schools.roles),
        ]
        return table([now.site.words("compare.topic"), *map(_link, sites)], rows)

    def compare(topics: list[list[str]]) -> str:
        """A table of topics: in each row a title, then the clauses any of which treat of it."""
        sites = _schools(now)
        rows = ([title, *(_cited(one, ids) for one in sites)] for title, *ids in topics)
        return table([now.site.words("compare.topic"), *map(_link, sites)], rows)

    return {"schools_list": schools_list, "compare_facts": compare_facts, "compare": compare}


def _schools(now: Current) -> list[Current]:
    """The same page seen from each school's edition in force."""
    return [_seen_from(now, name, school) for name, school in now.site.schools.schools.items() if not school.model]


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

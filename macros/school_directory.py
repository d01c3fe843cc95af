"""Many schools on one page: by place under its first letter, folded, with what a script needs to filter them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from macros.sources import SCHOOL, SHARED
from uklad.base.escape import literal
from uklad.base.text import upfirst
from uklad.model.editions import current
from uklad.model.schema import School
from uklad.model.trust import is_draft
from uklad.rendering.context import Context

MANY = 30  # more schools than this are grouped
SCRIPT = '<script defer src="assets/portal.js"></script>'
NO_LETTER = "\uffff"  # after every letter
Entry = tuple[str, str, str]  # what it is sorted by, the group it stands in, its markup


def directory(context: Context) -> str:
    """Every school as one line, in groups; browsers fold them, and a script may filter them."""
    words = context.site.words
    said = {name: literal(words(f"portal.{name}", count="{count}")) for name in ("find", "found", "none")}
    told = "".join(f' data-{name}="{text}"' for name, text in said.items())
    sections = [(letter, list(listed)) for letter, listed in groupby(sorted(_entries(context)), lambda entry: entry[0][0])]
    names = {letter: letter if letter != NO_LETTER else words("portal.elsewhere") for letter, _ in sections}
    leaps = " ".join(f'<a href="#az-{ord(letter)}">{name}</a>' for letter, name in names.items())
    count = sum(len(listed) for _, listed in sections)
    body = "".join(f'<h2 id="az-{ord(letter)}">{names[letter]}</h2><ul>{"".join(_groups(listed))}</ul>' for letter, listed in sections)
    return f'<div class="directory"{told}><p>{words("portal.count", count=count)}</p><p class="letters">{leaps}</p>{body}</div>{SCRIPT}'


def _entries(context: Context) -> Iterator[Entry]:
    for name, school in context.site.schools.schools.items():
        if not school.model:
            yield _entry(context, name, school)


def _entry(context: Context, name: str, school: School) -> Entry:
    """A school's line: one link, its kind and its edition; sorted by place, else by kind at the end."""
    site, edition = context.site, current(school)
    locale, kind = site.locale, site.schools.kinds[school.kind].name[site.locale]
    group = school.place[locale] if school.place else upfirst(kind)
    by = _key(group) if school.place else NO_LETTER + _key(group)
    folder = f"{name}/{locale}/{edition.date}" if locale == site.first else f"../{name}/{locale}/{edition.date}"
    title, date = literal(school.name[locale]), site.words.short_date(edition.date)
    draft = f", {site.words('draft_short')}" if is_draft(edition) else ""
    line = f'<li data-source="{SCHOOL}"><a href="{folder}/index.html">{title}</a> {literal(kind)}, {date}{draft}</li>'
    return f"{by}\0{group}\0{_key(school.name[locale])}", group, line


def _key(text: str) -> str:
    """A name as it sorts: from its first capital letter or digit on (г. Терек as Терек), ё as е."""
    start = next((at for at, letter in enumerate(text) if letter.isupper() or letter.isdigit()), 0)
    plain = text[start:].casefold().replace("ё", "е").upper()
    return plain if plain[:1].isalnum() else f"0{plain}"


def _groups(listed: list[Entry]) -> Iterator[str]:
    """A group of one school stands open, a larger one folds."""
    for group, entries in groupby(listed, lambda entry: entry[1]):
        lines = [line for _, _, line in entries]
        title = literal(group)
        if len(lines) == 1:
            yield f'<li class="group"><b data-source="{SHARED}">{title}</b><ul>{lines[0]}</ul></li>'
        else:
            summary = f'<summary data-source="{SHARED}">{title} <i>{len(lines)}</i></summary>'
            yield f'<li class="group"><details>{summary}<ul>{"".join(lines)}</ul></details></li>'

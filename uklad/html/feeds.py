"""What stands beside the editions of a school: their list, a feed of them, and the way to the one in force."""

from __future__ import annotations

import html
import json
import posixpath
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from uklad.content.site import Site
from uklad.model.editions import current, in_order, status
from uklad.model.schema import Edition

REDIRECT = Path(__file__).with_name("redirect.html")
ENTRY = """  <entry>
    <id>{id}</id>
    <title>{title}</title>
    <updated>{date}T00:00:00Z</updated>
    <link href={link}/>
  </entry>
"""
FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={lang}>
  <id>{id}</id>
  <title>{title}</title>
  <updated>{updated}T00:00:00Z</updated>
  <author><name>{author}</name></author>
{entries}</feed>
"""


def versions(site: Site) -> str:
    """The editions of a school, the latest first, in the format that mike writes; the days of each among its properties."""
    listed = [_version(site, edition) for edition in reversed(in_order(site.school))]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _version(site: Site, edition: Edition) -> dict[str, object]:
    school = site.school
    days = {"adopted": edition.adopted, "in_force": edition.in_force, "until": edition.until, "repealed": edition.repealed}
    return {
        "version": str(edition.date),
        "title": site.words.date(edition.date),
        "aliases": ["current"] if edition is current(school) else [],
        "properties": {
            "status": "model" if school.model else status(school, edition),
            **{name: str(day) for name, day in days.items() if day},
        },
    }


def feed(site: Site) -> str:
    """An Atom feed of the editions; its dates are theirs."""
    editions = list(reversed(in_order(site.school)))
    name = escape(site.school.name[site.locale])
    root = f"urn:uklad:{site.shown_id}:{site.locale}"
    entries = "".join(
        ENTRY.format(
            id=f"{root}:{edition.date}",
            title=escape(site.words("regulation.edition", date=site.words.date(edition.date))),
            date=edition.date,
            link=quoteattr(f"{edition.date}/index.html"),
        )
        for edition in editions
    )
    title = f"{name}: {escape(site.words('feed'))}"
    return FEED.format(lang=quoteattr(site.locale), id=root, title=title, updated=editions[0].date, author=name, entries=entries)


def redirect(site: Site, path: str) -> str:
    """The page at `path` of `current/`, leading to the same page of this edition."""
    target = posixpath.relpath(f"{site.edition.date}/{path}", posixpath.dirname(f"current/{path}"))
    return leading(site, target)


def leading(site: Site, target: str) -> str:
    """A page that leads elsewhere."""
    title, text = html.escape(site.school.name[site.locale]), site.words("redirect")
    return REDIRECT.read_text(encoding="utf-8").format(lang=site.locale, title=title, url=target, text=text)

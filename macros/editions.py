"""The editions of the act: a table, the way between them, and what a reader must know of this one."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from macros.sources import SCHOOL, marked_block
from macros.tables import approval_list, table
from uklad.base.escape import literal
from uklad.base.text import json_for_script, upfirst
from uklad.model.editions import earlier, in_order, status, successor
from uklad.model.schema import Edition
from uklad.model.types import form_of
from uklad.rendering.context import Context


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def editions_table() -> str:
        """The editions with their status, approval and changes."""
        words, school = context.site.words, context.site.school
        rows = (
            [
                f'<a href="{_other(context, edition, "index.html")}">{words.date(edition.date)}</a>',
                words(f"status.names.{'model' if school.model else status(school, edition)}"),
                approval_list(context, edition.approval),
                _changes_link(context, edition),
            ]
            for edition in reversed(in_order(school))
        )
        return marked_block(SCHOOL, table(words.get("editions.columns"), rows))

    return {"editions_table": editions_table}


def _changes_link(context: Context, edition: Edition) -> str:
    words = context.site.words
    if not earlier(context.site.school, edition):
        return words("editions.first")
    return f'<a href="{_other(context, edition, "reference/changes.html")}">{words("editions.compare")}</a>'


def _other(context: Context, edition: Edition, page: str) -> str:
    """The address of a page of another edition, from the page at hand."""
    return posixpath.relpath(f"{edition.date}/{page}", posixpath.dirname(f"{context.site.edition.date}/{context.path}"))


@dataclass(frozen=True)
class OtherEdition:
    """This page, or its nearest parent, in one edition: `here` is "yes" for the edition at hand."""

    date: str
    status: str
    here: str
    link: str


def beside(context: Context) -> list[OtherEdition]:
    """The page at hand in each edition, the latest first; nothing where there is one edition."""
    school = context.site.school
    return [_in_edition(context, edition) for edition in reversed(in_order(school))] if len(school.editions) > 1 else []


def _in_edition(context: Context, edition: Edition) -> OtherEdition:
    words, school = context.site.words, context.site.school
    said = "" if school.model else words(f"status.names.{status(school, edition)}")
    here = "yes" if edition.date == context.site.edition.date else ""
    return OtherEdition(words.date(edition.date), said, here, f"../{edition.date}/{_nearest(context, edition)}")


def _nearest(context: Context, edition: Edition) -> str:
    there = context.paths_in(edition)
    folder = posixpath.join(posixpath.dirname(context.path), "index.md")
    path = next(path for path in (context.path, folder, "index.md") if path in there)
    return path.removesuffix(".md") + ".html"


@dataclass(frozen=True)
class Standing:
    """What every page says of its edition: the line, its status, the way to the one in force, and from when a pending one is."""

    line: str
    kind: str
    newer: str
    begins: str = ""
    then: str = ""


def standing(context: Context) -> Standing:
    """The standing of the edition at hand."""
    site, words = context.site, context.site.words
    kind, date = status(site.school, site.edition), words.date(site.edition.date)
    after = successor(site.school, site.edition)
    key = "current_act" if kind == "current" and site.edition.date_from == "act" else kind
    day = words.date(after.date) if after else words.date(site.edition.repealed) if site.edition.repealed else date
    line = words("status.model") if site.school.model else ""
    if not (site.school.model and kind == "current"):
        line = f"{line} {words(f'status.{key}', date=day)}".strip()
    newer = f"../{after.date}/{_nearest(context, after)}" if after else ""
    if kind != "pending":
        return Standing(words.bind(line), kind, newer)
    return Standing(words.bind(line), kind, newer, str(site.edition.date), words("status.current_act", date=date))


def legislation(context: Context) -> Markup:
    """schema.org Legislation of this edition, as JSON that is safe within a script element."""
    site, locale = context.site, context.site.locale
    force = {"current": "InForce", "pending": "NotInForce", "repealed": "NotInForce", "superseded": "NotInForce"}
    kind = "NotInForce" if site.school.model else force[status(site.school, site.edition)]
    said = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": site.edition.title[locale],
        "inLanguage": locale,
        "legislationDateVersion": str(site.edition.date),
        "legislationLegalForce": f"https://schema.org/{kind}",
        "legislationPassedBy": {"@type": "EducationalOrganization", "name": site.school.full_name[locale]},
    }
    before = earlier(site.school, site.edition)
    if before:
        said["legislationConsolidates"] = {"@type": "Legislation", "legislationDateVersion": str(before[0].date)}
    return Markup(json_for_script(said))


def legal_cite(context: Context, cited: str) -> str:
    """A clause cited as lawyers do: п. 4.13.5 Положения …, ред. от 29.08.2024."""
    site, words = context.site, context.site.words
    title = site.edition.title[site.locale]
    forms = site.term("act")
    act = form_of(forms, "gen")
    named = site.later("act-title", title, forms.get("nom") or "", forms.get("one") or "")
    date = words.short_date(site.edition.date)
    return literal(words("legal_cite", cite=cited, act=upfirst(act), title=named, date=date))

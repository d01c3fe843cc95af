"""The editions of the act: a table, the way between them, and what a reader must know of this one."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, replace

from markupsafe import Markup

from macros.sources import SCHOOL, marked_block
from macros.tables import approval_list, table
from macros.terms import literal_forms
from macros.validity import dates_of, standing_of
from uklad.base.escape import literal
from uklad.base.text import json_for_script, upfirst
from uklad.model.editions import begins, earlier, in_order, is_known_in_force, status, successor
from uklad.model.schema import Edition
from uklad.model.types import form_of
from uklad.rendering.context import Context


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def editions_table() -> str:
        """The editions with their status and dates, approval and changes."""
        words, school = context.site.words, context.site.school
        rows = (
            [
                f'<a href="{_other(context, edition, "index.html")}">{words.date(edition.date)}</a>',
                "\n".join([words(f"status.names.{standing_of(context, edition)}"), *dates_of(context, edition)]),
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
    words = context.site.words
    said = "" if context.site.school.model else words(f"status.names.{standing_of(context, edition)}")
    here = "yes" if edition.date == context.site.edition.date else ""
    return OtherEdition(words.date(edition.date), said, here, f"../{edition.date}/{_nearest(context, edition)}")


def _nearest(context: Context, edition: Edition) -> str:
    there = context.paths_in(edition)
    folder = posixpath.join(posixpath.dirname(context.path), "index.md")
    path = next(path for path in (context.path, folder, "index.md") if path in there)
    return path.removesuffix(".md") + ".html"


@dataclass(frozen=True)
class Standing:
    """What every page says of its edition: the line, its status, and the way to the one that superseded it.

    `begins`: the day of a pending one, and `then` what is so from then on; `term`: until when it is valid, where that is limited,
    `until` its last day, and `ended` what is so afterwards. Scripts compare both days with the reader's, as 2024-08-29.
    """

    line: str
    kind: str
    newer: str
    begins: str = ""
    then: str = ""
    term: str = ""
    until: str = ""
    ended: str = ""


def standing(context: Context) -> Standing:
    """The standing of the edition at hand."""
    site, words = context.site, context.site.words
    kind, after = status(site.school, site.edition), successor(site.school, site.edition)
    said = Standing(words.bind(_line(context, kind, after)), kind, f"../{after.date}/{_nearest(context, after)}" if after else "")
    if site.school.model:
        return said
    if kind == "pending":
        day = begins(site.edition)
        said = replace(said, begins=str(day), then=words.bind(words("status.current", date=words.date(day))))
    return replace(said, **_term(context)) if kind in ("current", "latest", "pending") else said


def _line(context: Context, kind: str, after: Edition | None) -> str:
    """What the edition is, and since when; of a model only that it is one, and whether there is a newer one."""
    site, words, edition = context.site, context.site.words, context.site.edition
    date: Callable[[dt.date | None], str] = lambda day: words.date(day) if day else ""  # noqa: E731
    model = words("status.model") if site.school.model else ""
    if after and (model or not is_known_in_force(after)):
        return f"{model} {words('status.older', date=date(after.date))}".strip()
    if model:
        return model
    days = {"superseded": begins(after) if after else None, "repealed": edition.repealed, "latest": edition.date}
    key = "pending_adopted" if kind == "pending" and edition.adopted else kind
    return words(f"status.{key}", date=date(days.get(kind, begins(edition))), adopted=date(edition.adopted))


def _term(context: Context) -> dict[str, str]:
    """Until when the edition is valid, before that day and after it; nothing where the data set no term."""
    site, words, until = context.site, context.site.words, context.site.edition.until
    if not until:
        return {}
    said = {name: words(f"status.{name}", date=words.date(until), school=literal_forms(site.term("school"))) for name in ("term", "ended")}
    return {"until": str(until), **{name: words.bind(text) for name, text in said.items()}}


def legislation(context: Context) -> Markup:
    """schema.org Legislation of this edition, as JSON that is safe within a script element."""
    site, locale, edition = context.site, context.site.locale, context.site.edition
    said = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": edition.title[locale],
        "inLanguage": locale,
        "legislationDateVersion": str(edition.date),
        "legislationPassedBy": {"@type": "EducationalOrganization", "name": site.school.full_name[locale]},
    }
    if (kind := standing_of(context, edition)) != "latest":
        said["legislationLegalForce"] = f"https://schema.org/{'InForce' if kind == 'current' else 'NotInForce'}"
    before = earlier(site.school, edition)
    if before:
        said["legislationConsolidates"] = {"@type": "Legislation", "legislationDateVersion": str(before[0].date)}
    return Markup(json_for_script({**said, **_days(edition)}))


def _days(edition: Edition) -> dict[str, str]:
    """The days of the edition under the names of schema.org."""
    said = {"legislationDate": edition.adopted, "legislationDateOfApplicability": edition.in_force, "expires": edition.until}
    term = {"temporalCoverage": f"{edition.in_force or '..'}/{edition.until or '..'}"} if edition.in_force or edition.until else {}
    return {**{name: str(day) for name, day in said.items() if day}, **term}


def legal_cite(context: Context, cited: str) -> str:
    """A clause cited as lawyers do: п. 4.13.5 Положения …, ред. от 29.08.2024."""
    site, words = context.site, context.site.words
    title = site.edition.title[site.locale]
    forms = site.term("act")
    act = form_of(forms, "gen")
    named = site.later("act-title", title, forms.get("nom") or "", forms.get("one") or "")
    date = words.short_date(site.edition.date)
    return literal(words("legal_cite", cite=cited, act=upfirst(act), title=named, date=date))

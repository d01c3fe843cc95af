"""From when and until when an edition is valid, as far as the data say; no page has a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.sources import SCHOOL, marked, paragraph
from uklad.model.editions import status
from uklad.model.schema import Edition
from uklad.rendering.context import Context


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def in_force() -> str:
        """One line: what this edition is and of which day, leading to the act."""
        said = context.site.words(f"in_force.{standing_of(context, context.site.edition)}", date=_day(context, context.site.edition))
        return paragraph(SCHOOL, "in-force", f"[{said}]({context.link('regulation/index.md')})")

    def validity() -> str:
        """The date of the edition and what it was taken from; when it was adopted, from when it is in force, and until when."""
        words, edition = context.site.words, context.site.edition
        dated = [words("validity.edition", date=_day(context, edition)), words(f"regulation.date_from.{edition.date_from}")]
        return marked(SCHOOL, " ".join([*dated, *dates_of(context, edition)]))

    return {"in_force": in_force, "validity": validity}


def standing_of(context: Context, edition: Edition) -> str:
    """What an edition is: `model` for those of a model school, else its status."""
    school = context.site.school
    return "model" if school.model else status(school, edition)


def dates_of(context: Context, edition: Edition) -> Iterator[str]:
    """When the edition was adopted, from when it is in force and until when: a sentence for each day that the data give."""
    for name, day in (("adopted", edition.adopted), ("in_force", edition.in_force), ("until", edition.until)):
        if day:
            yield context.site.words(f"validity.{name}", date=context.site.words.date(day))


def _day(context: Context, edition: Edition) -> str:
    return context.site.words.date(edition.date)

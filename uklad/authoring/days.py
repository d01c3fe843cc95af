"""Reads days as people write them."""

from __future__ import annotations

import datetime as dt
import re

FORMS = "2024-08-29 or 29.08.2024"
YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)", re.A)
DAY_FIRST = re.compile(r"(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>\d{4})(?:\s*г\.?)?", re.A)


def read_day(text: str) -> dt.date | None:
    """The day of the calendar that is written as one of FORMS; none where it is written otherwise, or is no day."""
    match = YEAR_FIRST.fullmatch(text.strip()) or DAY_FIRST.fullmatch(text.strip())
    if not match:
        return None
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None

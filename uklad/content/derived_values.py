"""Values that are worked out from a school's own words once these are known: a QR code, a title within a citation."""

from __future__ import annotations

import re
from collections.abc import Callable

import segno

MARKUP = [("later", "qr")]  # these give markup; all others give plain text


def _qr_code(url: str, said: str) -> str:
    return str(segno.make(url, error="m").svg_inline(scale=3, title=said))


def _act_title(title: str, *names: str) -> str:
    """A title without its first word where that is what the act is called; else in quotation marks."""
    first, _, rest = title.partition(" ")
    return rest if first.lower() in names else f"«{title}»"


DERIVED: dict[str, Callable[..., str]] = {
    "qr": _qr_code,
    "act-title": _act_title,
    "tel": lambda phone: re.sub(r"[^+0-9]", "", phone),
    "bare": lambda address: address.rstrip("/"),
}

"""Small things done to texts."""

from __future__ import annotations

import json
from typing import Any


def upfirst(text: str) -> str:
    """The text with a capital first letter; the rest stays."""
    return text[:1].upper() + text[1:]


def lowfirst(text: str) -> str:
    """The text with a small first letter; the rest stays."""
    return text[:1].lower() + text[1:]


def json_for_script(value: Any) -> str:
    """A value as JSON that is safe within a script element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")

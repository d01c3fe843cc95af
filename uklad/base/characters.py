"""Characters that texts and data may not hold: those that act unseen, and those that the build keeps as its own marks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from uklad.base.errors import Problem, Refused

MARKS = r"\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use
CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
TURNING = r"\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
UNSEEN = (
    rf"{TURNING}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    r"\u3164\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
NAMES = (
    (MARKS, "a private-use character", "remove it; the build keeps these for itself"),
    (CONTROL, "a control character", "remove it"),
    (TURNING, "a character that turns the direction of writing", "remove it, so that everyone reads the same"),
    (UNSEEN, "a character of no width", "remove it, so that what looks the same is the same"),
)
IN_TEXTS = re.compile(f"[{MARKS}{CONTROL}]")
IS_MARK = re.compile(f"[{MARKS}]")
SPELLED = re.compile(r"&#(?:x[0-9a-f]{1,8}|\d{1,8});?|%e[ef](?:%[89ab][0-9a-f]){2}|%f[34](?:%[89ab][0-9a-f]){3}", re.I)  # may be marks
IN_DATA = re.compile(f"[{MARKS}{CONTROL}{UNSEEN}]")


def named(character: str) -> tuple[str, str]:
    """What is wrong with a character that may not stand here, and the remedy."""
    what, remedy = next((what, remedy) for which, what, remedy in NAMES if re.match(f"[{which}]", character))
    return f"{what} (U+{ord(character):04X})", remedy


def first_unfit(text: str, refused: re.Pattern[str] = IN_TEXTS) -> tuple[int, str, str] | None:
    """The first character of a text that may not stand there, in any spelling: where, what is wrong, and the remedy."""
    if found := refused.search(text):
        return (found.start(), *named(found[0]))
    for spelled in SPELLED.finditer(text):
        character = html.unescape(unquote(spelled[0]))
        if IS_MARK.match(character):
            what, remedy = named(character[0])
            return spelled.start(), f'{what}, written as "{spelled[0]}"', remedy
    return None


def unfit(text: str, shown: str, refused: re.Pattern[str] = IN_TEXTS) -> Iterator[Problem]:
    """A problem for each line that holds a character that may not stand there."""
    if not first_unfit(text, refused):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if found := first_unfit(line, refused):
            at, what, remedy = found
            yield Problem(shown, number, f"the line holds {what}, at character {at + 1}", remedy)


def decoded(content: bytes, shown: str) -> str:
    """The text of a file. Raises Refused where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused([Problem(shown, line, "not encoded in UTF-8", "save the file as UTF-8")]) from None


def read_text(path: Path, shown: str) -> str:
    """A text that an author wrote. Raises Refused where it is not UTF-8 or holds what may not stand there."""
    text = decoded(path.read_bytes(), shown)
    if problems := list(unfit(text, shown)):
        raise Refused(problems)
    return text.replace("\r\n", "\n")

"""Texts that would act if they could, and pages taken apart to see whether they did."""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import Any

import html5lib
from conftest import ROOT
from hypothesis import strategies as st

from uklad.base.characters import IN_DATA

sys.path.insert(0, str(ROOT / "bench"))
from invent import HOSTILE

PIECES = [
    *HOSTILE, "</script>", "</title>", "</style>", "</svg>", "<!--", "]]>", "<![CDATA[", "\\u003c", "\\", '"', "'", "&amp;", "&#60", "&lt;b&gt;", "javascript:", "%EE%80%80", "%s", "%", "г..", "№ ", "п. 5",
    "{{ lipsum.__globals__ }}", '{% include "/etc/passwd" %}', "{{ ''.__class__ }}", "\u2028", "\u2029", "\ufdd0", "\u00ad", "\U0001fffe", "İ", "ß", "ǆ", "я" * 3000, "=" * 5000, "$&", "а~b^c_d",
]  # fmt: skip
CHARACTERS = st.characters(exclude_categories=("Cs",)).filter(lambda one: not IN_DATA.match(one))


def _line(text: str) -> str:
    return " ".join(text.split())[:10_000].strip()


TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(CHARACTERS, max_size=20)), min_size=1, max_size=8).map("".join).map(_line).filter(bool)


def read(text: str) -> str:
    """A text as people read it: every space is the same."""
    return text.replace("\u00a0", " ")


def tree(page: str) -> Any:
    """A page as a browser has it."""
    return html5lib.parse(page, namespaceHTMLElements=False)


def bones(page: Any, locale: str) -> tuple[Counter[str], Counter[str]]:
    """The elements and attributes of a page, without those that mark Russian words on a page in another language."""
    elements = [one for one in page.iter() if isinstance(one.tag, str) and (locale == "ru" or one.tag != "span" or set(one.attrib) != {"lang"})]
    return Counter(one.tag for one in elements), Counter(f"{one.tag} {name}" for one in elements for name in one.attrib)


def said(element: Any) -> str:
    """The text of an element, each run of spaces as one."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()

"""How a use of a clause is written on a page: a line with its clause, or the words of a block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from macros.citations import citations
from macros.sources import lines_by_clauses
from uklad.base.text import upfirst
from uklad.content.cards import ShownUse
from uklad.rendering.context import Context
from uklad.rendering.environment import Origin

LINK = re.compile(r"\]\(\.\./([^)\s]+)\)")  # a page as guides and tasks link to it; uses show on other pages too
LINE = re.compile(r"^( *(?:[-*] +|\d+\. +)?)(?![ {<|])(.+?)(\.?)$", re.M)  # behind the mark of a list; no attributes, markup or table
ENDS = ("!", "?", "…", ":", ";")


def said(context: Context, one: ShownUse) -> str:
    """The text of a use (Markdown) in this school's words; one borrowed from another language is marked with it, line by line."""
    context.said.add(one.use.clause)
    text = context.render(one.use.text, Origin(one.use.path, one.use.first)).strip()
    if not one.use.path.startswith(f"{context.site.docs.name}/{context.site.locale}/"):
        text = LINE.sub(rf'\1<span lang="{context.site.first}">\2</span>\3', text)
    return LINK.sub(lambda link: f"]({context.link(link[1])})", text)


def title(context: Context, one: ShownUse) -> str:
    """The title of a use in this school's words."""
    return context.render(one.use.title, Origin(one.use.path, one.use.line)).strip()


def cited(context: Context, one: ShownUse) -> str:
    """The clauses of a use as links, parted by commas."""
    return ", ".join(citations(context, context.site.rests_on(one)))


def sentence(context: Context, one: ShownUse) -> str:
    """The text with its clauses in parentheses before the full stop; below it, where it ends in a list or an address."""
    text, basis = said(context, one), f"({cited(context, one)})"
    last = text.rpartition("\n")[2].lstrip()
    if last.startswith(("- ", "1. ")):
        return f"{text}\n\n{basis}"
    body = text[:-1] if text.endswith(".") and not context.site.words.ends_in_date(text) else text
    return f"{body} {basis}{'' if text.endswith(ENDS) else '.'}"


def lines(
    context: Context,
    uses: Iterable[ShownUse],
    titled: bool = False,
    within: str = "",
    more: Callable[[ShownUse], str] = lambda one: "",
) -> str:
    """A list with a line for each use, behind its title where it has one.

    `within` tells lists of one page apart in anchors; `more`: what the data say beside the use, as a sentence.
    """
    listed: dict[str, ShownUse] = {}
    for one in uses:
        head = f"**{title(context, one)}.** " if titled else ""
        listed.setdefault(f"{head}{upfirst(sentence(context, one))} {more(one)}".rstrip(), one)
    return "\n".join(f"- {_marked(context, text, one, within)}" for text, one in listed.items())


def _marked(context: Context, text: str, one: ShownUse, within: str) -> str:
    """The line, its first paragraph within an element that names its clause; further paragraphs are indented below it."""
    first, *rest = text.split("\n\n")
    clauses = context.site.rests_on(one)
    anchor = f"{context.anchor_of_line(one)}{within}"
    head = f'<span id="{anchor}" data-clause="{" ".join(clauses)}">{first}</span>'.replace("\n", " ")
    return "\n\n".join([head, *("    " + lines_by_clauses(clauses, part).replace("\n", "\n    ") for part in rest)])


def passage(context: Context, one: ShownUse) -> str:
    """The sentence of a use as a division that names its clause."""
    return f'<div data-clause="{" ".join(context.site.rests_on(one))}" markdown="1">\n\n{sentence(context, one)}\n\n</div>'

"""What is done to every page after its macros: title, description, no-break spaces, marks of stale texts, tooltips."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from macros.editions import beside, legislation, standing
from macros.glossary import tooltips
from uklad.rendering.context import Context, RenderedPage

LOOSE = re.compile(r"(^- .*)\n\n+(?=- )", re.M)  # list items that blocks of macros have set apart


def finish(context: Context, page: RenderedPage) -> RenderedPage:
    """The page as the layout takes it."""
    title = Markup(context.site.words.bind(page.title))
    return RenderedPage(page.path, title, _meta(context, page, title), _markdown(context, page))


def _meta(context: Context, page: RenderedPage, title: Markup) -> dict[str, Any]:
    """What the layout asks of the page: its editions, their standing, the title and the description."""
    meta = {**page.meta, "title": title, "editions": [], "standing": None}
    if not context.portal:
        meta |= {"editions": beside(context), "standing": standing(context)}
        if page.path.startswith("regulation/"):
            meta["legislation"] = legislation(context)
    if "summary" in meta:
        plain = re.sub(r"<[^>]+>", "", context.render(str(meta["summary"])))
        meta["description"] = Markup(context.site.words.bind(plain).replace('"', "&quot;"))
    return meta


def _markdown(context: Context, page: RenderedPage) -> str:
    words, text = context.site.words, page.markdown
    if context.site.stale & {page.path, *context.said}:
        text = f"{words('stale')}\n{{: .stale }}\n\n{text}"
    if page.path in context.site.borrowed:
        text = f'{words("borrowed")}\n{{: .stale }}\n\n<div lang="{context.site.first}" markdown="1">\n\n{text}\n\n</div>'
    tight = LOOSE.sub(r"\1\n", text)
    return f"{words.bind(tight)}\n\n{tooltips(context)}\n"

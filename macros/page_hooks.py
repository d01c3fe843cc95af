"""What is done to every page around its macros: title, description, no-break spaces, tooltips."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from macros import memo as readers
from macros.editions import beside, legislation, standing
from macros.glossary import tooltips
from macros.platform import moves_since
from macros.terms import literal_forms
from uklad.base.escape import literal
from uklad.rendering.context import Current

LOOSE = re.compile(r"(^- .*)\n\n+(?=- )", re.M)  # list items that blocks of macros have set apart


def prepare(now: Current) -> None:
    """Hand the theme what its blocks say on every page."""
    site, words = now.site, now.site.words
    date = words.date(site.edition.date)
    now.env.conf["extra"]["site"] = {
        "edition": "" if now.portal else words.bind(words("regulation.edition", date=date) + "."),
        "banners": [] if now.portal else [words.bind(text) for text in _banners(now)],
        "prevails": words("prevails") if site.locale != site.schools.locales[0] else "",
        "words": words,
        **readers.layout(now),
    }


def on_pre_page_macros(env: Any) -> None:
    """Number the steps of each page from one, also when a page is rendered again."""
    now = env.conf["extra"]["current"]
    now.numbers.pop(now.path, None)


def on_post_page_macros(env: Any) -> None:
    """Finish the page's Markdown and its metadata."""
    now = env.conf["extra"]["current"]
    words, meta = now.site.words, env.page.meta
    meta["editions"], meta["standing"] = ([], {}) if now.portal else (beside(now), standing(now))
    if now.path.startswith("regulation/") and not now.portal:
        meta["legislation"] = legislation(now)
    meta["title"] = env.page.title = Markup(words.bind(env.page.title))
    if "summary" in meta:
        plain = re.sub(r"<[^>]+>", "", now.render(str(meta["summary"])))
        meta["description"] = Markup(words.bind(plain).replace('"', "&quot;"))
    if now.path in now.stale:
        env.markdown = f"{words('stale')}\n{{: .stale }}\n\n{env.markdown}"
    if now.path in now.site.borrowed:
        env.markdown = f'{words("borrowed")}\n{{: .stale }}\n\n<div lang="{now.site.first}" markdown="1">\n\n{env.markdown}\n\n</div>'
    tight = LOOSE.sub(r"\1\n", env.markdown)
    env.markdown = f"{words.bind(tight)}\n\n{tooltips(now)}\n"


def _banners(now: Current) -> list[str]:
    """What the reader must know of the platform since the edition was adopted."""
    site, school = now.site, literal_forms(now.site.term("school"))
    return [site.words("banner", platform=name, to=literal(move.to[site.locale]), school=school) for name, move in moves_since(now)]

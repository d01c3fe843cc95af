"""What the layout says around every page: its policy, banners, the edition, and which memos there are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from macros.contacts import school_ways
from macros.platform import moves_since
from macros.terms import literal_forms
from uklad.base.escape import literal
from uklad.content.phrases import Words
from uklad.model.trust import is_draft
from uklad.rendering.context import Context

SHEETS = ("main", "palette")
# `file:` lets a copy on a stick load its own scripts.
POLICY = "default-src 'self' file:; img-src 'self' file: data:; object-src 'none'; base-uri 'none'; form-action 'self' file:"


@dataclass(frozen=True)
class Frame:
    """What the blocks of the theme say on every page, as `config.extra.site`; what does not concern the portal is empty there.

    `draft`: that the rules are not compared with the act yet. `memos`: guide -> the address of its memo.
    `theme_styles`: paths below the site. `policy`: the content security policy.
    """

    words: Words
    theme_styles: list[str]
    prevails: str
    policy: str = POLICY
    edition: str = ""
    draft: str = ""
    banners: list[str] = field(default_factory=list)
    email: str = ""
    contacts: str = ""
    memos: dict[str, str] = field(default_factory=dict)


def frame(context: Context, theme_dirs: list[str]) -> Frame:
    """The frame of a site; `theme_dirs` are the folders of the theme."""
    site, words = context.site, context.site.words
    prevails = words("prevails") if site.locale != site.schools.locales[0] else ""
    common = Frame(words, _theme_styles(theme_dirs), prevails)
    if context.portal:
        return common
    edition = words.bind(words("regulation.edition", date=words.date(site.edition.date)) + ".")
    banners = [words.bind(text) for text in _banners(context)]
    own = replace(common, email=site.school.email or "", contacts=_contacts(context), memos=_memos(context))
    draft = words.bind(words("draft")) if is_draft(site.edition) else ""
    return replace(own, edition=edition, draft=draft, banners=banners)


def _banners(context: Context) -> list[str]:
    """What the reader must know of the platform since the edition was adopted."""
    site, school = context.site, literal_forms(context.site.term("school"))
    return [site.words("banner", platform=name, to=literal(move.to[site.locale]), school=school) for name, move in moves_since(context)]


def _contacts(context: Context) -> str:
    """The school and how it is reached, as HTML; nothing where the data do not say."""
    said = " ".join(school_ways(context))
    return context.site.words.bind(f"{literal(context.site.school.name[context.site.locale])}. {said}") if said else ""


def _memos(context: Context) -> dict[str, str]:
    """Guide -> the address of its memo."""
    names = [Path(page.path).stem for page in context.pages if page.path.startswith("memo/")]
    return {f"guides/{name}.md": f"memo/{name}.html" for name in names}


def _theme_styles(dirs: list[str]) -> list[str]:
    """The theme's stylesheets, whose names carry a digest of its version."""
    found = {path.name: path for folder in dirs for path in Path(folder).glob("assets/stylesheets/*.min.css")}
    return [f"assets/stylesheets/{name}" for sheet in SHEETS for name in sorted(found) if name.startswith(f"{sheet}.")]

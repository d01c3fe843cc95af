"""What the layout says around a page: its stylesheets, its security policy, whom to write to, the memos."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from macros.citations import citations
from uklad.base.escape import literal
from uklad.rendering.context import Current, Shown

SHEETS = ("main", "palette")
POLICY = "default-src 'self' file:; img-src 'self' file: data:; object-src 'none'; base-uri 'none'; form-action 'self' file:"
MAIN_STEPS = 10  # as many as one sheet of paper holds beside the rest


def layout(now: Current) -> dict[str, Any]:
    """What the layout needs on every page. `file:` lets a copy on a stick load its own scripts."""
    themed = "theme" in now.env.conf  # where texts are only asked for, no page is looked at
    memos = {
        f"guides/{_stem(page.path)}.md": f"memo/{_stem(page.path)}.html"
        for page in (now.pages if themed else ())
        if page.path.startswith("memo/")
    }
    return {
        "policy": POLICY,
        "theme_styles": _theme_styles(now.env.conf["theme"].dirs) if themed else [],
        "email": "" if now.portal else now.site.school.email or "",
        "memos": {} if now.portal else memos,
    }


def macros(now: Current) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def memo() -> str:
        """One sheet for a role: the main steps with their clauses, whom to ask, the edition, a QR code of the guide."""
        role, words = _stem(now.path), now.site.words
        shown = [step for step in now.doing if step.page.role == role]
        parts = [_where(now, role), f"## {words('memo.steps')} {{ #steps }}", _steps(now, shown), f"## {words('memo.whom')} {{ #whom }}"]
        return '<div class="memo not-searched" markdown="1">\n\n' + "\n\n".join([*parts, _whom(now), _edition(now)]) + "\n\n</div>"

    return {"memo": memo}


def _stem(path: str) -> str:
    return Path(path).stem


def _name(now: Current, role: str) -> str:
    forms = now.site.role(role)
    return forms.get("nom") or forms["one"]


def _theme_styles(dirs: list[str]) -> list[str]:
    """The theme's stylesheets, whose names carry a digest of its version."""
    found = {path.name: path for folder in dirs for path in Path(folder).glob("assets/stylesheets/*.min.css")}
    return [f"assets/stylesheets/{name}" for sheet in SHEETS for name in sorted(found) if name.startswith(f"{sheet}.")]


def _steps(now: Current, shown: list[Shown]) -> str:
    """The main steps as a numbered list, each with its clauses."""
    words = now.site.words
    lines = [f"1. {step.title} — {', '.join(citations(now, list(step.clauses)))}" for step in shown[:MAIN_STEPS]]
    more = [words("memo.more", count=len(shown) - MAIN_STEPS)] if len(shown) > MAIN_STEPS else []
    return "\n\n".join(["\n".join(lines) or words("memo.none"), *more])


def _whom(now: Current) -> str:
    """The persons whom the act makes responsible, or the roles that help."""
    site, words = now.site, now.site.words
    people = [
        f"- {now.text(p.function)}: {literal(p.position[site.locale])} {literal(p.name[site.locale])}"
        for p in site.school.people
        if p.function
    ]
    named = {role.replace("-teacher", ""): literal(_name(now, role)) for role in ("administrator", "homeroom-teacher")}
    said = words("memo.whom_default", **named)
    return "\n".join(people) or said[:1].upper() + said[1:]


def _edition(now: Current) -> str:
    site, words = now.site, now.site.words
    edition = words("regulation.edition", date=words.date(site.edition.date))
    forms = site.term("act")
    return words("memo.edition", edition=edition, act=literal(forms.get("acc") or forms["one"]))


def _where(now: Current, role: str) -> str:
    """A QR code of the guide in this edition where the data say where the site is published, else its folder."""
    site, words = now.site, now.site.words
    guide = now.link(f"guides/{role}.md")
    if not site.school.address:
        return f"[{words('memo.where')}]({guide}). " + words("memo.folder", folder=f"`{site.folder}`") + "."
    url = f"{site.later('bare', site.school.address)}/{site.locale}/{site.edition.date}/guides/{role}.html"
    drawn = site.later("qr", url, literal(words("memo.qr")))
    return f'<div class="qr">{drawn}</div>\n\n[{words("memo.where")}]({guide}): {literal(url)}'

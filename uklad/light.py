"""Makes a built site light: one stylesheet cut to what its pages use, and no script, worker or icon that no page asks for."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from uklad.foreign import mark_foreign
from uklad.styles import Rule, cut, names_used, parsed, written

THEME_ONLY = ("assets/stylesheets", "assets/javascripts", "assets/images/social")
LINKS = re.compile(r'(?:\s*<link rel="stylesheet" href="([^"]+)">)+')
LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
PORTAL = "assets/portal.js"  # only a portal of many schools asks for it
SHEET = "assets/site.css"


def lighten(folder: Path, locale: str) -> None:
    """Finish the pages of a site below `folder`."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))}
    sheets = _sheets(folder, pages)
    (folder / "assets").mkdir(exist_ok=True)
    (folder / SHEET).write_text(_stylesheet(folder, sheets, list(pages.values())), encoding="utf-8")
    for path, text in pages.items():
        path.write_text(mark_foreign(_one_link(text), locale), encoding="utf-8")
    for sheet in sheets:
        (folder / sheet).unlink(missing_ok=True)
    if not any(PORTAL in text for text in pages.values()):
        (folder / PORTAL).unlink(missing_ok=True)
    for name in THEME_ONLY:
        shutil.rmtree(folder / name, ignore_errors=True)


def _sheets(folder: Path, pages: dict[Path, str]) -> list[str]:
    """The stylesheets that pages link, as paths below the folder, in the order of the pages' heads."""
    found: dict[str, None] = {}
    for path, text in pages.items():
        for href in LINK.findall(text):
            found[(path.parent / href).resolve().relative_to(folder.resolve()).as_posix()] = None
    return list(found)


def _stylesheet(folder: Path, sheets: list[str], pages: list[str]) -> str:
    """The theme's sheets cut to what is used, and ours whole."""
    used, rules = names_used(pages), list[Rule]()
    for sheet in sheets:
        made = parsed((folder / sheet).read_text(encoding="utf-8"))
        rules += cut(made, used) if sheet.startswith("assets/stylesheets/") else made
    return written(rules)


def _one_link(page: str) -> str:
    """The page with one link for all of its stylesheets."""

    def _joined(match: re.Match[str]) -> str:
        root = re.match(r"(?:\.\./)*", match[1])
        return f'\n  <link rel="stylesheet" href="{root[0] if root else ""}{SHEET}">'

    return LINKS.sub(_joined, page, count=1)

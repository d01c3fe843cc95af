"""Makes a built site light: one stylesheet cut to what its pages use, scripts without comments, and none that no page asks for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from uklad.html.language_spans import mark_foreign
from uklad.html.stylesheet import Rule, Used, all_asked, cut, names_used, parsed, written

THEME_ONLY = "assets/stylesheets"
LINKS = re.compile(r'(?:\s*<link rel="stylesheet" href="([^"]+)">)+')
LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
PORTAL = "assets/portal.js"  # only a portal of many schools asks for it
COMMENT = re.compile(r"/\*(?:(?!\*/).)*\*/|//.*")
SHEET = "assets/site.css"


def lighten_pages(folder: Path, locale: str) -> tuple[dict[str, Used], list[str]]:
    """Finish the pages below `folder`. Returns the names that each uses, and the stylesheets that they linked."""
    used: dict[str, Used] = {}
    sheets: dict[str, None] = {}
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        used[path.relative_to(folder).as_posix()] = names_used([text])
        for href in LINK.findall(text):
            sheets[(path.parent / href).resolve().relative_to(folder.resolve()).as_posix()] = None
        path.write_text(mark_foreign(_one_link(text), locale), encoding="utf-8")
    return used, list(sheets)


def write_sheet(folder: Path, sheets: Iterable[str], used: Used) -> frozenset[str]:
    """Write the one stylesheet, the theme's sheets cut to what is used and ours whole.

    Shortens the scripts, and removes what is not published. Returns the names that decide what is cut.
    """
    rules, asked = list[Rule](), frozenset[str]()
    for sheet in sheets:
        made = parsed((folder / sheet).read_text(encoding="utf-8"))
        theirs = sheet.startswith("assets/stylesheets/")
        rules += cut(made, used) if theirs else made
        asked |= all_asked(made) if theirs else frozenset()
        (folder / sheet).unlink()
    if f"[src={PORTAL}" not in used.names:
        (folder / PORTAL).unlink(missing_ok=True)
    for script in sorted((folder / "assets").glob("*.js")):
        script.write_text(without_comments(script.read_text(encoding="utf-8")), encoding="utf-8")
    shutil.rmtree(folder / THEME_ONLY, ignore_errors=True)
    (folder / SHEET).parent.mkdir(exist_ok=True)
    (folder / SHEET).write_text(written(rules), encoding="utf-8")
    return asked


def without_comments(script: str) -> str:
    """The script without indentation and without lines that are comments; as it is where a text in it goes over lines."""
    lines = script.splitlines()
    if any(line.count("`") % 2 or line.endswith("\\") for line in lines):
        return script
    return "".join(f"{line.strip()}\n" for line in lines if line.strip() and not COMMENT.fullmatch(line.strip()))


def _one_link(page: str) -> str:
    """The page with one link for all of its stylesheets."""

    def _joined(match: re.Match[str]) -> str:
        root = re.match(r"(?:\.\./)*", match[1])
        return f'\n  <link rel="stylesheet" href="{root[0] if root else ""}{SHEET}">'

    return LINKS.sub(_joined, page, count=1)

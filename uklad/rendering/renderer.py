"""The words of a site outside a page: clause texts with their macros carried out, for checks, redlines and documents."""

from __future__ import annotations

import html
import importlib
import re
import sys
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, StrictUndefined

from uklad.content.site import Site

AUTOLINK = re.compile(r"<((?:https?://|[\w.+-]+@)[^>\s]+)>")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?")
MARK = re.compile(r"<[^>]+>|[*_`]|\\(?=[^\w\s])|^#+ ", re.M)


class Speaker:
    """Stands in for the macros plugin: the macros module fills in `variables` and `env`, as it does for pages."""

    def __init__(self, site: Site, root: Path, file: str = "schools.yml") -> None:
        chosen = {"site": site, "locale": site.locale, "schools": file}
        self.conf: dict[str, Any] = {"extra": {"uklad": chosen}, "config_file_path": str(root / "mkdocs.yml")}
        self.variables: dict[str, Any] = {}
        self.env = Environment(undefined=StrictUndefined)
        self.page = SimpleNamespace(file=SimpleNamespace(src_uri="regulation/index.md"), meta={})
        self.macros = _macros(root)
        self.macros.define_env(self)
        self.now = self.conf["extra"]["current"]

    def macro(self, function: Any, name: str = "") -> Any:
        """Register a macro, as the plugin would."""
        self.env.globals[name or function.__name__] = function
        return function

    def filter(self, function: Any, name: str = "") -> Any:
        """Register a filter, as the plugin would."""
        self.env.filters[name or function.__name__] = function
        return function

    def markdown(self, clause: str) -> str:
        """A clause's text as Markdown, in this edition's words."""
        return str(self.now.site.words.bind(self.now.text(clause)))

    def cited(self, clause: str) -> str:
        """How a clause of this edition is cited, as plain text: п. 4.11.3."""
        return unmarked(self.macros.citations.label(self.now, clause))

    def plain(self, clause: str) -> str:
        """A clause's text without marks and links: what a reader reads."""
        return unmarked(self.markdown(clause))


def unmarked(markdown: str) -> str:
    """Markdown without its marks, as lines of words."""
    return html.unescape(MARK.sub("", LINK.sub(r"\1", AUTOLINK.sub(r"\1", markdown))))


@lru_cache(maxsize=4)
def _macros(root: Path) -> Any:
    """The project's macros module, found as the macros plugin finds it."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    return importlib.import_module("macros")

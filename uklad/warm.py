"""What a process keeps between the sites that it builds: compiled templates, and the list of the theme's files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import material.extensions.emoji
import mkdocs_macros.context
from jinja2 import Environment, FileSystemLoader

from uklad.compiled import compile_once

_list = Environment.list_templates
_listed: dict[tuple[Any, ...], list[str]] = {}


@cache
def keep_warm() -> None:
    """From now on nothing is read or compiled twice in this process: each site asks for the same texts and the same theme."""
    compile_once()
    Environment.list_templates = _list_once  # type: ignore[method-assign]
    mkdocs_macros.context.get_git_info = dict  # the plugin asks git twelve times a site; no page shows what git says
    material.extensions.emoji.iglob = _icons  # the theme looks through ten thousand icons, the slow way


def _icons(pattern: str, recursive: bool = True) -> Iterator[str]:
    """As glob.iglob of folder/**/*.svg."""
    for path, _, names in os.walk(pattern.partition("**")[0]):
        yield from (os.path.join(path, name) for name in names if name.endswith(".svg"))


def forget() -> None:
    """A new run looks again at which files there are; texts are known by their content."""
    _listed.clear()


def _list_once(self: Environment, extensions: Any = None, filter_func: Callable[[str], bool] | None = None) -> list[str]:
    """As Environment.list_templates, where MkDocs asks for the theme's files: hidden folders hold thousands of icons, and are left out."""
    if not isinstance(self.loader, FileSystemLoader) or filter_func is None:
        return _list(self, extensions, filter_func)
    key = (*map(str, self.loader.searchpath), filter_func.__qualname__)
    if key not in _listed:
        _listed[key] = sorted(filter(filter_func, {name for folder in self.loader.searchpath for name in _names(str(folder))}))
    return _listed[key]


def _names(folder: str) -> list[str]:
    found = []
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = os.path.relpath(path, folder).replace(os.sep, "/")
        found += [name if below == "." else f"{below}/{name}" for name in names]
    return found

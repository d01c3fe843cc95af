"""What a process keeps between the sites that it builds: compiled templates, and the list of the theme's files."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import mkdocs_macros.context
from jinja2 import Environment, FileSystemLoader

_compile, _list = Environment.compile, Environment.list_templates
_compiled: dict[tuple[Any, ...], Any] = {}
_listed: dict[tuple[Any, ...], list[str]] = {}


@cache
def keep_warm() -> None:
    """From now on nothing is read or compiled twice in this process: each site asks for the same texts and the same theme."""
    Environment.compile = _compile_once  # type: ignore[method-assign]
    Environment.list_templates = _list_once  # type: ignore[method-assign]
    mkdocs_macros.context.get_git_info = dict  # the plugin asks git twelve times a site; no page shows what git says


def forget() -> None:
    """A new run looks again at which files there are; texts are known by their content."""
    _listed.clear()


def _compile_once(
    self: Environment, source: Any, name: Any = None, filename: Any = None, raw: bool = False, defer_init: bool = False
) -> Any:
    """As Environment.compile; environments of the same settings share what is compiled."""
    if not isinstance(source, str):
        return _compile(self, source, name, filename, raw, defer_init)
    settings = (self.autoescape, self.trim_blocks, self.lstrip_blocks, tuple(self.extensions), self.undefined)
    key = (source, name, filename, raw, defer_init, *settings)
    if key not in _compiled:
        _compiled[key] = _compile(self, source, name, filename, raw, defer_init)
    return _compiled[key]


def _list_once(self: Environment, extensions: Any = None, filter_func: Callable[[str], bool] | None = None) -> list[str]:
    """As Environment.list_templates; MkDocs asks it for the theme's files, of which thousands are icons."""
    if not isinstance(self.loader, FileSystemLoader):
        return _list(self, extensions, filter_func)
    key = (*map(str, self.loader.searchpath), str(extensions), getattr(filter_func, "__qualname__", ""))
    if key not in _listed:
        _listed[key] = _list(self, extensions, filter_func)
    return _listed[key]

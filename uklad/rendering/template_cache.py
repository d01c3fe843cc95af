"""Compiled templates of this process: a text that was compiled once is not compiled again, whichever site asks."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, StrictUndefined, nodes

_compile = Environment.compile
_compiled: dict[tuple[Any, ...], Any] = {}


def _later(*_: Any) -> Any:
    raise LookupError("known when the template is carried out")


class _Filters(dict[str, Any]):
    """Knows every filter: which there are is told when the template is carried out."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name, _later)


_pages = Environment(undefined=StrictUndefined)  # set as the macros plugin sets its own
_pages.filters = _Filters(_pages.filters)


@cache
def compile_once() -> None:
    """From now on environments of the same settings share what is compiled: each site asks for the same texts."""
    Environment.compile = _compile_once  # type: ignore[method-assign]


def keep(text: str, tree: nodes.Template) -> None:
    """Compile a text of a page that has just been parsed, unless no site is built in this process. The tree must not be used after."""
    if Environment.compile is _compile_once:
        key = _key(_pages, text, None, None, False, False)
        if key not in _compiled:
            _compiled[key] = _compile(_pages, tree)


def _key(environment: Environment, *given: Any) -> tuple[Any, ...]:
    settings = (environment.autoescape, environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline)
    return (*given, *settings, tuple(environment.extensions), environment.undefined)


def _compile_once(
    self: Environment, source: Any, name: Any = None, filename: Any = None, raw: bool = False, defer_init: bool = False
) -> Any:
    """As Environment.compile."""
    if not isinstance(source, str):
        return _compile(self, source, name, filename, raw, defer_init)
    key = _key(self, source, name, filename, raw, defer_init)
    if key not in _compiled:
        _compiled[key] = _compile(self, source, name, filename, raw, defer_init)
    return _compiled[key]

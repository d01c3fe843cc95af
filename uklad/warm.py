"""What a process keeps between the sites that it builds: compiled templates."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment

_compile = Environment.compile
_compiled: dict[tuple[Any, ...], Any] = {}


@cache
def keep_compiled() -> None:
    """From now on a text that was compiled once in this process is not compiled again: each site asks for the same ones."""
    Environment.compile = _remembering  # type: ignore[method-assign]


def _remembering(
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

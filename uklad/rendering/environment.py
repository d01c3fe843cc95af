"""The Jinja environment of texts: what was compiled once is not compiled again, whichever site asks, and errors know their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import CodeType, TracebackType
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, UndefinedError

from uklad.base.errors import Problem, nearest

_compiled: dict[tuple[str, str | None], CodeType] = {}  # (text, place) -> its code, for this process


@dataclass(frozen=True)
class Origin:
    """Where a text stands: the file's name as messages have it, and the line (from 1) at which the text begins."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class TextEnvironment(Environment):
    """Compiles each text once in a process: the texts of all sites of a locale are the same."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined)

    def carry_out(self, text: str, origin: Origin | None, variables: dict[str, Any]) -> str:
        """The text with its macros carried out. Raises what a macro raises; `problem_of` says where."""
        key = (text, str(origin) if origin else None)
        if key not in _compiled:
            _compiled[key] = self.compile(text, filename=key[1])
        return self.template_class.from_code(self, _compiled[key], self.make_globals(None)).render(variables)


def problem_of(error: Exception, origin: Origin, known: list[str]) -> Problem:
    """A mistake in a text's macros, with the line at which the innermost text that has a place says it.

    `known`: the names that texts may use, for the remedy.
    """
    path, line = _place(error, origin)
    if isinstance(error, UndefinedError) and (name := re.match(r"'(\w+)' is undefined", str(error))):
        return Problem(path, line, f'there is no value "{name[1]}"', nearest(name[1], known, "correct the name, or remove it"))
    if isinstance(error, UndefinedError) and (name := re.search(r"has no (?:attribute|element) '?(\w+)'?$", str(error))):
        return Problem(path, line, f'nothing here is called "{name[1]}"', "correct the name, or remove it")
    what, _, remedy = str(error).partition("; ")
    return Problem(path, line, what, remedy or "correct the macro or what it names")


def _place(error: Exception, origin: Origin) -> tuple[str, int]:
    """The file and line of a mistake: of the syntax as Jinja says it, else of the innermost frame that has a place."""
    if isinstance(error, TemplateSyntaxError):
        path, line = _named(error.filename) or (origin.path, origin.line)
        return path, line + error.lineno - 1
    found = (origin.path, origin.line)
    trace: TracebackType | None = error.__traceback__
    while trace:
        if place := _named(trace.tb_frame.f_code.co_filename):
            found = (place[0], place[1] + trace.tb_lineno - 1)
        trace = trace.tb_next
    return found


def _named(filename: str | None) -> tuple[str, int] | None:
    """The place that the name of a compiled text says."""
    match = re.fullmatch(r"(.+):(\d+)", filename or "")
    return (match[1], int(match[2])) if match else None

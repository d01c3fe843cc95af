"""How a text calls macros: each exists, has the arguments that it needs, and no others."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import Environment

from uklad.base.errors import nearest
from uklad.content.template_calls import Call, Named
from uklad.rendering.context import Macros

Found = tuple[int, str, str]  # the line (from 0), what is wrong, and the remedy
OF_DOCUMENTS = "blank"  # the macro that the phrases of documents have beside the others
WITH_BLOCK = "caller"  # the argument that a block of text is handed in as
OWN = Environment(autoescape=False)
ALWAYS = (*OWN.globals, "self", "loop", "caller", "varargs", "kwargs")


def wrong_calls(named: Named, macros: Macros, more: tuple[str, ...] | None = ()) -> Iterator[Found]:
    """What is wrong with the calls, filters and values that a text names.

    `more`: values that are known there beside those of all texts; None where it is handed others that nobody knows beforehand.
    """
    of_documents = (OF_DOCUMENTS,) if more is None else ()
    for call in named.calls:
        if function := macros.functions.get(call.name):
            yield from ((call.line, *found) for found in _arguments(call, function))
        elif call.name not in (*macros.variables, *ALWAYS, *of_documents):
            yield call.line, f'there is no macro "{call.name}"', nearest(call.name, [*macros.functions, *of_documents])
    filters = {*OWN.filters, *macros.filters}
    for name, line in named.filters:
        if name not in filters:
            yield line, f'there is no filter "{name}"', nearest(name, filters)
    known = {*macros.variables, *macros.functions, *(more or ()), *ALWAYS}
    for name, line in named.variables if more is not None else ():
        if name not in known:
            yield line, f'there is no value "{name}"', nearest(name, known, "correct the name, or remove it")


def _arguments(call: Call, function: Callable[..., Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the arguments of a call."""
    parameters = {name: one for name, one in inspect.signature(function).parameters.items() if name != WITH_BLOCK}
    places = [name for name, one in parameters.items() if one.kind is not one.VAR_POSITIONAL]
    endless = len(places) < len(parameters)
    right = f'write "{_example(call.name, parameters)}"'
    if call.block and WITH_BLOCK not in inspect.signature(function).parameters:
        yield f'the macro "{call.name}" takes no block of text', f'write "{{{{ {_example(call.name, parameters)} }}}}"'
    if WITH_BLOCK in inspect.signature(function).parameters and not call.block:
        yield f'the macro "{call.name}" has no block of text', f'write "{{% call {call.name}() %}}", the text, and "{{% endcall %}}"'
    for key in call.keys:
        if key not in places:
            yield f'the macro "{call.name}" has no argument "{key}"', nearest(key, places, right)
    if call.given > len(places) and not endless:
        yield f'the macro "{call.name}" takes {len(places) or "no"} argument{"s" * (len(places) != 1)}', right
    for name in [] if call.more else _missing(call, parameters):
        yield f'the macro "{call.name}" needs the argument "{name}"', right


def _missing(call: Call, parameters: Mapping[str, inspect.Parameter]) -> list[str]:
    """The arguments that a call lacks; of a macro that takes any number, one at least where its name says so."""
    filled = {*list(parameters)[: call.given], *call.keys}
    return [name for name, one in parameters.items() if name not in filled and _is_needed(one)]


def _is_needed(parameter: inspect.Parameter) -> bool:
    """Whether a macro says nothing without it: `ids` are clauses to ask for, and `names` documents to link to."""
    if parameter.kind is parameter.VAR_POSITIONAL:
        return parameter.name in ("ids", "names")
    return parameter.default is parameter.empty


def _example(name: str, parameters: Mapping[str, inspect.Parameter]) -> str:
    """A call with the arguments that the macro needs."""
    needed = ", ".join(f'"{one}"' for one, what in parameters.items() if _is_needed(what))
    return f"{name}({needed})"

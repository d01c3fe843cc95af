"""What a text with macros names: the macros it calls, the terms it uses; and its code apart from its prose."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment, nodes

from uklad.inputs import digest
from uklad.memory import remembered

_jinja = Environment()


@dataclass(frozen=True)
class Call:
    """A macro that is called by name, with those of its arguments that are texts; `line` counts from the text's first, which is 0."""

    name: str
    said: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Named:
    """`terms`: each (term, form, line), those in the arguments of macros included. `code`: a digest of all that is no prose."""

    calls: tuple[Call, ...] = ()
    terms: tuple[tuple[str, str, int], ...] = ()
    code: str = ""


def names_in(text: str) -> Named:
    """What a text names. Raises jinja2.TemplateSyntaxError."""
    return _names_in(text) if "{" in text else Named()


@remembered
def _names_in(text: str) -> Named:
    tree = _jinja.parse(text)
    calls = tuple(
        Call(call.node.name, _texts(call), call.lineno - 1) for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)
    )
    inner = [(said.value, said.lineno - 1) for said in tree.find_all(nodes.Const) if isinstance(said.value, str) and "{" in said.value]
    terms = [*_terms(tree), *((term, form, line) for said, line in inner for term, form, _ in names_in(said).terms)]
    code = digest(*(f"{kind} {value}" for _, kind, value in _jinja.lex(text) if kind != "data"))
    return Named(calls, tuple(terms), code)


def _texts(call: nodes.Call) -> tuple[str, ...]:
    return tuple(said.value for said in call.args if isinstance(said, nodes.Const) and isinstance(said.value, str))


def _terms(tree: nodes.Template) -> list[tuple[str, str, int]]:
    """Uses of `term.NAME.FORM`."""
    found = []
    for use in tree.find_all(nodes.Getattr):
        inner = use.node
        if isinstance(inner, nodes.Getattr) and isinstance(inner.node, nodes.Name) and inner.node.name == "term":
            found.append((inner.attr, use.attr, use.lineno - 1))
    return found

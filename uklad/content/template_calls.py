"""What a text with macros names: the macros it calls, the terms it uses; and its code apart from its prose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, nodes
from jinja2.lexer import Token, TokenStream

from uklad.base.hashing import digest
from uklad.base.memo import memoised


class _Listening(Environment):
    """Keeps the tokens of the text that it parses."""

    tokens: list[Token]

    def _tokenize(self, *given: Any, **more: Any) -> TokenStream:
        stream = super()._tokenize(*given, **more)
        self.tokens = list(stream)
        return TokenStream(iter(self.tokens), stream.name, stream.filename)


_jinja = _Listening()


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


@memoised
def _names_in(text: str) -> Named:
    tree = _jinja.parse(text)
    code = digest(*(f"{token.type} {token.value}" for token in _jinja.tokens if token.type != "data"))
    found: list[nodes.Node] = list(tree.find_all((nodes.Call, nodes.Const, nodes.Getattr)))
    named = [(one, one.node) for one in found if isinstance(one, nodes.Call)]
    calls = tuple(Call(callee.name, _texts(one), one.lineno - 1) for one, callee in named if isinstance(callee, nodes.Name))
    inner = [
        (one.value, one.lineno - 1) for one in found if isinstance(one, nodes.Const) and isinstance(one.value, str) and "{" in one.value
    ]
    terms = [*_terms(found), *((term, form, line) for said, line in inner for term, form, _ in names_in(said).terms)]
    return Named(calls, tuple(terms), code)


def _texts(call: nodes.Call) -> tuple[str, ...]:
    return tuple(said.value for said in call.args if isinstance(said, nodes.Const) and isinstance(said.value, str))


def _terms(found: list[nodes.Node]) -> list[tuple[str, str, int]]:
    """Uses of `term.NAME.FORM`."""
    uses = [(use, use.node) for use in found if isinstance(use, nodes.Getattr) and isinstance(use.node, nodes.Getattr)]
    return [
        (inner.attr, use.attr, use.lineno - 1) for use, inner in uses if isinstance(inner.node, nodes.Name) and inner.node.name == "term"
    ]

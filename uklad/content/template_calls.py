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
LOOKED_AT = (nodes.Call, nodes.CallBlock, nodes.Const, nodes.Filter, nodes.Getattr, nodes.Macro, nodes.Name)


@dataclass(frozen=True)
class Call:
    """A macro that is called by name, with those of its arguments that are texts; `line` counts from the text's first, which is 0.

    `given`: how many arguments it has by place, `keys`: those by name; `more`: arguments that only the call itself tells.
    `block`: it is called with a block of text.
    """

    name: str
    said: tuple[str, ...]
    line: int
    given: int = 0
    keys: tuple[str, ...] = ()
    more: bool = False
    block: bool = False


@dataclass(frozen=True)
class Named:
    """`terms`: each (term, form, line), those in the arguments of macros included. `code`: a digest of all that is no prose.

    `filters` and `variables`: each (name, line); names that the text itself gives are left out.
    """

    calls: tuple[Call, ...] = ()
    terms: tuple[tuple[str, str, int], ...] = ()
    code: str = ""
    filters: tuple[tuple[str, int], ...] = ()
    variables: tuple[tuple[str, int], ...] = ()


def names_in(text: str) -> Named:
    """What a text names. Raises jinja2.TemplateSyntaxError."""
    return _names_in(text) if "{" in text else Named()


@memoised
def _names_in(text: str) -> Named:
    tree = _jinja.parse(text)
    code = digest(*(f"{token.type} {token.value}" for token in _jinja.tokens if token.type != "data"))
    found: list[nodes.Node] = list(tree.find_all(LOOKED_AT))
    own = {one.name for one in found if isinstance(one, nodes.Name | nodes.Macro) and getattr(one, "ctx", "store") != "load"}
    blocks = {id(one.call) for one in found if isinstance(one, nodes.CallBlock)}
    calls = [_call(one, id(one) in blocks) for one in found if isinstance(one, nodes.Call) and isinstance(one.node, nodes.Name)]
    inner = [
        (one.value, one.lineno - 1) for one in found if isinstance(one, nodes.Const) and isinstance(one.value, str) and "{" in one.value
    ]
    terms = [*_terms(found), *((term, form, line) for said, line in inner for term, form, _ in names_in(said).terms)]
    filters = [(one.name, one.lineno - 1) for one in found if isinstance(one, nodes.Filter)]
    callees = {id(one.node) for one in found if isinstance(one, nodes.Call)}
    names = [(one.name, one.lineno - 1) for one in found if isinstance(one, nodes.Name) and one.ctx == "load" and id(one) not in callees]
    known = tuple(call for call in calls if call.name not in own)
    return Named(known, tuple(terms), code, tuple(filters), tuple(name for name in names if name[0] not in own))


def _call(call: nodes.Call, block: bool) -> Call:
    assert isinstance(call.node, nodes.Name)
    keys = tuple(one.key for one in call.kwargs)
    more = bool(call.dyn_args or call.dyn_kwargs)
    return Call(call.node.name, _texts(call), call.lineno - 1, len(call.args), keys, more, block)


def _texts(call: nodes.Call) -> tuple[str, ...]:
    return tuple(said.value for said in call.args if isinstance(said, nodes.Const) and isinstance(said.value, str))


def _terms(found: list[nodes.Node]) -> list[tuple[str, str, int]]:
    """Uses of `term.NAME.FORM`."""
    uses = [(use, use.node) for use in found if isinstance(use, nodes.Getattr) and isinstance(use.node, nodes.Getattr)]
    return [
        (inner.attr, use.attr, use.lineno - 1) for use, inner in uses if isinstance(inner.node, nodes.Name) and inner.node.name == "term"
    ]

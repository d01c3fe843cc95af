"""The uses of a clause: headed blocks below its rule that say what it means for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from uklad.base.errors import Problem, nearest

BEGINS = re.compile(r"^### *(?=\S)")
HEADING = re.compile(r"^### *(?P<title>.*?) *\{ *\.(?P<kind>[\w-]+)(?P<rest>[^{}]*)\}\s*$")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
COMMON = ("with", "without", "also", "id", "order")


@dataclass(frozen=True)
class UseKind:
    """What a kind of use has: a title or none, the attributes it may have, and those of which it must have one each."""

    titled: bool
    may: tuple[str, ...]
    must: tuple[tuple[str, ...], ...]


KINDS: dict[str, UseKind] = {
    "step": UseKind(True, ("for", "stage", "task"), (("for",), ("stage", "task"))),
    "adds": UseKind(False, ("to", "for", "task"), (("to",),)),
    "advice": UseKind(False, ("for", "stage", "task", "to"), (("for", "task", "to"),)),
    "before": UseKind(False, ("for", "task"), (("for", "task"),)),
    "trouble": UseKind(True, ("task",), (("task",),)),
    "right": UseKind(False, ("for",), (("for",),)),
    "intro": UseKind(False, ("for",), (("for",),)),
    "ask": UseKind(True, ("about", "for", "task", "who"), (("about",),)),
    "answer": UseKind(False, ("to",), (("to",),)),
    "chat": UseKind(False, ("by",), (("by",),)),
    "person": UseKind(True, (), ()),
    "cell": UseKind(False, ("of",), (("of",),)),
    "part": UseKind(True, ("of",), (("of",),)),
    "same": UseKind(False, ("as",), (("as",),)),
}


@dataclass(frozen=True)
class Use:
    """One use of a clause. `line` is that of its heading, `first` that of its text; a heading of another form has no `kind`."""

    clause: str
    kind: str
    title: str
    text: str
    attributes: Mapping[str, str]
    path: str
    line: int
    first: int
    rest: str = ""

    def names(self, attribute: str) -> tuple[str, ...]:
        """The names of an attribute, which spaces part; none where it is absent."""
        return tuple(self.attributes.get(attribute, "").split())

    @property
    def order(self) -> int:
        """Its place among those of its list before the outline decides: 50, or what the author says."""
        said = self.attributes.get("order", "50")
        return int(said) if said.isdigit() else 50

    @property
    def target(self) -> tuple[str, ...]:
        """What a clause's own use stands in for, in the uses that it takes over."""
        return (self.kind, *(self.attributes.get(name, "") for name in ("to", "of", "by", "about", "id")))

    @property
    def written(self) -> str:
        """The use as its author writes it."""
        said = " ".join([f".{self.kind}", *(f'{name}="{value}"' for name, value in self.attributes.items())])
        return f"### {self.title} {{ {said} }}\n{self.text}".replace("###  {", "### {")

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same use in every locale and in a clause that takes over the uses of another."""
        return (self.kind, *(f"{name}={self.attributes[name]}" for name in sorted(self.attributes)))


def parse_uses(clause: str, lines: list[str], path: str, line: int) -> tuple[Use, ...]:
    """The uses in the lines below a rule; `line` is that of the first of them."""
    starts = [index for index, text in enumerate(lines) if BEGINS.match(text)]
    return tuple(_use(clause, lines[start:end], path, line + start) for start, end in pairwise([*starts, len(lines)]))


def _use(clause: str, lines: list[str], path: str, line: int) -> Use:
    match = HEADING.match(lines[0])
    body = next((index for index, text in enumerate(lines[1:], 1) if text.strip()), len(lines))
    text = "\n".join(lines[body:]).strip()
    if not match:
        return Use(clause, "", lines[0], text, {}, path, line, line + body)
    attributes = dict(ATTRIBUTE.findall(match["rest"]))
    return Use(clause, match["kind"], match["title"], text, attributes, path, line, line + body, ATTRIBUTE.sub("", match["rest"]).strip())


def misshapen(use: Use) -> Iterator[Problem]:
    """What is wrong with the form of a use, by itself."""
    if not use.kind:
        remedy = 'end it with "{ .kind name="value" }", as { .step for="parent" … }'
        yield Problem(use.path, use.line, "the heading of a use has no kind", remedy)
        return
    if use.kind not in KINDS:
        yield Problem(use.path, use.line, f'unknown kind of use "{use.kind}"', nearest(use.kind, KINDS))
        return
    kind = KINDS[use.kind]
    if use.rest:
        yield Problem(use.path, use.line, f'"{use.rest}" is no attribute', 'write name="value", with straight quotation marks')
    known = (*kind.may, *COMMON)
    for name in sorted(set(use.attributes) - set(known)):
        yield Problem(use.path, use.line, f'a use of the kind "{use.kind}" has no attribute "{name}"', nearest(name, known))
    for some in kind.must:
        if not any(use.names(name) for name in some):
            what = f'a use of the kind "{use.kind}" needs {" or ".join(some)}'
            yield Problem(use.path, use.line, what, f'add {some[0]}="…"')
    yield from _wrong_words(use, kind)


def _wrong_words(use: Use, kind: UseKind) -> Iterator[Problem]:
    if kind.titled and not use.title:
        yield Problem(use.path, use.line, f'a use of the kind "{use.kind}" has no title', "write one before the braces")
    if use.title and not kind.titled:
        yield Problem(use.path, use.line, f'a use of the kind "{use.kind}" shows no title', "move the words below the heading")
    if not use.text and use.kind not in ("step", "same"):
        yield Problem(use.path, use.line, f'a use of the kind "{use.kind}" has no text', "write it below the heading, or remove the use")
    if not use.attributes.get("order", "50").isdigit():
        yield Problem(use.path, use.line, f'order="{use.attributes["order"]}" is no number', 'write order="20"')

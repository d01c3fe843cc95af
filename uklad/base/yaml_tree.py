"""Builds plain values from YAML in one pass, with their lines, within bounds that no file can exceed unseen."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import yaml

from uklad.base.characters import first_unfit
from uklad.base.errors import Problem, Refused

Lines = Any  # int for a single value; (line, {key: Lines}) for a mapping, (line, [Lines]) for a list
DEEPEST = 40
LONGEST = 10_000
MOST = 5_000_000  # values and their beginnings and ends; a school has about a hundred
REPEATED = 100_000  # values that aliases may stand for, all in all
STR = "tag:yaml.org,2002:str"


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one, where PyYAML was built with it


class _Plain(_Loader):  # type: ignore[misc]  # which of the two it is, only the machine knows
    """Tells what a plain scalar is; leaves dates as text, so that a bad one is reported by the model."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_plain = _Plain("")


@lru_cache(maxsize=4096)
def _scalar(text: str) -> Any:
    """What a scalar without quotes is: a text, number, truth value or nothing."""
    tag = _plain.resolve(yaml.ScalarNode, text, (True, False))
    if tag == STR or text == "<<":
        return text
    if tag not in _plain.yaml_constructors:
        raise ValueError(tag)
    return _plain.yaml_constructors[tag](_plain, yaml.ScalarNode(tag, text))


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1  # type: ignore[union-attr]  # the parser marks every event


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read; `key` is the one whose value comes next."""

    value: Any
    lines: Any
    line: int
    anchor: str | None
    count: int = 1
    depth: int = 1
    key: Any = None
    keyed: bool = False


@dataclass(slots=True)
class _Whole:
    """A value that is whole, with how many values it holds and how deep."""

    value: Any
    lines: Lines
    count: int
    depth: int


class Tree:
    """One reading of one file. `problems` holds what is wrong, in the order of the file."""

    def __init__(self, shown: str, refused: re.Pattern[str]) -> None:
        self.shown, self.refused = shown, refused
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Whole] = {}
        self.repeated = 0
        self.done: tuple[Any, Lines] | None = None

    def read(self, text: str) -> tuple[Any, Lines]:
        """The value of the only document, and its lines. Raises Refused at what would cost too much to read on."""
        for number, event in enumerate(yaml.parse(text, Loader=_Plain)):
            if number > MOST:
                raise self._refused(event, f"more than {MOST} values up to here", "divide the schools among several files")
            match event:
                case yaml.ScalarEvent():
                    self._single(event)
                case yaml.MappingStartEvent():
                    self._begin(event, {}, {})
                case yaml.SequenceStartEvent():
                    self._begin(event, [], [])
                case yaml.CollectionEndEvent():
                    self._end()
                case yaml.AliasEvent():
                    self._repeat(event)
                case yaml.DocumentStartEvent() if self.done:
                    raise self._refused(event, "a second document begins here", "keep one document in the file")
        return self.done or (None, 1)

    def _tell(self, event: yaml.Event, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.shown, _line_of(event), what, remedy))

    def _refused(self, event: yaml.Event, what: str, remedy: str) -> Refused:
        self._tell(event, what, remedy)
        return Refused(self.problems)

    def _single(self, event: yaml.ScalarEvent) -> None:
        text = event.value
        if len(text) > LONGEST:
            self._tell(event, f"a value of {len(text)} characters", f"shorten it to {LONGEST}")
        if found := first_unfit(text, self.refused):
            _, what, remedy = found
            self._tell(event, f"the value holds {what}", remedy)
        self._check_tag(event)
        value = text
        if event.implicit[0] and event.tag is None and len(text) <= LONGEST:
            try:
                value = _scalar(text)
            except (ValueError, OverflowError, yaml.YAMLError):
                self._tell(event, f'"{text[:40]}" cannot be read as it is', "put it in quotation marks")
        self._place(event, _Whole(value, _line_of(event), 1, 0), event.anchor)

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag not in (None, "!", STR):
            self._tell(event, f'a tag, "{event.tag}", stands here', "remove the tag; the data are plain values")

    def _begin(self, event: yaml.CollectionStartEvent, value: Any, lines: Any) -> None:
        self._check_tag(event)
        self._check_depth(event, 1)
        if self.stack and isinstance(self.stack[-1].value, dict) and not self.stack[-1].keyed:
            raise self._refused(event, "a key is itself a list or mapping", "write a plain word as the key")
        self.stack.append(_Open(value, lines, _line_of(event), event.anchor))

    def _end(self) -> None:
        ended = self.stack.pop()
        self._hold(ended.anchor, _Whole(ended.value, (ended.line, ended.lines), ended.count, ended.depth))

    def _check_depth(self, event: yaml.Event, more: int) -> None:
        if len(self.stack) + more > DEEPEST:
            raise self._refused(event, f"more than {DEEPEST} levels within each other", "write it flatter")

    def _repeat(self, event: yaml.AliasEvent) -> None:
        """An alias stands for the very value that its anchor marks; what all of them stand for is bounded."""
        meant = self.anchors.get(str(event.anchor))
        if meant is None:
            inside = any(one.anchor == event.anchor for one in self.stack)
            what = f'"*{event.anchor}" ' + ("stands within what it names" if inside else "names nothing above it")
            raise self._refused(event, what, f'write the values out, or mark what is meant with "&{event.anchor}" before')
        self.repeated += meant.count
        if self.repeated > REPEATED:
            raise self._refused(event, f"aliases stand for more than {REPEATED} values up to here", "write fewer aliases within each other")
        self._check_depth(event, meant.depth)
        line = _line_of(event)
        self._place(event, replace(meant, lines=(line, meant.lines[1]) if isinstance(meant.lines, tuple) else line))

    def _place(self, event: yaml.Event, one: _Whole, anchor: str | None = None) -> None:
        """Put a value where it stands: it may be a key."""
        above = self.stack[-1] if self.stack else None
        if above and isinstance(above.value, dict) and not above.keyed:
            self._key(event, above, one.value)
        else:
            self._hold(anchor, one)

    def _key(self, event: yaml.Event, above: _Open, key: Any) -> None:
        line = _line_of(event)
        name = sys.intern(key) if isinstance(key, str) else str(getattr(event, "value", key))
        if isinstance(key, dict | list):
            raise self._refused(event, "a key is itself a list or mapping", "write a plain word as the key")
        if key == "<<" and isinstance(event, yaml.ScalarEvent) and event.implicit[0]:
            self._tell(event, '"<<" does not merge here', "write the keys out")
        if name in above.lines:
            first = above.lines[name][0] if isinstance(above.lines[name], tuple) else above.lines[name]
            self._tell(event, f'"{name}" stands twice here, first on line {first}', "rename or remove one of them")
        above.lines[name] = line
        above.key, above.keyed = (name if isinstance(key, str) else key, name, line), True

    def _hold(self, anchor: str | None, one: _Whole) -> None:
        """A value is whole: note its anchor, and hand it to what it stands in."""
        if anchor:
            self.anchors[anchor] = one
        if not self.stack:
            self.done = (one.value, one.lines)
            return
        above = self.stack[-1]
        above.count += one.count
        above.depth = max(above.depth, one.depth + 1)
        if isinstance(above.value, list):
            above.value.append(one.value)
            above.lines.append(one.lines)
        else:
            key, name, line = above.key
            above.value[key] = one.value
            above.lines[name] = (line, one.lines[1]) if isinstance(one.lines, tuple) else line
            above.keyed = False

"""Puts a block at the end of a mapping of a YAML file, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from uklad.base.yaml_block import block

Path = tuple[str | int, ...]


@dataclass
class Layout:
    """Where things stand in a file: the start of each key, the end of each top-level value, and anchors."""

    keys: dict[Path, yaml.Mark] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    flow: set[Path] = field(default_factory=set)
    anchors: dict[Path, str] = field(default_factory=dict)


def layout(text: str) -> Layout:
    """The layout of a file that is known to be sound YAML."""
    found = Layout()
    for path, event, is_key in _walk(text.removeprefix("\ufeff")):
        if is_key:
            found.keys[path] = event.start_mark
        elif getattr(event, "anchor", None):
            found.anchors[path] = event.anchor
        if getattr(event, "flow_style", False):
            found.flow.add(path)
        if path and not (isinstance(event, yaml.CollectionEndEvent) and _is_empty(event)):
            found.ends[str(path[0])] = event.end_mark.index
    return found


def _is_empty(event: Any) -> bool:
    return bool(event.start_mark.index == event.end_mark.index)


@dataclass
class _Open:
    """A mapping or list that is open: the key or the number of the value that comes; no key where one comes first."""

    is_mapping: bool
    key: str | None = None
    number: int = 0

    @property
    def place(self) -> str | int:
        """The part of a path that leads to the value."""
        return self.number if self.key is None else self.key

    @property
    def awaits_key(self) -> bool:
        """Whether what comes is a key."""
        return self.is_mapping and self.key is None

    def advance(self) -> None:
        """Wait for the next value."""
        self.key, self.number = None, self.number + 1


def _walk(text: str) -> Iterator[tuple[Path, Any, bool]]:
    """Each event with the path of its value, and whether it is a key."""
    opened: list[_Open] = []
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
        elif not isinstance(event, yaml.NodeEvent):
            continue
        elif opened and opened[-1].awaits_key:
            opened[-1].key = getattr(event, "value", "")
            yield _path(opened), event, True
            continue
        yield _path(opened), event, False
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append(_Open(isinstance(event, yaml.MappingStartEvent)))
        elif opened:
            opened[-1].advance()


def _path(opened: list[_Open]) -> Path:
    return tuple(one.place for one in opened)


def insert(text: str, section: str, name: str, value: dict[str, Any]) -> tuple[str, int]:
    """The text with `name: value` at the end of a top-level mapping, and the line on which the block begins.

    Raises ValueError where the mapping is not written as a block.
    """
    found = layout(text)
    if (section,) not in found.keys or (section,) in found.flow:
        raise ValueError(f'the file has no block "{section}:" with its entries below it; write it so')
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    at = _end_of_line(text, found.ends[section] + len(mark))
    siblings = [key for key in found.keys if len(key) == 2 and key[0] == section]
    indent = found.keys[siblings[0]].column if siblings else 2
    inner = [spot.column for key, spot in found.keys.items() if len(key) == 3 and key[0] == section and key[:2] not in found.flow]
    end = "\r\n" if "\r\n" in text else "\n"
    lines = block(name, value, indent, (inner[0] - indent) if inner else 2)
    if _apart(text.removeprefix("\ufeff"), found.keys[siblings[-1]].index if siblings else 0):
        lines = ["", *lines]
    before = text[:at] + ("" if at == 0 or text[at - 1] == "\n" else end)
    made = before + end.join(lines) + end + text[at:]
    return made, before.count("\n") + 1 + lines.index(" " * indent + f"{name}:")


def _end_of_line(text: str, index: int) -> int:
    """Where the line of this place ends, and the indented comments right below it."""
    index = index if text[index - 1 : index] == "\n" else text.find("\n", index) + 1 or len(text)
    while match := re.match(r"[ \t]+#[^\n]*(?:\n|$)", text[index:]):
        index += match.end()
    return index


def _apart(text: str, index: int) -> bool:
    """Whether the entry that begins here has an empty line before it."""
    lines = text[:index].split("\n")
    above = [line.strip() for line in lines[:-1]]
    while above and above[-1].startswith("#"):
        above.pop()
    return bool(above) and not above[-1]

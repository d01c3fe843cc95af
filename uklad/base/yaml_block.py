"""The block of a school or a kind as YAML, in the style of schools.yml."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from typing import Any

import yaml

WIDTH = 140


class Alias(str):
    """The name of an anchor that the file already has."""


class Inline(dict[str, str]):
    """Forms of a word: always on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes every value out."""

    def ignore_aliases(self, data: Any) -> bool:
        """No value stands for another."""
        return True


def block(name: str, value: dict[str, Any], indent: int, step: int) -> list[str]:
    """The lines of `name: value`, `indent` spaces in."""
    return [" " * indent + line for line in (f"{name}:", *_mapping(value, step))]


def _mapping(value: dict[str, Any], step: int) -> Iterator[str]:
    for key, child in value.items():
        yield from (" " * step + line for line in _pair(key, child, step))


def _pair(key: str, value: Any, step: int) -> Iterator[str]:
    flow = _flow(value)
    if isinstance(value, list):
        yield f"{key}:"
        yield from (" " * step + line for one in value for line in _item(one, step))
    elif isinstance(value, dict) and not isinstance(value, Inline) and (len(key) + len(flow) > WIDTH or _deep(value)):
        yield f"{key}:"
        yield from _mapping(value, step)
    else:
        yield f"{key}: {flow if isinstance(value, dict) else scalar(value)}"


def _item(value: dict[str, Any], step: int) -> Iterator[str]:
    """A small item on one line, as steps of an approval are; others a key to a line."""
    if not _deep(value) and len(_flow(value)) <= WIDTH:
        yield f"- {_flow(value)}"
        return
    lines = [line for key, child in value.items() for line in _pair(key, child, 2)]
    yield from (("- " if number == 0 else "  ") + line for number, line in enumerate(lines))


def _deep(value: dict[str, Any]) -> bool:
    return any(isinstance(one, dict | list | Alias) for one in value.values())


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(child)}" for key, child in value.items()) + "}"
    return "" if isinstance(value, list) else scalar(value, within=True)


def scalar(value: Any, within: bool = False) -> str:
    """One value so that YAML reads it back exactly; `within` braces commas need quotes too."""
    if isinstance(value, Alias):
        return f"*{value}"
    if isinstance(value, bool | dt.date):
        return _dumped(value)
    text = _dumped([value], flow=True)[1:-1] if within else _dumped({"k": value})[3:]
    plain = text == value
    return text if plain else _dumped([value], flow=True, style='"')[1:-1]


def _dumped(value: Any, flow: bool = False, style: str | None = None) -> str:
    made = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, width=sys.maxsize, default_flow_style=flow, default_style=style)
    return str(made).removesuffix("\n...\n").removesuffix("\n")

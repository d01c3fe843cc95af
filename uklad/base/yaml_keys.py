"""Sets or takes out one key of a mapping that a YAML file already has, every other byte as it was."""

from __future__ import annotations

from typing import Any

import yaml

from uklad.base.yaml_block import WIDTH, scalar

Path = tuple[str | int, ...]
Pair = tuple[Any, Any]  # the nodes of a key and of its value


def set_key(text: str, where: Path, key: str, value: Any, after: str = "") -> str:
    """The text with `key: value` in the mapping at `where`; a new key comes after the key `after`, else at the end.

    The value is a truth value, a list of texts, or a mapping of such; an empty one takes the key out. Raises ValueError.
    """
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    mapping = _mapping(text, where)
    pairs: list[Pair] = mapping.value
    at = next((index for index, (name, _) in enumerate(pairs) if name.value == key), None)
    if not value:
        return mark + (text if at is None else _without(text, mapping, at))
    if at is not None and pairs[at][1].start_mark.index < pairs[at][0].end_mark.index:
        raise ValueError(f'the value of "{key}" stands elsewhere in the file; write it out')
    start, end, made = _place(text, mapping, at, key, value, after)
    return mark + text[:start] + made + text[end:]


def _place(text: str, mapping: Any, at: int | None, key: str, value: Any, after: str) -> tuple[int, int, str]:
    """Which part of the text gives way to what."""
    pairs: list[Pair] = mapping.value
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    if mapping.flow_style:
        said = f"{key}: {_flow(value)}"
        start = mapping.start_mark.index + 1
        return (start, start, f"{said}, " if pairs else said) if at is None else (_begin(pairs[at]), _end(pairs[at][1]), said)
    indent = pairs[0][0].start_mark.column
    said = (end_of_line + " " * indent).join(_lines(key, value, indent))
    if at is not None:
        return _begin(pairs[at]), _end(pairs[at][1]), said
    before = next((pair for pair in pairs if pair[0].value == after), pairs[-1])
    spot = _line_end(text, _end(before[1]))
    return spot, spot, f"{end_of_line}{' ' * indent}{said}"


def _mapping(text: str, where: Path) -> Any:
    """The node of the mapping at a place. Raises ValueError where there is none."""
    node: Any = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for part in where:
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == str(part)), None)
        else:
            below = node.value if isinstance(node, yaml.SequenceNode) else []
            node = below[part] if isinstance(part, int) and part < len(below) else None
    if not isinstance(node, yaml.MappingNode) or not (node.value or node.flow_style):
        raise ValueError(f"{'.'.join(map(str, where))} is no mapping of its own; write it out")
    return node


def _without(text: str, mapping: Any, at: int) -> str:
    """The text without a pair, and without its lines where it has lines of its own."""
    pairs: list[Pair] = mapping.value
    start, end = _begin(pairs[at]), _end(pairs[at][1])
    line = text.rfind("\n", 0, start) + 1
    if not mapping.flow_style and not text[line:start].strip():
        return text[:line] + text[_line_end(text, end) :].removeprefix("\r").removeprefix("\n")
    if at + 1 < len(pairs):
        return text[:start] + text[_begin(pairs[at + 1]) :]
    return text[: _end(pairs[at - 1][1]) if at else start] + text[end:]


def _begin(pair: Pair) -> int:
    return int(pair[0].start_mark.index)


def _end(node: Any) -> int:
    """Where the last value within really ends: a block goes on to what comes next."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(node, yaml.MappingNode) else last)


def _line_end(text: str, index: int) -> int:
    """The end of the line of a place, before what ends it; a text of several lines ends on the line before."""
    if index and text[index - 1] == "\n":
        index = len(text[:index].rstrip("\r\n"))
    found = text.find("\n", index)
    found = len(text) if found < 0 else found
    return found - 1 if text[found - 1 : found] == "\r" and found > index else found


def _lines(key: str, value: Any, indent: int) -> list[str]:
    """A pair as lines; those after the first are to be indented like the first."""
    if isinstance(value, dict) and any(isinstance(one, list | dict) for one in value.values()):
        return [f"{key}:", *(f"  {line}" for name, one in value.items() if one for line in _lines(name, one, indent + 2))]
    if not isinstance(value, list | dict):
        return [f"{key}: {scalar(value)}"]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    lines = [f"{key}: {opening}"]
    parts = _parts(value)
    for number, part in enumerate(parts, 1):
        said = part + (closing if number == len(parts) else ",")
        gap = "" if lines[-1].endswith(opening) or not lines[-1].strip() else " "
        if indent + len(lines[-1]) + len(gap + said) > WIDTH and gap:
            lines.append(f"  {said}")
        else:
            lines[-1] += gap + said
    return lines


def _parts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{scalar(name, within=True)}: {_flow(one)}" for name, one in value.items()]
    return [_flow(one) for one in value]


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(_parts({name: one for name, one in value.items() if one})) + "}"
    return f"[{', '.join(_parts(value))}]" if isinstance(value, list) else scalar(value, within=True)

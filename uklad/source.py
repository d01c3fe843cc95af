"""A YAML file as plain values, with the line each of them came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from uklad.problems import Problem, Refused

Where = tuple[str | int, ...]


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Leaves dates as text, so that a bad one is reported by the model and not by a traceback."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass
class Source:
    """The parsed file: `value`, and `lines` from the path of a value to its line (from 1)."""

    path: str
    value: Any
    lines: dict[Where, int] = field(default_factory=dict)

    def line(self, where: Where) -> int:
        """The line of a value, or of its nearest ancestor that the file holds."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def problem(self, where: Where, what: str, remedy: str) -> Problem:
        return Problem(self.path, self.line(where), what, remedy)


def read_yaml(path: Path, shown: str) -> Source:
    """Read one YAML file; `shown` is its name in messages. Raises Refused."""
    text = _decode(path, shown)
    if not text.strip():
        raise Refused([Problem(shown, 1, "the file is empty", "write the data, or restore the file from history")])
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        problems: list[Problem] = []
        source = Source(shown, None)
        _note_lines(node, (), source, problems)
        if problems:
            raise Refused(problems)
        source.value = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise Refused([_syntax(error, text, shown)]) from None
    except (ValueError, RecursionError) as error:
        raise Refused([Problem(shown, 1, f"not valid YAML: {error}", "correct the value")]) from None
    return source


def _decode(path: Path, shown: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Refused([Problem(shown, 1, "there is no such file", "check the name")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Refused([Problem(shown, line, "not encoded in UTF-8", "save the file as UTF-8")]) from None


def _syntax(error: yaml.YAMLError, text: str, shown: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    blank = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())] if line <= len(lines) else ""
    if "\t" in blank:
        return Problem(shown, line, "the line is indented with a tab", "indent with spaces")
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Problem(shown, line, f"not valid YAML: {what}", "correct the line or the one before it")


def _note_lines(node: yaml.Node | None, where: Where, source: Source, problems: list[Problem]) -> None:
    """Record the line of every value below `node`, and every key that stands twice."""
    if node is None:
        return
    source.lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _note_lines(child, (*where, index), source, problems)
    elif isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, child in node.value:
            line = key.start_mark.line + 1
            name = str(key.value)
            if name in seen:
                what = f'"{name}" stands twice here, first on line {seen[name]}'
                problems.append(Problem(source.path, line, what, "rename or remove one of them"))
            seen[name] = line
            source.lines[(*where, name)] = line
            _note_lines(child, (*where, name), source, problems)

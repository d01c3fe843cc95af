"""Stylesheets cut to what pages use; what cannot be decided stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2

GROUPS = ("media", "supports", "layer", "container")
SLATE = re.compile(r"\[data-md-color-scheme=\"?slate\"?\]")
NAME = re.compile(r"(?<!\\)([.#])((?:[\w-]|[^\x00-\x7f])+)")
ATTRIBUTE = re.compile(r"\[([\w-]+)(?:=\"?([\w-]*)\"?)?")
START = re.compile(r"<[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?>")
ATTRIBUTES = re.compile(r"([\w:-]+)(?:=\"([^\"]*)\")?")
TAG = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*)")


@dataclass(frozen=True)
class Used:
    """The names that pages use: tags, .classes, #ids, attributes, and attributes with their values."""

    names: frozenset[str]

    def may_match(self, selector: str) -> bool:
        """Whether some element may match: every name outside of parentheses is used."""
        return names_asked(selector) <= self.names


@lru_cache(maxsize=8192)
def names_asked(selector: str) -> frozenset[str]:
    """The names that an element must have, outside of parentheses."""
    plain = selector
    while (shorter := re.sub(r"\([^()]*\)", "", plain)) != plain:
        plain = shorter
    asked = {kind + name for kind, name in NAME.findall(plain)} if "\\" not in plain else set()
    for name, value in ATTRIBUTE.findall(plain):
        asked.add(f"[{name}")
        if name == "dir" and value:
            asked.add(f"[dir={value}")
    return frozenset(asked | set(TAG.findall(re.sub(r"\[[^\]]*\]", "", plain))))


def all_asked(rules: Iterable[Rule]) -> frozenset[str]:
    """Every name that some selector asks for: only these decide what is cut."""
    return frozenset().union(*(all_asked(rule.rules) if rule.rules else _asked(rule) for rule in rules))


def _asked(rule: Rule) -> frozenset[str]:
    return frozenset().union(*map(names_asked, rule.selectors))


def names_used(pages: Iterable[str]) -> Used:
    """What the start tags of these pages name."""
    tags = {tag for page in pages for tag in START.findall(page)}
    return Used(frozenset({"html", "body"}).union(*map(_names_of, tags)))


@lru_cache(maxsize=1 << 16)
def _names_of(tag: str) -> frozenset[str]:
    """What one start tag names; the same ones stand on every page of a site."""
    name, *inside = tag[1:-1].split(None, 1)
    found = {name.lower()}
    for key, value in ATTRIBUTES.findall("".join(inside)):
        found |= {f"[{key}", f"[{key}={value}"}
        if key in ("class", "id"):
            found |= {(".#"[key == "id"]) + one for one in value.split()}
    return frozenset(found)


@dataclass
class Rule:
    """A rule: its selectors and declarations, or (as a group) what it stands in and the rules within."""

    selectors: list[str]
    declarations: list[tuple[str, str]]
    group: str = ""
    rules: tuple[Rule, ...] = ()


@lru_cache(maxsize=16)
def parsed(css: str) -> tuple[Rule, ...]:
    """A stylesheet as rules. Fonts are left out: none is published."""
    return tuple(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def _rules(nodes: Iterable[Any]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield Rule(_selectors(node.prelude), _declarations(node.content))
        elif node.type == "at-rule" and node.content is None and node.lower_at_keyword != "charset":
            yield Rule([], [], node.serialize())
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword != "font-face":
            head = f"@{node.at_keyword} {tinycss2.serialize(node.prelude).strip()}".strip()
            if node.lower_at_keyword in GROUPS:
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                yield Rule([], [], head, tuple(_rules(inner)))
            else:
                yield Rule([head], [], f"{head}{{{tinycss2.serialize(node.content).strip()}}}")


def _selectors(prelude: list[Any]) -> list[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _declarations(content: list[Any]) -> list[tuple[str, str]]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [(one.name, _value(one)) for one in found if one.type == "declaration"]


def _value(one: Any) -> str:
    return f"{tinycss2.serialize(one.value).strip()}{'!important' if one.important else ''}"


def cut(rules: Iterable[Rule], used: Used) -> list[Rule]:
    """The rules that may match something."""
    kept = []
    for rule in rules:
        if rule.rules:
            inner = cut(rule.rules, used)
            kept += [Rule([], [], rule.group, tuple(inner))] if inner else []
        elif rule.group:
            kept.append(rule)
        else:
            selectors = [one for one in rule.selectors if used.may_match(one)]
            kept += [Rule(selectors, rule.declarations)] if selectors else []
    return kept


def written(rules: list[Rule]) -> str:
    """The rules as text, without the properties and animations that nothing refers to."""
    text = _text(rules, None)
    while True:
        wanted = set(re.findall(r"var\(\s*(--[\w-]+)", text))
        shorter = _text(rules, wanted)
        if shorter == text:
            return text
        text = shorter


def _text(rules: Iterable[Rule], wanted: set[str] | None) -> str:
    return "".join(_one(rule, wanted) for rule in rules)


def _one(rule: Rule, wanted: set[str] | None) -> str:
    if rule.rules:
        inner = _text(rule.rules, wanted)
        return f"{rule.group}{{{inner}}}\n" if inner else ""
    if rule.group:
        return rule.group + "\n"
    body = ";".join(f"{name}:{value}" for name, value in rule.declarations if wanted is None or not name.startswith("--") or name in wanted)
    return _schemes(rule.selectors, body) if body else ""


def _schemes(selectors: list[str], body: str) -> str:
    """A rule of the dark scheme holds where the reader chose it, and where the device asks for it and no other was chosen."""
    plain = [one for one in selectors if not SLATE.search(one)]
    dark = [SLATE.sub("[data-md-color-scheme]", one) for one in selectors if SLATE.search(one)]
    text = f"{','.join(plain)}{{{body}}}\n" if plain else ""
    if dark:
        chosen, asked = (",".join(f"{root} {one}" for one in dark) for root in (".dark", ":root:not(.light)"))
        text += f"@media screen{{{chosen}{{{body}}}}}\n@media screen and (prefers-color-scheme:dark){{{asked}{{{body}}}}}\n"
    return text

"""One key of a mapping in a YAML file is set or taken out, and every other byte stays."""

from __future__ import annotations

import pytest
import yaml

from uklad.base.yaml_keys import set_key

BLOCK = "a:\n  - date: 1 # first\n    name: |\n      x\n    # below\n    odd: [b,\n      c] # why\n    last: {k: v}\n\n# end\nz: 1\n"
AT = ("a", 0)


@pytest.mark.parametrize(("text", "key", "value", "after", "wanted"), [
    ("a:\n  - date: 1\n    b: 2\n", "odd", True, "date", "a:\n  - date: 1\n    odd: true\n    b: 2\n"),
    ("a:\n  - date: 1 # one\n    b: 2\n", "odd", ["x", "y.z"], "date", "a:\n  - date: 1 # one\n    odd: [x, y.z]\n    b: 2\n"),
    ("a:\n  - date: 1\n    b: 2", "odd", ["x"], "", "a:\n  - date: 1\n    b: 2\n    odd: [x]"),
    ("a:\r\n  - date: 1\r\n    b: 2\r\n", "odd", ["x"], "date", "a:\r\n  - date: 1\r\n    odd: [x]\r\n    b: 2\r\n"),
    ("\ufeffa:\n  - date: 1\n    b: 2\n", "odd", True, "", "\ufeffa:\n  - date: 1\n    b: 2\n    odd: true\n"),
    (BLOCK, "odd", ["d"], "date", BLOCK.replace("[b,\n      c]", "[d]")),
    (BLOCK, "odd", None, "date", BLOCK.replace("    odd: [b,\n      c] # why\n", "")),
    (BLOCK, "new", True, "name", BLOCK.replace("      x\n", "      x\n    new: true\n")),
    (BLOCK, "new", True, "", BLOCK.replace("{k: v}\n", "{k: v}\n    new: true\n")),
    (BLOCK, "date", [], "", BLOCK.replace("date: 1 # first\n    name", "name")),
    ("a:\n  - {date: 1, b: [2]}\n", "odd", {"x": ["y"], "n": {"p": "1.2"}}, "date", 'a:\n  - {odd: {x: [y], n: {p: "1.2"}}, date: 1, b: [2]}\n'),
    ("a:\n  - {odd: true, b: [2]}\n", "odd", [], "", "a:\n  - {b: [2]}\n"),
    ("a:\n  - {b: [2], odd: true}\n", "odd", [], "", "a:\n  - {b: [2]}\n"),
    ("a:\n  - {odd: true}\n", "odd", [], "", "a:\n  - {}\n"),
    ("a:\n- {}\n", "odd", True, "", "a:\n- {odd: true}\n"),
    ("a:\n  - date: 1\n", "odd", {"x": ["y"], "n": {"p": "1.2"}, "none": []}, "date", 'a:\n  - date: 1\n    odd:\n      x: [y]\n      n: {p: "1.2"}\n'),
    ("a:\n  - date: 1\n", "odd", None, "", "a:\n  - date: 1\n"),
])  # fmt: skip
def test_a_key_is_set(text: str, key: str, value: object, after: str, wanted: str) -> None:
    made = set_key(text, AT, key, value, after)
    assert made == wanted
    read = yaml.safe_load(made.removeprefix("\ufeff"))["a"][0]
    kept = {name: one for name, one in value.items() if one} if isinstance(value, dict) else value
    assert read.get(key) == (kept or None)


def test_a_long_list_is_folded() -> None:
    names = [f"chat.number-{number}" for number in range(60)]
    made = set_key("a:\n  - date: 1\n", AT, "odd", names)
    assert yaml.safe_load(made)["a"][0]["odd"] == names
    assert max(map(len, made.splitlines())) <= 140 and len(made.splitlines()) > 5
    assert yaml.safe_load(set_key(made, AT, "odd", names[:2]))["a"][0] == {"date": 1, "odd": names[:2]}


@pytest.mark.parametrize(("text", "where"), [("a: 1\n", ("a",)), ("a: 1\n", ("b", 0)), ("x: &x [1]\na:\n  - odd: *x\n", AT), ("a:\n", ("a",))])
def test_a_place_that_is_no_mapping(text: str, where: tuple[str | int, ...]) -> None:
    with pytest.raises(ValueError, match="; write it out"):
        set_key(text, where, "odd", True)

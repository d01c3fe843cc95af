"""Values worked out from texts, by a key of all that they depend on: for this process, and for the next run of the same code."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from uklad.base.artifact_store import ArtifactStore
from uklad.base.hashing import digest

KEY = "noted-memo"
Value = TypeVar("Value")
_values: dict[str, Any] = {}
_used: set[str] = set()


def get(key: str, compute: Callable[[], Value]) -> Value:
    """The value under a key, worked out where it is not known yet; it must not be changed by who gets it."""
    _used.add(key)
    if key not in _values:
        _values[key] = compute()
    return cast(Value, _values[key])


def memoised(function: Callable[..., Value]) -> Callable[..., Value]:
    """A function of texts alone, whose results are kept."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def known(*texts: str) -> Value:
        return get(digest(name, *texts), lambda: function(*texts))

    return known


def keys() -> set[str]:
    """The keys of all that is known."""
    return set(_values)


def added_since(before: set[str]) -> dict[str, Any]:
    """What was worked out since these were all keys, for another process."""
    return {key: value for key, value in _values.items() if key not in before}


def merge(values: dict[str, Any]) -> None:
    """Take up what another process has worked out."""
    _values.update(values)


def load(store: ArtifactStore, code: str) -> None:
    """Take up what a run of the same code has left."""
    left = store.load(KEY)
    if left and left["code"] == code:
        _values.update(left["values"])


def save(store: ArtifactStore, code: str) -> None:
    """Leave what this run used."""
    store.save(KEY, {"code": code, "values": {key: _values[key] for key in sorted(_used & _values.keys())}})

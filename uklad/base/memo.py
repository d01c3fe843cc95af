"""What was worked out from texts is kept by their content, for this process and for the next run of the same code."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from uklad.base.artifact_store import Store
from uklad.base.hashing import digest

KEY = "noted-memory"
Result = TypeVar("Result")
_kept: dict[str, Any] = {}
_used: set[str] = set()


def remembered(function: Callable[..., Result]) -> Callable[..., Result]:
    """A function of texts alone whose results are kept; they must not be changed by who gets them."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def known(*texts: str) -> Result:
        key = digest(name, *texts)
        _used.add(key)
        if key not in _kept:
            _kept[key] = function(*texts)
        return _kept[key]  # type: ignore[no-any-return]

    return known


def news(before: set[str]) -> dict[str, Any]:
    """What was worked out since, for another process."""
    return {key: value for key, value in _kept.items() if key not in before}


def known() -> set[str]:
    """The keys of what is known."""
    return set(_kept)


def hear(told: dict[str, Any]) -> None:
    """Take up what another process has worked out."""
    _kept.update(told)


def recall(store: Store, code: str) -> None:
    """Take up what a run of the same code has left."""
    left = store.load(KEY)
    if left and left["code"] == code:
        _kept.update(left["kept"])


def retain(store: Store, code: str) -> None:
    """Leave what this run used."""
    store.save(KEY, {"code": code, "kept": {key: _kept[key] for key in sorted(_used & _kept.keys())}})

"""What a publication changes, told to whoever publishes: a line for each edition, and one for each repair."""

from __future__ import annotations

from collections.abc import Iterator

from uklad.publishing.manifest import Digests, Manifest

OUTSIDE = "portal and ways between editions"
MOST = 20  # repairs that are named one by one


def summary_of(before: Manifest, after: Manifest, stays: frozenset[str], repairs: dict[str, str]) -> Iterator[str]:
    """The lines: first every edition and what is of none, then what is put right."""
    old, new = _by_edition(before), _by_edition(after)
    for folder in sorted(old.keys() | new.keys()):
        yield f"{folder or OUTSIDE}: {_fate(folder in stays, old.get(folder), new.get(folder))}"
    for path, what in list(repairs.items())[:MOST]:
        yield f"{path}: is {what}; put right"
    if len(repairs) > MOST:
        yield f"{len(repairs) - MOST} more files are put right"


def _by_edition(manifest: Manifest) -> dict[str, Digests]:
    """The files of each edition; those of none are under the empty name."""
    found: dict[str, Digests] = {}
    for path, value in manifest.files.items():
        folder = "/".join(path.split("/")[:3])
        found.setdefault(folder if folder in manifest.editions else "", {})[path] = value
    return found


def _fate(stays: bool, before: Digests | None, after: Digests | None) -> str:
    if stays:
        return "superseded, stays as it is"
    if after is None:
        return "removed"
    return "new" if before is None else _counts(before, after)


def _counts(before: Digests, after: Digests) -> str:
    added, removed = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    changed = sum(before[path] != after[path] for path in before.keys() & after.keys())
    said = [f"{count} {word}" for count, word in ((added, "added"), (changed, "changed"), (removed, "removed")) if count]
    return ", ".join(said) or "unchanged"

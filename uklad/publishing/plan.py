"""What a publication would consist of: which files come from the new build, and which stay as they are published."""

from __future__ import annotations

import filecmp
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from uklad.base.errors import Problem, Refused
from uklad.html.page_tree import Tree
from uklad.model.editions import current
from uklad.model.schema import Edition, School, Schools
from uklad.publishing.manifest import Manifest, digest, listed, load_manifest

OUTSIDE = "portal and ways between editions"


@dataclass(frozen=True)
class Plan:
    """A tree to publish, its manifest, and what was there before (none at first)."""

    tree: Tree
    manifest: Manifest
    former: Manifest | None
    stays: frozenset[str] = frozenset()

    @property
    def changes(self) -> bool:
        """Whether readers would see anything else than now."""
        return not self.manifest.same_sites(self.former)

    def summary(self) -> Iterator[str]:
        """A line for each edition, and one for all else: what would happen to it."""
        before, after = _by_edition(self.former or Manifest({})), _by_edition(self.manifest)
        for folder in sorted(before.keys() | after.keys()):
            yield f"{folder or OUTSIDE}: {self._fate(folder, before.get(folder), after.get(folder))}"

    def _fate(self, folder: str, before: dict[str, str] | None, after: dict[str, str] | None) -> str:
        if folder in self.stays:
            return "superseded, stays as it is"
        if after is None:
            return "removed"
        return "new" if before is None else _counts(before, after)


def make_plan(made: Path, published: Path | None, schools: Schools, only: list[str], everything: bool = False) -> Plan:
    """The plan to publish the sites in `made` over what is `published`; `only` these schools, or all of the data file.

    An edition published as superseded stays byte for byte as long as it is superseded, unless `everything` is asked.
    """
    former = load_manifest(published) if published else None
    editions = {folder: state for name in only or schools.schools for folder, state in _states(name, schools.schools[name], schools)}
    stays = frozenset(_staying(editions, former) if not everything else ())
    tree, digests = _built(made, stays, editions, schools), {}
    if former and published:
        others = [name for name in schools.schools if only and name not in only]
        tree |= _held(published, (path for path in former.files if _first(path) in others or _edition(path) in stays))
        editions |= {folder: state for folder, state in former.editions.items() if _first(folder) in others}
        digests = _settle(tree, published, former)
    digests = {path: digests.get(path) or digest(source) for path, source in sorted(tree.items())}
    kept = _assets_to_keep(published, former, tree) if former and published else {}
    tree |= {path: published / path for path in kept if published}
    return Plan(tree, Manifest(digests, kept, editions), former, stays)


def _held(published: Path, paths: Iterable[str]) -> Tree:
    """Files that stay as they are published. Raises Refused where one is gone."""
    tree = {path: published / path for path in paths}
    if gone := [path for path, source in tree.items() if not source.is_file()]:
        raise Refused(Problem(path, 1, "was removed after it was published", "publish anew with --all, without --school") for path in gone)
    return tree


def _assets_to_keep(published: Path, former: Manifest, tree: Tree) -> dict[str, str]:
    """Assets of the former release under names that the new one lacks: pages that readers have open ask for them yet."""
    gone = {path: value for path, value in former.files.items() if path not in tree and "/assets/" in f"/{path}"}
    return {path: value for path, value in gone.items() if (published / path).is_file() and digest(published / path) == value}


def _states(name: str, school: School, schools: Schools) -> Iterator[tuple[str, str]]:
    for edition in school.editions:
        for locale in schools.locales:
            yield f"{name}/{locale}/{edition.date}", _state(edition, current(school))


def _state(edition: Edition, current: Edition) -> str:
    if edition.date == current.date:
        return "in force"
    return "superseded" if edition.date < current.date else "adopted"


def _staying(editions: dict[str, str], former: Manifest | None) -> Iterator[str]:
    for folder, state in editions.items():
        if former and state == "superseded" == former.editions.get(folder):
            yield folder


def _built(made: Path, stays: frozenset[str], editions: dict[str, str], schools: Schools) -> Tree:
    """The files of the build, without superseded editions that stay and schools that were not asked for."""
    asked = {_first(folder) for folder in editions}
    files = (path for path in listed(made) if _edition(path) not in stays)
    return {path: made / path for path in files if _first(path) in asked or _first(path) not in schools.schools}


def _settle(tree: Tree, published: Path, former: Manifest) -> dict[str, str]:
    """Take what is published and has not changed from where it is, so that it is linked and keeps its date; its digests."""
    for path, source in tree.items():
        there = published / path
        if path in former.files and there.is_file() and filecmp.cmp(source, there, shallow=False):
            tree[path] = there
    return {path: former.files[path] for path, source in tree.items() if source == published / path}


def _first(path: str) -> str:
    return path.partition("/")[0]


def _edition(path: str) -> str:
    return "/".join(path.split("/")[:3])


def _by_edition(manifest: Manifest) -> dict[str, dict[str, str]]:
    """The files of each edition; those of none are under the empty name."""
    found: dict[str, dict[str, str]] = {}
    for path, value in manifest.files.items():
        folder = _edition(path)
        found.setdefault(folder if folder in manifest.editions else "", {})[path] = value
    return found


def _counts(before: dict[str, str], after: dict[str, str]) -> str:
    added, removed = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    changed = sum(before[path] != after[path] for path in before.keys() & after.keys())
    said = [f"{count} {word}" for count, word in ((added, "added"), (changed, "changed"), (removed, "removed")) if count]
    return ", ".join(said) or "unchanged"

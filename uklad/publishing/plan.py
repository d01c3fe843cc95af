"""What a publication would consist of: what stays as it is published, what comes from the new build, what is kept beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from uklad.base.errors import Problem, Refused
from uklad.html.page_tree import Tree
from uklad.model.editions import current
from uklad.model.schema import Edition, School, Schools
from uklad.publishing.manifest import Digests, Manifest, departures, digest, digests_of
from uklad.publishing.summary import summary_of

REMAKE = "restore it from a copy, or publish anew with --all, without --school"
Editions = dict[str, str]  # school/locale/date -> "in force", "superseded" or "adopted"


@dataclass(frozen=True)
class Published:
    """What readers see now: a tree as its manifest tells it, and trees where whole copies of its files may be.

    `number` is that of the release; `gone` says what else is amiss: a path -> what it is.
    """

    tree: Path
    manifest: Manifest
    earlier: tuple[Path, ...] = ()
    number: int | None = None
    gone: dict[str, str] = field(default_factory=dict)

    @cached_property
    def departures(self) -> dict[str, str]:
        """Where the tree is not as it was published: path -> how it differs."""
        return {**self.gone, **departures(self.tree, self.manifest)}

    @property
    def intact(self) -> Digests:
        """The files that are as they were published."""
        return {path: value for path, value in self.manifest.whole.items() if path not in self.departures}


@dataclass(frozen=True)
class Plan:
    """A tree to publish, its manifest, what was there before (none at first), and where that is not as it was published.

    `stays` are the editions that are frozen; files from below `shown` are as readers see them already.
    """

    tree: Tree
    manifest: Manifest
    former: Manifest | None
    stays: frozenset[str] = frozenset()
    repairs: dict[str, str] = field(default_factory=dict)
    shown: Path | None = None

    @property
    def changes(self) -> bool:
        """Whether readers would see anything else than now."""
        return bool(self.repairs) or not self.manifest.same_sites(self.former)

    def summary(self) -> Iterator[str]:
        """A line for each edition, one for all else, and one for each repair: what would happen to it."""
        return summary_of(self.former or Manifest({}), self.manifest, self.stays, self.repairs)


def make_plan(made: Path, published: Published | None, schools: Schools, only: list[str], everything: bool = False) -> Plan:
    """The plan to publish the sites in `made` over what is `published`; `only` these schools, or all of the data file.

    An edition published as superseded stays byte for byte as long as it is superseded, unless `everything` is asked.
    Raises Refused where a file that stays is damaged and no copy of it is left.
    """
    former, every = published.manifest if published else Manifest({}), set(schools.schools)
    asked = set(only) or every
    editions = {folder: state for name in sorted(asked) for folder, state in _states(name, schools.schools[name], schools)}
    frozen = frozenset() if everything else still_superseded(former, editions)
    built = digests_of(made)
    files = what_comes(built, frozen, asked, every) | what_stays(former, frozen, every - asked)
    kept = what_is_kept(former, files)
    editions |= {folder: state for folder, state in former.editions.items() if _school(folder) in every - asked}
    tree = find(files | kept, published, (made, built))
    refuse_lost(files, tree, REMAKE)
    manifest = Manifest(files, {path: value for path, value in kept.items() if path in tree}, editions)
    if not published:
        return Plan(tree, manifest, None)
    return Plan(tree, manifest, former, frozen, published.departures, published.tree)


def still_superseded(former: Manifest, editions: Editions) -> frozenset[str]:
    """The editions that were published as superseded and are so yet."""
    return frozenset(folder for folder, state in editions.items() if state == "superseded" == former.editions.get(folder))


def what_stays(former: Manifest, frozen: frozenset[str], others: set[str]) -> Digests:
    """The files that stay as they are published: those of frozen editions, and of the schools that were not asked for."""
    return {path: value for path, value in former.files.items() if _edition(path) in frozen or _school(path) in others}


def what_comes(built: Digests, frozen: frozenset[str], asked: set[str], every: set[str]) -> Digests:
    """The files that come from the build: the schools asked for without their frozen editions, and whatever is of no school."""
    chosen = {path: value for path, value in built.items() if _school(path) in asked or _school(path) not in every}
    return {path: value for path, value in chosen.items() if _edition(path) not in frozen}


def what_is_kept(former: Manifest, files: Digests) -> Digests:
    """Assets of the former release under names that the new one lacks: pages that readers have open ask for them yet."""
    if files == former.files:
        return former.kept  # readers have the same pages open as before
    return {path: value for path, value in former.files.items() if path not in files and "/assets/" in f"/{path}"}


def find(wanted: Digests, published: Published | None, built: tuple[Path, Digests] | None = None) -> Tree:
    """Where whole copies of files lie: as published, else as built, else in earlier releases; what is nowhere is left out."""
    places = [place for place in ((published.tree, published.intact) if published else None, built) if place]
    tree: Tree = {}
    for folder, digests in places:
        tree = {path: folder / path for path, value in wanted.items() if digests.get(path) == value} | tree
    for folder in published.earlier if published else ():
        lost = {path: value for path, value in wanted.items() if path not in tree}
        tree |= {path: folder / path for path, value in lost.items() if (folder / path).is_file() and digest(folder / path) == value}
    return tree


def refuse_lost(files: Digests, tree: Tree, cure: str) -> None:
    """Raise Refused where a file is nowhere as it was published."""
    if lost := sorted(files.keys() - tree.keys()):
        raise Refused(Problem(path, 1, "is damaged or gone wherever it was published", cure) for path in lost)


def _states(name: str, school: School, schools: Schools) -> Iterator[tuple[str, str]]:
    for edition in school.editions:
        for locale in schools.locales:
            yield f"{name}/{locale}/{edition.date}", _state(edition, current(school))


def _state(edition: Edition, current: Edition) -> str:
    if edition.date == current.date:
        return "in force"
    return "superseded" if edition.date < current.date else "adopted"


def _school(path: str) -> str:
    return path.partition("/")[0]


def _edition(path: str) -> str:
    return "/".join(path.split("/")[:3])

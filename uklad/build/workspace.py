"""The workspace of a build: what every job knows, opened once in each process that does jobs."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from uklad.base.artifact_store import ArtifactStore
from uklad.base.errors import Problem, Refused
from uklad.build.artifacts import SiteRef
from uklad.build.output import ASIDE, in_output, remove_left
from uklad.build.page_builder import PageBuilder
from uklad.content.site import Site
from uklad.model.schema import Schools

RUN = "run"  # a file in the folder aside: who makes a folder there does not make that


@dataclass(frozen=True)
class Workspace:
    """The data and the folders of one build. All paths are absolute."""

    schools: Schools
    root: Path
    file: str  # the data file, as messages name it
    folder: Path  # of the store
    out: Path
    aside: Path  # for this run alone
    code: str = ""  # the digest of the code that this run is of

    @cached_property
    def store(self) -> ArtifactStore:
        """What earlier builds left, and what this one leaves."""
        return ArtifactStore(self.folder)

    @cached_property
    def page_builder(self) -> PageBuilder:
        """Where pages are built."""
        return PageBuilder(self.root, self.aside, self.store)

    def save(self, key: str, value: Any, files: Iterable[str] = ()) -> None:
        """Store an artifact. Raises Refused where this build is over."""
        self.refuse_when_over()
        self.store.save(key, value, files)

    def refuse_when_over(self) -> None:
        """Raise Refused where the command of this build was killed, and another one has begun since and removed the folder aside."""
        if not (self.aside / RUN).exists():
            raise Refused([Problem(self.file, 1, "the build that this belongs to is over", "run it again")])

    def site(self, ref: SiteRef) -> Site:
        """The site of a school's edition in a locale."""
        school, edition, locale = ref
        return Site(self.schools, self.root / "docs", school, self.schools.schools[school].editions[edition], locale)


def make_aside(out: Path) -> Path:
    """A folder for one run alone, on the same disk as the output; what killed runs left beside it is removed."""
    remove_left(out)
    aside = out / f"{ASIDE}-{secrets.token_hex(4)}"
    try:
        aside.mkdir(parents=True)
        (aside / RUN).touch()
    except OSError as error:
        raise in_output(error, out) from error
    return aside


_open: Workspace


def open_workspace(opened: Workspace) -> None:
    """Make a workspace the one that jobs of this process work in."""
    global _open
    _open = opened


def workspace() -> Workspace:
    """The workspace that was opened last in this process."""
    return _open

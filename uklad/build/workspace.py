"""The workspace of a build: what every job knows, opened once in each process that does jobs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from uklad.base.artifact_store import ArtifactStore
from uklad.build.artifacts import SiteRef
from uklad.build.page_builder import PageBuilder
from uklad.content.site import Site
from uklad.model.schema import Schools


@dataclass(frozen=True)
class Workspace:
    """The data and the folders of one build. All paths are absolute."""

    schools: Schools
    root: Path
    file: str  # the data file, as messages name it
    folder: Path  # of the store
    out: Path
    aside: Path

    @cached_property
    def store(self) -> ArtifactStore:
        """What earlier builds left, and what this one leaves."""
        return ArtifactStore(self.folder)

    @cached_property
    def page_builder(self) -> PageBuilder:
        """Where pages are built."""
        return PageBuilder(self.root, self.aside, self.store)

    def site(self, ref: SiteRef) -> Site:
        """The site of a school's edition in a locale."""
        school, edition, locale = ref
        return Site(self.schools, self.root / "docs", school, self.schools.schools[school].editions[edition], locale)


_open: Workspace


def open_workspace(opened: Workspace) -> None:
    """Make a workspace the one that jobs of this process work in."""
    global _open
    _open = opened


def workspace() -> Workspace:
    """The workspace that was opened last in this process."""
    return _open

"""Publishes: builds aside, verifies, and switches at once; goes back one; compares with the manifest."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from uklad.base.artifact_store import FOLDER, ArtifactStore
from uklad.base.errors import Problem, Refused
from uklad.build.mkdocs_runner import Say
from uklad.build.pipeline import Chosen, build_sites
from uklad.html.link_check import unsound
from uklad.model.schema import Schools
from uklad.publishing.manifest import Manifest, departures, load_manifest
from uklad.publishing.plan import Plan, make_plan
from uklad.publishing.releases import Releases

CURES = {
    PermissionError: "run it as a user who may write there",
    NotADirectoryError: "name a folder below another folder",
    FileNotFoundError: "restore the file, or publish anew with --all",
}


@dataclass(frozen=True)
class Content:
    """What to publish: the data, the schools asked for (all when none), and whether superseded editions too."""

    schools: Schools
    root: Path
    file: str
    only: list[str]
    everything: bool
    workers: int

    def plan(self, aside: Path, published: Path | None, say: Say) -> Plan:
        """Build aside and plan. Raises Refused where a site fails or the tree would not be sound."""
        self.build(aside, published, say)
        plan = make_plan(aside, published, self.schools, self.only, self.everything)
        if plan.changes and (problems := unsound(plan.tree, self.schools)):
            raise Refused(problems)
        return plan

    def build(self, aside: Path, published: Path | None, say: Say) -> None:
        """Build what was asked for; a portal in front of some schools leads to those alone."""
        schools = self.schools
        former = load_manifest(published) if published else None
        if self.only:
            there = {folder.partition("/")[0] for folder in former.editions} if former else set()
            schools = _with_only(schools, {*self.only, *there})
        with ArtifactStore(self.root / FOLDER).locked():
            done = build_sites(schools, self.root, aside, Chosen(tuple(self.only)), self.workers, say, self.file)
        if failed := [one for one in done if one.failures]:
            raise Refused(Problem(one.name, 1, "was not built: " + "; ".join(one.failures), "run uklad check") for one in failed)


def _with_only(schools: Schools, names: set[str]) -> Schools:
    """The data with these schools alone."""
    chosen = {name: school for name, school in schools.schools.items() if name in names}
    first = schools.default_school if schools.default_school in chosen else next(iter(chosen))
    return schools.model_copy(update={"schools": chosen, "default_school": first})


def publish_folder(content: Content, folder: Path, say: Say) -> None:
    """Publish into a folder that a web server serves; readers see the old tree or the new one."""
    releases = Releases(folder)
    with refusals(folder), releases.locked():
        releases.clear()
        with releases.aside() as aside:
            plan = content.plan(aside, _published(releases), say)
            _put_live(releases, replace(plan, manifest=replace(plan.manifest, before=releases.live)), say)


def _put_live(releases: Releases, plan: Plan, say: Say) -> None:
    """Say what changes and switch to it, unless nothing does."""
    if not plan.changes:
        say(f"{releases.folder} is as it should be; nothing to publish")
        return
    for line in plan.summary():
        say(line)
    say(f"{releases.folder}: release {releases.release(plan)}, {len(plan.manifest.files)} files")


def preview(content: Content, published: Path | None, say: Say) -> None:
    """Say what publishing would change; nothing is written but a temporary folder."""
    with tempfile.TemporaryDirectory() as aside:
        plan = content.plan(Path(aside), published, lambda text: None)
    for line in plan.summary() if plan.changes else ["nothing to publish"]:
        say(line)


def preview_folder(content: Content, folder: Path, say: Say) -> None:
    """The same for a folder."""
    with refusals(folder):
        preview(content, _published(Releases(folder)), say)


def return_to_former(folder: Path, say: Say) -> None:
    """Return to the release before the one that readers see, as a release of its own."""
    releases = Releases(folder)
    if (live := releases.live) is None:
        raise releases.refused("is not published", "run uklad publish first")
    with refusals(folder), releases.locked():
        live = releases.live or live
        releases.clear()
        now = releases.manifest(live)
        if now.before is None or not releases.tree(now.before).is_dir():
            raise releases.refused("has no earlier release", "publish what you want to see there")
        earlier, tree = releases.manifest(now.before), releases.tree(now.before)
        number = releases.release(_return_to(earlier, tree, now, releases.tree(live)))
        say(f"{releases.folder}: release {number}, the same as release {now.before}")


def _return_to(earlier: Manifest, tree: Path, now: Manifest, live: Path) -> Plan:
    """The sites of an earlier release, with the assets for which pages that are open now may yet ask."""
    kept = {path: value for path, value in now.files.items() if "/assets/" in f"/{path}" and path not in earlier.files}
    sources = {path: tree / path for path in earlier.files} | {path: live / path for path in kept if (live / path).is_file()}
    kept = {path: value for path, value in kept.items() if path in sources}
    return Plan(sources, replace(earlier, kept=kept), now)


def verify_tree(folder: Path) -> Manifest:
    """Compare a published tree, or any copy of one, with its manifest. Raises Refused with every departure."""
    manifest = load_manifest(folder)
    if manifest is None:
        raise Refused([Problem(str(folder), 1, "holds no published tree", "name the folder that uklad publish was given")])
    with refusals(folder):
        wrong = departures(folder, manifest)
    if wrong:
        raise Refused(Problem(str(folder / path), 1, f"is {what}", "run uklad publish --all, or uklad rollback") for path, what in wrong)
    return manifest


def _published(releases: Releases) -> Path | None:
    live = releases.live
    return releases.tree(live) if live is not None and releases.manifest(live) else None


@contextlib.contextmanager
def refusals(folder: Path) -> Iterator[None]:
    """What the system refuses, said to its user; what was published stays."""
    try:
        yield
    except OSError as error:
        where = str(error.filename2 or error.filename or folder)
        cure = CURES.get(type(error), "free some space or mend the disk, then run it again")
        raise Refused([Problem(where, 1, f"{error.strerror or error}; what was published is as it was", cure)]) from None

"""Publishes: builds aside, verifies, and switches at once; goes back one; compares with the manifest."""

from __future__ import annotations

import contextlib
import shlex
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from uklad.base.artifact_store import FOLDER, ArtifactStore
from uklad.base.errors import Problem, Refused
from uklad.build.mkdocs_runner import Say
from uklad.build.pipeline import Chosen, build_sites
from uklad.build.snapshot import Snapshot
from uklad.content.common_phrases import common_phrases
from uklad.html.leak_check import foreign_names
from uklad.html.link_check import broken_links
from uklad.model.schema import Schools
from uklad.publishing.manifest import Manifest, departures, load_manifest
from uklad.publishing.plan import Plan, Published, find, make_plan, refuse_lost, what_is_kept
from uklad.publishing.releases import Releases

COPY = "copy the folder anew from where it was published"
CURES = {
    PermissionError: "run it as a user who may write there",
    NotADirectoryError: "name a folder below another folder",
    FileNotFoundError: "restore it, then run it again",
}


@dataclass(frozen=True)
class Content:
    """What to publish: the data, the schools asked for (all when none), and whether superseded editions too.

    `snapshot`: the input as it was before it was checked, so that nothing that was saved since is published unchecked.
    """

    schools: Schools
    root: Path
    file: str
    only: list[str]
    everything: bool
    workers: int
    snapshot: Snapshot | None = None

    def plan(self, aside: Path, published: Published | None, say: Say) -> Plan:
        """Build aside and plan. Raises Refused where a site fails, a link is broken or a school is named on pages of another."""
        self.build(aside, published, say)
        plan = make_plan(aside, published, self.schools, self.only, self.everything)
        if plan.changes and (problems := {*broken_links(plan.tree), *self._leaks(plan)}):
            raise Refused(problems)
        return plan

    def _leaks(self, plan: Plan) -> Iterator[Problem]:
        docs, locales = self.root / "docs", self.schools.locales
        phrases = [phrase for locale in (*locales, *self.schools.partial) for phrase in common_phrases(docs, locale, locales[0])]
        return foreign_names(plan.tree, self.schools, phrases)

    def build(self, aside: Path, published: Published | None, say: Say) -> None:
        """Build what was asked for; a portal in front of some schools leads to those alone."""
        schools = self.schools
        former = published.manifest if published else None
        if self.only:
            there = {folder.partition("/")[0] for folder in former.editions} if former else set()
            schools = _with_only(schools, {*self.only, *there})
        with ArtifactStore(self.root / FOLDER).locked():
            done = build_sites(schools, self.root, aside, Chosen(tuple(self.only)), self.workers, say, self.file, snapshot=self.snapshot)
        if failed := [one for one in done if one.failures]:
            raise Refused(Problem(one.name, 1, "was not built: " + "; ".join(one.failures), "run uklad check") for one in failed)


def _with_only(schools: Schools, names: set[str]) -> Schools:
    """The data with these schools alone."""
    chosen = {name: school for name, school in schools.schools.items() if name in names}
    first = schools.default_school if schools.default_school in chosen else next(iter(chosen))
    return schools.model_copy(update={"schools": chosen, "default_school": first})


def publish_folder(content: Content, folder: Path, say: Say) -> None:
    """Publish into a folder that a web server serves, and put right what was altered there; readers see the old tree or the new one."""
    releases = Releases(folder)
    with refusals(folder), releases.locked():
        published = releases.published(content.everything)
        releases.clear()
        with releases.aside() as aside:
            _put_live(releases, content.plan(aside, published, say), published, say)


def _put_live(releases: Releases, plan: Plan, published: Published | None, say: Say) -> None:
    """Say what changes and switch to it, unless nothing does."""
    if not plan.changes:
        say(f"{releases.folder} is as it should be; nothing to publish")
        return
    before = published.number if published else None
    if plan.former and plan.manifest.same_sites(plan.former):
        before = plan.former.before  # what was damaged is nothing to return to
    for line in plan.summary():
        say(line)
    number = releases.release(replace(plan, manifest=replace(plan.manifest, before=before)))
    say(f"{releases.folder}: release {number}, {len(plan.manifest.files)} files")


def preview(content: Content, published: Published | None, say: Say) -> None:
    """Say what publishing would change; nothing is written but a temporary folder."""
    with tempfile.TemporaryDirectory() as aside:
        plan = content.plan(Path(aside), published, lambda text: None)
    for line in plan.summary() if plan.changes else ["nothing to publish"]:
        say(line)


def preview_folder(content: Content, folder: Path, say: Say) -> None:
    """The same for a folder."""
    with refusals(folder):
        preview(content, Releases(folder).published(content.everything), say)


def return_to_former(folder: Path, say: Say) -> None:
    """Return to the release before the one that readers see, as a release of its own."""
    releases = Releases(folder)
    with refusals(folder):
        if releases.live is None:
            raise releases.refused("is not published", "run uklad publish first")
    with refusals(folder), releases.locked():
        now = releases.published()
        releases.clear()
        if now is None or now.manifest.before not in releases.numbers:
            raise releases.refused("has no earlier release", "publish what you want to see there")
        number = releases.release(_return_to(releases.manifest(now.manifest.before), now))
        say(f"{releases.folder}: release {number}, the same as release {now.manifest.before}")


def _return_to(earlier: Manifest, now: Published) -> Plan:
    """The sites of an earlier release, with the assets for which pages that are open now may yet ask."""
    kept = what_is_kept(now.manifest, earlier.files)
    tree = find(earlier.files | kept, now)
    refuse_lost(earlier.files, tree, "publish what you want to see there")
    return Plan(tree, replace(earlier, kept={path: value for path, value in kept.items() if path in tree}), now.manifest, shown=now.tree)


def verify_tree(folder: Path) -> Manifest:
    """Compare a published tree, or any copy of one, with its manifest. Raises Refused with every departure."""
    releases = Releases(folder)
    with refusals(folder):
        here = releases.is_published
        manifest = releases.manifest(releases.live) if here and releases.live else load_manifest(folder)
        if manifest is None:
            raise Refused([Problem(str(folder), 1, "holds no published tree", "name the folder that uklad publish was given")])
        cure = f"run what published it once more, such as: uklad publish {shlex.quote(str(folder))}" if here else COPY
        if wrong := departures(folder, manifest):
            raise Refused(Problem(str(folder / path), 1, f"is {what}", cure) for path, what in wrong.items())
    return manifest


@contextlib.contextmanager
def refusals(folder: Path) -> Iterator[None]:
    """What the system refuses, said to its user; what was published stays."""
    try:
        yield
    except OSError as error:
        where = str(error.filename2 or error.filename or folder)
        cure = CURES.get(type(error), "free some space or mend the disk, then run it again")
        raise Refused([Problem(where, 1, f"{error.strerror or error}; what was published is as it was", cure)]) from None

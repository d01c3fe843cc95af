"""The pipeline of a build: documents, page templates, schools stamped from them, and the portal in front."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from uklad.base import memo
from uklad.base.artifact_store import FOLDER
from uklad.base.errors import Refused
from uklad.base.hashing import digest_of_names
from uklad.build.artifacts import Outcome, SchoolKeys, SiteKeys, SiteRef
from uklad.build.cache_keys import Keys
from uklad.build.document_jobs import are_current, documents_of, make_documents
from uklad.build.executors import executor_for
from uklad.build.jobs import Executor, Job, run
from uklad.build.journal import Journal
from uklad.build.mkdocs_runner import Say
from uklad.build.output import NOT_WRITTEN, forget_gone, in_output, record_of, remove_unknown
from uklad.build.page_jobs import make_beside, make_pages, read_texts
from uklad.build.portal_jobs import make_portal, portal_files, put_portal
from uklad.build.progress import Progress
from uklad.build.school_jobs import verify_school, write_schools
from uklad.build.snapshot import InputChanged, Snapshot, take_snapshot
from uklad.build.workspace import Workspace, make_aside, open_workspace
from uklad.model.editions import named_files
from uklad.model.schema import Schools

BATCH = 20  # most schools in a job


@dataclass(frozen=True)
class Chosen:
    """What to build: these schools and locales (all, where none is named), with documents or without."""

    schools: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    documents: bool = True
    verified: int = 0  # schools, chosen by lot, whose pages are built once more and compared


def build_sites(
    schools: Schools,
    root: Path,
    out: Path,
    chosen: Chosen,
    workers: int | str,
    say: Say,
    file: str = "schools.yml",
    check: Callable[[], None] = lambda: None,
    snapshot: Snapshot | None = None,
) -> list[Outcome]:
    """Build the chosen sites and the portal; only what is whole is put in place. Returns how each went.

    `workers`: how many processes of this machine, or the address of a cluster. `check` is called before anything is put in place.
    `snapshot`: the input as it was before the data were read. Raises InputChanged where it changed; what was made of it is not kept.
    """
    named = {name for school in schools.schools.values() for name in named_files(school)}
    snapshot = (snapshot or take_snapshot(root)).with_files(named)
    aside = make_aside(out.resolve())
    workspace = Workspace(schools, root.resolve(), file, (root / FOLDER).resolve(), out.resolve(), aside, snapshot.code)
    open_workspace(workspace)
    journal = Journal(workspace.store, snapshot, aside)
    journal.settle()
    try:
        with executor_for(workspace, workers) as executor:
            return _run(Pipeline(workspace, executor, journal, Progress(say), check), chosen)
    except InputChanged:
        raise
    except Exception as error:
        journal.confirm()  # even a failure of the program itself may be of a file that was half saved
        if isinstance(error, OSError):
            raise in_output(error, out) from error
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _run(pipeline: Pipeline, chosen: Chosen) -> list[Outcome]:
    try:
        return pipeline.build(chosen)
    except InputChanged:
        raise
    except Refused:
        pipeline.check_once()  # tells of all mistakes where this one is the first met
        raise


class Pipeline:
    """One build, step by step; each step does what no earlier build has done."""

    def __init__(self, workspace: Workspace, executor: Executor, journal: Journal, progress: Progress, check: Callable[[], None]) -> None:
        self.executor, self.journal, self.progress, self.check = executor, journal, progress, check
        self.schools, self.store = workspace.schools, workspace.store
        self.keys = Keys(workspace.schools, journal.snapshot)
        self.out, self.root = workspace.out, workspace.root
        self.user, self.record = record_of(self.store, workspace.out, workspace.root)
        self.needed = {self.user}
        self.missed: dict[SiteRef, list[str]] = {}

    def build(self, chosen: Chosen) -> list[Outcome]:
        """Do all that has not been done by an earlier run. Returns how each site and the portal went."""
        self._learn()
        locales = [*(chosen.locales or (*self.schools.locales, *self.schools.partial))]
        refs = [
            (name, index, locale)
            for name, school in self.schools.schools.items()
            if name in chosen.schools or not chosen.schools
            for locale in locales
            for index in range(len(school.editions))
        ]
        documents = {ref: self.keys.documents(ref) for ref in refs} if chosen.documents else {}
        self._make_documents(documents)
        sites = [self._site_keys(ref, documents.get(ref, "")) for ref in refs]
        schools = [self._school_keys(tuple(group)) for _, group in itertools.groupby(sites, lambda site: (site.ref[0], site.ref[2]))]
        portals = {one: self.keys.portal(one) for one in locales if one in self.schools.locales}
        failed = self._make_pages(sites, schools, portals)
        outcomes = [*self._put_in_place(schools, portals, failed), *self._verify(schools, chosen.verified)]
        self.journal.confirm()
        self._tidy(outcomes, {school.folder for school in schools}, bool(chosen.schools or chosen.locales))
        return outcomes

    def _learn(self) -> None:
        """Parse every text, where no run of the same code has left what it learnt."""
        if not memo.keys():
            jobs = [Job(read_texts, (one,), one) for one in (*self.schools.locales, *self.schools.partial)]
            run(jobs, self.executor, memo.merge)

    def check_once(self) -> None:
        """Check, while workers make what may turn out not to be wanted; do nothing the second time."""
        check, self.check = self.check, lambda: None
        check()

    def _make_documents(self, keys: dict[SiteRef, str]) -> None:
        """Make the documents that are not there yet, or lacked some."""
        wanted = [(ref, key) for ref, key in keys.items() if not are_current(key, ref)]
        self.progress.expect("documents", len(wanted))
        if not wanted:
            return
        jobs = [Job(make_documents, (key, ref), ref[2]) for ref, key in wanted]
        outcomes = self._make(jobs)
        self.missed = {ref: one.missed for (ref, _), one in zip(wanted, outcomes, strict=True) if one.missed}

    def _make(self, jobs: list[Job]) -> list[Outcome]:
        """Run jobs that make artifacts, the key of each being the first of their arguments; keep these if the input is what it was."""
        if jobs:
            states = (one.state for job in jobs for one in job.arguments if isinstance(one, SiteKeys))
            self.journal.expect([*(job.arguments[0] for job in jobs), *states])
        outcomes = run(jobs, self.executor, self.progress.ended, self.check_once)
        self.journal.confirm()
        return outcomes

    def _site_keys(self, ref: SiteRef, documents: str) -> SiteKeys:
        keys = SiteKeys(ref, "", documents)
        made = documents_of(keys)
        files = digest_of_names(made["files"]) if made["files"] else ""
        return replace(keys, files=files, pages=self.keys.pages(ref, made["listed"]), state=self.keys.state(ref, made["listed"]))

    def _school_keys(self, sites: tuple[SiteKeys, ...]) -> SchoolKeys:
        beside = self.keys.beside(sites[0].ref)
        school = SchoolKeys(sites, beside, self.keys.school(sites, beside))
        self.needed |= {beside, *(key for site in sites for key in (site.pages, site.documents, site.state))}
        return replace(school, last=self.record.folders.get(school.folder, NOT_WRITTEN))

    def _make_pages(self, sites: list[SiteKeys], schools: list[SchoolKeys], portals: dict[str, str]) -> dict[str, list[str]]:
        """Build the page templates, what stands beside them, and the portal, where they are not there yet. Returns failures by key."""
        templates: dict[str, SiteKeys] = {}
        for site in sites:
            templates.setdefault(site.pages, site)
        self.needed |= set(portals.values())
        pages = [
            *(Job(make_pages, (key, site), site.ref[2]) for key, site in templates.items()),
            *(Job(make_portal, (key, locale), locale) for locale, key in portals.items()),
        ]
        refs = {school.beside: school.sites[0].ref for school in schools}
        beside = [Job(make_beside, (key, ref), ref[2]) for key, ref in refs.items()]
        wanted, more = ([job for job in jobs if not self.store.is_complete(job.arguments[0])] for jobs in (pages, beside))
        self.progress.expect("pages", len(wanted))
        outcomes = self._make([*wanted, *more])
        return {job.arguments[0]: one.failures for job, one in zip(wanted, outcomes, strict=False) if one.failures}

    def _put_in_place(self, schools: list[SchoolKeys], portals: dict[str, str], failed: dict[str, list[str]]) -> list[Outcome]:
        """Write the schools and the portal, and remember what was written, if the input is what it was."""
        good = [school for school in schools if not any(site.pages in failed for site in school.sites)]
        fronts = [path for locale, key in portals.items() if key not in failed for path in portal_files(key, locale)]
        leads = [f"{school.school}/index.html" for school in good if school.locale == self.schools.locales[0]]
        self.record.expect((school.folder for school in good if school.key != school.last.key), [*fronts, *leads])
        self.store.save(self.user, self.record)
        try:
            return [*self._write_schools(schools, good, failed), *self._put_portals(portals, failed)]
        finally:
            if not self.journal.snapshot.changed():
                self.store.save(self.user, self.record)

    def _tidy(self, outcomes: list[Outcome], folders: set[str], in_part: bool) -> None:
        """Remove what neither the data know any more nor a build needs; nothing of the output after a build in part, or one that failed."""
        files = {path: value for one in outcomes for path, value in one.files.items()}
        if in_part or any(one.failures for one in outcomes):
            self.record.files |= files
        elif gone := remove_unknown(self.out, self.store, self.record, folders, files):
            self.progress.say(f"no longer in the data, removed: {', '.join(gone[:5])}{' and more' if len(gone) > 5 else ''}")
        self.store.save(self.user, self.record)
        self.needed |= {written.paths for written in self.record.folders.values()}
        forget_gone(self.store, self.root)
        self.store.collect_garbage(self.user, self.needed, in_part)

    def _write_schools(self, schools: list[SchoolKeys], good: list[SchoolKeys], failed: dict[str, list[str]]) -> list[Outcome]:
        """Write each good school's locale whole: its editions, and the way to the one in force."""
        good.sort(key=lambda school: [site.pages for site in school.sites])
        size = max(1, min(BATCH, len(good) // (self.executor.workers * 4)))
        jobs = [Job(write_schools, (good[at : at + size],)) for at in range(0, len(good), size)]
        self.progress.expect("sites", len(good))

        def written(batch: list[Outcome]) -> None:
            self.record.folders |= {one.name: one.written for one in batch if not one.failures}
            self.progress.written(batch)

        outcomes = {one.name: one for batch in run(jobs, self.executor, written) for one in batch}
        return [self._ended(one, outcomes.get(one.folder) or Outcome(one.folder, _why(one, failed))) for one in schools]

    def _ended(self, school: SchoolKeys, outcome: Outcome) -> Outcome:
        return replace(outcome, missed=[said for site in school.sites for said in self.missed.get(site.ref, [])])

    def _put_portals(self, keys: dict[str, str], failed: dict[str, list[str]]) -> list[Outcome]:
        """Put the portal in place in every locale, or in none."""
        if any(key in failed for key in keys.values()):
            return [Outcome(f"portal {locale}", failed.get(key, [])) for locale, key in keys.items()]
        return [Outcome(f"portal {locale}", files=put_portal(key, locale)) for locale, key in keys.items()]

    def _verify(self, schools: list[SchoolKeys], count: int) -> list[Outcome]:
        """Build some schools for themselves and compare. Returns those that differ."""
        names = sorted({school.school for school in schools})
        lot = random.sample(names, min(count, len(names)))
        jobs = [Job(verify_school, (school,), school.locale) for school in schools if school.school in lot]
        self.progress.expect("verified", len(jobs))
        return [one for one in run(jobs, self.executor, self.progress.ended) if one.failures]


def _why(school: SchoolKeys, failed: dict[str, list[str]]) -> list[str]:
    return [said for site in school.sites for said in failed.get(site.pages, [])]

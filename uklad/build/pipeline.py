"""The whole output: every site, the way to the edition in force, and the portal in front."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from uklad.base import memo
from uklad.base.artifact_store import FOLDER
from uklad.base.errors import Problem, Refused
from uklad.base.hashing import digest, digest_of_names
from uklad.build.cache_keys import Keys
from uklad.build.executors import Crew
from uklad.build.jobs import Done, Order, Part, Ref
from uklad.build.mkdocs_patches import forget
from uklad.build.mkdocs_runner import Say
from uklad.build.progress import Progress
from uklad.build.tasks import Work
from uklad.model.schema import Schools

ASIDE = ".uklad-aside"
BATCH = 20  # most schools in a piece of work


@dataclass(frozen=True)
class Chosen:
    """What to build: these schools and locales (all, where none is named), with documents or without."""

    schools: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    documents: bool = True
    verified: int = 0  # schools, chosen by lot, whose pages are built once more and compared


def build_whole(
    schools: Schools,
    root: Path,
    out: Path,
    chosen: Chosen,
    workers: int | str,
    say: Say,
    file: str = "schools.yml",
    check: Callable[[], None] = lambda: None,
) -> list[Done]:
    """Build the chosen sites and the portal; only what is whole is put in place. Returns how each went.

    `workers`: how many processes of this machine, or the address of a cluster. `check` is called before anything is put in place.
    """
    forget()
    aside = (out / ASIDE).resolve()
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    work = Work(schools, root.resolve(), file, (root / FOLDER).resolve(), out.resolve(), aside)
    try:
        with _crew(work, workers) as crew:
            if not memo.keys():
                locales = [*schools.locales, *schools.partial]
                crew.run([(locale, ("read", locale)) for locale in locales], memo.merge)
            run = _Run(work, crew, Progress(say), check)
            try:
                return run.build(chosen)
            except Refused:
                run.checked()  # tells of all mistakes where this one is the first met
                raise
    except BrokenProcessPool:
        what = "a worker was ended from outside, perhaps for want of memory"
        raise Refused([Problem(file, 1, what, "run it again, with fewer --jobs; what is done is kept")]) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _crew(work: Work, workers: int | str) -> Any:
    if isinstance(workers, int):
        return Crew(work, workers, [*work.schools.locales, *work.schools.partial])
    try:
        from uklad.build.cluster import Cluster
    except ImportError:
        what = "building on a cluster needs the package distributed"
        raise Refused([Problem(work.file, 1, what, 'install it: pip install "uklad[cluster]"')]) from None
    return Cluster(work, workers, work.file)


class _Run:
    """Documents first, then the pages of each shape, then each school from its shape, then the portal."""

    def __init__(self, work: Work, crew: Any, progress: Progress, check: Callable[[], None]) -> None:
        self.work, self.crew, self.progress, self.store, self.check = work, crew, progress, work.store, check
        self.keys = Keys(work.schools, work.root)
        self.user = digest("out", str(work.out))
        self.last: dict[str, tuple[str, str]] = self.store.load(self.user) or {}  # folder -> key and digest of what stands there
        self.needed = {self.user}
        self.missed: dict[Ref, list[str]] = {}

    def build(self, chosen: Chosen) -> list[Done]:
        """Do all that has not been done by an earlier run. Returns how each site and the portal went."""
        locales = [*(chosen.locales or (*self.work.schools.locales, *self.work.schools.partial))]
        refs = [
            (name, index, locale)
            for name, school in self.work.schools.schools.items()
            if name in chosen.schools or not chosen.schools
            for locale in locales
            for index in range(len(school.editions))
        ]
        papers = {ref: self.keys.documents(ref) for ref in refs} if chosen.documents else {}
        self._documents(papers)
        parts = [self._part(ref, papers.get(ref, "")) for ref in refs]
        orders = [self._order(tuple(group)) for _, group in itertools.groupby(parts, lambda part: (part.site[0], part.site[2]))]
        portals = {one: self.keys.portal(one) for one in locales if one in self.work.schools.locales}
        failed = self._pages(parts, orders, portals)
        try:
            done = self._schools(orders, failed)
        finally:
            self.store.save(self.user, self.last)
        done += self._portals(portals, failed)
        self.store.collect_garbage(self.user, self.needed, bool(chosen.schools or chosen.locales))
        return done + self._verified(orders, chosen.verified)

    def checked(self) -> None:
        """Check, once, while workers make what may turn out not to be wanted."""
        check, self.check = self.check, lambda: None
        check()

    def _documents(self, papers: dict[Ref, str]) -> None:
        """Make the documents that are not there yet, or lacked some."""
        wanted = [(ref, key) for ref, key in papers.items() if not self.work.has_documents(key, ref)]
        self.progress.expect("documents", len(wanted))
        if not wanted:
            return
        made = self.crew.run([(ref[2], ("make_documents", key, ref)) for ref, key in wanted], self.progress.ended, self.checked)
        self.missed = {ref: one.missed for (ref, _), one in zip(wanted, made, strict=True) if one.missed}

    def _part(self, ref: Ref, documents: str) -> Part:
        part = Part(ref, "", documents)
        made = self.work.documents(part)
        files = digest_of_names(made["files"]) if made["files"] else ""
        return replace(part, files=files, pages=self.keys.pages(ref, made["listed"]), state=self.keys.state(ref, made["listed"]))

    def _pages(self, parts: list[Part], orders: list[Order], portals: dict[str, str]) -> dict[str, list[str]]:
        """Build the pages of each shape, what stands beside them, and the portal, where they are not there yet. Returns failures by key."""
        shapes: dict[str, Part] = {}
        for part in parts:
            shapes.setdefault(part.pages, part)
        ways = {order.ways: order.parts[0].site for order in orders}
        self.needed |= set(portals.values())
        wanted = [
            *((part.site[2], ("make_pages", key, part)) for key, part in shapes.items() if not self.store.is_complete(key)),
            *((locale, ("make_portal", key, locale)) for locale, key in portals.items() if not self.store.is_complete(key)),
        ]
        self.progress.expect("pages", len(wanted))
        beside = [(ref[2], ("make_ways", key, ref)) for key, ref in ways.items() if not self.store.is_complete(key)]
        made = self.crew.run([*wanted, *beside], self.progress.ended, self.checked)
        return {given[1]: one.failures for (_, given), one in zip(wanted, made, strict=False) if one.failures}

    def _schools(self, orders: list[Order], failed: dict[str, list[str]]) -> list[Done]:
        """Write each school's locale whole: its editions, and the way to the one in force."""
        good = [order for order in orders if not any(part.pages in failed for part in order.parts)]
        good.sort(key=lambda order: [part.pages for part in order.parts])
        size = max(1, min(BATCH, len(good) // (self.crew.workers * 4)))
        batches = [good[at : at + size] for at in range(0, len(good), size)]
        self.progress.expect("sites", len(good))
        keys = {order.folder: order.key for order in good}

        def written(batch: list[Done]) -> None:
            self.last.update({one.name: (keys[one.name], one.tree) for one in batch if not one.failures})
            self.progress.written(batch)

        made = self.crew.run([("", ("write", batch)) for batch in batches], written)
        said = {one.name: one for batch in made for one in batch}
        return [self._ended(order, said.get(order.folder) or Done(order.folder, _why(order, failed))) for order in orders]

    def _ended(self, order: Order, one: Done) -> Done:
        return replace(one, missed=[said for part in order.parts for said in self.missed.get(part.site, [])])

    def _verified(self, orders: list[Order], count: int) -> list[Done]:
        """Build some schools for themselves and compare. Returns those that differ."""
        schools = sorted({order.school for order in orders})
        lot = random.sample(schools, min(count, len(schools)))
        chosen = [order for order in orders if order.school in lot]
        self.progress.expect("verified", len(chosen))
        return [one for one in self.crew.run([(order.locale, ("verify", order)) for order in chosen], self.progress.ended) if one.failures]

    def _order(self, parts: tuple[Part, ...]) -> Order:
        ways = self.keys.ways(parts[0].site)
        order = Order(parts, ways, self.keys.order(parts, ways))
        self.needed |= {ways, *(key for part in parts for key in (part.pages, part.documents, part.state))}
        return replace(order, last=self.last.get(order.folder, ("", "")))

    def _portals(self, keys: dict[str, str], failed: dict[str, list[str]]) -> list[Done]:
        """Put the portal in place in every locale, or in none."""
        if any(key in failed for key in keys.values()):
            return [Done(f"portal {locale}", failed.get(key, [])) for locale, key in keys.items()]
        return [Done(f"portal {locale}", files=self.work.put_portal(key, locale)) for locale, key in keys.items()]


def _why(order: Order, failed: dict[str, list[str]]) -> list[str]:
    return [said for part in order.parts for said in failed.get(part.pages, [])]

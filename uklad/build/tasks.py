"""What one worker does: the documents of a site, the pages of a shape, the portal, or a batch of schools."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from uklad.base import memo
from uklad.base.artifact_store import ArtifactStore
from uklad.base.errors import Refused
from uklad.base.files import put_in_place, write_new
from uklad.base.hashing import digest_of_names, digest_of_tree, name_of, names_in
from uklad.build.jobs import Done, Order, Part, Ref
from uklad.build.mkdocs_config import portal_overlay
from uklad.build.mkdocs_patches import keep_warm
from uklad.build.mkdocs_runner import run_mkdocs
from uklad.build.page_builder import Made, Skeleton, Workshop, ways
from uklad.content.clauses import load_library
from uklad.content.pages import load_pages, read_names
from uklad.content.site import Site
from uklad.html.feeds import leading
from uklad.html.page_weight import lighten_pages, write_sheet
from uklad.html.stylesheet import Used
from uklad.model.editions import current
from uklad.model.schema import Schools
from uklad.rendering.dependencies import Read, Texts, noted
from uklad.stamping.stamp import Filler

EMPTY: dict[str, Any] = {"listed": {}, "files": {}, "missed": [], "reads": {}}


@dataclass(frozen=True)
class Work:
    """What every piece of work knows. All paths are absolute."""

    schools: Schools
    root: Path
    file: str
    folder: Path  # of the store
    out: Path
    aside: Path

    @cached_property
    def store(self) -> ArtifactStore:
        """What earlier builds left, and what this one leaves."""
        return ArtifactStore(self.folder)

    @cached_property
    def workshop(self) -> Workshop:
        """Where the pages of shapes are built."""
        return Workshop(self.root, self.aside, self.store)

    def site(self, school: str, edition: int, locale: str) -> Site:
        """The site of a school's edition in a locale."""
        return Site(self.schools, self.root / "docs", school, self.schools.schools[school].editions[edition], locale)

    def read(self, locale: str) -> dict[str, Any]:
        """Parse and compile every text of a locale, so that this worker has them at hand. Returns what the texts name."""
        keep_warm()
        before, docs = memo.keys(), self.root / "docs"
        with suppress(Refused):  # the check tells what is wrong
            for page in load_pages(docs, locale):
                list(page.terms())
            for clause in load_library(docs, locale).values():
                read_names(clause.text, clause.path)
        return memo.added_since(before)

    def make_documents(self, key: str, ref: Ref) -> Done:
        """Make the documents of a site and keep them."""
        from uklad.documents.producer import stage  # slow to import, and no worker need have documents to make

        started, site = time.monotonic(), self.site(*ref)
        folder = self.aside / "documents" / site.folder
        reads: set[Read] = set()
        with noted(reads):
            listed, missed = stage(site, self.root, self.file, folder)
        files = {path.name: self.store.save_file(path.read_bytes()) for path in sorted(folder.iterdir())}
        shutil.rmtree(folder)
        self.store.save(key, {"listed": listed, "files": files, "missed": missed, "reads": Texts(site).of(reads)}, files.values())
        return Done(f"{_named(site)} documents", [], time.monotonic() - started, missed)

    def has_documents(self, key: str, ref: Ref) -> bool:
        """Whether the documents of a site are kept, none is missing, and the clauses that they read say what they said."""
        if not self.store.is_complete(key):
            return False
        kept = self.store.load(key)
        return not kept["missed"] and Texts(self.site(*ref)).of(set(kept["reads"])) == kept["reads"]

    def make_pages(self, key: str, part: Part) -> Done:
        """Build the pages of a shape and keep them."""
        started, site = time.monotonic(), self.site(*part.site)
        made, failures = self.workshop.build(site, self.documents(part)["listed"], self._made_before(part))
        if made:
            self.store.save(key, made.skeleton, made.skeleton.plain.values())
            self.store.save(part.state, (key, replace(made, skeleton=None)))
        return Done(_named(site), failures, time.monotonic() - started)

    def _made_before(self, part: Part) -> Made | None:
        """What an earlier build made of the same frame; nothing where a part of it is gone or damaged."""
        key, made = self.store.load(part.state) or ("", None)
        return replace(made, skeleton=self.store.load(key)) if made and self.store.is_complete(key) else None

    def make_ways(self, key: str, ref: Ref) -> None:
        """Make what stands beside the editions of a shape, and keep it."""
        self.store.save(key, ways(self.site(*ref)))

    def make_portal(self, key: str, locale: str) -> Done:
        """Build the portal in one locale and keep its files."""
        started, target = time.monotonic(), self.aside / "portal" / locale
        school = self.schools.default_school
        site = Site(self.schools, self.root / "docs", school, current(self.schools.schools[school]), locale)
        failures = run_mkdocs(self.root, target, portal_overlay(self.schools, self.root, locale), site).failures
        if not failures:
            used, sheets = lighten_pages(target, locale)
            write_sheet(target, sheets, Used(frozenset().union(*(one.names for one in used.values()))))
            paths = sorted(path for path in target.rglob("*") if path.is_file())
            files = {path.relative_to(target).as_posix(): self.store.save_file(path.read_bytes()) for path in paths}
            self.store.save(key, files, files.values())
        shutil.rmtree(target, ignore_errors=True)
        return Done(f"portal {locale}", failures, time.monotonic() - started)

    def documents(self, part: Part) -> dict[str, Any]:
        """The documents of an edition: the list for its pages, and the names of their files in the store."""
        return (self.store.load(part.documents) if part.documents else None) or EMPTY

    def write(self, orders: list[Order]) -> list[Done]:
        """Write schools from their shapes; one that fails does not stop the others."""
        return [self._write(order) for order in orders]

    def _write(self, order: Order) -> Done:
        key, tree = order.last
        target = self.out / order.folder
        try:
            if key != order.key or not target.is_dir() or digest_of_tree(target) != tree:
                tree = self._lay_out(order)
                put_in_place(self.aside / order.folder, target)
            files = self._lead(order)
        except (OSError, ValueError, Refused) as error:
            return Done(order.folder, [str(error)])
        return Done(order.folder, tree=tree, files=files)

    def _lay_out(self, order: Order) -> str:
        """Write a school's locale aside; returns the digest of the tree."""
        folder, seen = self.aside / order.folder, set[Path]()
        shutil.rmtree(folder, ignore_errors=True)
        names: dict[str, str] = {}
        for path, content in self._contents(order, lambda part: _load(self.store, part.pages), _load(self.store, order.ways)):
            target = folder / path
            if target.parent not in seen:
                target.parent.mkdir(parents=True, exist_ok=True)
                seen.add(target.parent)
            if isinstance(content, bytes):
                write_new(target, content)
                names[path] = name_of(content)
            else:
                self.store.place(content, target)
                names[path] = content
        return digest_of_names(names)

    def verify(self, order: Order) -> Done:
        """Build a school's locale for itself, and compare every byte with what was written from its shape."""
        started, aside, folder = time.monotonic(), self.aside / "verified", self.out / order.folder
        failures: list[str] = []

        def pages(part: Part) -> Skeleton:
            made, said = replace(self.workshop, aside=aside).build(self.site(*part.site), self.documents(part)["listed"])
            failures.extend(said)
            return made.skeleton if made else Skeleton({}, {}, {})

        contents = self._contents(order, pages, ways(self.site(*order.parts[0].site)))
        alone = {path: name_of(content) if isinstance(content, bytes) else content for path, content in contents}
        written = names_in(folder)
        differ = sorted(path for path in {*alone, *written} if alone.get(path) != written.get(path))
        failures += [f"{order.folder}/{path} is not what a build of this school alone gives; run uklad build --fresh" for path in differ]
        return Done(f"{order.folder} verified", failures, time.monotonic() - started)

    def _contents(self, order: Order, pages: Callable[[Part], Skeleton], beside: Skeleton) -> Iterator[tuple[str, bytes | str]]:
        """Every file of a school's locale: its bytes, or its name in the store."""
        yield from _filled(beside, Filler(self.site(*order.parts[0].site), beside.meant, {}), "")
        for part in order.parts:
            site, made, skeleton = self.site(*part.site), self.documents(part), pages(part)
            sizes = {file["file"]: file["kb"] for one in made["listed"].get("documents", []) for file in one["files"]}
            yield from _filled(skeleton, Filler(site, skeleton.meant, sizes), f"{site.edition.date}/")
            yield from ((f"{site.edition.date}/documents/{name}", kept) for name, kept in made["files"].items())

    def _lead(self, order: Order) -> dict[str, str]:
        """Lead from a school's folder to its first locale. Returns the file with its digest."""
        site = self.site(*order.parts[0].site)
        path, text = self.out / site.school_id / "index.html", leading(site, f"{site.locale}/current/index.html").encode()
        if site.locale != site.first:
            return {}
        if not (path.is_file() and path.read_bytes() == text):
            path.write_bytes(text)
        return {path.relative_to(self.out).as_posix(): name_of(text)}

    def put_portal(self, key: str, locale: str) -> dict[str, str]:
        """Put the portal in place: the first locale at the root of the output, the others in a folder of theirs. Returns its files."""
        first = locale == self.schools.locales[0]
        made, target = self.aside / "placed" / locale, self.out if first else self.out / locale
        files = self.store.load(key)
        there = {(target / path).relative_to(self.out).as_posix(): name for path, name in files.items()}
        if all((self.out / path).is_file() and name_of((self.out / path).read_bytes()) == name for path, name in there.items()):
            return there
        for path, name in files.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            self.store.place(name, made / path)
        for one in sorted(made.iterdir()) if first else [made]:
            put_in_place(one, target / one.name if first else target)
        return there


@lru_cache(maxsize=64)
def _load(store: ArtifactStore, key: str) -> Skeleton:
    skeleton: Skeleton = store.load(key)
    return skeleton


def _filled(skeleton: Skeleton, filler: Filler, folder: str) -> Iterator[tuple[str, bytes | str]]:
    for path, file in skeleton.holed.items():
        yield folder + path, file.filled(filler)
    for path, name in skeleton.plain.items():
        yield folder + path, name


def _named(site: Site) -> str:
    return f"{site.school_id} {site.locale} {site.edition.date}"

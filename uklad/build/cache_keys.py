"""The key of each result: the digest of all that it depends on, so that a kept result is either right or not found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from uklad.base.hashing import digest, digest_of_names
from uklad.build.artifacts import SiteKeys, SiteRef
from uklad.build.snapshot import LAYOUTS, TEXTS, Snapshot
from uklad.content.clauses import load_library
from uklad.content.document_list import DocumentList
from uklad.content.pages import load_pages
from uklad.content.translations import RECORD
from uklad.model.editions import named_files
from uklad.model.schema import Schools
from uklad.stamping.fingerprint import Fingerprints


class Keys:
    """The keys of one run."""

    def __init__(self, schools: Schools, snapshot: Snapshot) -> None:
        self.schools, self.snapshot, self.docs = schools, snapshot, snapshot.root / "docs"
        self.shared = schools.model_dump_json(exclude={"schools", "default_school"})
        self.code = snapshot.code
        self.base = digest(self.code, snapshot.digest(*TEXTS), self.shared)
        self.texts = snapshot.digests(*TEXTS)
        self.fingerprints = Fingerprints(schools, self.docs)
        self.fingerprint = cache(self.fingerprints.of)
        self.facts = cache(lambda school: schools.schools[school].model_dump_json())

    def documents(self, ref: SiteRef) -> str:
        """Of the documents of an edition in a locale, but for the clauses that they read."""
        school, *rest = ref
        files = self.snapshot.digest_of(named_files(self.schools.schools[school]))
        return digest("documents", self.frame, self.layouts, school, self.facts(school), files, *map(str, rest))

    def pages(self, ref: SiteRef, listed: DocumentList) -> str:
        """Of the templates of an edition's pages in a locale; `listed` are its documents, whose sizes do not count."""
        school, *rest = ref
        return digest("pages", self.base, self.fingerprint(school), *map(str, rest), _form(listed))

    def state(self, ref: SiteRef, listed: DocumentList) -> str:
        """Of what is known of those pages: all that they depend on but the prose of pages and the words of clauses."""
        school, *rest = ref
        return digest("state", self.frame, self.fingerprint(school), *map(str, rest), _form(listed))

    @cached_property
    def frame(self) -> str:
        """All that a page depends on but its own prose and the words of clauses: code, data, what pages call, which uses there are."""
        words = {name: value for name, value in self.texts.items() if Path(name).suffix != ".md" and Path(name).name != RECORD}
        published = digest_of_names(words)  # and pictures, and whatever else is published as it is
        every = (page for one in self._locales() for page in load_pages(self.docs, one))
        pages = [part for page in every for part in (page.shown, str(sorted(page.meta.items())), page.names.code)]
        ids = [f"{one} {name}" for one in self._locales() for name in load_library(self.docs, one)]
        return digest(self.code, self.shared, published, *sorted(self._below("clauses")), *ids, *self._uses(), *pages)

    def _uses(self) -> Iterator[str]:
        """Every use but its words: what uses there are decides which pages exist, and who is told of which."""
        for locale in self._locales():
            own = sorted(path.name for path in (self.docs / locale / "clauses").glob("*") if path.is_dir())
            for school in (None, *own):
                for clause in load_library(self.docs, locale, school).values():
                    yield from (str((locale, school, clause.id, use.key)) for use in clause.uses)

    @cached_property
    def clauses(self) -> str:
        """The words of every clause."""
        return digest_of_names(self._below("clauses"))

    def _below(self, folder: str) -> dict[str, str]:
        """The digest of each file in this folder of a locale."""
        return {name: value for name, value in self.texts.items() if name.split("/")[2:3] == [folder]}

    @cached_property
    def layouts(self) -> str:
        """The layouts of documents."""
        return self.snapshot.digest(*LAYOUTS)

    def _locales(self) -> list[str]:
        return [*self.schools.locales, *self.schools.partial]

    def beside(self, ref: SiteRef) -> str:
        """Of what stands beside the editions in a locale."""
        school, _, locale = ref
        return digest("beside", self.frame, self.fingerprint(school), locale)

    def school(self, sites: tuple[SiteKeys, ...], beside: str) -> str:
        """Of a school in a locale as it is written."""
        school = sites[0].ref[0]
        keys = (key for site in sites for key in (site.pages, site.documents, site.files))
        return digest("school", school, self.facts(school), beside, *keys)

    def portal(self, locale: str) -> str:
        """Of the page in front of all schools, in a locale."""
        own = digest_of_names(self._below("portal"))
        schools = self.schools.model_dump_json(include={"schools", "default_school"})
        return digest("portal", self.frame, self.clauses, own, schools, locale)


def _form(listed: DocumentList) -> str:
    """A list of documents without their sizes; a school's own signed file is its own, with all that is said of it."""
    named = [replace(one, files=tuple(replace(file, kb=0) for file in one.files)) for one in listed.documents]
    return repr((named, listed.original))

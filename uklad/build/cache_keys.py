"""The key of each result: the digest of all that it depends on, so that a kept result is either right or not found."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from uklad.base.hashing import LAYOUTS, TEXTS, digest, digest_of_code, digest_of_files, digest_of_named, digest_of_texts, named_files
from uklad.build.artifacts import SiteKeys, SiteRef
from uklad.content.clauses import load_library
from uklad.content.document_list import DocumentList
from uklad.content.pages import load_pages
from uklad.content.translations import RECORD
from uklad.model.schema import Schools
from uklad.stamping.fingerprint import Fingerprints


class Keys:
    """The keys of one run."""

    def __init__(self, schools: Schools, root: Path) -> None:
        self.schools, self.root = schools, root
        self.shared = schools.model_dump_json(exclude={"schools", "default_school"})
        self.code = digest_of_code(root)
        self.base = digest(self.code, digest_of_texts(root, *TEXTS), self.shared)
        self.fingerprints = Fingerprints(schools, root / "docs")
        self.fingerprint = cache(self.fingerprints.of)
        self.facts = cache(lambda school: schools.schools[school].model_dump_json())

    def documents(self, ref: SiteRef) -> str:
        """Of the documents of an edition in a locale, but for the clauses that they read."""
        school, *rest = ref
        files = digest_of_named(named_files(self.schools.schools[school]), self.root)
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
        """All that a page depends on but its own prose and the clauses that it reads: code, data, words, and what pages call."""
        docs = self.root / "docs"
        other = [path for path in docs.rglob("*") if path.is_file() and path.suffix != ".md" and path.name != RECORD]
        words = digest_of_files(other, docs)  # and pictures, and whatever else is published as it is
        pages = [(page.shown, str(sorted(page.meta.items())), page.names.code) for one in self._locales() for page in load_pages(docs, one)]
        clauses = sorted(path.relative_to(docs).as_posix() for path in docs.glob("*/clauses/**/*.md"))
        ids = [f"{one} {name}" for one in self._locales() for name in load_library(docs, one)]
        return digest(self.code, self.shared, words, *clauses, *ids, *(part for page in pages for part in page))

    @cached_property
    def clauses(self) -> str:
        """The words of every clause."""
        docs = self.root / "docs"
        return digest_of_files(docs.glob("*/clauses"), docs)

    @cached_property
    def layouts(self) -> str:
        """The layouts of documents."""
        return digest_of_texts(self.root, *LAYOUTS)

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
        docs = self.root / "docs"
        own = digest_of_files(docs.glob("*/portal"), docs)
        schools = self.schools.model_dump_json(include={"schools", "default_school"})
        return digest("portal", self.frame, self.clauses, own, schools, locale)


def _form(listed: DocumentList) -> str:
    """A list of documents without their sizes; a school's own signed file is its own, with all that is said of it."""
    named = [replace(one, files=tuple(replace(file, kb=0) for file in one.files)) for one in listed.documents]
    return repr((named, listed.original))

"""Records which clauses a page reads, so that a changed clause changes only the pages that say it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from uklad.base.hashing import digest
from uklad.content.cards import ShownUse, of_kind
from uklad.content.site import Site

Read = tuple[str, str]  # locale, and a clause, or the uses of a kind as "step for parent"
STEP_TITLES = "titles step "  # read by whatever links to steps; what the steps say does not count
_open: list[set[Read]] = []


def record_dependency(locale: str, clause: str) -> None:
    """Record that the page at hand reads a clause, or the uses of a kind whose attribute has a name."""
    if _open:
        _open[-1].add((locale, clause))


@contextmanager
def dependencies_into(found: set[Read]) -> Iterator[None]:
    """What is read within goes into `found`, and not to whoever asked."""
    _open.append(found)
    try:
        yield
    finally:
        _open.pop()


class TextDigests:
    """The digests of what a site reads: a text, and whether it is out of date as a translation."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.sites: dict[str, Site] = {}
        self.written: dict[str, list[ShownUse]] = {}
        self.known: dict[Read, str] = {}

    def of(self, reads: set[Read]) -> dict[Read, str]:
        """What each of these clauses says now."""
        for read in reads - self.known.keys():  # pages of a site read much the same
            self.known[read] = self._clause(*read)
        return {read: self.known[read] for read in sorted(reads)}

    def page(self, path: str) -> str:
        """What the author of a page wrote."""
        page = next(one for one in self.site.written if one.path == path)
        return digest(page.body, str(sorted(page.meta.items())), str(path in self.site.stale))

    def _clause(self, locale: str, clause: str) -> str:
        site = self.sites.setdefault(locale, self.site.beside(locale=locale))
        if " " in clause:
            return self._uses(site, *clause.split(" "))
        found = site.library.get(clause)
        return digest(found.text if found else "", str(clause in self.site.stale))

    def _uses(self, site: Site, kind: str, attribute: str, name: str) -> str:
        """Every use of the library of this kind whose attribute has the name, whichever school shows it."""
        if kind == "titles":
            return digest(*(f"{one.clause} {one.use.key} {one.use.title}" for one in of_kind(self._all_uses(site), attribute)))
        found = of_kind(self._all_uses(site), kind, attribute, name)
        return digest(*(f"{one.clause} {one.use.key} {one.use.title} {one.use.text} {one.clause in self.site.stale}" for one in found))

    def _all_uses(self, site: Site) -> list[ShownUse]:
        if site.locale not in self.written:
            self.written[site.locale] = [ShownUse(use, name, 0) for name, clause in site.library.items() for use in clause.uses]
        return self.written[site.locale]

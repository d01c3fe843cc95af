"""What a site says beyond its act: every sentence by source, those that deserve the closest look first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from uklad.authoring.provenance import NONE, SourcedSentence
from uklad.html.sentences import ELLIPSIS
from uklad.rendering.context import Context
from uklad.rendering.renderer import cite, clause_plain, without_marks

GROUPS = (NONE, "frame-denials", "denials", "frame", "advice", "silent", "school", "shared", "copy")
ACT_PAGES = "regulation/"  # there stands the text of the act itself
SHOWN = 8  # pages of a sentence
CITED = re.compile(f" ?\\((?:{ELLIPSIS}[, ]*)+\\)")


@dataclass(frozen=True)
class AuditLine:
    """A sentence as the audit shows it: without citations, "…" for words of another source; with the titles of its pages.

    `cited`: the clauses that it rests on or stands beside, as they are cited; `rule`: what the first of them says, if not beside it.
    """

    text: str
    pages: tuple[str, ...]
    cited: tuple[str, ...] = ()
    rule: str = ""

    @property
    def where(self) -> str:
        """The titles of its pages, of many the first."""
        more = [f"… +{len(self.pages) - SHOWN}"] if len(self.pages) > SHOWN else []
        return "; ".join([*self.pages[:SHOWN], *more])


@dataclass(frozen=True)
class AuditedClause:
    """A clause with what it says and what pages say of it; `cited` is how it is cited."""

    id: str
    cited: str
    rule: str
    lines: tuple[AuditLine, ...]


@dataclass(frozen=True)
class Audit:
    """The sentences of a site by group (the keys of `GROUPS`, in that order), then by clause in the order of the act."""

    title: str
    groups: dict[str, tuple[AuditLine, ...]]
    clauses: tuple[AuditedClause, ...]


def make_audit(context: Context, sentences: list[SourcedSentence]) -> Audit:
    """The audit of a site from its sentences with their sources."""
    maker = _Maker(context)
    found: dict[str, list[SourcedSentence]] = {}
    for one in sentences:
        if one.kind != "clause" or not all(place.page.startswith(ACT_PAGES) for place in one.places):
            found.setdefault(maker.group(one), []).append(one)
    groups = {name: tuple(map(maker.line, found.get(name, ()))) for name in GROUPS}
    return Audit(maker.title, groups, tuple(maker.clauses(found.get("clause", []))))


class _Maker:
    """Sorts the sentences of one site."""

    def __init__(self, context: Context) -> None:
        self.context, self.words = context, context.site.words
        negatives = "|".join(map(re.escape, self.words("audit.negatives").split()))
        self.negative = re.compile(rf"\b(?:{negatives})\b", re.I)

    @property
    def title(self) -> str:
        """Whose audit it is, and of which edition."""
        site = self.context.site
        return self.words("audit.title", school=site.school.name[site.locale], edition=self.words.date(site.edition.date))

    def group(self, one: SourcedSentence) -> str:
        """The group that a sentence belongs to."""
        if one.kind == NONE or not self.negative.search(one.text):
            return one.kind
        return "frame-denials" if one.kind == "frame" else "denials"

    def line(self, one: SourcedSentence) -> AuditLine:
        """A sentence as it is shown by itself."""
        known = [name for name in one.names if name in self.context.site.places and one.kind != NONE]
        rule = clause_plain(self.context, known[0]) if known else ""
        return AuditLine(_shown(one.text), self._pages(one), tuple(map(self.cited, known)), " ".join(rule.split()))

    def line_beside(self, one: SourcedSentence) -> AuditLine:
        """A sentence as it is shown beside the rule of its first clause; that it stands in the act too is seen there."""
        return AuditLine(_shown(one.text), self._pages(one, ACT_PAGES), tuple(map(self.cited, one.names[1:])))

    def clauses(self, sentences: list[SourcedSentence]) -> Iterator[AuditedClause]:
        """The clauses of which pages say something, in the order of the act."""
        said: dict[str, list[SourcedSentence]] = {}
        for one in sentences:
            said.setdefault(one.names[0], []).append(one)
        for name in sorted(said, key=list(self.context.site.places).index):
            yield AuditedClause(name, self.cited(name), clause_plain(self.context, name), tuple(map(self.line_beside, said[name])))

    def cited(self, name: str) -> str:
        """How a clause is cited, as plain text."""
        return without_marks(cite(self.context, name))

    def _pages(self, one: SourcedSentence, but: str = "/") -> tuple[str, ...]:
        """The titles of the pages that a sentence stands on, but for those of a folder."""
        paths = dict.fromkeys(place.page for place in one.places if not place.page.startswith(but))
        return tuple(without_marks(self.context.titles.get(path.removesuffix(".html") + ".md", path)) for path in paths)


def _shown(text: str) -> str:
    return CITED.sub("", text).replace(ELLIPSIS, "…")


def as_text(audit: Audit, context: Context) -> Iterator[str]:
    """The audit as lines for a terminal."""
    words = context.site.words
    yield audit.title
    for name, lines in audit.groups.items():
        yield f"\n{words(f'audit.{name}')}: {len(lines)}"
        yield from (f"  {_as_line(line)}" for line in lines)
    yield f"\n{words('audit.clause')}: {sum(len(clause.lines) for clause in audit.clauses)}"
    for clause in audit.clauses:
        yield f"  {clause.cited} ({clause.id}): {' '.join(clause.rule.split())}"
        yield from (f"    {_as_line(line)}" for line in clause.lines)


def _as_line(line: AuditLine) -> str:
    cited = f" ({', '.join(line.cited)})" if line.cited else ""
    return f"{line.text}{cited} [{line.where}]"

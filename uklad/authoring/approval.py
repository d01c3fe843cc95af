"""Approved editions are frozen: the digest of every text, in every locale, stands in the data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros import MACROS
from uklad.base import hashing, memo
from uklad.base.errors import Problem, Refused
from uklad.base.hashing import text_digest
from uklad.base.yaml_reader import Source
from uklad.content.site import Site
from uklad.model.schema import Edition, Schools
from uklad.rendering.context import Context
from uklad.rendering.renderer import clause_plain, mistakes_told


def digests(schools: Schools, school_id: str, edition: Edition, root: Path) -> dict[str, str]:
    """Clause -> the digests of its text, one for each locale in the order of the data file. Raises Refused where a macro fails."""
    sites = [Site(schools, root / "docs", school_id, edition, locale) for locale in schools.locales]
    contexts = [Context(site, root, MACROS) for site in sites]
    problems: list[Problem] = []
    found = {name: " ".join(text_digest(_plain(one, name, problems)) for one in contexts) for name in sites[0].places}
    if problems:
        raise Refused(problems)
    return found


def _plain(context: Context, name: str, problems: list[Problem]) -> str:
    """A clause as a reader reads it; what goes wrong in its macros joins the problems."""
    try:
        with mistakes_told(context, context.origin_of(name)):
            return clause_plain(context, name)
    except Refused as refused:
        problems += refused.problems
    return ""


def thawed(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each text of an approved edition that is no longer what was approved."""
    frozen = [(name, edition) for name, school in schools.schools.items() for edition in school.editions if edition.frozen]
    if not frozen:
        return []
    data = schools.model_dump_json(exclude={"schools"}), *(schools.schools[name].model_dump_json() for name, _ in frozen)
    texts = hashing.digest_of_files([*docs.glob("*/clauses"), *docs.glob("*/words.yml")], docs)
    lines = (f"{source.path} {source.line(('schools', name, 'editions'))}" for name, _ in frozen)
    key = hashing.digest("thawed", texts, *data, *lines)
    return memo.get(key, lambda: [problem for name, edition in frozen for problem in _changed(schools, name, edition, docs, source)])


def _changed(schools: Schools, school_id: str, edition: Edition, docs: Path, source: Source) -> Iterator[Problem]:
    now = digests(schools, school_id, edition, docs.parent)
    sites = [Site(schools, docs, school_id, edition, locale) for locale in schools.locales]
    for name in sorted(set(now) | set(edition.frozen)):
        was, is_ = edition.frozen.get(name, "").split(), now.get(name, "").split()
        if not was or not is_:
            yield _problem(source, school_id, edition, name, "is new" if not was else "is gone")
        for site, before, after in zip(sites, was, is_, strict=False):
            if before != after:
                clause = site.library[name]
                what = f'the text of "{name}" differs from what {school_id} approved ({edition.date})'
                cure = f'restore it; for new words write a new clause that replaces it ("replaces: {{new: {name}}}") and a new edition'
                yield Problem(clause.path, clause.line, what, cure)


def _problem(source: Source, school_id: str, edition: Edition, name: str, state: str) -> Problem:
    what = f'{school_id}: clause "{name}" {state} in the approved edition of {edition.date}'
    return source.problem(("schools", school_id, "editions"), what, "undo the change, or make a new edition")


def approve(path: Path, source: Source, school_id: str, index: int, found: dict[str, str]) -> None:
    """Write the digests into the data file below the edition's date, its lines otherwise untouched."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    where = ("schools", school_id, "editions", index)
    start = source.line((*where, "date")) - 1
    indent = " " * (len(lines[start]) - len(lines[start].lstrip(" -")))
    block = [f"{indent}frozen:\n", *(f"{indent}  {name}: {value}\n" for name, value in sorted(found.items()))]
    if source.holds((*where, "frozen")):
        first = source.line((*where, "frozen")) - 1
        last = source.last_line((*where, "frozen"))
        lines[first:last] = block
    else:
        lines[start + 1 : start + 1] = block
    path.write_text("".join(lines), encoding="utf-8")

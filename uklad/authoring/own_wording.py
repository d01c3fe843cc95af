"""A school's own wording of shared clauses: the cards to begin from, in every locale."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from uklad.base.characters import read_text
from uklad.content.clauses import Clause, load_library
from uklad.content.site import Site

HEAD = "The school's own wording of clauses whose rules its act states differently. Each stands here whole, with its uses.\n"


@dataclass(frozen=True)
class Wording:
    """A clause to be worded anew: where it stands, from the project's folder on."""

    clause: str
    path: str
    line: int


def begin_wordings(site: Site, names: list[str]) -> list[Wording]:
    """Write the shared card of each clause where the school's own wording stands, unless one is there; where to word each anew."""
    return [_begin(site.docs, site.school_id, locale, name) for locale in site.schools.locales for name in names]


def _begin(docs: Path, school: str, locale: str, name: str) -> Wording:
    shared, own = load_library(docs, locale), load_library(docs, locale, school)
    if own[name] is shared.get(name):
        _append(docs.parent / _own_path(own[name], school), own[name])
        own = load_library(docs, locale, school)
    return Wording(name, own[name].path, own[name].line)


def _own_path(clause: Clause, school: str) -> str:
    """The file of the same subject in the school's folder."""
    path = Path(clause.path)
    return (path.parent / school / path.name).as_posix()


def _append(path: Path, clause: Clause) -> None:
    path.parent.mkdir(exist_ok=True)
    before = read_text(path, path.name).rstrip() + "\n" if path.exists() else HEAD
    path.write_text(f"{before}\n## {clause.id}\n{clause.whole}\n", encoding="utf-8")

"""What is wrong with the texts below docs/ by themselves, whatever the data say: told too where the data are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from uklad.authoring.checks.characters import text_files, wrong_characters
from uklad.authoring.checks.conflicts import file_conflicts
from uklad.authoring.checks.headings import high_headings, ids_twice, second_titles
from uklad.authoring.checks.lists import joined_lists
from uklad.authoring.checks.markup import Found, broken_markup
from uklad.base.errors import Problem, Refused
from uklad.content.pages import read_names
from uklad.content.passages import Passage, folders, passages

IN_ALL: tuple[Callable[[str], list[Found]], ...] = (broken_markup, joined_lists)
IN_PAGES = (*IN_ALL, second_titles, ids_twice)
IN_CARDS = (*IN_ALL, high_headings)


def check_texts(docs: Path) -> list[Problem]:
    """Every problem of texts that no data are needed for; a file with a conflict is not looked through any further."""
    files = text_files(docs)
    problems = [problem for path, shown in files for problem in wrong_characters(path, shown)]
    conflicts = [problem for path, shown in files for problem in file_conflicts(path, shown)]
    torn = {problem.path for problem in conflicts}
    whole = (text for locale in folders(docs) for text in passages(docs, locale) if text.path not in torn)
    return [*problems, *conflicts, *(problem for text in whole for problem in _passage(text))]


def _passage(text: Passage) -> Iterator[Problem]:
    """What is wrong with one text: its markup where its macros are closed, else these."""
    try:
        read_names(text.text, text.path, text.line)
    except Refused as refused:
        yield from refused.problems
        return
    for check in IN_PAGES if text.kind in ("page", "portal") else IN_CARDS:
        yield from (Problem(text.path, text.line + line, what, remedy) for line, what, remedy in check(text.text))

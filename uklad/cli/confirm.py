"""`uklad confirm`: compares the clauses that a school took on trust with its act, one by one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from uklad.authoring.options import joined_words, split_words
from uklad.base.errors import Problem, Refused
from uklad.cli.arguments import Command, DataFile, examples, with_data_file

if TYPE_CHECKING:
    from uklad.authoring.confirmation import Verdicts
    from uklad.base.yaml_reader import Source
    from uklad.content.site import Site

SEVERAL = ("--so", "--not-so", "--differently", "--number")


class _ClauseCommand(click.Command):
    """A command whose options take several clauses."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the arguments; an option of SEVERAL gets all words up to the next option."""
        return super().parse_args(ctx, joined_words(args, SEVERAL))


def _clauses(option: str, name: str, what: str, metavar: str = "ID...") -> Callable[[Command], Command]:
    """An option that takes several clauses."""
    return click.option(option, name, multiple=True, type=split_words, metavar=metavar, help=what)


@click.command(
    cls=_ClauseCommand,
    epilog=examples(
        "uklad confirm model-school",
        "uklad confirm model-school --list",
        "uklad confirm model-school --not-so chat.block chat.unblock --number chat.leavers=4.6 --rest-so",
    ),
)
@click.argument("school", metavar="SCHOOL", help="The id of a school.")
@click.option("--edition", metavar="DATE", help="The date of one of its editions (default: the first with clauses on trust).")
@_clauses("--so", "so", "The act has these clauses just so (several ids).")
@_clauses("--not-so", "not_so", "The act has no such rules: they leave the edition, and what stands below them.")
@_clauses("--differently", "differently", "The act has these in other words: begin the school's own wording.")
@_clauses("--number", "numbers", "The number in the act of a clause or chapter.", "ID=4.2...")
@click.option("--rest-so", is_flag=True, help="All others that are on trust are so.")
@click.option("--list", "only_list", is_flag=True, help="Show what is on trust; ask and change nothing.")
@with_data_file
def confirm(
    data: DataFile,
    school: str,
    edition: str | None,
    so: tuple[list[str], ...],
    not_so: tuple[list[str], ...],
    differently: tuple[list[str], ...],
    numbers: tuple[list[str], ...],
    rest_so: bool,
    only_list: bool,
) -> int:
    """Compare the clauses that a school took on trust with its act.

    Chapter by chapter, clause by clause: this is so, not so, or worded differently. Without options it asks; "stop" keeps what was said,
    and the next run goes on from there; Ctrl-C leaves the file as it was.
    """
    from uklad.authoring.confirmation import Verdicts
    from uklad.authoring.trust_report import clause_lines, summary

    site, source = _site(data, school, edition)
    if only_list:
        print(summary(site, data.root), *clause_lines(site, data.root), sep="\n")
        return 0
    given = dict(_number(data, word) for word in _words(numbers))
    verdicts = Verdicts(_words(so), _words(not_so), _words(differently), given)
    try:
        return _write(data, source, site, _with_the_rest(data, site, verdicts, rest_so))
    except (KeyboardInterrupt, EOFError, click.Abort):
        print(f"\nstopped; {data.name} is as it was", file=sys.stderr)
        return 1


def _words(options: tuple[list[str], ...]) -> list[str]:
    return [word for words in options for word in words]


def _site(data: DataFile, school: str, day: str | None) -> tuple[Site, Source]:
    """The edition to compare, in the authoritative locale, and the file that it stands in. Raises Refused."""
    from uklad.content.site import Site
    from uklad.model.editions import current
    from uklad.model.trust import drafts

    schools, source = data.load()
    data.refuse_unknown("school", [school], schools.schools)
    one = schools.schools[school]
    editions = {str(edition.date): edition for edition in one.editions}
    data.refuse_unknown("edition", [day] if day else [], editions)
    edition = editions[day] if day else (*drafts(one), current(one))[0]
    return Site(schools, data.docs, school, edition, schools.locales[0]), source


def _number(data: DataFile, word: str) -> tuple[str, str]:
    """A clause or chapter and its number. Raises Refused."""
    name, mark, number = word.partition("=")
    if not mark:
        raise Refused([Problem(data.name, 1, f'--number "{word[:60]}" names no number', "write it as --number chat.block=4.2")])
    return name, number


def _with_the_rest(data: DataFile, site: Site, verdicts: Verdicts, rest_so: bool) -> Verdicts:
    """What was said by options; without any, what a person says. Raises Refused where there is nobody to ask."""
    from uklad.authoring.confirmation import left_on_trust
    from uklad.authoring.walk import Walk

    if rest_so:
        rest = [name for name in left_on_trust(site, verdicts) if name not in verdicts.differently]
        return replace(verdicts, so=[*verdicts.so, *rest])
    names = left_on_trust(site, verdicts)
    if not verdicts.is_empty or not names:
        return verdicts
    if sys.stdin is None or not sys.stdin.isatty():
        what = f"nothing is said of the {len(names)} clauses of {site.school_id} that are on trust"
        raise Refused([Problem(data.name, 1, what, "use --so, --not-so, --differently and --rest-so, or run it at a terminal")])
    return Walk(site, data.root, names).go()


def _write(data: DataFile, source: Source, site: Site, verdicts: Verdicts) -> int:
    """Write what was said, and say what is left to do; the exit status is 1 where the data had mistakes before. Raises Refused."""
    from uklad.authoring.confirmation import refuse_mistaken, refuse_unreadable, with_verdicts
    from uklad.authoring.data_file import put_in_place
    from uklad.authoring.own_wording import begin_wordings
    from uklad.authoring.trust_report import what_is_left

    refuse_mistaken(site, verdicts, data.name)
    old = []
    if not verdicts.is_empty:
        edited = with_verdicts(site, verdicts, data.path, source)
        refuse_unreadable(site, edited, data.root)
        old = put_in_place(data.root, data.path, data.name, edited, _told, "uklad confirm")
    wordings = begin_wordings(site, verdicts.differently)
    print(*what_is_left(site, verdicts, wordings, data.option), sep="\n")
    print(*old, sep="\n", end="\n" if old else "", file=sys.stderr)
    return 1 if old else 0


def _told(problem: Problem, source: Source) -> Problem:
    return Problem(problem.path, problem.line, problem.what, f"{problem.remedy} (nothing was written)")

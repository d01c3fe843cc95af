"""`uklad new`: asks about a school, writes its block into the data file, and checks all of it."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

import click

from uklad.authoring.options import given_answers, joined_words, question_options, split_words
from uklad.base.errors import Problem, Refused
from uklad.cli.arguments import DataFile, examples, with_data_file

if TYPE_CHECKING:
    from uklad.authoring.questions import Inquiry
    from uklad.authoring.school_interview import SchoolAnswers

PERSON = (
    "A person of the act: name-ru=… position-ru=… function=… (and full-name-ru, id, phone, email, room-ru, hours-ru, order, "
    "the same for other languages; may be repeated)."
)
APPROVAL = "A step of the approval: step=order number=12 date=2024-08-29 person=director (and until, name-ru; may be repeated)."


class _QuestionCommand(click.Command):
    """A command with an option for every question."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its options; those of the questions are read from the project's folder, which no other command need wait for."""
        return [*question_options(ctx.obj), *super().get_params(ctx)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the arguments; options that take several words get them all."""
        return super().parse_args(ctx, joined_words(args))


@click.command(
    cls=_QuestionCommand,
    epilog=examples(
        "uklad new",
        "uklad new --yes --kind lyceum --name-ru 'МБОУ «Лицей № 7»' --full-name-ru 'Бюджетное учреждение «Лицей № 7»' \\",
        "    --full-name-en 'Lyceum No. 7' --title-ru 'Положение о сервисах' --title-en 'Regulation on the services' \\",
        "    --date 2025-08-29 --date-from order --approval step=order number=12 date=2025-08-29",
    ),
)
@click.option("--person", "people", multiple=True, type=split_words, metavar="KEY=VALUE...", help=PERSON)
@click.option("--approval", multiple=True, type=split_words, metavar="KEY=VALUE...", help=APPROVAL)
@click.option("--yes", is_flag=True, help="Ask nothing: what is missing and needed is told at once.")
@click.option("--list-clauses", "every", is_flag=True, help="Show each clause that is taken on trust, not only how many.")
@with_data_file
@click.pass_context
def new(
    context: click.Context,
    /,
    data: DataFile,
    people: tuple[list[str], ...],
    approval: tuple[list[str], ...],
    yes: bool,
    every: bool,
    **_: str,
) -> int:
    """Ask about a school and write it into the data file.

    Every question is an option too. All is checked before the file is put in place; Ctrl-C leaves it as it was. The rules are those of
    the outline, on trust until you compare them with the act: uklad confirm.
    """
    from uklad.authoring.prompts import Interview
    from uklad.authoring.questions import Inquiry
    from uklad.authoring.school_interview import ask_about_school

    interview = Interview(talk=not yes and sys.stdin is not None and sys.stdin.isatty())
    try:
        schools, source = data.load()
        inquiry = Inquiry(schools, data.docs, source.value)
        answers = ask_about_school(interview, inquiry, given_answers(context), people, approval)
        if wrong := interview.problems or interview.derived:
            raise Refused([Problem(data.name, 1, what, "see uklad new --help") for what in wrong])
        if interview.talk:
            return _write_confirmed(data, inquiry, answers, every)
        return _write(data, answers, schools.locales, interview.suggested, every)
    except (KeyboardInterrupt, EOFError, click.Abort):
        print(f"\nstopped; {data.name} is as it was", file=sys.stderr)
        return 1


def _write_confirmed(data: DataFile, inquiry: Inquiry, answers: SchoolAnswers, every: bool) -> int:
    """Write the school when a person has seen all of it, and again when what the check refused is corrected; the exit status."""
    from uklad.authoring.summary import confirm

    while True:
        confirm(inquiry, answers)
        try:
            return _write(data, answers, inquiry.locales, [], every)
        except Refused as refused:
            print(refused, file=sys.stderr)


def _write(data: DataFile, answers: SchoolAnswers, locales: list[str], suggested: list[str], every: bool) -> int:
    """Write the school and say so; the exit status is 1 where the data had mistakes before. Raises Refused."""
    from uklad.authoring.data_file import put_in_place
    from uklad.authoring.school_file import with_answer, with_school
    from uklad.authoring.school_record import school_record

    school = answers.school["id"]
    record = school_record(answers.school, answers.people, answers.approval, locales)
    edited = with_school(data.path, data.name, {school: record}, answers.kind, answers.forms, locales)
    told = functools.partial(with_answer, ("schools", school), record)
    old = put_in_place(data.root, data.path, data.name, edited, told, "uklad new")
    if suggested:
        print("Suggested and not asked; correct them in the file where they are wrong:", *suggested, sep="\n  ")
    print(f"{data.name}:{edited.line}: {school} is written, with the outline {answers.school['outline']}")
    print(*old, sep="\n", end="\n" if old else "", file=sys.stderr)
    print("mend these first, they were there before" if old else "no mistakes found")
    if not old:
        _say_what_is_on_trust(data, school, every)
    return 1 if old else 0


def _say_what_is_on_trust(data: DataFile, school: str, every: bool) -> None:
    """Say which clauses were taken on trust, each of them where `every` is asked for, and what is to be done next."""
    from uklad.authoring.trust_report import clause_lines, summary

    site = data.first_site(school)
    print(summary(site, data.root), *(clause_lines(site, data.root) if every else []), sep="\n")
    print(f"Now compare them with the act: uklad confirm {school}{data.option}")
    print(f"Or look first: uklad build --school {school}{data.option}, then uklad serve, and open http://127.0.0.1:8000/{school}/")

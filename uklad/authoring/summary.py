"""Shows a person all answers before anything is written, and lets each of them be corrected."""

from __future__ import annotations

from uklad.authoring.prompts import Answers, Question, ask, one_of
from uklad.authoring.questions import Inquiry
from uklad.authoring.school_interview import SchoolAnswers

NONE = "-"  # takes an answer away that may be left out
Rows = dict[str, tuple[Question, Answers]]  # the name of an answer -> its question, and where the answer is kept


def confirm(inquiry: Inquiry, answers: SchoolAnswers) -> None:
    """Show the answers, and change them, until a person takes all of them as they are. Raises click.Abort where it is stopped."""
    while name := _name_to_correct(_rows(inquiry, answers)):
        question, kept = _rows(inquiry, answers)[name]
        _correct(question, kept)
        for other, (question, kept) in _rows(inquiry, answers).items():
            if not question.when(kept):
                print(f"{other}: is left out now")
                del kept[question.key]


def _rows(inquiry: Inquiry, answers: SchoolAnswers) -> Rows:
    """Every answer that there is or could be, in the order of the questions."""
    groups = [("", [*inquiry.school(), *inquiry.edition(answers.school["kind"])], answers.school)]
    groups += [(f"person-{number}-", inquiry.person(), person) for number, person in enumerate(answers.people, 1)]
    steps = inquiry.approval(answers.person_ids)
    groups += [(f"approval-{number}-", steps, step) for number, step in enumerate(answers.approval, 1)]
    return {
        before + question.key: (question, kept)
        for before, questions, kept in groups
        for question in questions
        if question.key in kept or question.when(kept)
    }


def _name_to_correct(rows: Rows) -> str:
    """Show the rows and ask which one is to be corrected; empty where all are good and taken."""
    print("\nThe answers:")
    faults = {name: _fault(*row) for name, row in rows.items()}
    for name, (question, kept) in rows.items():
        fault = f"  <- {faults[name]}" if faults[name] else ""
        print(f"  {name}: {kept.get(question.key, '[none]')}{fault}")
    if any(faults.values()):
        return ask("Which of them is to be corrected? Its name, as name-ru", wrong=one_of(rows), needed=True)
    return ask("Is all of it right? Enter writes it; the name of an answer, as name-ru, corrects that one", wrong=one_of(rows))


def _fault(question: Question, kept: Answers) -> str:
    answer = kept.get(question.key, "")
    return question.wrong(answer) if answer else "an answer is needed" if question.needed else ""


def _correct(question: Question, kept: Answers) -> None:
    """Ask once more; Enter leaves the answer as it is."""
    former = kept.get(question.key, "")
    hint = f" [{former}]" if former else ""
    more = "" if question.needed else f" ({NONE} for none)"

    def wrong(answer: str) -> str:
        return "" if answer == NONE and not question.needed else question.wrong(answer)

    answer = question.reads(ask(f"{question.asks}{more}{hint}", former, wrong, question.needed))
    if answer in ("", NONE):
        kept.pop(question.key, None)
    else:
        kept[question.key] = answer

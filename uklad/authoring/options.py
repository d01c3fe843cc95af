"""The options of `uklad new`: one for each question, with a text for each locale of the project."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import click

TEXTS = {
    "name": "Short name",
    "full-name": "Full name, as in the charter",
    "place": "Place (may be left out)",
    "founder": "Founder (may be left out)",
    "office": "Office of the school (may be left out)",
    "hours": "Hours of the school (may be left out)",
    "title": "Full title of the act",
    "kind-name": "With --new-kind: the word for such a school",
    "kind-forms": "With --new-kind: corrections of its forms, as gen=…; dat=…",
}
OTHERS = {
    "kind": "Kind of school.",
    "id": "Id: the name of its folder (suggested from the name).",
    "website": "Website (may be left out).",
    "email": "E-mail address (may be left out).",
    "phone": "Telephone (may be left out).",
    "adopted": "The day on which the act was adopted (may be left out).",
    "in-force": "The day from which the act is in force (may be left out).",
    "until": "The last day of its term (may be left out).",
    "date": "Date of the edition, as 2024-08-29 or 29.08.2024.",
    "date-from": "What the date was taken from: act, order, protocol, approval.",
    "outline": "Outline to begin from (default: the clean one of the kind; uklad confirm compares it with the act).",
    "new-kind": "Id of a kind that the data do not have yet.",
    "kind-like": "With --new-kind: the kind whose other words it shares.",
}
SEVERAL = ("--person", "--approval")  # take all words that follow, up to the next option
BETWEEN = "\0"  # no argument of a command can hold it


def question_options(root: Path) -> list[click.Option]:
    """An option for every question, in every locale that the project's folder has."""
    plain = [_option(name, "X", text) for name, text in OTHERS.items()]
    return plain + [_option(f"{name}-{locale}", "TEXT", f"{text} ({locale}).") for locale in _locales(root) for name, text in TEXTS.items()]


def given_answers(context: click.Context) -> dict[str, str]:
    """What the options of the command line answer, by the keys of the questions."""
    said = {_key(option): context.params[option.name] for option in question_options(context.obj)}
    return {key: answer for key, answer in said.items() if answer is not None}


def joined_words(arguments: Iterable[str], several: Collection[str] = SEVERAL) -> list[str]:
    """The arguments, with all the words that follow one of these options made one."""
    joined: list[str] = []
    option = ""
    for word in arguments:
        if word.startswith("-"):
            option = ""
        if option and joined[-1] != option:
            joined[-1] += BETWEEN + word
        else:
            joined.append(word)
        option = word if word in several else option
    return joined


def split_words(joined: str) -> list[str]:
    """The words that were made one."""
    return joined.split(BETWEEN)


def _option(key: str, metavar: str, text: str) -> click.Option:
    return click.Option([f"--{key}"], metavar=metavar, help=text)


def _key(option: click.Option) -> str:
    return option.opts[0].removeprefix("--")


def _locales(root: Path) -> list[str]:
    return sorted(path.parent.name for path in (root / "docs").glob("*/words.yml")) or ["en", "ru"]

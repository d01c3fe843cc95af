"""The options of `uklad new`: one for each question."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

TEXTS = {
    "name": "short name",
    "full-name": "full name, as in the charter",
    "place": "place (may be left out)",
    "founder": "founder (may be left out)",
    "title": "full title of the act",
    "kind-name": "with --new-kind: the word for such a school",
    "kind-forms": "with --new-kind: corrections of its forms, as gen=…; dat=…",
}
OTHERS = {
    "kind": "kind of school",
    "id": "id: the name of its folder (suggested from the name)",
    "website": "website (may be left out)",
    "email": "e-mail address (may be left out)",
    "date": "date of the edition, as 2024-08-29",
    "date-from": "what the date was taken from: act, order, protocol, approval",
    "outline": "outline of the act (default: that of the first school of the kind, which says: the act is the same in substance)",
    "new-kind": "id of a kind that the data do not have yet",
    "kind-like": "with --new-kind: the kind whose other words it shares",
}
PERSON = "a person of the act: name-ru=… position-ru=… function=… (and full-name-ru, id, the same for other languages; may be repeated)"
APPROVAL = "a step of the approval: step=order number=12 date=2024-08-29 person=director (may be repeated)"


def add_options(command: argparse.ArgumentParser, root: Path) -> None:
    """Options for every locale that the project's folder has."""
    for name, text in OTHERS.items():
        command.add_argument(f"--{name}", dest=name, metavar="X", help=text)
    for locale in _locales(root):
        for name, text in TEXTS.items():
            command.add_argument(f"--{name}-{locale}", dest=f"{name}-{locale}", metavar="TEXT", help=f"{text} ({locale})")
    command.add_argument("--person", action="append", nargs="+", metavar="KEY=VALUE", help=PERSON)
    command.add_argument("--approval", action="append", nargs="+", metavar="KEY=VALUE", help=APPROVAL)
    command.add_argument("--yes", action="store_true", help="ask nothing: what is missing and needed is told at once")


def root_of(arguments: Iterable[str] | None) -> Path:
    """The project's folder that the arguments name."""
    known = argparse.ArgumentParser(add_help=False)
    known.add_argument("--root", type=Path, default=Path.cwd())
    return known.parse_known_args(None if arguments is None else list(arguments))[0].root


def _locales(root: Path) -> list[str]:
    return sorted(path.parent.name for path in (root / "docs").glob("*/words.yml")) or ["en", "ru"]

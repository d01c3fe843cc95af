"""Goes through the clauses of an act with a person who has it at hand: chapter by chapter, clause by clause."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from macros import MACROS
from uklad.authoring.confirmation import Verdicts, gone_with
from uklad.authoring.prompts import ask
from uklad.authoring.trust_report import chapter_title, number_of
from uklad.content.site import Site
from uklad.rendering.context import Context
from uklad.rendering.renderer import clause_plain

SAID = {"y": "so", "so": "so", "yes": "so", "да": "so", "n": "not-so", "not so": "not-so", "no": "not-so", "нет": "not-so",
        "d": "differently", "differently": "differently", "иначе": "differently", "l": "later", "later": "later",
        "b": "back", "back": "back", "stop": "stop"}  # fmt: skip
NUMBER = re.compile(r"\d[\w.()/-]*")
HELP = """\
For each clause, say how it is in the act:
  y      this is so
  n      not so: the act has no such rule
  d      differently: the act has it in other words, which you will write
  4.2    its number in the act (any number), then one of the others
  l      later; b goes back one clause; stop keeps what you have said and ends; Ctrl-C keeps nothing"""


class Walk:
    """A walk through some clauses of an edition; `verdicts` is what was said so far."""

    def __init__(self, site: Site, root: Path, names: list[str]) -> None:
        self.site, self.names = site, names
        self.context = Context(site, root, MACROS)
        self.answers: dict[str, str] = {}
        self.numbers: dict[str, str] = {}

    @property
    def verdicts(self) -> Verdicts:
        """What was said of the clauses, without those that leave with others."""
        by = {kind: [name for name, said in self.answers.items() if said == kind] for kind in ("so", "not-so", "differently")}
        gone = set(gone_with(self.site, by["not-so"])) - set(by["not-so"])
        so, not_so, differently = ([name for name in names if name not in gone] for names in by.values())
        return Verdicts(so, not_so, differently, self.numbers)

    def go(self) -> Verdicts:
        """Ask about each clause until the end or until it is stopped. Raises click.Abort."""
        print(HELP)
        index, chapter = 0, ""
        while index < len(self.names):
            name = self.names[index]
            if self._is_gone(name):
                index += 1
                continue
            place = self.site.places[name]
            if place.chapter.id != chapter:
                chapter = place.chapter.id
                print(f"\n{chapter_title(self.context, place.chapter)}")
            said = self._ask(name, f"{index + 1} of {len(self.names)}")
            if said == "stop":
                break
            index = self._step_back(index) if said == "back" else index + 1
        return self.verdicts

    def _is_gone(self, name: str) -> bool:
        """Whether the clause leaves with the one that it is part of."""
        parent = self.site.places[name].parent
        return parent is not None and (self.answers.get(parent) == "not-so" or self._is_gone(parent))

    def _step_back(self, index: int) -> int:
        """The clause before, of which nothing is said any more."""
        before = [at for at in range(index) if not self._is_gone(self.names[at])]
        if before:
            self.answers.pop(self.names[before[-1]], None)
        return before[-1] if before else index

    def _ask(self, name: str, where: str) -> str:
        """What a person says of a clause; its number first, where that is another."""
        number = self.numbers.get(name)
        shown = f"{number} " if number else number_of(self.site, name)
        rule = textwrap.indent(clause_plain(self.context, name).strip(), "    ")
        print(f"\n{shown}{name}\n{rule}")
        numbered = not self.site.places[name].parent
        while True:
            said = ask(f"{where}: y, n, d, l, b or stop", wrong=lambda answer: _wrong(answer, numbered), needed=True)
            if said.casefold() in SAID:
                break
            self.numbers[name] = said
            print(f"number {said}; and the rule?")
        answer = SAID[said.casefold()]
        if answer in ("so", "not-so", "differently"):
            self.answers[name] = answer
        return answer


def _wrong(answer: str, numbered: bool) -> str:
    if answer.casefold() in SAID or (numbered and NUMBER.fullmatch(answer)):
        return ""
    return "say y, n, d, l, b or stop" + (", or its number, as 4.2" if numbered else "; an item has no number of its own")

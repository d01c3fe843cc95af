"""What commands share: the data file, options that several of them have, and the refusal of names that do not exist."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from uklad.base.errors import Problem, Refused, nearest

if TYPE_CHECKING:
    from uklad.base.yaml_reader import Source
    from uklad.content.site import Site
    from uklad.model.schema import Schools

Command = Callable[..., Any]


@dataclass(frozen=True)
class DataFile:
    """The data file that a command works on: its name, as errors show it, from the project's folder on."""

    root: Path
    name: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.root / self.name

    @property
    def docs(self) -> Path:
        """Where the project's texts are."""
        return self.root / "docs"

    @property
    def option(self) -> str:
        """How the command line names the file; empty for the usual one."""
        return "" if self.name == "schools.yml" else f" --schools {self.name}"

    def first_site(self, school: str) -> Site:
        """The first edition of a school in the authoritative locale. Raises Refused."""
        from uklad.content.site import Site
        from uklad.model.editions import in_order

        schools, _ = self.load()
        return Site(schools, self.docs, school, in_order(schools.schools[school])[0], schools.locales[0])

    def load(self) -> tuple[Schools, Source]:
        """The data, and where each value stands. Raises Refused, with the mistakes of the texts too that need no data."""
        from uklad.base.regular_files import refuse_irregular
        from uklad.content.clauses import clause_ids
        from uklad.model.loader import load_schools

        refuse_irregular(self.docs)
        try:
            return load_schools(self.path, clause_ids(self.docs))
        except Refused as refused:
            from uklad.authoring.checks.texts import check_texts

            raise Refused([*refused.problems, *check_texts(self.docs)]) from None

    def load_valid(self) -> tuple[Schools, Source]:
        """The data, when neither they nor the texts have a mistake. Raises Refused with every mistake."""
        schools, source = self.load()
        self.refuse_invalid(schools, source)
        return schools, source

    def refuse_invalid(self, schools: Schools, source: Source) -> None:
        """Raise Refused where the texts have a mistake."""
        from uklad.authoring.checks import check_all

        if problems := check_all(schools, self.root, source):
            raise Refused(problems)

    def refuse_unknown(self, what: str, names: Iterable[str], known: Collection[str]) -> None:
        """Raise Refused for those names of a school, a locale and so on that the data do not know."""
        wrong = [Problem(self.name, 1, f'there is no {what} "{name}"', nearest(name, known)) for name in names if name not in known]
        if wrong:
            raise Refused(wrong)


def published_folder(root: Path, folder: Path) -> Path:
    """The folder to publish into, or that was. Raises Refused where it can be none: a file, or a folder with the project in it."""
    path = root / folder
    if path.is_file() or root.resolve().is_relative_to(path.resolve()):
        what = "is a file" if path.is_file() else "holds the project itself"
        raise Refused([Problem(str(folder), 1, what, "name a folder that does not exist yet")])
    return path


def built_folder(root: Path, folder: Path) -> Path:
    """The folder to build into. Raises Refused where a build would take the place of what it is made from."""
    from uklad.base.artifact_store import FOLDER
    from uklad.build.snapshot import CODE, LAYOUTS, TEXTS

    path = (root / folder).resolve()
    if root.resolve().is_relative_to(path):
        raise Refused([Problem(str(folder), 1, "holds the project itself", "name a folder of its own, such as site")])
    for name in (*TEXTS, *LAYOUTS, *CODE, FOLDER):
        if path.is_relative_to((root / name).resolve()):
            raise Refused([Problem(str(folder), 1, f"lies in {name}, of which sites are made", "name a folder of its own, such as site")])
    return path


def with_data_file(command: Command) -> Command:
    """The command with the option --schools; its first argument is the data file."""

    @click.option("--schools", "name", default="schools.yml", show_default=True, metavar="FILE", help="The data file, or a region's.")
    @click.pass_obj
    @functools.wraps(command)
    def with_file(root: Path, /, name: str, **options: Any) -> Any:
        return command(DataFile(root, name), **options)

    return with_file


def examples(*lines: str) -> str:
    """The end of a command's help: command lines that work as they stand."""
    return "\n".join(("\b", "Examples:" if len(lines) > 1 else "Example:", *(f"  {line}" for line in lines)))


def several(option: str, name: str, metavar: str, what: str) -> Callable[[Command], Command]:
    """An option that may be repeated, to choose among many."""
    return click.option(option, name, multiple=True, metavar=metavar, help=f"Only this {what} (may be repeated).")


school_option = several("--school", "school_ids", "ID", "school")
locale_option = several("--locale", "locales", "L", "locale")
built_option = click.option(
    "--out", type=Path, default=Path("site"), show_default=True, metavar="DIR", help="The folder of the built sites."
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    metavar="N",
    help="How many sites at once (default: one per core).",
)

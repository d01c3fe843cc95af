"""The command line: every command in the order of its help, and how each one ends."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from uklad.base.errors import Refused, refusal_of_system
from uklad.cli.approve import approve
from uklad.cli.audit import audit
from uklad.cli.build import build
from uklad.cli.check import check
from uklad.cli.config import config
from uklad.cli.confirm import confirm
from uklad.cli.export import export
from uklad.cli.import_table import import_table
from uklad.cli.new import new
from uklad.cli.pack import pack
from uklad.cli.publish import publish
from uklad.cli.rollback import rollback
from uklad.cli.schema import schema
from uklad.cli.serve import serve
from uklad.cli.translated import translated
from uklad.cli.verify import verify

COMMANDS = (
    check, build, audit, serve, new, import_table, confirm, config, approve, translated, export, pack, publish, rollback, verify, schema,
)  # fmt: skip


class _InOrder(click.Group):
    """A group whose help has an order."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands as they were added, not by the alphabet."""
        return list(self.commands)


@click.group(cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--root", type=Path, default=Path.cwd, metavar="DIR", help="The project's folder (default: here).")
@click.pass_context
def uklad(context: click.Context, root: Path) -> None:
    """Turn the local regulations of schools, written in one data file, into sites in several languages."""
    context.obj = root


for command in COMMANDS:
    uklad.add_command(command)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 when all is well, 2 where the command line itself is wrong, and 1 otherwise."""
    gc.set_threshold(100_000)  # a build makes many small values that all live on: looking for garbage finds none
    try:
        with uklad.make_context("uklad", list(sys.argv[1:] if arguments is None else arguments)) as context:
            return int(uklad.invoke(context) or 0)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        print(refusal_of_system(error, Path.cwd()), file=sys.stderr)
        return 1
    except click.exceptions.Exit as end:  # after --help
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        print("stopped; what was published is as it was", file=sys.stderr)
        return 1

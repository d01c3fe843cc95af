"""The command line: a parser for each command."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from pathlib import Path

from uklad.base.errors import Refused


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 when all is well and 1 otherwise."""
    gc.set_threshold(100_000)  # a build makes many small values that all live on: looking for garbage finds none
    given = sys.argv[1:] if arguments is None else arguments
    asked = _parser(given).parse_args(given)
    try:
        module, _, function = asked.run.partition(":")
        return int(getattr(importlib.import_module(module), function)(asked))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; what was published is as it was", file=sys.stderr)
        return 1


def _parser(given: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="uklad", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder (default: here)")
    subs = parser.add_subparsers(required=True, metavar="COMMAND")

    check = _command(subs, "check", "uklad.cli.commands:check", "find every mistake in the data, the clauses and the pages")
    _file(check)

    build = _command(subs, "build", "uklad.cli.build:build", "build the sites and the portal")
    _file(build)
    build.add_argument("--school", action="append", default=[], metavar="ID", help="only this school (may be repeated)")
    build.add_argument("--locale", action="append", default=[], metavar="L", help="only this locale (may be repeated)")
    build.add_argument("--out", type=Path, default=Path("site"), help="the output folder (default: site)")
    build.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many sites at once (default: one per core)")
    build.add_argument("--cluster", metavar="ADDRESS", help="on the Dask cluster whose scheduler is at this address")
    build.add_argument("--fresh", action="store_true", help="ignore what earlier builds left")
    build.add_argument(
        "--verify-stamps", type=int, default=0, metavar="N", help="build N schools, chosen by lot, each for itself, and compare every byte"
    )
    build.add_argument("--no-documents", action="store_true", help="leave out the PDF and DOCX files")

    serve = _command(subs, "serve", "uklad.cli.commands:serve", "show the built sites on this machine only")
    serve.add_argument("--out", type=Path, default=Path("site"), help="the folder to show (default: site)")
    serve.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")

    config = _command(subs, "config", "uklad.cli.commands:config", "write mkdocs.local.yml, for mkdocs serve -f mkdocs.local.yml")
    config.add_argument("school", metavar="SCHOOL")
    config.add_argument("locale", metavar="LOCALE")
    config.add_argument("--plain", action="store_true", help="write plain.yml instead, and plain/: pages with their macros carried out")
    _file(config)

    _command(subs, "schema", "uklad.cli.commands:schema", "write the JSON Schema of schools.yml for editors")
    _new(subs, given)
    _texts(subs)
    _publishing(subs)
    _export(subs)
    _pack(subs)
    _import(subs)
    return parser


def _new(subs: argparse._SubParsersAction, given: list[str]) -> None:  # type: ignore[type-arg]
    new = _command(
        subs, "new", "uklad.cli.new:new", "ask about a school and write it into the data file; every question is an option too"
    )
    if "new" in given:  # its options are read from the data, which no other command need wait for
        from uklad.authoring.options import add_options, root_of

        add_options(new, root_of(given))
    _file(new)


def _texts(subs: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    approve = _command(subs, "approve", "uklad.cli.commands:approve", "freeze the texts of an approved edition")
    approve.add_argument("school", metavar="SCHOOL")
    approve.add_argument("edition", metavar="DATE")
    _file(approve)

    translated = _command(subs, "translated", "uklad.cli.commands:translated", "record that translations are up to date")
    translated.add_argument("names", nargs="*", metavar="ID", help="clauses (by id) and pages (by path)")
    translated.add_argument("--all", action="store_true", help="every clause and page")
    translated.add_argument("--locale", action="append", default=[], metavar="L", help="only this locale (may be repeated)")
    _file(translated)


def _publishing(subs: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    publish = _command(subs, "publish", "uklad.cli.commands:publish", "build, verify, and switch what readers see, all at once")
    where = publish.add_mutually_exclusive_group(required=True)
    where.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="the folder that a web server serves")
    where.add_argument("--branch", metavar="NAME", help="a git branch instead, by mike, for GitHub, GitLab and the like")
    publish.add_argument("--school", action="append", default=[], metavar="ID", help="only this school (may be repeated)")
    publish.add_argument("--all", action="store_true", help="superseded editions too, which otherwise stay byte for byte")
    publish.add_argument("--dry-run", action="store_true", help="show what would change; change nothing")
    publish.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many sites at once (default: one per core)")
    _file(publish)
    for run, text in (
        ("uklad.cli.commands:rollback", "go back to what was published before"),
        ("uklad.cli.commands:verify", "compare what is published with its manifest"),
    ):
        _command(subs, run.partition(":")[2], run, text).add_argument(
            "folder", type=Path, metavar="FOLDER", help="the folder that uklad publish was given"
        )


def _export(subs: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    export = _command(subs, "export", "uklad.cli.commands:export", "write the documents of schools as PDF and DOCX")
    _file(export)
    export.add_argument("--school", action="append", default=[], metavar="ID", help="only this school (may be repeated)")
    export.add_argument("--locale", action="append", default=[], metavar="L", help="only this locale (may be repeated)")
    export.add_argument("--edition", action="append", default=[], metavar="DATE", help="only this edition (may be repeated)")
    export.add_argument("--document", action="append", default=[], metavar="NAME", help="only this document (may be repeated)")
    export.add_argument("--format", action="append", default=[], choices=["pdf", "docx"], help="only this format (may be repeated)")
    export.add_argument(
        "--clean", action="store_true", help="the regulation without editorial notes, for a school that adopts it as its own"
    )
    export.add_argument("--out", type=Path, default=Path("export"), help="the output folder (default: export)")


def _pack(subs: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    pack = _command(subs, "pack", "uklad.cli.commands:pack", "one ZIP of a built school, for its server or a USB stick")
    pack.add_argument("school", metavar="SCHOOL")
    _file(pack)
    pack.add_argument("--out", type=Path, default=Path("site"), help="the folder of built sites (default: site)")
    pack.add_argument("--to", type=Path, default=None, metavar="FILE", help="the ZIP (default: SCHOOL.zip)")


def _import(subs: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    taken = _command(subs, "import", "uklad.cli.import_table:import_table", "make a region's file of a table (CSV); name every bad row")
    taken.add_argument("table", type=Path, metavar="TABLE.csv")
    taken.add_argument("--to", type=Path, default=None, metavar="FILE", help="the region's file (default: TABLE.yml, beside the table)")
    taken.add_argument("--replace", action="store_true", help="write over a file that is there")
    _file(taken)


def _command(subs: argparse._SubParsersAction, name: str, run: object, text: str) -> argparse.ArgumentParser:  # type: ignore[type-arg]
    command: argparse.ArgumentParser = subs.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _file(command: argparse.ArgumentParser) -> None:
    command.add_argument("--schools", default="schools.yml", metavar="FILE", help="the data file (default: schools.yml)")


if __name__ == "__main__":
    sys.exit(main())

"""`uklad export`: the documents of schools as files."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uklad.cli.arguments import DataFile, examples, locale_option, school_option, several, with_data_file

if TYPE_CHECKING:
    from uklad.content.site import Site
    from uklad.documents.producer import MadeDocuments, Selection


@click.command(epilog=examples("uklad export --school lyceum-159", "uklad export --document regulation --format docx --clean"))
@with_data_file
@school_option
@locale_option
@several("--edition", "editions", "DATE", "edition")
@several("--document", "documents", "NAME", "document")
@click.option("--format", "formats", multiple=True, type=click.Choice(["pdf", "docx"]), help="Only this format (may be repeated).")
@click.option("--clean", is_flag=True, help="The regulation without editorial notes, for a school that adopts it as its own.")
@click.option("--out", type=Path, default=Path("export"), show_default=True, metavar="DIR", help="The output folder.")
def export(
    data: DataFile,
    school_ids: tuple[str, ...],
    locales: tuple[str, ...],
    editions: tuple[str, ...],
    documents: tuple[str, ...],
    formats: tuple[str, ...],
    clean: bool,
    out: Path,
) -> int:
    """Write the documents of schools as PDF and DOCX.

    One that fails does not stop the others; the exit status is 1 then.
    """
    from uklad.documents.producer import FORMATS, Selection

    started = time.monotonic()
    sites = _chosen_sites(data, school_ids, locales, editions, documents)
    made = _write(data, sites, data.root / out, Selection(documents, formats or tuple(FORMATS), clean))
    failures = [message for site in made for message in site.failures]
    print(*failures, sep="\n", end="\n" if failures else "", file=sys.stderr)
    print(f"{sum(site.files for site in made)} files in {out} in {time.monotonic() - started:.1f} s")
    return 1 if failures else 0


def _chosen_sites(
    data: DataFile, school_ids: tuple[str, ...], locales: tuple[str, ...], editions: tuple[str, ...], documents: tuple[str, ...]
) -> list[Site]:
    """The sites whose documents are wanted. Raises Refused for names that do not exist."""
    from uklad.content.site import all_sites
    from uklad.documents.kit import names

    schools, _ = data.load_valid()
    data.refuse_unknown("school", school_ids, schools.schools)
    data.refuse_unknown("locale", locales, schools.locales)
    data.refuse_unknown("document", documents, names(list(schools.roles)))
    sites = all_sites(schools, data.docs, list(school_ids), list(locales))
    data.refuse_unknown("edition", editions, sorted({str(site.edition.date) for site in sites}))
    return [site for site in sites if not editions or str(site.edition.date) in editions]


def _write(data: DataFile, sites: list[Site], out: Path, wanted: Selection) -> Iterable[MadeDocuments]:
    """Write the documents of one site after another; how each went."""
    from uklad.documents.producer import make_documents

    made = []
    for number, site in enumerate(sites, 1):
        print(f"[{number}/{len(sites)}] {site.folder}", flush=True)
        say = functools.partial(print, "  ", flush=True)
        made.append(make_documents(site, data.root, data.name, out / site.folder, wanted, say))
    return made

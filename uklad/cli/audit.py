"""`uklad audit`: what a site says that its act does not, each sentence with its source."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uklad.cli.arguments import DataFile, examples, with_data_file

if TYPE_CHECKING:
    from uklad.content.site import Site

FOLDER = Path(".uklad") / "audit"


@click.command(epilog=examples("uklad audit lyceum-159", "uklad audit model-school --locale en --edition 2024-09-01"))
@click.argument("school", metavar="SCHOOL", help="The id of a school.")
@click.option("--locale", metavar="L", help="The locale (default: the first).")
@click.option("--edition", metavar="DATE", help="The edition (default: the one in force).")
@with_data_file
def audit(data: DataFile, school: str, locale: str | None, edition: str | None) -> int:
    """Show every sentence of a site by its source.

    What the site says of itself and what it denies come first, then advice, data, and each clause with what follows from it. The same
    stands on a page below .uklad/audit, which is not published. The exit status is 1 where a sentence has no source.
    """
    site = _chosen_site(data, school, locale, edition)
    return _audit(data, site, FOLDER / f"{school}-{site.locale}{f'-{edition}' if edition else ''}.html")


def _chosen_site(data: DataFile, school: str, locale: str | None, edition: str | None) -> Site:
    """The site to read. Raises Refused for names that do not exist."""
    from uklad.content.site import Site
    from uklad.model.editions import current

    schools, _ = data.load_valid()
    locales = [*schools.locales, *schools.partial]
    data.refuse_unknown("school", [school], schools.schools)
    data.refuse_unknown("locale", [locale] if locale else [], locales)
    editions = {str(one.date): one for one in schools.schools[school].editions}
    data.refuse_unknown("edition", [edition] if edition else [], editions)
    found = editions[edition] if edition else current(schools.schools[school])
    return Site(schools, data.docs, school, found, locale or locales[0])


def _audit(data: DataFile, site: Site, target: Path) -> int:
    """Build the site aside, read it, print the audit, and write it as a page; the exit status."""
    from macros import MACROS
    from uklad.authoring.audit import as_text, make_audit
    from uklad.authoring.audit_page import as_page
    from uklad.authoring.provenance import sourced_sentences, without_source
    from uklad.authoring.trust_report import summary
    from uklad.build.mkdocs_config import overlay
    from uklad.build.mkdocs_runner import run_mkdocs
    from uklad.model.trust import is_draft
    from uklad.rendering.context import Context

    root = data.root.resolve()
    with tempfile.TemporaryDirectory() as folder:
        built = run_mkdocs(Context(site, root, MACROS), Path(folder), overlay(site, root))
        if built.failures:
            print(*built.failures, sep="\n", file=sys.stderr)
            return 1
        context = Context(site, root, MACROS)
        sentences = sourced_sentences(context, Path(folder))
    made, missing = make_audit(context, sentences), len(without_source(sentences))
    (root / target).parent.mkdir(parents=True, exist_ok=True)
    (root / target).write_text(as_page(made, site.words), encoding="utf-8")
    print(*as_text(made, context), sep="\n")
    if is_draft(site.edition):
        print(f"\n{summary(site, root)}; first compare them with the act: uklad confirm {site.school_id}{data.option}")
    print(f"\n{len(sentences)} sentences, {missing} without a source; open {target.as_posix()}")
    return 1 if missing else 0

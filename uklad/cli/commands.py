"""What each command does."""

from __future__ import annotations

import functools
import http.server
import sys
import time
from argparse import Namespace
from pathlib import Path

import yaml

from uklad.authoring.approval import approve as write_digests
from uklad.authoring.approval import digests
from uklad.authoring.checks import dates as lint
from uklad.base.errors import Problem, Refused
from uklad.build.mkdocs_config import overlay
from uklad.build.plain_markdown import CONFIG, FOLDER, write_plain
from uklad.cli.arguments import known, sound
from uklad.content import translations as freshness
from uklad.content.site import Site, all_sites
from uklad.documents.kit import names
from uklad.documents.producer import FORMATS, Wanted, make_documents
from uklad.model.editions import current
from uklad.model.loader import SCHEMA, load_schools, schema_text
from uklad.publishing.git_branch import preview_branch, publish_branch
from uklad.publishing.publish import Content, preview_folder, publish_folder, return_to_former, verify_tree
from uklad.publishing.zip_pack import write_pack


def check(asked: Namespace) -> int:
    """Print every problem; nothing is written. Warnings do not fail."""
    schools, source = sound(asked)
    docs = asked.root / "docs"
    odd = lint.warnings(schools, all_sites(schools, docs, locales=schools.locales[:1]), source)
    for warning in odd + freshness.warnings(schools, docs):
        print(f"warning: {warning}")
    print(f"{len(schools.schools)} schools, {len(schools.locales)} locales: no mistakes found")
    return 0


def serve(asked: Namespace) -> int:
    """Serve the output folder on 127.0.0.1 until Ctrl-C."""
    folder = asked.root / asked.out
    if not (folder / "index.html").exists():
        raise Refused([Problem(str(asked.out), 1, "nothing is built here", "run uklad build first")])
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", asked.port), handler) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}/  (Ctrl-C ends it)", flush=True)
        server.serve_forever()
    return 0


def config(asked: Namespace) -> int:
    """Write mkdocs.local.yml, which inherits mkdocs.yml, for one school and locale."""
    schools, _ = load_schools(asked.root / asked.schools)
    known("school", [asked.school], list(schools.schools), asked.schools)
    known("locale", [asked.locale], schools.locales, asked.schools)
    site = Site(schools, asked.root / "docs", asked.school, current(schools.schools[asked.school]), asked.locale)
    if asked.plain:
        count = write_plain(site, asked.root.resolve(), asked.schools)
        print(f"wrote {count} pages into {FOLDER}/, and {CONFIG}; now: zensical build -f {CONFIG}")
        return 0
    settings = overlay(site, asked.root)
    settings["site_name"] = str(settings["site_name"])
    settings["extra"]["uklad"]["schools"] = asked.schools
    text = yaml.dump({"INHERIT": "mkdocs.yml", **settings}, allow_unicode=True, sort_keys=True)
    (asked.root / "mkdocs.local.yml").write_text(text, encoding="utf-8")
    print("wrote mkdocs.local.yml; now: mkdocs serve -f mkdocs.local.yml")
    return 0


def translated(asked: Namespace) -> int:
    """Record that translations say what the authoritative texts now say."""
    schools, _ = load_schools(asked.root / asked.schools, asked.root / "docs")
    first, *others = schools.locales
    texts = freshness.texts(asked.root / "docs", first)
    known("clause or page", asked.names, list(texts), asked.schools)
    if not asked.names and not asked.all:
        raise Refused([Problem(asked.schools, 1, "no clause or page is named", "name them, or say --all")])
    for locale in asked.locale or others:
        count = freshness.accept(asked.root / "docs", first, locale, asked.names)
        print(f"{locale}: {count} texts recorded as translated")
    return 0


def export(asked: Namespace) -> int:
    """Write the chosen documents, one after another; one that fails does not stop the others."""
    started = time.monotonic()
    schools, _ = sound(asked)
    documents = names(list(schools.roles))
    for what, chosen, every in (
        ("school", asked.school, list(schools.schools)),
        ("locale", asked.locale, schools.locales),
        ("document", asked.document, documents),
    ):
        known(what, chosen, every, asked.schools)
    sites = all_sites(schools, asked.root / "docs", asked.school, asked.locale)
    dates = sorted({str(site.edition.date) for site in sites})
    known("edition", asked.edition, dates, asked.schools)
    wanted = Wanted(tuple(asked.document), tuple(asked.format or FORMATS), asked.clean)
    chosen = [site for site in sites if not asked.edition or str(site.edition.date) in asked.edition]
    done = []
    for number, site in enumerate(chosen, 1):
        print(f"[{number}/{len(chosen)}] {site.folder}", flush=True)
        say = functools.partial(print, "  ", flush=True)
        done.append(make_documents(site, asked.root, asked.schools, asked.root / asked.out / site.folder, wanted, say))
    failures = [said for one in done for said in one.failures]
    print(*failures, sep="\n", end="\n" if failures else "", file=sys.stderr)
    print(f"{sum(one.files for one in done)} files in {asked.out} in {time.monotonic() - started:.1f} s")
    return 1 if failures else 0


def pack(asked: Namespace) -> int:
    """Write one ZIP of a built school: site, documents, and how to put it on a server."""
    schools, _ = sound(asked)
    known("school", [asked.school], list(schools.schools), asked.schools)
    target = asked.root / (asked.to or Path(f"{asked.school}.zip"))
    size = write_pack(schools, asked.school, asked.root, asked.root / asked.out, target)
    print(f"wrote {target.name}, {size // 1024} kB; unpack it anywhere and open README.txt")
    return 0


def schema(asked: Namespace) -> int:
    """Write the JSON Schema beside the model."""
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    print(f"wrote {SCHEMA.relative_to(Path(__file__).parent.parent.parent)}")
    return 0


def publish(asked: Namespace) -> int:
    """Publish into a folder or onto a branch, or say what that would change."""
    schools, _ = sound(asked)
    known("school", asked.school, list(schools.schools), asked.schools)
    content = Content(schools, asked.root.resolve(), asked.schools, asked.school, asked.all, asked.jobs)
    say = functools.partial(print, flush=True)
    if asked.branch:
        (preview_branch if asked.dry_run else publish_branch)(content, asked.branch, say)
    else:
        (preview_folder if asked.dry_run else publish_folder)(content, asked.root / asked.folder, say)
    return 0


def rollback(asked: Namespace) -> int:
    """Return to the release before."""
    return_to_former(asked.root / asked.folder, print)
    return 0


def verify(asked: Namespace) -> int:
    """Compare a published folder with its manifest."""
    found = verify_tree(asked.root / asked.folder)
    print(f"{asked.folder}: {len(found.files)} files of {len(found.editions)} editions are as they were published")
    return 0


def approve(asked: Namespace) -> int:
    """Freeze an edition's texts by writing their digests into the data file."""
    path = asked.root / asked.schools
    schools, source = load_schools(path, asked.root / "docs")
    known("school", [asked.school], list(schools.schools), asked.schools)
    editions = schools.schools[asked.school].editions
    known("edition", [asked.edition], [str(edition.date) for edition in editions], asked.schools)
    index = next(i for i, edition in enumerate(editions) if str(edition.date) == asked.edition)
    found = digests(schools, asked.school, editions[index], asked.root, asked.schools)
    write_digests(path, source, asked.school, index, found)
    print(f"{len(found)} clauses of {asked.school} {asked.edition} are frozen; a change of any word fails the check from now on")
    return 0

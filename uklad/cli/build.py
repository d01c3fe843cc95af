"""`uklad build`: does nothing where nothing changed, else checks, builds, and says what was built and what to open."""

from __future__ import annotations

import functools
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uklad.cli.arguments import DataFile, built_folder, built_option, examples, jobs_option, locale_option, school_option, with_data_file

if TYPE_CHECKING:
    from uklad.base.artifact_store import ArtifactStore
    from uklad.build.artifacts import Outcome
    from uklad.build.snapshot import Snapshot
    from uklad.build.up_to_date import BuildRequest

SHOWN = 5  # names in a message about many


@click.command(
    epilog=examples(
        "uklad build",
        "uklad build --school lyceum-159 --locale ru --no-documents",
        "uklad build --schools region.yml --verify-stamps 10",
        "uklad build --cluster tcp://10.0.0.1:8786",
    )
)
@with_data_file
@school_option
@locale_option
@built_option
@jobs_option
@click.option("--cluster", metavar="ADDRESS", help="On the Dask cluster whose scheduler is at this address.")
@click.option("--fresh", is_flag=True, help="Ignore what earlier builds left.")
@click.option(
    "--verify-stamps",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Build N schools, chosen by lot, each for itself, and compare every byte.",
)
@click.option("--no-documents", is_flag=True, help="Leave out the PDF and DOCX files.")
def build(
    data: DataFile,
    school_ids: tuple[str, ...],
    locales: tuple[str, ...],
    out: Path,
    jobs: int,
    cluster: str | None,
    fresh: bool,
    verify_stamps: int,
    no_documents: bool,
) -> int:
    """Build the sites and the portal.

    Only what changed is built. The exit status is 1 when some site or document could not be made.
    """
    from uklad.base.artifact_store import FOLDER, ArtifactStore
    from uklad.base.regular_files import refuse_irregular
    from uklad.build.output import clear_store
    from uklad.build.snapshot import until_steady
    from uklad.build.up_to_date import BuildRequest

    started = time.monotonic()
    refuse_irregular(data.root / "docs")
    built_folder(data.root, out)
    store = ArtifactStore(data.root / FOLDER)
    request = BuildRequest(data.root, out, data.name, not no_documents, school_ids, locales)
    attempt = functools.partial(_attempt, data, request, store, cluster or jobs, verify_stamps)
    with store.locked():
        if fresh:
            clear_store(store)
        status, message = until_steady(attempt, data.root, functools.partial(print, flush=True))
    print(f"{message} in {time.monotonic() - started:.1f} s; open {out / 'index.html'}")
    return status


def _attempt(
    data: DataFile, request: BuildRequest, store: ArtifactStore, workers: int | str, verified: int, snapshot: Snapshot
) -> tuple[int, str]:
    """Build what the snapshot makes necessary; the exit status and a message."""
    from uklad.build.output import remove_left
    from uklad.build.up_to_date import stands

    count = 0 if verified else stands(request, store, snapshot)
    if count:
        remove_left(data.root / request.out)
        return 0, f"nothing changed: {count} of {count} stand in {request.out}"
    return _build_changed(data, request, store, workers, verified, snapshot)


def _build_changed(
    data: DataFile, request: BuildRequest, store: ArtifactStore, workers: int | str, verified: int, snapshot: Snapshot
) -> tuple[int, str]:
    """Build, and remember what was left when all of it is good; the exit status and a message."""
    from uklad.base import memo
    from uklad.build.pipeline import Chosen, build_sites
    from uklad.build.up_to_date import note

    memo.load(store, snapshot.code)
    schools, source = data.load()
    data.refuse_unknown("school", request.schools, schools.schools)
    data.refuse_unknown("locale", request.locales, schools.locales)
    snapshot = snapshot.with_data(schools, source)

    def check() -> None:
        data.refuse_invalid(schools, source)
        memo.save(store, snapshot.code)

    chosen = Chosen(request.schools, request.locales, request.documents, verified)
    say = functools.partial(print, flush=True)
    done = build_sites(schools, data.root, data.root / request.out, chosen, workers, say, data.name, check, snapshot)
    good = _tell_failures(done)
    if good:
        note(request, store, snapshot, done)
    return 0 if good else 1, f"{sum(not job.failures for job in done)} of {len(done)} built into {request.out}"


def _tell_failures(done: list[Outcome]) -> bool:
    """Print what could not be made, each reason once; whether there was nothing of that sort."""
    names: dict[tuple[str, ...], list[str]] = {}
    for job in done:
        if job.failures:
            names.setdefault(tuple(job.failures), []).append(job.name)
    for failures, failed in names.items():
        more = f" and {len(failed) - SHOWN} more" if len(failed) > SHOWN else ""
        print(f"not built: {', '.join(failed[:SHOWN])}{more}", *failures, sep="\n  ", file=sys.stderr)
    missed = [message for job in done for message in job.missed]
    print(*missed, sep="\n", end="\n" if missed else "", file=sys.stderr)
    return not names and not missed

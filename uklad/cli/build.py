"""The build command: does nothing where nothing changed, else checks, builds, and says what was built and what to open."""

from __future__ import annotations

import functools
import sys
import time
from argparse import Namespace

from uklad.base import memo
from uklad.base.artifact_store import FOLDER, ArtifactStore
from uklad.build import up_to_date as unchanged
from uklad.build.output import clear_store
from uklad.build.snapshot import Snapshot, until_steady

SHOWN = 5  # names in a message about many


def build(asked: Namespace) -> int:
    """Build what changed. The exit status is 1 when some site or document could not be made."""
    started = time.monotonic()
    store = ArtifactStore(asked.root / FOLDER)
    with store.locked():
        if asked.fresh:
            clear_store(store)
        return until_steady(lambda snapshot: _attempt(asked, store, snapshot, started), asked.root, functools.partial(print, flush=True))


def _attempt(asked: Namespace, store: ArtifactStore, snapshot: Snapshot, started: float) -> int:
    count = 0 if asked.verify_stamps else unchanged.stands(asked, store, snapshot)
    if not count:
        return _build(asked, store, snapshot, started)
    print(f"nothing changed: {count} of {count} stand in {_where(asked, started)}")
    return 0


def _build(asked: Namespace, store: ArtifactStore, snapshot: Snapshot, started: float) -> int:
    from uklad.build.pipeline import Chosen, build_sites
    from uklad.cli.arguments import known, refuse_unsound
    from uklad.model.loader import load_schools

    memo.load(store, snapshot.code)
    schools, source = load_schools(asked.root / asked.schools, asked.root / "docs")
    known("school", asked.school, list(schools.schools), asked.schools)
    known("locale", asked.locale, schools.locales, asked.schools)
    chosen = Chosen(tuple(asked.school), tuple(asked.locale), not asked.no_documents, asked.verify_stamps)
    snapshot = snapshot.with_data(schools, source)

    def check() -> None:
        refuse_unsound(schools, asked.root, source)
        memo.save(store, snapshot.code)

    say = functools.partial(print, flush=True)
    out, workers = asked.root / asked.out, asked.cluster or asked.jobs
    done = build_sites(schools, asked.root, out, chosen, workers, say, asked.schools, check, snapshot)
    failures = [one for one in done if one.failures]
    missed = [said for one in done for said in one.missed]
    for said in dict.fromkeys(tuple(one.failures) for one in failures):
        _tell([one.name for one in failures if tuple(one.failures) == said], said)
    print(*missed, sep="\n", end="\n" if missed else "", file=sys.stderr)
    if not failures and not missed:
        unchanged.note(asked, store, snapshot, done)
    print(f"{len(done) - len(failures)} of {len(done)} built into {_where(asked, started)}")
    return 1 if failures or missed else 0


def _tell(names: list[str], said: tuple[str, ...]) -> None:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    print(f"not built: {', '.join(names[:SHOWN])}{more}", *said, sep="\n  ", file=sys.stderr)


def _where(asked: Namespace, started: float) -> str:
    return f"{asked.out} in {time.monotonic() - started:.1f} s; open {asked.out / 'index.html'}"

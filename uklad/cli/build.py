"""The build command: does nothing where nothing changed, else checks, builds, and says what was built and what to open."""

from __future__ import annotations

import functools
import sys
import time
from argparse import Namespace

from uklad.base.artifact_store import FOLDER, Store
from uklad.base.hashing import digest_of_code
from uklad.base.memo import recall, retain
from uklad.base.regular_files import refuse_irregular
from uklad.build import up_to_date as unchanged

SHOWN = 5  # names in a message about many


def build(asked: Namespace) -> int:
    """Build what changed. The exit status is 1 when some site or document could not be made."""
    started = time.monotonic()
    refuse_irregular(asked.root / "docs")
    store = Store(asked.root / FOLDER)
    if asked.fresh:
        store.clear()
    count = 0 if asked.verify_stamps else unchanged.stands(asked, store)
    if not count:
        return _build(asked, store, started)
    print(f"nothing changed: {count} of {count} stand in {_where(asked, started)}")
    return 0


def _build(asked: Namespace, store: Store, started: float) -> int:
    from uklad.build.pipeline import Chosen, build_whole
    from uklad.cli.arguments import known, refuse_unsound
    from uklad.model.loader import load_schools

    code = digest_of_code(asked.root)
    recall(store, code)
    schools, source = load_schools(asked.root / asked.schools, asked.root / "docs")
    known("school", asked.school, list(schools.schools), asked.schools)
    known("locale", asked.locale, schools.locales, asked.schools)
    chosen = Chosen(tuple(asked.school), tuple(asked.locale), not asked.no_documents, asked.verify_stamps)

    def check() -> None:
        refuse_unsound(schools, asked.root, source)
        retain(store, code)

    say = functools.partial(print, flush=True)
    done = build_whole(schools, asked.root, asked.root / asked.out, chosen, asked.cluster or asked.jobs, say, asked.schools, check)
    failures = [one for one in done if one.failures]
    missed = [said for one in done for said in one.missed]
    for said in dict.fromkeys(tuple(one.failures) for one in failures):
        _tell([one.name for one in failures if tuple(one.failures) == said], said)
    print(*missed, sep="\n", end="\n" if missed else "", file=sys.stderr)
    if not failures and not missed:
        unchanged.note(asked, store, schools, source, done)
    print(f"{len(done) - len(failures)} of {len(done)} built into {_where(asked, started)}")
    return 1 if failures or missed else 0


def _tell(names: list[str], said: tuple[str, ...]) -> None:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    print(f"not built: {', '.join(names[:SHOWN])}{more}", *said, sep="\n  ", file=sys.stderr)


def _where(asked: Namespace, started: float) -> str:
    return f"{asked.out} in {time.monotonic() - started:.1f} s; open {asked.out / 'index.html'}"

"""Builds sites: each is a plain MkDocs build, made aside and put in place when it is whole."""

from __future__ import annotations

import copy
import logging
import os
import shutil
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from uklad.documents.pdf import Press
from uklad.documents.press import put, stage
from uklad.light import lighten
from uklad.pages import body_line
from uklad.schools import cached_schools
from uklad.site import Site

NOT_PUBLISHED = ("404.html", "sitemap.xml", "sitemap.xml.gz")  # absolute paths, and a clock
Say = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """One MkDocs build: what it is called, its settings, and where it goes below the output folder."""

    name: str
    folder: str
    settings: dict[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Done:
    """How a job ended: what went wrong (nothing when it is good), and seconds taken."""

    job: Job
    failures: list[str]
    seconds: float
    missed: list[str] = field(default_factory=list)  # documents that could not be made; the site stands without them


def build_all(jobs: list[Job], root: Path, aside: Path, workers: int, say: Say) -> list[Done]:
    """Build every job below `aside`; failures of one do not stop the others."""
    done: list[Done] = []
    for one in _run(jobs, root, aside, workers):
        done.append(one)
        state = "FAILED" if one.failures else f"{one.seconds:.1f} s" + (", without some documents" if one.missed else "")
        say(f"[{len(done)}/{len(jobs)}] {one.job.name}: {state}")
    return sorted(done, key=lambda one: jobs.index(one.job))


def _run(jobs: list[Job], root: Path, aside: Path, workers: int) -> Iterable[Done]:
    if workers == 1 or len(jobs) == 1:
        yield from (build_one(job, root, aside) for job in jobs)
        return
    with ProcessPoolExecutor(workers, get_context("spawn") if Press.used else None) as pool:
        waiting = [pool.submit(build_one, job, root, aside) for job in jobs]
        for future in as_completed(waiting):
            yield future.result()


def build_one(job: Job, root: Path, aside: Path) -> Done:
    """Build one site into its folder below `aside`, with every warning as a failure."""
    started = time.monotonic()
    target = aside / job.folder
    listener = _Listener()
    logger = logging.getLogger("mkdocs")
    logger.handlers, logger.propagate = [listener], False
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    config = None
    missed = _documents(job, root)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), **copy.deepcopy(job.settings))
        build(config)
    except Abort:
        pass  # strict mode: the warnings say why
    except SystemExit as stop:
        listener.said = [_macro_failure(stop, config)]
    except (MkDocsException, TemplateError) as error:
        listener.said.append(str(error))
    for name in NOT_PUBLISHED:
        (target / name).unlink(missing_ok=True)
    for path in target.rglob("*.map"):
        path.unlink()
    if config and not listener.said:
        lighten(target, config.theme["language"])
    if folder := job.settings["extra"]["uklad"].get("documents"):
        put(Path(folder), target / "documents")
    return Done(job, listener.said, time.monotonic() - started, missed)


def _documents(job: Job, root: Path) -> list[str]:
    """Make the site's documents aside, where it is to have any, so that its pages can say their sizes."""
    chosen = job.settings["extra"]["uklad"]
    if "documents" not in chosen:
        return []
    schools = cached_schools(root / chosen["schools"])
    edition = next(one for one in schools.schools[chosen["school"]].editions if str(one.date) == chosen["edition"])
    site = Site(schools, root / "docs", chosen["school"], edition, chosen["locale"])
    return stage(site, root, chosen["schools"], Path(chosen["documents"]))


class _Listener(logging.Handler):
    """Collects what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _macro_failure(stop: SystemExit, config: Any) -> str:
    """A macro's mistake as `path:line: what`; the macros plugin ends the process on one."""
    error, page = stop.__context__, config.plugins["macros"].page if config else None
    frames = traceback.extract_tb(error.__traceback__) if error else []
    inner = next((i for i, frame in enumerate(frames) if frame.name == "render" and i > 2 and "macros" in frame.filename), len(frames))
    lines = [frame.lineno for frame in frames[:inner] if frame.filename == "<template>"]
    path = Path(config.docs_dir) / page.file.src_uri if page else Path("mkdocs.yml")
    line = body_line(path) + (lines[-1] if lines else getattr(error, "lineno", 1) or 1) - 1
    shown = path.relative_to(Path(config.config_file_path).parent) if config else path
    return f"{shown.as_posix()}:{line}: {error}"


def put_in_place(made: Path, target: Path) -> None:
    """Replace `target` by `made` with two renames; what stood there is removed after."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(f".old-{target.name}")
    shutil.rmtree(old, ignore_errors=True)
    if target.is_dir():
        target.rename(old)
    made.replace(target)
    shutil.rmtree(old, ignore_errors=True)

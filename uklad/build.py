"""Runs MkDocs for one site in this process, and finishes what it made."""

from __future__ import annotations

import copy
import logging
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from uklad.light import lighten
from uklad.pages import body_line
from uklad.site import Site
from uklad.warm import keep_compiled

NOT_PUBLISHED = ("404.html", "sitemap.xml", "sitemap.xml.gz")  # absolute paths, and a clock
Say = Callable[[str], None]


def run_mkdocs(root: Path, target: Path, settings: dict[str, Any], site: Site) -> list[str]:
    """Build the pages of `site` into `target`; returns what went wrong: every warning is a failure."""
    listener = _Listener()
    logger = logging.getLogger("mkdocs")
    logger.handlers, logger.propagate = [listener], False
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    keep_compiled()
    config = None
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), **copy.deepcopy(settings))
        config.extra["uklad"]["site"] = site
        build(config)
    except Abort:
        pass  # strict mode: the warnings say why
    except SystemExit as stop:
        listener.said = [_macro_failure(stop, config)]
    except (MkDocsException, TemplateError) as error:
        listener.said.append(str(error))
    if config and not listener.said:
        _finish(target, config.theme["language"])
    return listener.said


def _finish(target: Path, locale: str) -> None:
    for name in NOT_PUBLISHED:
        (target / name).unlink(missing_ok=True)
    for path in target.rglob("*.map"):
        path.unlink()
    lighten(target, locale)


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

"""Runs MkDocs for one site in this process: all of its pages, or those alone that changed."""

from __future__ import annotations

import copy
import logging
import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from uklad.build.mkdocs_patches import keep_warm
from uklad.content.pages import body_line
from uklad.content.site import Site
from uklad.rendering.dependencies import Read, noted

NOT_PUBLISHED = ("404.html", "sitemap.xml", "sitemap.xml.gz")  # absolute paths, and a clock
NOT_COPIED = ("assets/javascripts/", "assets/images/social/")  # of the theme: no page asks for them
Say = Callable[[str], None]


@dataclass(frozen=True)
class Known:
    """What other pages ask of a page, kept from when it was built: its title, its anchors, and where its links lead."""

    address: str
    title: str
    anchors: frozenset[str]
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass
class Built:
    """What a run made: each page by its source, the clauses that it read, and those that the site as a whole read."""

    failures: list[str] = field(default_factory=list)
    pages: dict[str, Known] = field(default_factory=dict)
    reads: dict[str, set[Read]] = field(default_factory=dict)
    shared: set[Read] = field(default_factory=set)


def run_mkdocs(root: Path, target: Path, settings: dict[str, Any], site: Site, known: Mapping[str, Known] | None = None) -> Built:
    """Build the pages of `site` into `target`, but for those already `known`. Every warning is a failure."""
    listener, built, config = _Listener(), Built(), None
    logger = logging.getLogger("mkdocs")
    logger.handlers, logger.propagate = [listener], False
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    keep_warm()
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), **copy.deepcopy(settings))
        config.extra["uklad"]["site"] = site
        _build(config, known or {}, built)
        built.shared = config.extra["current"].shared
    except SystemExit as stop:
        listener.said = [_macro_failure(stop, config)]
    except (MkDocsException, TemplateError) as error:
        listener.said.append(str(error))
    for name in NOT_PUBLISHED:
        (target / name).unlink(missing_ok=True)
    for path in target.rglob("*.map"):
        path.unlink()
    built.failures = listener.said
    return built


def _build(config: Any, known: Mapping[str, Known], built: Built) -> None:
    """As mkdocs.commands.build does it, with the events in its order; known pages are neither read nor written."""
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files, env = get_files(config), config.theme.get_env()
    if not known:
        files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    sources = files.documentation_pages()
    for file in sources:
        page = file.page or Page(None, file, config)
        if file.src_uri in known:
            _recall(page, known[file.src_uri], files)
        else:
            with noted(built.reads.setdefault(file.src_uri, set())):
                mkdocs_build._populate_page(page, config, files)
    env = config.plugins.on_env(env, config=config, files=files)
    if not known:
        for file in [one for one in files if one.src_uri.startswith(NOT_COPIED)]:
            files.remove(file)
        files.copy_static_files()
        for template in config.theme.static_templates:
            mkdocs_build._build_theme_template(template, env, files, config, nav)
    for file in sources:
        if file.src_uri not in known:
            mkdocs_build._build_page(file.page, config, sources, nav, env)
            built.pages[file.src_uri] = _known(file.page)
    for file in sources:
        file.page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    config.plugins.on_post_build(config=config)


def _known(page: Page) -> Known:
    links = tuple((file.src_uri, tuple(anchors.items())) for file, anchors in (page.links_to_anchors or {}).items())
    return Known(page.file.dest_uri, page.title or "", frozenset(page.present_anchor_ids or ()), links)


def _recall(page: Page, known: Known, files: Files) -> None:
    page.title, page.meta = known.title, {}
    page.present_anchor_ids = set(known.anchors)
    found = ((files.get_file_from_path(source), anchors) for source, anchors in known.links)
    page.links_to_anchors = {file: dict(anchors) for file, anchors in found if file}


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

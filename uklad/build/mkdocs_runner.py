"""The one adapter to MkDocs: lays the finished Markdown of a site out with the theme, all pages or those alone that changed."""

from __future__ import annotations

import copy
import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from macros.page_layout import frame
from uklad.base.errors import Problem, Refused
from uklad.build.mkdocs_config import Settings
from uklad.build.mkdocs_patches import patch
from uklad.content import pages as content
from uklad.rendering.context import Context, RenderedPage
from uklad.rendering.dependencies import Read, dependencies_into
from uklad.rendering.renderer import render_page

ASSETS = "assets"  # below each folder of the theme; the one of ours comes first
NOT_PUBLISHED = {"404.html", "sitemap.xml"}  # absolute paths, and a clock
NOT_COPIED = ("assets/javascripts/", "assets/images/social/")  # of the theme: no page asks for them
NOT_ASSETS = (".map", ".html", ".md", ".txt", ".py")
MOST = 300  # pages that a process keeps as HTML, about 30 kB each
Say = Callable[[str], None]

_rendered: OrderedDict[tuple[Any, ...], Any] = OrderedDict()


@dataclass(frozen=True)
class PageSummary:
    """What other pages ask of a page, kept from when it was built: its title, its anchors, and where its links lead."""

    address: str
    title: str
    anchors: frozenset[str]
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass
class Built:
    """What a run made: each page by its source, the clauses that it read, and those that the site as a whole read."""

    failures: list[str] = field(default_factory=list)
    pages: dict[str, PageSummary] = field(default_factory=dict)
    reads: dict[str, set[Read]] = field(default_factory=dict)
    shared: set[Read] = field(default_factory=set)


def run_mkdocs(context: Context, target: Path, settings: Settings, summaries: Mapping[str, PageSummary] | None = None) -> Built:
    """Build the pages of a site into `target`, but for those that have `summaries` from an earlier build. Every warning is a failure.

    `settings` are laid over mkdocs.yml.
    """
    listener, built, summaries = _listening(), Built(), summaries or {}
    patch()
    try:
        laid = copy.deepcopy({**settings, "plugins": [], "hooks": []})
        config = load_config(str(context.root / "mkdocs.yml"), site_dir=str(target), **laid)
        config.plugins._current_plugin = "uklad"  # as whom files are generated
        config.extra["site"] = frame(context, config.theme.dirs)
        pages = _pages(context)
        _lay_out(config, _rendered_pages(context, pages, summaries, built), pages, summaries, built)
        built.shared = context.shared
    except Refused as refused:
        listener.said += map(str, refused.problems)
    except (MkDocsException, TemplateError) as error:
        listener.said.append(str(error))
    built.failures = listener.said
    return built


def _pages(context: Context) -> list[content.Page]:
    site = context.site
    return content.load_portal_pages(site.docs, site.locale) if context.portal else site.pages


def _rendered_pages(
    context: Context, pages: list[content.Page], summaries: Mapping[str, PageSummary], built: Built
) -> dict[str, RenderedPage]:
    """The pages with their macros carried out, but for those of an earlier build; records what each reads.

    Raises Refused with the first mistake of each page.
    """
    made, problems = dict[str, RenderedPage](), list[Problem]()
    for page in pages:
        if page.path not in summaries:
            try:
                with dependencies_into(built.reads.setdefault(page.path, set())):
                    made[page.path] = render_page(context, page)
            except Refused as refused:
                problems += refused.problems
    if problems:
        raise Refused(problems)
    return made


def _lay_out(
    config: MkDocsConfig, made: Mapping[str, RenderedPage], pages: list[content.Page], summaries: Mapping[str, PageSummary], built: Built
) -> None:
    """As mkdocs.commands.build does it, without plugins; pages of an earlier build are neither rendered nor written."""
    files = _files(config, [page.path for page in pages], made, first=not summaries)
    nav = get_navigation(files, config)
    sources = files.documentation_pages()
    for file in sources:
        page = file.page or Page(None, file, config)
        if file.src_uri in summaries:
            _recall(page, summaries[file.src_uri], files)
        else:
            _fill(page, made[file.src_uri], config, files)
    env = _theme_environment(tuple(config.theme.dirs), config)
    if not summaries:
        files.copy_static_files()
        for template in sorted(set(config.theme.static_templates) - NOT_PUBLISHED):
            mkdocs_build._build_theme_template(template, env, files, config, nav)
    for file in sources:
        if file.src_uri not in summaries:
            assert file.page is not None
            mkdocs_build._build_page(file.page, config, list(sources), nav, env)
            built.pages[file.src_uri] = _summary(file.page)
    for file in sources:
        assert file.page is not None
        file.page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)


def _files(config: MkDocsConfig, paths: list[str], made: Mapping[str, RenderedPage], first: bool) -> Files:
    """The pages as generated files; where all are built, the other files of the locale and of the theme too."""
    pages = [
        File.generated(config, path, content=made[path].markdown if path in made else "", inclusion=_inclusion(config, path))
        for path in paths
    ]
    others = [file for file in get_files(config) if not file.is_documentation_page() and file.inclusion == InclusionLevel.INCLUDED]
    files = Files([*pages, *others])
    for path, folder in _theme_assets(tuple(config.theme.dirs)) if first else ():
        if files.get_file_from_path(path) is None and path not in config.theme.static_templates:
            files.append(File(path, folder, config.site_dir, config.use_directory_urls))
    return files


def _inclusion(config: MkDocsConfig, path: str) -> InclusionLevel:
    """Whether the page may be missing in the navigation."""
    omitted = config.not_in_nav and config.not_in_nav.match_file(path)
    return InclusionLevel.NOT_IN_NAV if omitted else InclusionLevel.INCLUDED


@lru_cache(maxsize=8)
def _theme_assets(dirs: tuple[str, ...]) -> list[tuple[str, str]]:
    """The files that the theme publishes, each with its folder; a folder that comes first hides the same file of another."""
    found: dict[str, str] = {}
    for folder in dirs:
        for path in sorted((Path(folder) / ASSETS).rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not name.startswith(NOT_COPIED) and path.suffix not in NOT_ASSETS:
                found.setdefault(name, folder)
    return sorted(found.items())


_environments: dict[tuple[Any, ...], Environment] = {}


def _theme_environment(dirs: tuple[str, ...], config: MkDocsConfig) -> Environment:
    """The environment of the theme, with its compiled templates; one for each locale in a process."""
    key = (dirs, str(config.theme.locale))
    if key not in _environments:
        _environments[key] = config.theme.get_env()
    return _environments[key]


def _fill(page: Page, made: RenderedPage, config: MkDocsConfig, files: Files) -> None:
    """Hand the finished Markdown to the page and make HTML of it."""
    config._current_page = page
    page.markdown, page.meta, page.title = made.markdown, made.meta, made.title
    _render(page, config, files)
    config._current_page = None


def _render(page: Page, config: MkDocsConfig, files: Files) -> None:
    """As Page.render: the same Markdown at the same place among the same pages gives the same HTML. Schools differ on few pages."""
    key = (page.markdown, page.file.src_uri, repr(config.mdx_configs), _among(files))
    if key not in _rendered:
        warned = len(_warnings())
        page.render(config, files)
        links = {file.src_uri: dict(anchors) for file, anchors in (page.links_to_anchors or {}).items()}
        if len(_warnings()) == warned:
            _rendered[key] = (page.content, page.toc, page._title_from_render, frozenset(page.present_anchor_ids or ()), links)
        if len(_rendered) > MOST:
            _rendered.popitem(last=False)
        return
    _rendered.move_to_end(key)
    page.content, page.toc, page._title_from_render, anchors, links = _rendered[key]
    page.present_anchor_ids = set(anchors)
    page.links_to_anchors = dict(_links_to(files, ((source, asked.items()) for source, asked in links.items())))


def _among(files: Files) -> frozenset[tuple[str, str]]:
    return frozenset((file.src_uri, file.inclusion.name) for file in files.documentation_pages())


def _summary(page: Page) -> PageSummary:
    links = tuple((file.src_uri, tuple(anchors.items())) for file, anchors in (page.links_to_anchors or {}).items())
    return PageSummary(page.file.dest_uri, page.title or "", frozenset(page.present_anchor_ids or ()), links)


def _recall(page: Page, summary: PageSummary, files: Files) -> None:
    page.title, page.meta = summary.title, {}
    page.present_anchor_ids = set(summary.anchors)
    page.links_to_anchors = dict(_links_to(files, summary.links))


def _links_to(files: Files, links: Any) -> Iterator[tuple[File, dict[str, str]]]:
    for source, anchors in links:
        if file := files.get_file_from_path(source):
            yield file, dict(anchors)


class _Listener(logging.Handler):
    """Collects what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _listening() -> _Listener:
    listener, logger = _Listener(), logging.getLogger("mkdocs")
    logger.handlers, logger.propagate = [listener], False
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    return listener


def _warnings() -> list[str]:
    return [said for handler in logging.getLogger("mkdocs").handlers for said in getattr(handler, "said", [])]

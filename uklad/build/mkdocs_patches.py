"""What a process keeps between the sites that it builds: compiled templates, and the list of the theme's files."""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import material.extensions.emoji
import mkdocs_macros.context
from jinja2 import Environment, FileSystemLoader
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from uklad.rendering.template_cache import compile_once

_list, _render = Environment.list_templates, Page.render
_listed: dict[tuple[Any, ...], list[str]] = {}
_rendered: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
MOST = 300  # pages that a process keeps as HTML, about 30 kB each


@cache
def keep_warm() -> None:
    """From now on nothing is read or compiled twice in this process: each site asks for the same texts and the same theme."""
    compile_once()
    Environment.list_templates = _list_once  # type: ignore[method-assign]
    Page.render = _render_once  # type: ignore[method-assign]
    mkdocs_macros.context.get_git_info = dict  # the plugin asks git twelve times a site; no page shows what git says
    material.extensions.emoji.iglob = _icons  # the theme looks through ten thousand icons, the slow way


def _icons(pattern: str, recursive: bool = True) -> Iterator[str]:
    """As glob.iglob of folder/**/*.svg."""
    for path, _, names in os.walk(pattern.partition("**")[0]):
        yield from (os.path.join(path, name) for name in names if name.endswith(".svg"))


def forget() -> None:
    """A new run looks again at which files there are; texts are known by their content."""
    _listed.clear()


def _list_once(self: Environment, extensions: Any = None, filter_func: Callable[[str], bool] | None = None) -> list[str]:
    """As Environment.list_templates, where MkDocs asks for the theme's files: hidden folders hold thousands of icons, and are left out."""
    if not isinstance(self.loader, FileSystemLoader) or filter_func is None:
        return _list(self, extensions, filter_func)
    key = (*map(str, self.loader.searchpath), filter_func.__qualname__)
    if key not in _listed:
        _listed[key] = sorted(filter(filter_func, {name for folder in self.loader.searchpath for name in _names(str(folder))}))
    return _listed[key]


def _names(folder: str) -> list[str]:
    found = []
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = os.path.relpath(path, folder).replace(os.sep, "/")
        found += [name if below == "." else f"{below}/{name}" for name in names]
    return found


def _render_once(self: Page, config: Any, files: Files) -> None:
    """As Page.render: the same Markdown at the same place among the same pages gives the same HTML. Shapes differ on few pages."""
    key = (self.markdown, self.file.src_uri, repr(config.mdx_configs), _among(files))
    if key not in _rendered:
        warned = len(_warnings())
        _render(self, config, files)
        links = {file.src_uri: dict(anchors) for file, anchors in (self.links_to_anchors or {}).items()}
        if len(_warnings()) == warned:
            _rendered[key] = (self.content, self.toc, self._title_from_render, frozenset(self.present_anchor_ids or ()), links)
        if len(_rendered) > MOST:
            _rendered.popitem(last=False)
        return
    _rendered.move_to_end(key)
    self.content, self.toc, self._title_from_render, anchors, links = _rendered[key]
    self.present_anchor_ids = set(anchors)
    found = ((files.get_file_from_path(source), asked) for source, asked in links.items())
    self.links_to_anchors = {file: dict(asked) for file, asked in found if file}


def _among(files: Files) -> frozenset[tuple[str, str]]:
    return frozenset((file.src_uri, file.inclusion.name) for file in files.documentation_pages())


def _warnings() -> list[str]:
    return [said for handler in logging.getLogger("mkdocs").handlers for said in getattr(handler, "said", [])]

"""A site as plain Markdown, its macros carried out, for builders that have no macros plugin."""

from __future__ import annotations

import html
import shutil
from pathlib import Path
from typing import Any

import yaml

from macros import MACROS
from macros.page_layout import Frame, frame
from uklad.build.mkdocs_config import overlay
from uklad.content.site import Site
from uklad.rendering.context import Context, RenderedPage
from uklad.rendering.renderer import render_page

FOLDER = "plain"
CONFIG = "plain.yml"


def write_plain(site: Site, root: Path, file: str) -> int:
    """Write every page of the site below `plain/` and a configuration for it; the number of pages."""
    folder = root / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    context = Context(site, root, MACROS)
    said = frame(context, [])
    for page in site.pages:
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_markdown(render_page(context, page), said), encoding="utf-8")
    (root / CONFIG).write_text(yaml.dump(_settings(site, root), allow_unicode=True, sort_keys=True), encoding="utf-8")
    return len(site.pages)


def _markdown(page: RenderedPage, said: Frame) -> str:
    """A page with its title as a heading, and around it what the layout would say."""
    front = {key: html.unescape(str(page.meta[key])) for key in ("title", "description") if page.meta.get(key)}
    prevails = said.prevails if page.path.startswith("regulation/") else ""
    above = "".join(f"{text}\n{{: .prevails }}\n\n" for text in (said.draft, prevails) if text)
    below = "".join(f"{text}\n{{: .said }}\n\n" for text in [*said.banners, said.edition])
    return f"---\n{yaml.dump(front, allow_unicode=True)}---\n\n{above}# {page.title}\n\n{page.markdown}\n\n{below}"


def _settings(site: Site, root: Path) -> dict[str, Any]:
    """What every builder that reads mkdocs.yml understands: no plugin, no template of ours."""
    full = overlay(site, root)
    return {
        "site_name": html.unescape(str(full["site_name"])),
        "docs_dir": FOLDER,
        "site_dir": "site/plain",
        "use_directory_urls": False,
        "not_in_nav": "/search.md\n/memo/",
        "nav": full["nav"],
        "theme": {"name": "material", "language": site.locale, "font": False},
        "markdown_extensions": full["markdown_extensions"],
        "extra": {"generator": False},
        "plugins": [],
    }

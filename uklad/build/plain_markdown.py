"""A site as plain Markdown, its macros carried out, for builders that have no macros plugin."""

from __future__ import annotations

import html
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from uklad.build.mkdocs_config import overlay
from uklad.content.pages import Page
from uklad.content.site import Site
from uklad.rendering.renderer import Speaker

FOLDER = "plain"
CONFIG = "plain.yml"


class _Pages(Speaker):
    """Stands in for the macros plugin on whole pages: `markdown` is the page at hand, as the plugin has it."""

    markdown: Any = ""


def write_plain(site: Site, root: Path, file: str) -> int:
    """Write every page of the site below `plain/` and a configuration for it; the number of pages."""
    folder = root / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    speaker = _Pages(site, root, file)
    for page in site.pages:
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_markdown(speaker, page), encoding="utf-8")
    (root / CONFIG).write_text(yaml.dump(_settings(site, root), allow_unicode=True, sort_keys=True), encoding="utf-8")
    return len(site.pages)


def _markdown(speaker: _Pages, page: Page) -> str:
    """A page as the macros plugin would hand it on, with its title as a heading."""
    render = speaker.now.render
    speaker.page = SimpleNamespace(
        file=SimpleNamespace(src_uri=page.path), meta=dict(page.meta), title=render(str(page.meta.get("title", "")))
    )
    speaker.macros.on_pre_page_macros(speaker)
    speaker.markdown = render(page.body)
    speaker.macros.on_post_page_macros(speaker)
    meta, said = speaker.page.meta, speaker.now.env.conf["extra"]["site"]
    front = {key: html.unescape(str(meta[key])) for key in ("title", "description") if meta.get(key)}
    above = f"{said['prevails']}\n{{: .prevails }}\n\n" if said["prevails"] and page.path.startswith("regulation/") else ""
    below = "".join(f"{text}\n{{: .said }}\n\n" for text in [*said["banners"], said["edition"]])
    return f"---\n{yaml.dump(front, allow_unicode=True)}---\n\n{above}# {speaker.page.title}\n\n{speaker.markdown}\n\n{below}"


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

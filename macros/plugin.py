"""The same macros for plain MkDocs: what mkdocs-macros-plugin calls with `mkdocs serve` and `mkdocs build`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from macros.page_layout import frame
from macros.registry import MACROS
from uklad.content.site import Site
from uklad.html.search_index import write_index
from uklad.model.editions import current
from uklad.model.loader import cached_schools
from uklad.model.schema import Edition, School
from uklad.rendering.context import Context, RenderedPage


def define_env(env: Any) -> None:
    """Hand the variables, filters and macros of the site that mkdocs.yml names to the plugin."""
    chosen = env.conf["extra"]["uklad"]
    root = Path(env.conf["config_file_path"]).parent
    context = Context(_named(root, chosen), root, MACROS, portal=bool(chosen.get("portal")))
    env.variables.update(context.macros.variables)
    for name, function in context.macros.filters.items():
        env.filter(function, name)
    for name, function in context.macros.functions.items():
        env.macro(function, name)
    env.conf["extra"]["context"] = context
    env.conf["extra"]["site"] = frame(context, env.conf["theme"].dirs)


def on_pre_page_macros(env: Any) -> None:
    """Begin a page: its macros ask which it is."""
    env.conf["extra"]["context"].begin(str(env.page.file.src_uri))


def on_post_page_macros(env: Any) -> None:
    """Finish the page as the renderer does."""
    context = env.conf["extra"]["context"]
    page = RenderedPage(context.path, str(env.page.title), env.page.meta, env.markdown)
    made = context.macro_set.finish(context, page)
    env.page.meta, env.page.title, env.markdown = made.meta, made.title, made.markdown


def on_post_build(env: Any) -> None:
    """Write what the search looks through."""
    context = env.conf["extra"]["context"]
    if not context.portal:
        write_index(Path(env.conf["site_dir"]), context.site)


def _named(root: Path, chosen: dict[str, Any]) -> Site:
    """The site that mkdocs.yml names: the default school, where it names none."""
    schools = cached_schools(root / chosen.get("schools", "schools.yml"))
    school_id = chosen.get("school") or schools.default_school
    return Site(schools, root / "docs", school_id, _edition(schools.schools[school_id], chosen), chosen["locale"])


def _edition(school: School, chosen: dict[str, Any]) -> Edition:
    wanted = chosen.get("edition")
    found = [edition for edition in school.editions if str(edition.date) == str(wanted)]
    return found[0] if found else current(school)

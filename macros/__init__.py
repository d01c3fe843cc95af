"""What a page may say: every macro by name; each has one subject and a file of its own."""

from typing import Any

from macros import (
    cards,
    changes,
    citations,
    documents,
    editions,
    memo,
    page_hooks,
    platform,
    portal,
    regulation,
    side_by_side,
    steps,
    tables,
    terms,
    topic_index,
)
from uklad.rendering import context

on_pre_page_macros = page_hooks.on_pre_page_macros
on_post_page_macros = page_hooks.on_post_page_macros
on_post_build = topic_index.on_post_build


SUBJECTS = (
    terms, citations, regulation, steps, tables, cards, platform, changes, editions, side_by_side, portal, topic_index, memo, documents,
)  # fmt: skip


def define_env(env: Any) -> None:
    """Hand the variables, filters and macros of the chosen site to the pages."""
    now = context.Current(env)
    env.variables.update(terms.variables(now))
    env.filter(terms.upfirst)
    for subject in SUBJECTS:
        for name, macro in subject.macros(now).items():
            env.macro(macro, name)
    page_hooks.prepare(now)

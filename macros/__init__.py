"""What a page may say: every macro by name; each has one subject and a file of its own."""

from typing import Any

from macros import (
    blocks,
    cards,
    changes,
    clauses,
    current,
    documents,
    editions,
    page,
    parallel,
    platform,
    portal,
    readers,
    regulation,
    tables,
    terms,
    topics,
)

on_pre_page_macros = page.on_pre_page_macros
on_post_page_macros = page.on_post_page_macros
on_post_build = topics.on_post_build


SUBJECTS = (terms, clauses, regulation, blocks, tables, cards, platform, changes, editions, parallel, portal, topics, readers, documents)


def define_env(env: Any) -> None:
    """Hand the variables, filters and macros of the chosen site to the pages."""
    now = current.Current(env)
    env.variables.update(terms.variables(now))
    env.filter(terms.upfirst)
    for subject in SUBJECTS:
        for name, macro in subject.macros(now).items():
            env.macro(macro, name)
    page.prepare(now)

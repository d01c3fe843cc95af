"""What a page may say: every macro by name; each has one subject and a file of its own."""

from typing import Any

from macros import blocks, cards, clauses, current, documents, page, platform, portal, regulation, tables, terms

on_pre_page_macros = page.on_pre_page_macros
on_post_page_macros = page.on_post_page_macros


def define_env(env: Any) -> None:
    """Hand the variables, filters and macros of the chosen site to the pages."""
    now = current.Current(env)
    env.variables.update(terms.variables(now))
    env.filter(terms.upfirst)
    for subject in (terms, clauses, regulation, blocks, tables, cards, platform, portal, documents):
        for name, macro in subject.macros(now).items():
            env.macro(macro, name)
    page.prepare(now)

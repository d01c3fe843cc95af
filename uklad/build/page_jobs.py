"""Builds the pages that alike schools share, and what stands beside their editions, and stores them."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from typing import Any

from uklad.base import memo
from uklad.base.errors import Refused
from uklad.build.artifacts import Outcome, SiteKeys, SiteRef
from uklad.build.document_jobs import documents_of
from uklad.build.page_builder import SiteArtifact, edition_links
from uklad.build.workspace import workspace
from uklad.content.clauses import load_library
from uklad.content.pages import load_pages, read_names


def read_texts(locale: str) -> dict[str, Any]:
    """Parse every text of a locale, so that this worker has them at hand. Returns what the memo has learnt."""
    before, docs = memo.keys(), workspace().root / "docs"
    with suppress(Refused):  # the check tells what is wrong
        for page in load_pages(docs, locale):
            list(page.terms())
        for clause in load_library(docs, locale).values():
            read_names(clause.text, clause.path)
    return memo.added_since(before)


def make_pages(key: str, keys: SiteKeys) -> Outcome:
    """Build the pages of an edition as templates, and store them under a key."""
    work, started = workspace(), time.monotonic()
    site = work.site(keys.ref)
    made, failures = work.page_builder.build(site, documents_of(keys)["listed"], _made_before(keys))
    if made:
        work.save(key, made.templates, made.templates.plain.values())
        work.save(keys.state, (key, replace(made, templates=None)))
    return Outcome(f"{site.school_id} {site.locale} {site.edition.date}", failures, time.monotonic() - started)


def _made_before(keys: SiteKeys) -> SiteArtifact | None:
    """What an earlier build made of the same frame; nothing where a part of it is gone or damaged."""
    store = workspace().store
    key, made = store.load(keys.state) or ("", None)
    return replace(made, templates=store.load(key)) if made and store.is_complete(key) else None


def make_beside(key: str, ref: SiteRef) -> None:
    """Make what stands beside the editions of alike schools, and store it under a key."""
    workspace().save(key, edition_links(workspace().site(ref)))

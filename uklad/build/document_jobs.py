"""Makes the documents of a site and stores them."""

from __future__ import annotations

import shutil
import time
from typing import Any

from uklad.build.artifacts import Outcome, SiteKeys, SiteRef
from uklad.build.workspace import workspace
from uklad.content.document_list import DocumentList
from uklad.rendering.dependencies import Read, TextDigests, dependencies_into

NONE: dict[str, Any] = {"listed": DocumentList(), "files": {}, "missed": [], "reads": {}}


def make_documents(key: str, ref: SiteRef) -> Outcome:
    """Make the documents of a site and store them under a key."""
    from uklad.documents.producer import stage  # slow to import, and no worker need have documents to make

    work, started = workspace(), time.monotonic()
    site = work.site(ref)
    folder = work.aside / "documents" / site.folder
    reads: set[Read] = set()
    with dependencies_into(reads):
        listed, missed = stage(site, work.root, work.file, folder)
    files = {path.name: work.store.save_file(path.read_bytes()) for path in sorted(folder.iterdir())}
    shutil.rmtree(folder)
    value = {"listed": listed, "files": files, "missed": missed, "reads": TextDigests(site).of(reads)}
    work.save(key, value, files.values())
    return Outcome(f"{site.school_id} {site.locale} {site.edition.date} documents", [], time.monotonic() - started, missed)


def are_current(key: str, ref: SiteRef) -> bool:
    """Whether the documents of a site are stored, none is missing, and the clauses that they read say what they said."""
    store = workspace().store
    if not store.is_complete(key):
        return False
    value = store.load(key)
    return not value["missed"] and TextDigests(workspace().site(ref)).of(set(value["reads"])) == value["reads"]


def documents_of(site: SiteKeys) -> dict[str, Any]:
    """The documents of a site: `listed` for its pages, and `files`, name -> name in the store. Empty where none were made."""
    return (workspace().store.load(site.documents) if site.documents else None) or NONE

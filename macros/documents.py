"""The documents of a site: what there is, what it is for, in which format and of what size."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from urllib.parse import quote

from macros.sources import SCHOOL, marked_block, paragraph
from uklad.base.escape import literal
from uklad.content.document_list import ListedDocument, ListedFile, ListedOriginal
from uklad.rendering.context import Context

FOLDER = "documents/"


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def documents_list() -> str:
        """Every document of this edition with its purpose, formats and sizes; the signed original first."""
        listed = context.documents
        if not listed.documents and not listed.original:
            return context.site.words("documents.none")
        original = [_original(context, listed.original)] if listed.original else []
        return marked_block(SCHOOL, *original, *(_document(context, one) for one in listed.documents))

    def document_links(*names: str) -> str:
        """A line of links to the files of these documents, the signed original first; nothing where none were made."""
        return links_to_documents(context, *names)

    return {"documents_list": documents_list, "document_links": document_links}


def links_to_documents(context: Context, *names: str) -> str:
    """A line of links to the files of these documents, the signed original first; nothing where none were made."""
    words, listed = context.site.words, context.documents
    found = [one for name in names for one in listed.documents if one.name == name]
    if not found:
        return ""
    links = [_link(context, words("documents.original"), listed.original.files[0])] if listed.original else []
    links += [_link(context, one.title, file) for one in found for file in one.files]
    links.append(f"[{words('documents.more')}]({context.link('documents.md')})")
    return paragraph(SCHOOL, "documents", f"{words('documents.download')}: {', '.join(links)}")


def _document(context: Context, one: ListedDocument) -> str:
    links = " · ".join(_link(context, one.title, file) for file in one.files)
    return f"## {literal(one.title)} {{ #{one.name} }}\n\n{literal(one.purpose)}\n\n{links}"


def _original(context: Context, original: ListedOriginal) -> str:
    words = context.site.words
    first, *rest = original.files
    links = [_link(context, words("documents.original"), first), *(_link(context, words("documents.signature"), file) for file in rest)]
    facts = [words("documents.signed", by=literal(original.signed_by))] if original.signed_by else []
    if original.date:
        facts.append(words("documents.signed_on", date=words.date(dt.date.fromisoformat(original.date))))
    facts.append(words("documents.digest", digest=f"`{original.digest}`"))
    lines = "\n".join(f"- {fact}" for fact in facts)
    return f"## {words('documents.original')} {{ #original }}\n\n{words('documents.original_purpose')}\n\n{' · '.join(links)}\n\n{lines}"


def _link(context: Context, title: str, file: ListedFile) -> str:
    """A link to a file, saying what it is, its format and its size."""
    words = context.site.words
    format_ = words.get("documents.formats").get(file.format, file.format.upper())
    said = words("documents.link", title=literal(title), format=literal(format_), size=words("documents.size", kb=file.kb))
    address = html.escape(context.link(FOLDER + quote(file.file)))
    return f'<a href="{address}">{said}</a>'

"""The papers around the act: the order, the application, the lists. Their wording stands in the locale's words."""

from __future__ import annotations

from typing import Any

from uklad.base.escape import literal
from uklad.base.text import upfirst
from uklad.documents.blocks import Blank, Block, Document, Item, Listing, Paragraph, Run, Runs, Table
from uklad.documents.context import Voice
from uklad.model.schema import Approval

ROWS = 25  # of a sheet to be filled in by hand


def order(voice: Voice) -> Document | None:
    """The order that approves the act, where the act came by an order or speaks of one."""
    orders = voice.steps("order")
    if not orders and not voice.site.has(*voice.get("order.needs")):
        return None
    one = orders[0] if len(orders) == 1 else Approval(step="order")
    words, site = voice.site.words, voice.site
    facts = {"date": words.date(one.date) if one.date else "", "number": literal(one.number or ""), **_facts(voice)}
    items = (voice.blocks(row["text"], **facts) for row in voice.chosen(voice.get("order.items")))
    body: list[Block] = [
        voice.line("order.draft", "small"),
        voice.line("order.number", "body", **facts),
        voice.line("order.about", "lead", **facts),
        *_basis(voice),
        voice.line("order.command", "body", **facts),
        Listing(tuple(Item(blocks) for blocks in items if blocks), ordered=True),
        voice.line("order.sign", "sign", **facts),
    ]
    if responsible := _responsible(voice):
        body += [voice.line("order.appendix", "lead"), responsible]
    body += [voice.line("order.acquainted", "lead"), _sheet(voice, "order.columns", 6)]
    place = (Paragraph((Run(site.school.place[site.locale]),), "centre"),) if site.school.place else ()
    return voice.document("order", body, above=(*_school(voice), *place))


def application(voice: Voice) -> Document | None:
    """The application for registration of the institution, as the clauses of the act describe it."""
    said = voice.get("application")
    if not voice.site.has(*said["needs"]):
        return None
    facts = _facts(voice)
    rule: list[Block] = []
    for name in said["needs"]:
        if voice.site.has(name):
            first, *rest = voice.clause(name)
            cited = Run(f"{voice.cited(name)}. ", bold=True, link=voice.address("regulation/index.html", name))
            rule += [Paragraph((cited, *(first.runs if isinstance(first, Paragraph) else ())), "small"), *rest]
    body: list[Block] = [
        *(_field(voice, row, facts) for row in voice.chosen(said["fields"])),
        *voice.blocks(said["text"], **facts),
        voice.line("application.contacts", "lead"),
        *(_field(voice, row, facts) for row in voice.chosen(said["contact_fields"])),
        voice.line("application.attached", "lead"),
        *_attachments(voice),
        voice.line("application.sign", "sign", **facts),
        voice.line("application.seal", "small"),
        voice.line("application.rule", "lead"),
        *rule,
    ]
    return voice.document("application", body, above=_school(voice))


def persons(voice: Voice) -> Document | None:
    """The list of those responsible: named by the data, or blank for the functions that the act names."""
    table = _responsible(voice)
    return (
        voice.document("persons", [voice.line("persons.text"), table, voice.line("persons.sign", "sign", **_facts(voice))])
        if table
        else None
    )


def acquaintance(voice: Voice) -> Document:
    """The sheet for signatures, blank: signed ones are never published."""
    title = Run(voice.site.edition.title[voice.site.locale])
    return voice.document(
        "acquaintance",
        [Paragraph((*voice.runs(voice.get("acquaintance.text")), Run(" "), title)), _sheet(voice, "acquaintance.columns", ROWS)],
    )


def chat_rules(voice: Voice) -> Document | None:
    """The rules of the chat, where the act has them."""
    names = [name for name in voice.site.places if name.startswith("chat.")]
    if not voice.site.has("chat.rules-first", "chat.block"):
        return None
    body: list[Block] = [voice.line("chat-rules.text")]
    for name in names:
        first, *rest = voice.clause(name)
        number = Run(f"{voice.cited(name)}. ", bold=True, link=voice.address("regulation/index.html", name))
        body += [Paragraph((number, *(first.runs if isinstance(first, Paragraph) else ())), "clause"), *rest]
    return voice.document("chat-rules", body)


def _facts(voice: Voice) -> dict[str, Any]:
    """What the wording of papers may name beside the macros."""
    site, director = voice.site, voice.director
    position = director.position[site.locale] if director else voice.head
    return {
        "act": literal(site.edition.title[site.locale]),
        "position": literal(upfirst(position)),
        "name": literal(director.name[site.locale]) if director else "",
        "functions": bool(_responsible(voice)),
    }


def _school(voice: Voice) -> tuple[Block, ...]:
    school, locale = voice.site.school, voice.site.locale
    return tuple(Paragraph((Run(text[locale]),), "centre") for text in (school.founder, school.full_name) if text)


def _basis(voice: Voice) -> tuple[Block, ...]:
    """What the order rests on, where the act says it; otherwise a line to write on."""
    return voice.clause("order.basis") if voice.site.has("order.basis") else (Blank(voice.runs(voice.get("order.basis"))),)


def _field(voice: Voice, row: dict[str, Any], facts: dict[str, Any]) -> Block:
    """A labelled line: what the data or the clause say, or a rule to write on."""
    label = voice.runs(row["label"])
    said = voice.runs(row["value"], **facts) if row.get("value") else _address(voice, row.get("address"))
    return Paragraph((*(Run(f"{run.text} ", bold=True) for run in label), *said), "field") if said else Blank(label)


def _address(voice: Voice, clauses: list[str] | None) -> Runs:
    """The e-mail address that the clause itself gives."""
    blocks = (block for name in clauses or () if voice.site.has(name) for block in voice.clause(name))
    runs = (run for block in blocks if isinstance(block, Paragraph) for run in block.runs)
    return tuple(run for run in runs if run.link.startswith("mailto:"))[:1]


def _attachments(voice: Voice) -> list[Block]:
    """What the act wants attached: the list of the clause itself, or the line of the words."""
    found = [
        block
        for name in voice.get("application.listed")
        if voice.site.has(name)
        for block in voice.clause(name)
        if isinstance(block, Listing)
    ]
    rows = voice.chosen(voice.get("application.attachments"))
    return [*found, *([Listing(tuple(Item(voice.blocks(row["text"])) for row in rows))] if rows else [])]


def _responsible(voice: Voice) -> Table | None:
    site, locale = voice.site, voice.site.locale
    named = [
        (voice.title(person.function), (Run((person.full_name or person.name)[locale]),), (Run(person.position[locale]),))
        for person in site.school.people
        if person.function
    ]
    functions = [] if named else [text for name, text in voice.get("persons.functions").items() if site.has(name)]
    blank: list[tuple[Runs, Runs, Runs]] = [(voice.runs(text), (), ()) for text in dict.fromkeys(functions)]
    rows = named or blank
    head = tuple((Run(column),) for column in voice.get("persons.columns"))
    return Table(head, tuple(rows), (5, 4, 4), 0 if named else 12) if rows else None


def _sheet(voice: Voice, columns: str, rows: int) -> Table:
    """A table to be filled in by hand, its rows numbered."""
    named = voice.get(columns)
    head = tuple((Run(str(column["name"])),) for column in named)
    lines = tuple(((Run(str(number)),), *(() for _ in named[1:])) for number in range(1, rows + 1))
    return Table(head, lines, tuple(column["share"] for column in named), 9)

"""The papers around the act: the order, the application, the lists. Their wording stands in the locale's words."""

from __future__ import annotations

from typing import Any

from macros.contacts import person_contacts
from uklad.base.escape import literal
from uklad.base.text import upfirst
from uklad.documents.blocks import Blank, Block, Document, Item, Listing, Paragraph, Run, Runs, Table
from uklad.documents.context import DocumentContext
from uklad.documents.markdown_reader import read_markdown
from uklad.model.schema import Approval, Person

ROWS = 25  # of a sheet to be filled in by hand


def order(context: DocumentContext) -> Document | None:
    """The order that approves the act, where the act came by an order or speaks of one."""
    orders = context.steps("order")
    if not orders and not context.site.has(*context.get("order.needs")):
        return None
    one = orders[0] if len(orders) == 1 else Approval(step="order")
    words, site = context.site.words, context.site
    facts = {"date": words.date(one.date) if one.date else "", "number": literal(one.number or ""), **_facts(context)}
    items = (context.blocks(row["text"], **facts) for row in context.chosen(context.get("order.items")))
    body: list[Block] = [
        context.line("order.draft", "small"),
        context.line("order.number", "body", **facts),
        context.line("order.about", "lead", **facts),
        *_basis(context),
        context.line("order.command", "body", **facts),
        Listing(tuple(Item(blocks) for blocks in items if blocks), ordered=True),
        context.line("order.sign", "sign", **facts),
    ]
    if responsible := _responsible(context):
        body += [context.line("order.appendix", "lead"), responsible]
    body += [context.line("order.acquainted", "lead"), _sheet(context, "order.columns", 6)]
    place = (Paragraph((Run(site.school.place[site.locale]),), "centre"),) if site.school.place else ()
    return context.document("order", body, above=(*_school(context), *place))


def application(context: DocumentContext) -> Document | None:
    """The application for registration of the institution, as the clauses of the act describe it."""
    said = context.get("application")
    if not context.site.has(*said["needs"]):
        return None
    facts = _facts(context)
    rule: list[Block] = []
    for name in said["needs"]:
        if context.site.has(name):
            first, *rest = context.clause(name)
            cited = Run(f"{context.cited(name)}. ", bold=True, link=context.address("regulation/index.html", name))
            rule += [Paragraph((cited, *(first.runs if isinstance(first, Paragraph) else ())), "small"), *rest]
    body: list[Block] = [
        *(_field(context, row, facts) for row in context.chosen(said["fields"])),
        *context.blocks(said["text"], **facts),
        context.line("application.contacts", "lead"),
        *(_field(context, row, facts) for row in context.chosen(said["contact_fields"])),
        context.line("application.attached", "lead"),
        *_attachments(context),
        context.line("application.sign", "sign", **facts),
        context.line("application.seal", "small"),
        context.line("application.rule", "lead"),
        *rule,
    ]
    return context.document("application", body, above=_school(context))


def persons(context: DocumentContext) -> Document | None:
    """The list of those responsible: named by the data, or blank for the functions that the act names."""
    table = _responsible(context, reached=True)
    return (
        context.document("persons", [context.line("persons.text"), table, context.line("persons.sign", "sign", **_facts(context))])
        if table
        else None
    )


def acquaintance(context: DocumentContext) -> Document:
    """The sheet for signatures, blank: signed ones are never published."""
    title = Run(context.site.edition.title[context.site.locale])
    return context.document(
        "acquaintance",
        [Paragraph((*context.runs(context.get("acquaintance.text")), Run(" "), title)), _sheet(context, "acquaintance.columns", ROWS)],
    )


def chat_rules(context: DocumentContext) -> Document | None:
    """The rules of the chat, where the act has them."""
    names = [name for name in context.site.places if name.startswith("chat.")]
    if not context.site.has("chat.rules-first", "chat.block"):
        return None
    body: list[Block] = [context.line("chat-rules.text")]
    for name in names:
        first, *rest = context.clause(name)
        number = Run(f"{context.cited(name)}. ", bold=True, link=context.address("regulation/index.html", name))
        body += [Paragraph((number, *(first.runs if isinstance(first, Paragraph) else ())), "clause"), *rest]
    return context.document("chat-rules", body)


def _facts(context: DocumentContext) -> dict[str, Any]:
    """What the wording of papers may name beside the macros."""
    site, director = context.site, context.director
    position = director.position[site.locale] if director else context.head
    return {
        "act": literal(site.edition.title[site.locale]),
        "position": literal(upfirst(position)),
        "name": literal(director.name[site.locale]) if director else "",
        "functions": bool(_responsible(context)),
    }


def _school(context: DocumentContext) -> tuple[Block, ...]:
    school, locale = context.site.school, context.site.locale
    return tuple(Paragraph((Run(text[locale]),), "centre") for text in (school.founder, school.full_name) if text)


def _basis(context: DocumentContext) -> tuple[Block, ...]:
    """What the order rests on, where the act says it; otherwise a line to write on."""
    return context.clause("order.basis") if context.site.has("order.basis") else (Blank(context.runs(context.get("order.basis"))),)


def _field(context: DocumentContext, row: dict[str, Any], facts: dict[str, Any]) -> Block:
    """A labelled line: what the data or the clause say, or a rule to write on."""
    label = context.runs(row["label"])
    said = context.runs(row["value"], **facts) if row.get("value") else _address(context, row.get("address"))
    return Paragraph((*(Run(f"{run.text} ", bold=True) for run in label), *said), "field") if said else Blank(label)


def _address(context: DocumentContext, clauses: list[str] | None) -> Runs:
    """The e-mail address that the clause itself gives."""
    blocks = (block for name in clauses or () if context.site.has(name) for block in context.clause(name))
    runs = (run for block in blocks if isinstance(block, Paragraph) for run in block.runs)
    return tuple(run for run in runs if run.link.startswith("mailto:"))[:1]


def _attachments(context: DocumentContext) -> list[Block]:
    """What the act wants attached: the list of the clause itself, or the line of the words."""
    found = [
        block
        for name in context.get("application.listed")
        if context.site.has(name)
        for block in context.clause(name)
        if isinstance(block, Listing)
    ]
    rows = context.chosen(context.get("application.attachments"))
    return [*found, *([Listing(tuple(Item(context.blocks(row["text"])) for row in rows))] if rows else [])]


def _responsible(context: DocumentContext, reached: bool = False) -> Table | None:
    """Those whom the data make responsible, `reached`: with how to reach them; blank lines for the functions that the act names."""
    named = [person for person in context.site.school.people if person.function]
    if named:
        return _named(context, named, reached and any(person_contacts(context.texts, one, appointed=True) for one in named))
    functions = [text for name, text in context.get("persons.functions").items() if context.site.has(name)]
    rows = tuple((context.runs(text), (), ()) for text in dict.fromkeys(functions))
    return Table(_head(context), rows, (5, 4, 4), 12) if rows else None


def _named(context: DocumentContext, people: list[Person], reached: bool) -> Table:
    """A line for each person; `reached`: with a column that says how to reach them."""
    locale = context.site.locale
    rows = tuple(
        (
            context.title(str(person.function)),
            (Run((person.full_name or person.name)[locale]),),
            (Run(person.position[locale]),),
            *((_ways(context, person),) if reached else ()),
        )
        for person in people
    )
    more = ((Run(context.get("persons.reached")),),) if reached else ()
    return Table((*_head(context), *more), rows, (5, 4, 4, 5) if reached else (5, 4, 4))


def _head(context: DocumentContext) -> tuple[Runs, ...]:
    return tuple((Run(column),) for column in context.get("persons.columns"))


def _ways(context: DocumentContext, person: Person) -> Runs:
    """How to reach a person, and the order of their appointment; the telephone and the address as links."""
    said = context.site.words.bind(", ".join(person_contacts(context.texts, person, appointed=True)))
    return tuple(run for block in read_markdown(said, context.resolve) if isinstance(block, Paragraph) for run in block.runs)


def _sheet(context: DocumentContext, columns: str, rows: int) -> Table:
    """A table to be filled in by hand, its rows numbered."""
    named = context.get(columns)
    head = tuple((Run(str(column["name"])),) for column in named)
    lines = tuple(((Run(str(number)),), *(() for _ in named[1:])) for number in range(1, rows + 1))
    return Table(head, lines, tuple(column["share"] for column in named), 9)

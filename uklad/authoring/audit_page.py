"""The audit of a site as one page for whoever answers for the site; it needs nothing beside it, and is never published."""

from __future__ import annotations

import html
from collections.abc import Iterator

from uklad.authoring.audit import Audit, AuditedClause, AuditLine
from uklad.authoring.provenance import NONE
from uklad.content.phrases import Words

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; color: #1c1c1c; background: #fff }
h1 { font-size: 1.6rem } h2 { margin-top: 2.5rem; border-bottom: 2px solid #888 }
li { margin: .35rem 0 } small { color: #555 } .none li { background: #ffe3e0; padding: .2rem .4rem }
section.rule { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; border-top: 1px solid #bbb; padding: .6rem 0 }
section.rule > div { white-space: pre-line } section.rule h3 { font-size: 1rem; margin: 0 } section.rule ul { margin: 0 }
@media (max-width: 45rem) { section.rule { display: block } }
"""


def as_page(audit: Audit, words: Words) -> str:
    """The audit as an HTML page."""
    title = html.escape(audit.title)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
    body = "\n".join([f"<h1>{title}</h1>", f"<p>{_say(words, 'lead')}</p>", _contents(audit, words), *_groups(audit, words)])
    return f'<!doctype html>\n<html lang="{words.locale}">\n<head>{head}<style>{STYLE}</style></head>\n<body>\n{body}\n</body>\n</html>\n'


def _contents(audit: Audit, words: Words) -> str:
    counts = {name: len(lines) for name, lines in audit.groups.items()} | {"clause": sum(len(one.lines) for one in audit.clauses)}
    lines = (f'<li><a href="#{name}">{_say(words, name)}</a>: {count}</li>' for name, count in counts.items())
    return f"<ul>{''.join(lines)}</ul>"


def _groups(audit: Audit, words: Words) -> Iterator[str]:
    for name, lines in audit.groups.items():
        said = f"<ul>{''.join(map(_line, lines))}</ul>" if lines else f"<p>{_say(words, 'clear')}</p>"
        yield f'<div class="{name}">{_heading(words, name)}{said}</div>' if name == NONE and lines else _heading(words, name) + said
    yield _heading(words, "clause") + "".join(map(_clause, audit.clauses))


def _heading(words: Words, name: str) -> str:
    return f'<h2 id="{name}">{_say(words, name)}</h2><p>{_say(words, f"about.{name}")}</p>'


def _clause(clause: AuditedClause) -> str:
    head = f"<h3>{html.escape(clause.cited)} <small>{clause.id}</small></h3>"
    return f'<section class="rule"><div>{head}{html.escape(clause.rule)}</div><ul>{"".join(map(_line, clause.lines))}</ul></section>'


def _line(line: AuditLine) -> str:
    cited = html.escape(", ".join(line.cited))
    rule = f"<br><small>{cited}: {html.escape(line.rule)}</small>" if line.rule else f" <small>({cited})</small>" if cited else ""
    return f"<li>{html.escape(line.text)} <small>{html.escape(line.where)}</small>{rule}</li>"


def _say(words: Words, name: str) -> str:
    return html.escape(words(f"audit.{name}"))

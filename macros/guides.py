"""Guides and tasks: assembled from the uses of the clauses that this edition has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from macros.contacts import people_of, school_contacts
from macros.documents import links_to_documents
from macros.sources import COPY, FRAME, SCHOOL, SHARED, marked
from macros.steps import advice_block, block, status_of_role, steps
from macros.terms import literal_forms
from macros.uses import lines, passage
from uklad.base.text import upfirst
from uklad.content.cards import ShownUse, steps_of_task
from uklad.rendering.context import Context

MORE = ("faq.md", "reference/people.md")  # the pages that help beside every guide

ONWARD = "{: .not-searched }"  # what leads on says nothing itself


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def guide() -> str:
        """The guide of the page's role: who you are, what you need, the steps, your rights, whom to ask."""
        role = Path(context.path).stem
        parts = [
            _status(context, role),
            _section(context, "guide", "you", _intro(context, role)),
            _section(context, "guide", "before", lines(context, context.uses("before", "for", role))),
            _section(context, "guide", "steps", "\n".join(steps(context, context.guide_steps(role), role=role))),
            _section(context, "guide", "rights", _rights(context, role)),
            _section(context, "guide", "ask", whom_to_ask(context, "for", role)),
            _more(context),
            links_to_documents(context, f"memo-{role}"),
        ]
        return "\n\n".join(part for part in parts if part)

    def task() -> str:
        """The task of the page: what you need, the steps of each role, what may be wrong, where to go on."""
        name = Path(context.path).stem
        parts = [
            _section(context, "task", "before", lines(context, context.uses("before", "task", name))),
            _section(context, "task", "steps", "\n".join(_groups(context, name))),
            _section(context, "task", "trouble", lines(context, context.uses("trouble", "task", name), titled=True)),
            _section(context, "task", "ask", whom_to_ask(context, "task", name)),
            _section(context, "task", "next", _next(context, name)),
        ]
        return "\n\n".join(part for part in parts if part)

    return {"guide": guide, "task": task}


def whom_to_ask(context: Context, attribute: str, name: str) -> str:
    """Whom the act lets a reader ask, as a list; behind it, how the school itself is reached, where the data say so."""
    asked = lines(context, context.uses("ask", attribute, name), titled=True, more=lambda one: persons_asked(context, one))
    if attribute == "task" and not asked:
        return ""
    return "\n".join(part for part in (asked, school_contacts(context)) if part) or advice_block(context, _ask_school(context))


def persons_asked(context: Context, one: ShownUse) -> str:
    """The persons whom the data name for the function that a use means, as a sentence; empty where they name none."""
    people = people_of(context, one.use.names("who"))
    return marked(SCHOOL, context.site.words("people.this", people=people)) if people else ""


def _ask_school(context: Context) -> str:
    return context.site.words("contacts.unknown", school=literal_forms(context.site.term("school")))


def _section(context: Context, page: str, name: str, body: str) -> str:
    """A heading and its body; nothing where there is no body."""
    heading = context.site.words(f"{page}.{name}", act=literal_forms(context.site.term("act")))
    return f"## {upfirst(heading)} {{ #{name} }}\n\n{body}" if body.strip() else ""


def _status(context: Context, role: str) -> str:
    said = status_of_role(context, role)
    lost = {*context.site.outline.lost, *context.site.outline.partly_lost}
    return block("gap", said, more=f' data-source="{COPY if role in lost else SCHOOL}"') if said else ""


def _intro(context: Context, role: str) -> str:
    return "\n\n".join(passage(context, one) for one in context.uses("intro", "for", role))


def _rights(context: Context, role: str) -> str:
    listed, page = lines(context, context.uses("right", "for", role)), "reference/rights.md"
    if not listed or page not in context.titles:
        return listed
    return f"{listed}\n\n{context.site.words('guide.all_rights', page=context.link(page))}\n{ONWARD}"


def _more(context: Context) -> str:
    """The pages that help on; nothing where there are none."""
    pages = ", ".join(_links(context, MORE))
    return f"{context.site.words('guide.more', pages=pages)}\n{ONWARD}" if pages else ""


def _links(context: Context, paths: Iterable[str]) -> list[str]:
    """Links to those of the pages that exist here, by their titles."""
    return [f"[{marked(FRAME, context.titles[path])}]({context.link(path)})" for path in paths if path in context.titles]


def _groups(context: Context, task: str) -> Iterator[str]:
    """The steps of a task under a heading for those who take them; without headings where all take all."""
    context.reads("step", "task", task)
    context.reads("advice", "task", task)
    groups = steps_of_task(context.site.uses, task, context.site.schools.roles)
    for roles, uses in groups:
        if len(groups) > 1:
            yield f'### {_for_whom(context, roles)} {{ #for-{"-".join(roles)} data-source="{SHARED}" }}\n'
        yield from steps(context, uses, task=task, level=4 if len(groups) > 1 else 3)


def _for_whom(context: Context, roles: tuple[str, ...]) -> str:
    """The roles that take the steps, as a heading: Ученику, родителю."""
    words = context.site.words
    if len(roles) == len(context.site.schools.roles):
        return words("task.everyone")
    names = [words("task.role", role=literal_forms(context.site.role(role))) for role in roles]
    return upfirst(words("task.roles", roles=", ".join(names)))


def _next(context: Context, task: str) -> str:
    """Where to go on: the tasks that the page names, the guides of its roles, the questions."""
    page = next(one for one in context.pages if one.path == context.path)
    tasks = [f"tasks/{name}.md" for name in page.meta.get("next") or []]
    guides = [f"guides/{role}.md" for role in context.site.roles_of(page)]
    links = "\n".join(f"- {link}" for link in _links(context, [*tasks, *guides, "faq.md"]))
    return f'<div class="not-searched" markdown="1">\n\n{links}\n\n</div>' if links else ""

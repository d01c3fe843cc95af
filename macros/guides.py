"""Guides and tasks: assembled from the uses of the clauses that this edition has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from macros.documents import links_to_documents
from macros.steps import advice_block, block, status_of_role, steps
from macros.terms import literal_forms
from macros.uses import lines, passage
from uklad.base.escape import literal
from uklad.base.text import upfirst
from uklad.content.cards import steps_of_task
from uklad.rendering.context import Context


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
            _section(context, "task", "trouble", lines(context, context.uses("trouble", "task", name), titled=True, anchored=True)),
            _section(context, "task", "ask", whom_to_ask(context, "task", name)),
            _section(context, "task", "next", _next(context, name)),
        ]
        return "\n\n".join(part for part in parts if part)

    def contacts() -> str:
        """How the school itself is reached, as a line of a list; nothing where the data do not say."""
        return school_contacts(context)

    return {"guide": guide, "task": task, "contacts": contacts}


def whom_to_ask(context: Context, attribute: str, name: str) -> str:
    """Whom the act lets a reader ask, as a list; behind it, how the school itself is reached, where the data say so."""
    asked = lines(context, context.uses("ask", attribute, name), titled=True, anchored=True)
    if attribute == "task" and not asked:
        return ""
    return "\n".join(part for part in (asked, school_contacts(context)) if part) or advice_block(context, _ask_school(context))


def school_contacts(context: Context) -> str:
    """The school's own contacts of the data, as lines of a list."""
    school, words = context.site.school, context.site.words
    said = []
    if school.office:
        said.append(words("contacts.office", office=literal(school.office[context.site.locale])))
    if school.phone:
        said.append(words("contacts.phone", phone=f'<a href="tel:{literal(school.phone)}">{literal(school.phone)}</a>'))
    if school.email:
        said.append(words("contacts.email", email=f"[{literal(school.email)}](mailto:{school.email})"))
    if school.website:
        said.append(words("contacts.website", website=f'<a href="{literal(school.website)}">{literal(school.website)}</a>'))
    if school.hours:
        said.append(words("contacts.hours", hours=literal(school.hours[context.site.locale])))
    return f"- **{words('contacts.title', school=literal_forms(context.site.term('school')))}.** {' '.join(said)}" if said else ""


def _ask_school(context: Context) -> str:
    return context.site.words("contacts.unknown", school=literal_forms(context.site.term("school")))


def _section(context: Context, page: str, name: str, body: str) -> str:
    """A heading and its body; nothing where there is no body."""
    heading = context.site.words(f"{page}.{name}", act=literal_forms(context.site.term("act")))
    return f"## {upfirst(heading)} {{ #{name} }}\n\n{body}" if body.strip() else ""


def _status(context: Context, role: str) -> str:
    said = status_of_role(context, role)
    return block("gap", said) if said else ""


def _intro(context: Context, role: str) -> str:
    return "\n\n".join(passage(context, one) for one in context.uses("intro", "for", role))


def _rights(context: Context, role: str) -> str:
    listed = lines(context, context.uses("right", "for", role))
    if not listed or not _has_pages(context, "reference/rights.md"):
        return listed
    return f"{listed}\n\n{context.site.words('guide.all_rights', page=context.link('reference/rights.md'))}"


def _more(context: Context) -> str:
    if not _has_pages(context, "faq.md", "reference/people.md"):
        return ""
    return context.site.words("guide.more", faq=context.link("faq.md"), people=context.link("reference/people.md"))


def _has_pages(context: Context, *paths: str) -> bool:
    """Whether the site has all of these pages: a project may do without them."""
    return {*paths} <= {page.path for page in context.pages}


def _groups(context: Context, task: str) -> Iterator[str]:
    """The steps of a task under a heading for those who take them; without headings where all take all."""
    context.reads("step", "task", task)
    context.reads("advice", "task", task)
    groups = steps_of_task(context.site.uses, task, context.site.schools.roles)
    for roles, uses in groups:
        if len(groups) > 1:
            yield f"### {_for_whom(context, roles)} {{ #for-{'-'.join(roles)} }}\n"
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
    shown = {one.path: one for one in context.pages}
    named = [f"tasks/{name}.md" for name in page.meta.get("next") or []] + [f"guides/{role}.md" for role in context.site.roles_of(page)]
    found = [shown[path] for path in named if path in shown]
    links = [f"- [{context.render(str(one.meta['title']))}]({context.link(one.path)})" for one in found]
    links += [f"- [{context.site.words('task.faq')}]({context.link('faq.md')})"] if "faq.md" in shown else []
    return "\n".join(links)

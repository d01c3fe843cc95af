"""What documents ask of a site: its words, clauses and addresses, as blocks."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from pathlib import Path
from typing import Any

from macros import MACROS
from uklad.base.escape import literal
from uklad.content.site import Site
from uklad.documents.blocks import Block, Code, Document, Paragraph, Run, Runs
from uklad.documents.markdown_reader import read_markdown
from uklad.model.schema import Approval, Person
from uklad.model.trust import is_draft
from uklad.model.types import dictionary_form
from uklad.rendering.context import Context, ShownStep
from uklad.rendering.dependencies import record_dependency
from uklad.rendering.renderer import cite, clause_markdown, clause_plain, without_marks

ACT = "regulation/index.html"


class DocumentContext:
    """The words under `documents` of the locale, and the clauses, as blocks; for one site."""

    def __init__(self, site: Site, root: Path, clean: bool = False) -> None:
        self.site, self.root, self.clean = site, root, clean
        self.texts = Context(site, root, MACROS)
        self.inside: Collection[str] = ()  # anchors that the document being made has

    @property
    def shown_steps(self) -> list[ShownStep]:
        """The steps that the site's pages show; documents depend on them as on the clauses that they quote."""
        steps = self.texts.steps
        for read in self.texts.shared:
            record_dependency(*read)
        return steps

    def get(self, key: str) -> Any:
        """What stands under `documents` of the locale's words."""
        return self.site.words.get(f"documents.{key}")

    def fill(self, text: str, **more: Any) -> str:
        """A phrase with its macros carried out; `blank(n)` in it leaves a ruled space."""
        platform = self.site.schools.platforms[self.site.outline.platform].name[self.site.locale]
        said = self.texts.render(str(text), blank=_blank, platform=literal(platform), **more)
        return str(self.site.words.bind(said))

    def say(self, key: str, **more: Any) -> str:
        """A phrase of the words as plain text."""
        return "".join(run.text for run in self.runs(self.get(key), **more))

    def blocks(self, text: str, **more: Any) -> tuple[Block, ...]:
        """A phrase (Markdown) as blocks."""
        return read_markdown(self.fill(text, **more), self.resolve)

    def runs(self, text: str, **more: Any) -> Runs:
        """A phrase as the runs of one paragraph."""
        return tuple(run for block in self.blocks(text, **more) if isinstance(block, Paragraph) for run in block.runs)

    def line(self, key: str, style: str = "body", **more: Any) -> Paragraph:
        """A phrase of the words as one paragraph."""
        return Paragraph(self.runs(self.get(key), **more), style)

    def clause(self, name: str) -> tuple[Block, ...]:
        """The text of a clause (or note, gap, title) as blocks."""
        return read_markdown(clause_markdown(self.texts, name), self.resolve)

    def plain(self, name: str) -> str:
        """The text of a clause without marks and links."""
        return clause_plain(self.texts, name)

    def cited(self, name: str) -> str:
        """How a clause of this edition is cited, as plain text."""
        return without_marks(cite(self.texts, name))

    def title(self, name: str) -> Runs:
        """The text of a title as runs."""
        return tuple(run for block in self.clause(name) if isinstance(block, Paragraph) for run in block.runs)

    def resolve(self, target: str) -> Run:
        """Where a link of a text leads: within the file, to the site, or elsewhere."""
        path, _, anchor = target.partition("#")
        if ":" in path:
            return Run(link=target)
        if not path and anchor in self.inside:
            return Run(to=anchor)
        page = posixpath.normpath(posixpath.join("regulation", path)) if path else ACT
        return Run(link=self.address(page.removesuffix(".md").removesuffix(".html") + ".html", anchor))

    def address(self, page: str, anchor: str = "") -> str:
        """A page of the site: whole where the school says where it is published, else as seen from the documents' folder."""
        address = self.site.school.address
        base = f"{address.rstrip('/')}/{self.site.locale}/{self.site.edition.date}/" if address else "../"
        return base + page + (f"#{anchor}" if anchor else "")

    def code(self, page: str) -> Code:
        """The QR code: the page of this edition, or whose edition it is where no address is known."""
        if self.site.school.address:
            return Code(self.address(page), self.say("code.address"))
        said = [self.site.school.name[self.site.locale], self.edition]
        return Code("\n".join(said), self.say("code.identity"))

    @property
    def edition(self) -> str:
        """The edition in words."""
        words = self.site.words
        return str(words.bind(words("regulation.edition", date=words.date(self.site.edition.date))))

    @property
    def draft(self) -> str:
        """What the foot of each page adds where the rules are not compared with the act yet."""
        words = self.site.words
        return f". {words.bind(words('draft'))}" if is_draft(self.site.edition) else ""

    @property
    def head(self) -> str:
        """What the head of this kind of school is called."""
        terms = self.site.kind.terms
        if "head" not in terms:
            return str(self.get("head"))
        return dictionary_form(self.site.term("head"))

    @property
    def director(self) -> Person | None:
        """The person who approved the edition, where the data name one."""
        step = next((step for step in self.site.edition.approval if step.step == "director" and step.person), None)
        return self.site.person(str(step.person)) if step else None

    def steps(self, *names: str) -> list[Approval]:
        """The steps of the approval of these sorts."""
        return [step for step in self.site.edition.approval if step.step in names]

    def chosen(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those rows of the words that need nothing, or a clause that the edition has."""
        return [row for row in rows if not row.get("needs") or self.site.has(*row["needs"])]

    def document(self, name: str, body: list[Block], template: str = "", page: str = ACT, **more: Any) -> Document:
        """A document of the kit with what all have in common."""
        key, school, locale = template or name, self.site.school, self.site.locale
        parts = more.pop("parts", {})
        title = self.say(f"kit.{key}.title", **parts)
        heading = more.pop("heading", title)
        facts = {
            "name": name,
            "template": key,
            "title": title,
            "purpose": self.say(f"kit.{key}.purpose", **parts),
            "lang": locale,
            "heading": heading,
            "footer": f"{school.name[locale]}. {title}. {self.edition}{self.draft}",
            "school": school.full_name[locale],
            "code": self.code(page),
            "logo": school.logo or "",
        }
        return Document(**{**facts, **more}, body=tuple(body))


def _blank(letters: int = 12) -> str:
    return f'<u data-letters="{int(letters)}"></u>'

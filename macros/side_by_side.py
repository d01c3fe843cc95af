"""The act in every locale at once, aligned by clause."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.citations import label
from uklad.base.escape import literal_within
from uklad.model.schema import Chapter, Entry, Item
from uklad.rendering.context import Current
from uklad.rendering.renderer import Speaker

Voice = tuple[str, Callable[[str], str]]  # a locale, and its texts by clause


def macros(now: Current) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def side_by_side() -> str:
        """Every clause in this locale and beside it in the others, under the same number."""
        others = [locale for locale in now.site.schools.locales if locale != now.site.locale]
        speakers = [Speaker(now.site.beside(locale=locale), now.root, now.file) for locale in others]
        voices = [(now.site.locale, now.text), *((locale, one.markdown) for locale, one in zip(others, speakers, strict=True))]
        body = "\n\n".join(part for chapter in now.site.outline.chapters for part in _chapter(now, chapter, voices))
        return f'<div class="not-searched" markdown="1">\n\n{body}\n\n</div>'

    return {"side_by_side": side_by_side}


def _chapter(now: Current, chapter: Chapter, voices: list[Voice]) -> Iterator[str]:
    number = f"{literal_within(chapter.number)}. " if chapter.number else ""
    yield f"## {number}{now.text(chapter.id)} {{ #{chapter.id} }}"
    for entry in chapter.clauses:
        name = entry.clause or entry.heading or entry.gap
        columns = "\n\n".join(
            f'<div lang="{locale}" markdown="1">\n\n{_body(entry, text, number == 0)}\n\n</div>'
            for number, (locale, text) in enumerate(voices)
        )
        yield f'<div class="pair" id="{name}" markdown="1">\n\n{_head(now, entry)}{columns}\n\n</div>'


def _head(now: Current, entry: Entry) -> str:
    """The number, leading to the clause on the page of the whole act."""
    return (
        f"[{label(now, entry.clause)}]({now.link(f'regulation/index.md#{entry.clause}')})\n{{: .clause-number }}\n\n"
        if entry.clause
        else ""
    )


def _body(entry: Entry, text: Callable[[str], str], anchors: bool) -> str:
    """The text of an entry with its items and paragraphs; the first column carries their anchors."""

    def below(name: str) -> str:
        return (f'<span id="{name}"></span>' if anchors else "") + text(name)

    items = "\n".join(line for item in entry.items for line in _items(item, below, 0))
    parts = [text(str(entry.clause or entry.heading or entry.gap)), items, *map(below, entry.paragraphs)]
    return "\n\n".join(part for part in parts if part)


def _items(item: str | Item, text: Callable[[str], str], depth: int) -> Iterator[str]:
    indent = "    " * depth
    name = item.clause if isinstance(item, Item) else item
    yield f"{indent}- " + text(name).replace("\n", f"\n{indent}    ")
    for inner in item.items if isinstance(item, Item) else ():
        yield from _items(inner, text, depth + 1)

"""The pages that schools which are alike share: files with slots, and the names of files without any."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from uklad.base.placeholders import Meaning
from uklad.content.site import Site
from uklad.stamping.slots import SlottedFile, slotted_file

MAY_SHOW_WORDS = (".html", ".js", ".xml", ".json")  # files that may show a school's words


@dataclass(frozen=True)
class PageTemplates:
    """One edition in one locale. `slotted`: path -> file with slots; `plain`: path -> digest of a file that has none."""

    meanings: Mapping[str, Meaning]
    slotted: Mapping[str, SlottedFile]
    plain: Mapping[str, str]

    def over(self, before: PageTemplates) -> PageTemplates:
        """The files of an earlier build with these in their place."""
        names = {*self.slotted, *self.plain}
        slotted = {name: file for name, file in before.slotted.items() if name not in names}
        plain = {name: file for name, file in before.plain.items() if name not in names}
        return replace(self, slotted={**slotted, **self.slotted}, plain={**plain, **self.plain})


def templates_of_texts(texts: Mapping[str, str], site: Site) -> PageTemplates:
    """Files that are made of words alone, each with at least one slot; `site` has the placeholders."""
    meanings = _meanings(site)
    return PageTemplates(meanings, {path: slotted_file(path, text, site.locale, meanings) for path, text in texts.items()}, {})


def read_templates(folder: Path, site: Site, keep: Callable[[bytes], str]) -> PageTemplates:
    """What was built below a folder; `keep` stores the bytes of a file without slots and returns their digest."""
    meanings, slotted, plain = _meanings(site), dict[str, SlottedFile](), dict[str, str]()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        made = slotted_file(name, content.decode(), site.locale, meanings) if path.suffix in MAY_SHOW_WORDS else None
        if made and made.slots:
            slotted[name] = made
        else:
            plain[name] = keep(content)
    return PageTemplates(meanings, slotted, plain)


def _meanings(site: Site) -> Mapping[str, Meaning]:
    return site.placeholders.meanings() if site.placeholders else {}

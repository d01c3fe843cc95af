"""The key of each result: the digest of all that it depends on, so that a kept result is either right or not found."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from uklad.inputs import LAYOUTS, TEXTS, digest, digest_of_code, digest_of_texts
from uklad.model import Schools
from uklad.shapes import Shapes
from uklad.work import Part, Ref


class Keys:
    """The keys of one run."""

    def __init__(self, schools: Schools, root: Path) -> None:
        self.schools, self.root = schools, root
        shared = schools.model_dump_json(exclude={"schools", "default_school"})
        self.base = digest(digest_of_code(root), digest_of_texts(root, *TEXTS), shared)
        self.shapes = Shapes(schools, root / "docs")
        self.shape = cache(self.shapes.of)
        self.facts = cache(lambda school: schools.schools[school].model_dump_json())

    def documents(self, ref: Ref) -> str:
        """Of the documents of an edition in a locale."""
        school, *rest = ref
        layouts = digest_of_texts(self.root, *LAYOUTS)
        return digest("documents", self.base, layouts, school, self.facts(school), *map(str, rest))

    def pages(self, ref: Ref, listed: dict[str, Any]) -> str:
        """Of the pages of an edition's shape in a locale; `listed` are its documents, whose sizes do not count."""
        school, *rest = ref
        return digest("pages", self.base, self.shape(school), *map(str, rest), _form(listed))

    def ways(self, ref: Ref) -> str:
        """Of what stands beside the editions of a shape in a locale."""
        school, _, locale = ref
        return digest("ways", self.base, self.shape(school), locale)

    def order(self, parts: tuple[Part, ...], ways: str) -> str:
        """Of a school in a locale as it is written."""
        school = parts[0].site[0]
        return digest("order", school, self.facts(school), ways, *(key for part in parts for key in (part.pages, part.documents)))

    def portal(self, locale: str) -> str:
        """Of the page in front of all schools, in a locale."""
        return digest("portal", self.base, self.schools.model_dump_json(include={"schools", "default_school"}), locale)


def _form(listed: dict[str, Any]) -> str:
    """A list of documents without their sizes; a school's own signed file is its own, with all that is said of it."""
    named = [{**one, "files": [file["file"] for file in one["files"]]} for one in listed.get("documents", [])]
    return json.dumps([named, listed.get("original")], ensure_ascii=False, sort_keys=True)

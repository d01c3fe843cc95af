"""The content outlives MkDocs 1.6: ProperDocs and Zensical build one site of each kind that says the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import html5lib
import pytest
from conftest import FIVE, ROOT, Project

LOCALES = {"lyceum": "ru", "secondary": "en", "progymnasium": "ru", "technical-school": "en", "college": "en"}
TEMPLATE = {"headerlink", "memo-link", "said", "find-topics"}  # what our template, or the plain pages in its place, add around the text
OTHERS = {"__skip"}

BUILDERS = {  # two kinds by both, each of the others by one
    "lyceum": ("properdocs", "zensical"),
    "secondary": ("properdocs",),
    "progymnasium": ("zensical",),
    "technical-school": ("zensical",),
    "college": ("properdocs", "zensical"),
}

pytestmark = pytest.mark.successors


def build(root: Path, program: str, config: str, *hidden: str) -> None:
    """Run a builder strictly; the hidden packages cannot be imported by it."""
    for name in hidden:
        (root / "hidden" / name).mkdir(parents=True, exist_ok=True)
        (root / "hidden" / name / "__init__.py").write_text(f"raise RuntimeError('{name} was asked for')\n", encoding="utf-8")
    paths = [str(root / "hidden"), str(ROOT)] if hidden else [str(ROOT)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": os.pathsep.join(paths)}
    command = [str(Path(sys.executable).with_name(program)), "build", "--strict", "-f", config]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not re.search(r"warning", done.stdout + done.stderr, re.I), done.stdout + done.stderr


def pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if path.name != "404.html")


@lru_cache
def article(path: Path) -> Any:
    found = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False).find(".//article")
    assert found is not None, path
    return found


def words(element: Any) -> Iterator[str]:
    """The text of an element without what the template adds."""
    if element.tag not in ("svg", "script", "style") and not TEMPLATE & set((element.get("class") or "").split()):
        yield element.text or ""
        for child in element:
            yield from words(child)
            yield child.tail or ""


def text(element: Any) -> str:
    return " ".join("".join(words(element)).split())


def anchors(element: Any) -> list[str]:
    """Every id but that of the page's title, in order."""
    return [one.get("id") for one in element.iter() if one.get("id") and one.tag != "h1" and one.get("id") not in OTHERS]


def headings(element: Any) -> list[tuple[str, str | None, str]]:
    return [(one.tag, None if one.tag == "h1" else one.get("id"), text(one)) for one in element.iter() if one.tag in ("h1", "h2", "h3", "h4")]


def compare(first: Path, other: Path) -> None:
    """The same pages, and on each the same headings, anchors, words, and links between pages."""
    assert pages(first) == pages(other)
    for page in pages(first):
        ours, theirs = article(first / page), article(other / page)
        assert headings(ours) == headings(theirs), page
        assert anchors(ours) == anchors(theirs), page
        assert text(ours) == text(theirs), page
        assert links(ours) == links(theirs), page


def links(element: Any) -> list[str]:
    """Where the links of the text lead, the template's aside."""
    if TEMPLATE & set((element.get("class") or "").split()):
        return []
    own = [element.get("href")] if element.tag == "a" and element.get("href") else []
    return own + [one for child in element for one in links(child)]


def properdocs_gives_the_same_bytes(project: Project, first: Path) -> None:
    build(project.root, "properdocs", "mkdocs.local.yml", "mkdocs")
    other = project.root / "site/mkdocs"
    assert pages(first) == pages(other)
    for page in pages(first):
        assert (first / page).read_bytes() == (other / page).read_bytes(), f"properdocs: {page}"


def zensical_builds_the_plain_pages(project: Project, first: Path, school: str, locale: str) -> None:
    assert project.run("config", school, locale, "--plain").status == 0
    build(project.root, "zensical", "plain.yml", "mkdocs", "mkdocs_macros")
    compare(first, project.root / "site/plain")


@pytest.mark.slow
@pytest.mark.parametrize("kind", FIVE)
def test_what_follows_mkdocs_builds_the_same(five_source: Project, kind: str) -> None:
    """First the site as plain MkDocs builds it, then what other builders make of the same texts."""
    school, locale, first = FIVE[kind].split("/")[0], LOCALES[kind], five_source.root / "site/first"
    assert five_source.run("config", school, locale).status == 0
    build(five_source.root, "mkdocs", "mkdocs.local.yml")
    (five_source.root / "site/mkdocs").rename(first)
    assert len(anchors(article(first / "regulation/index.html"))) > 20
    if "properdocs" in BUILDERS[kind]:
        properdocs_gives_the_same_bytes(five_source, first)
    if "zensical" in BUILDERS[kind]:
        zensical_builds_the_plain_pages(five_source, first, school, locale)


def test_plain_pages_say_what_the_template_says(five_source: Project) -> None:
    """The banner about the platform, the edition, and which language prevails stand in the pages themselves."""
    assert five_source.run("config", "uvarovo-college", "en", "--plain").status == 0
    act = (five_source.root / "plain/regulation/index.md").read_text(encoding="utf-8")
    assert act.index("The Russian text prevails.") < act.index("\n# ")
    guide = (five_source.root / "plain/guides/parent.md").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "MAX" in guide and "25 April 2025" in guide
    assert not re.search(r"\{[{%]", guide)
    assert "macros" not in (five_source.root / "plain.yml").read_text(encoding="utf-8")


def test_hostile_values_stay_literal_in_plain_pages(silly: Project) -> None:
    value = "Школа «<b>&\"'|*_{{x}}"
    silly.edit("schools.yml", "name: {ru: Облако № 8, en: Cloud No. 8}", "name: {ru: 'Школа «<b>&\"''|*_{{x}}', en: x}")
    page = silly.root / "docs/ru/about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n## {{ school.name }} { #name }\n\n{{ school.name }}\n", encoding="utf-8")
    assert silly.run("config", "cloud-school", "ru", "--plain").status == 0
    build(silly.root, "zensical", "plain.yml", "mkdocs")
    shown = article(silly.root / "site/plain/about.html")
    assert value in [text(one) for one in shown.iter("h2")] and value in [text(one) for one in shown.iter("p")]
    assert shown.find(".//b") is None
    whole = html5lib.parse((silly.root / "site/plain/about.html").read_text(encoding="utf-8"), namespaceHTMLElements=False)
    assert value in text(whole.find(".//title")) or value.split("«")[0] in text(whole.find(".//title"))

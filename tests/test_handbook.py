"""README, CONTRIBUTING and the handbook against the project: paths, programs, links, macros, and the words of the glossary."""

from __future__ import annotations

import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

HANDBOOK = ROOT / "handbook"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(HANDBOOK.glob("*.md"))]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
INLINE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:[\w.*-]+|<\w+>)(?:/(?:[\w.*-]+|<\w+>))*/?")
ENDINGS = (".py", ".md", ".yml", ".js", ".css", ".html", ".typ", ".conf", ".txt", ".json", ".csv", ".toml", ".png", ".sh")
IGNORED = {line.strip("/\n") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}
MADE = {"search.html", "404.html", "uklad-manifest.json"}  # stand in what is built or published
YOURS = {"documents/fonts", ".github/workflows/publish.yml", ".gitlab-ci.yml", "origin/pages"}  # for a user to make
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
CALLED = re.compile(r"\{\{ (\w+)\(|\{% (?:call|if) (\w+)\(")


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return FENCE.sub("", text_of(page))


def lines_of(page: Path, language: str) -> list[str]:
    """The command lines of a page's blocks in a shell's language, each whole and without its comment."""
    blocks = [body for found, body in FENCE.findall(text_of(page)) if found == language]
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line.partition("  #")[0].strip() for line in lines if line.strip()]


@cache
def file_names() -> set[str]:
    """The name of every file of the project."""
    found: set[str] = set()
    for _, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in IGNORED and name != ".git"]
        found.update(names)
    return found


def exists(path: str) -> bool:
    """Whether a path leads somewhere; `<locale>` stands for each, any other `<…>` for what a user chooses."""
    if path in YOURS | MADE or path.split("/")[0] in IGNORED:
        return True
    if "<locale>" in path:
        return all(exists(path.replace("<locale>", locale)) for locale in ("ru", "en"))
    fixed = path.partition("<")[0]
    return any(ROOT.glob(fixed)) or ("/" not in path and path in file_names())


@each_page
def test_every_path_exists(page: Path) -> None:
    named = [said for said in INLINE.findall(prose(page)) if PATH.fullmatch(said) and ("/" in said or said.endswith(ENDINGS))]
    tops = tuple(f"{folder.name}/" for folder in ROOT.iterdir() if folder.is_dir() and folder.name not in IGNORED)
    in_blocks = [word.rstrip(",") for _, body in FENCE.findall(text_of(page)) for word in re.split(r"[\s:]", body) if word.startswith(tops)]
    assert [path for path in [*named, *in_blocks] if not exists(path)] == []


@each_page
def test_every_program_is_there(page: Path) -> None:
    targets = re.findall(r"^([\w./]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    said = [*lines_of(page, "sh"), *(one for one in INLINE.findall(prose(page)) if one.startswith((".venv/bin/", "make ")))]
    for line in said:
        program, *words = line.split()
        if program == "make":
            assert set(words) <= set(targets), line
        elif program.startswith(".venv/bin/"):
            assert is_installed(program.removeprefix(".venv/bin/")), line
        else:
            assert program in ("uklad", "git", "pip-compile"), line


@each_page
def test_commands_for_powershell_work_as_they_stand(page: Path) -> None:
    for line in lines_of(page, "powershell"):
        program, *words = line.split()
        assert "&&" not in line and "/" not in line, f"Windows PowerShell 5.1 would refuse: {line}"
        assert program == "py" or is_installed(program.removeprefix(".venv\\Scripts\\")), line
        assert all((ROOT / word.replace("\\", "/")).exists() for word in words if word.endswith((".py", ".txt"))), line


def is_installed(program: str) -> bool:
    return (Path(sys.executable).parent / program).exists()


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(prose(page)):
        path, _, anchor = target.partition("#")
        if "://" in target:
            continue
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in {slug(title) for title in HEADING.findall(prose(there))}, target


def slug(title: str) -> str:
    """The anchor that hosts of git repositories give a heading."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


@each_page
def test_macros_that_are_named_exist(page: Path) -> None:
    called = {name for found in CALLED.findall(text_of(page)) for name in found if name}
    assert called <= {*macros(), "blank"}, "blank is a macro of documents alone"


@cache
def macros() -> set[str]:
    """The functions within `macros()` of each subject, by name."""
    subjects = [node for _, tree in trees() for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "macros"]
    return {node.name for subject in subjects for node in subject.body if isinstance(node, ast.FunctionDef)}


def test_nothing_is_said_twice() -> None:
    lines = [line for page in PAGES for line in prose(page).splitlines() if not line.startswith(("#", "| ---"))]
    sentences = [one.strip(" *-|") for line in lines for one in re.split(r"(?<=[.:!?]) ", line)]
    assert [one for one, times in Counter(sentences).items() if times > 1 and len(one.split()) > 7] == []


def test_the_picture_of_the_readme_is_small() -> None:
    pictures = [path for path in LINK.findall(text_of(ROOT / "README.md")) if path.endswith(".png")]
    assert pictures and all((ROOT / path).stat().st_size <= 60_000 for path in pictures)


@cache
def trees() -> list[tuple[Path, ast.Module]]:
    """The code, parsed."""
    paths = sorted([*(ROOT / "uklad").rglob("*.py"), *(ROOT / "macros").rglob("*.py")])
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def identifiers(path: Path, tree: ast.Module) -> Iterator[str]:
    """Every name in a file, the file's own among them."""
    yield path.stem
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg | ast.keyword) and node.arg:
            yield node.arg


def in_words(identifier: str) -> str:
    """`ArtifactStore` and `artifact_store` as "artifact store"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_+", " ", identifier).lower().strip()


@cache
def said_in_code() -> str:
    """The identifiers of the code in words, and its docstrings."""
    parts = set()
    for path, tree in trees():
        parts |= {in_words(name) for name in identifiers(path, tree)}
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
        parts |= {(ast.get_docstring(node) or "").lower() for node in nodes}
    return "\n".join(sorted(parts))


GLOSSARY = re.findall(r"^\| ([\w -]+) \| [^|]+ \| `", text_of(HANDBOOK / "words.md"), re.M)


@pytest.mark.parametrize("word", GLOSSARY)
def test_words_of_the_glossary_occur_in_the_code(word: str) -> None:
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    assert re.search(rf"\b(?:{word}|{plural}|{word}ed)\b", said_in_code())


def test_the_glossary_says_each_word_once() -> None:
    assert len(GLOSSARY) > 50 and len(GLOSSARY) == len(set(GLOSSARY))


# Words of our own that the field's have replaced -> what to say. A word: a part of any name; with a capital or `_`: a name.
OLD = {
    "crew": "executor",
    "pieces": "jobs",
    "build_whole": "build_sites",
    "hole": "slot",
    "holes": "slots",
    "holed": "page template",
    "skeleton": "page templates",
    "workshop": "page builder",
    "speak": "render",
    "speaker": "renderer",
    "voice": "document context",
    "sound": "valid, checked, complete",
    "unsound": "broken links, leaks",
    "soundness": "link check",
    "warm": "memo",
    "noted": "record_dependency",
    "Held": "placeholder",
    "Marks": "placeholders",
    "Filler": "stamp",
    "Shapes": "fingerprint",
    "Kept": "artifact",
    "Known": "artifact",
    "Made": "artifact",
    "Work": "job",
}


@pytest.mark.parametrize("old", OLD)
def test_old_words_are_gone(old: str) -> None:
    left = [f"{path}: {name}" for name, path in named() if (name == old if old != in_words(old) else old in in_words(name).split())]
    assert left == [], f"say: {OLD[old]}"


@cache
def named() -> list[tuple[str, str]]:
    """Every identifier of the code with the file that it stands in."""
    return sorted({(name, path.relative_to(ROOT).as_posix()) for path, tree in trees() for name in identifiers(path, tree)})

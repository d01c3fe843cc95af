"""A build that takes up what earlier ones left gives what a fresh one gives, whatever changed, was damaged, or was stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SILLY, Project, make_project
from watching import command, run

from uklad.base.hashing import names_in

Change = Callable[[Project], object]


def picture(shade: int) -> bytes:
    """A picture of one pixel."""
    import struct
    import zlib

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(bytes([0, shade]))) + chunk(b"IEND", b"")


def edit(path: str, old: str, new: str) -> Change:
    return lambda project: project.edit(path, old, new)


def put(path: str, content: str | bytes) -> Change:
    def change(project: Project) -> None:
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).write_bytes(content if isinstance(content, bytes) else content.encode())

    return change


def add(path: str, more: str) -> Change:
    return lambda project: put(path, (project.root / path).read_text(encoding="utf-8") + more)(project)


def both(*changes: Change) -> Change:
    return lambda project: [change(project) for change in changes]


NEW = "  {}:\n    kind: cloud\n    name: {{ru: Туча, en: Rain}}\n    full_name: {{ru: Туча над морем, en: Rain above the sea}}\n    editions:\n      - {{date: 2030-03-05, date_from: act, outline: cloud-2030, title: {{ru: О туче, en: On rain}}}}\n"
CHANGES: dict[str, Change] = {
    "a word in a page": edit("docs/ru/guides/teacher.md", "Держите нитку", "Держите верёвку"),
    "a heading in a page": edit("docs/ru/guides/teacher.md", "## По шагам", "## Шаг за шагом"),
    "a page's title": edit("docs/ru/tasks/count.md", "title: Сосчитать хвосты", "title: Пересчитать хвосты"),
    "a step's title": edit("docs/ru/tasks/count.md", "Смотрите вверх", "Смотрите выше"),
    "a question": edit("docs/en/faq.md", "Why", "For what reason"),
    "a clause": edit("docs/ru/clauses/all.md", "Кит плавает глубоко.", "Кит плавает мелко."),
    "a clause's title": edit("docs/ru/clauses/all.md", "## chapter.sky\nНебо", "## chapter.sky\nНебеса"),
    "a school's own wording": both(put("docs/ru/clauses/whale-school/own.md", "## swim.deep\nКит плавает, где хочет.\n"), put("docs/en/clauses/whale-school/own.md", "## swim.deep\nThe whale swims where it likes.\n")),
    "words": edit("docs/ru/words.yml", "nav: {guides: Инструкции", "nav: {guides: Наставления"),
    "the glossary": edit("docs/ru/glossary.yml", "то сзади", "'то, что сзади'"),
    "synonyms": put("docs/ru/synonyms.yml", "хвостик: хвост\n"),
    "a macro": add("macros/portal.py", "\n# a note\n"),
    "a template": edit("overrides/main.html", "<main", "<!-- note --><main"),
    "a stylesheet": add("overrides/assets/uklad.css", "\n.prevails { color: #123456 }\n"),
    "a script": add("overrides/assets/uklad.js", "\n// a note\n"),
    "settings": edit("mkdocs.yml", "permalink: ", "permalink:  "),
    "a school's name": edit("schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,"),
    "a school's name that a rule cuts": edit("schools.yml", "title: {ru: Положение о воздушных змеях", "title: {ru: Порядок воздушных змеев"),
    "an act": edit("schools.yml", "status: in-force\n", "status: spent\n"),
    "a step of the approval": edit("schools.yml", '          - {step: order, number: "12", date: 2030-03-04}', '          - {step: order, number: "12", date: 2030-03-04}\n          - {step: union, number: "3", date: 2030-03-01}'),
    "a date": edit("schools.yml", "{step: director, person: gust, date: 2030-03-04}", "{step: director, person: gust, date: 2030-03-02}"),
    "an edition's date": edit("schools.yml", "date: 2030-05-06", "date: 2030-05-07"),
    "a new school": add("schools.yml", NEW.format("rain-school")),
    "the first school": edit("schools.yml", "default_school: cloud-school", "default_school: whale-school"),
    "the order of schools": edit("schools.yml", "schools:\n", "schools:\n" + NEW.format("rain-school")),
    "a page fewer": lambda project: [(project.root / "docs" / locale / "tasks/count.md").unlink() for locale in ("ru", "en")],
    "a page more": both(*(put(f"docs/{locale}/tasks/more.md", "---\ntitle: More\nsummary: More.\norder: 2\n---\n\nMore.\n") for locale in ("ru", "en"))),
    "the record of translations": edit("docs/en/translated.yml", "swim.deep: b53cce5db258", "swim.deep: 000000000000"),
    "the record of a page": edit("docs/en/translated.yml", "tasks/count.md: 194ef8915c8d", "tasks/count.md: 000000000000"),
    "a layout of documents": add("documents/layout.typ", "\n// a note\n#set document(keywords: \"x\")\n"),
    "measures of documents": lambda project: put("documents/layout.yml", (project.root / "documents/layout.yml").read_text(encoding="utf-8") + "# a note\n")(project),
    "a picture among the pages": put("docs/ru/assets/pin.png", picture(1)),
    "a logo": both(edit("schools.yml", "    email: wind@cloud.example", "    email: wind@cloud.example\n    logo: logo.png"), put("logo.png", picture(1))),
    "a signed original": both(edit("schools.yml", "        title: {ru: Положение о воздушных змеях", "        original: {file: signed.pdf}\n        title: {ru: Положение о воздушных змеях"), put("signed.pdf", b"%PDF-1.4 1")),
}
WITH_DOCUMENTS = ("a clause", "a school's own wording", "words", "a school's name", "a layout of documents", "measures of documents", "a logo", "a signed original")
THEN: dict[str, list[Change]] = {  # what changes after a first change has been built
    "a picture among the pages": [put("docs/ru/assets/pin.png", picture(200))],
    "a logo": [put("logo.png", picture(200))],
    "a signed original": [put("signed.pdf", b"%PDF-1.4 another")],
    "a school's own wording": [put("docs/ru/clauses/whale-school/own.md", "## swim.deep\nКит плавает, куда хочет.\n")],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("never") / "silly", SILLY)
    build(project)
    return project


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """What was built, with all that the build left, to change."""
    shutil.copytree(built.root, tmp_path / "copy")
    return Project(tmp_path / "copy")


def build(project: Project, *more: str, documents: bool = False) -> str:
    done = run(project.root, "build", "--jobs", "1", *([] if documents else ["--no-documents"]), *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def same_as_fresh(project: Project, documents: bool = False) -> None:
    """What stands in `site` is what a fresh build gives, with nothing beside it."""
    build(project, "--fresh", "--out", "fresh", documents=documents)
    ours, theirs = names_in(project.root / "site"), names_in(project.root / "fresh")
    assert sorted(path for path in {*ours, *theirs} if ours.get(path) != theirs.get(path)) == []


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(copy: Project, change: str) -> None:
    """First what was built from before, where it has documents, then each change."""
    documents = change in WITH_DOCUMENTS
    if documents:
        build(copy, documents=True)
    for one in (CHANGES[change], *THEN.get(change, [])):
        one(copy)
        assert "nothing changed" not in build(copy, documents=documents)
    same_as_fresh(copy, documents)


def test_nothing_changed_is_seen_too(copy: Project) -> None:
    build(copy)  # a project that was copied, and with it what builds left
    assert "nothing changed" in build(copy)
    (copy.root / "schools.yml").touch()
    assert "nothing changed" in build(copy)
    assert "nothing changed" not in build(copy, "--fresh")


def test_a_data_file_outside_the_project(copy: Project) -> None:
    (copy.root.parent / "region").mkdir()
    shutil.move(copy.root / "schools.yml", copy.root.parent / "region/schools.yml")
    for said in ("built into", "nothing changed"):
        assert said in build(copy, "--schools", "../region/schools.yml")
    copy.edit("../region/schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,")
    assert "nothing changed" not in build(copy, "--schools", "../region/schools.yml")


def test_another_version_of_a_dependency_is_seen(copy: Project, tmp_path: Path) -> None:
    code = "import sysconfig\nreal = sysconfig.get_path\nsysconfig.get_path = lambda name, *a, **k: {!r} if name == 'platlib' else real(name, *a, **k)\n"
    for version, seen in (("1.0", True), ("1.0", False), ("1.1", True)):
        shutil.rmtree(tmp_path / "more", ignore_errors=True)
        (tmp_path / "more" / f"theme-{version}.dist-info").mkdir(parents=True)
        (tmp_path / "sitecustomize.py").write_text(code.format(str(tmp_path / "more")))
        done = run(copy.root, "build", "--jobs", "1", "--no-documents", env={"PYTHONPATH": str(tmp_path)})
        assert (done.returncode, "nothing changed" in done.stdout, "whale-school ru 2030-05-06" in done.stdout) == (0, not seen, seen), done.stdout + done.stderr


def by_hand(out: Path) -> None:
    """Edit, delete and add files of the output, also one that several names share."""
    page = next((out / "cloud-school").rglob("guides/teacher.html"))
    page.write_text("edited")
    next((out / "cloud-school/en").rglob("regulation/index.html")).unlink()
    (page.parent / "more.html").write_text("more")
    with open(next((out / "whale-school").rglob("site.css")), "ab") as file:
        file.write(b"/* edited in place */")
    (out / "index.html").write_text("edited")
    (out / "cloud-school/index.html").unlink()
    next((out / "whale-school").rglob("feed.xml")).write_text("")


def test_what_was_changed_by_hand_is_put_right(copy: Project) -> None:
    build(copy, "--fresh")  # so that files share their bytes with what builds left
    by_hand(copy.root / "site")
    build(copy)
    same_as_fresh(copy)


@pytest.mark.parametrize("part", ["values", "files"])
@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "gone"])
def test_what_is_damaged_is_not_used(copy: Project, part: str, damage: str) -> None:
    for path in sorted((copy.root / ".uklad" / part).rglob("*")):
        if path.is_file():
            content = bytearray(path.read_bytes())
            if damage == "flipped" and content:
                content[len(content) // 2] ^= 1
            path.unlink()
            if damage != "gone":
                path.write_bytes({"flipped": content, "cut": content[: len(content) // 2], "empty": b""}[damage])
    copy.edit("schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,")
    build(copy)
    same_as_fresh(copy)


SHARES = [1, 0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 0.97]  # of all changes of the disk; the first is the first of all


def changes(project: Project, tmp_path: Path) -> int:
    """How many changes of the disk a build makes."""
    shutil.copytree(project.root, tmp_path / "counted")
    run(tmp_path / "counted", "build", "--jobs", "1", "--no-documents", mode="note", at=str(tmp_path / "noted"))
    return len((tmp_path / "noted").read_text(encoding="utf-8").splitlines())


def whole_or_absent(project: Project, before: dict[str, str]) -> None:
    """Each school's locale stands as it was before, or as it should be now, or not at all."""
    now = names_in(project.root / "site")
    build(project, "--fresh", "--out", "fresh")
    after = names_in(project.root / "fresh")
    for folder in {"/".join(path.split("/")[:2]) for path in now if path.split("/")[0].endswith("-school") and path.count("/") > 1}:
        part = [{path: name for path, name in one.items() if path.startswith(f"{folder}/")} for one in (now, before, after)]
        assert part[0] in part[1:], folder


@pytest.mark.parametrize("first", [True, False], ids=["first build", "build after a change"])
def test_a_killed_build_costs_a_repeated_step(silly: Project, tmp_path: Path, first: bool) -> None:
    if not first:
        build(silly)
        silly.edit("schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,")
        silly.edit("docs/ru/clauses/all.md", "Кит плавает глубоко.", "Кит плавает мелко.")
    count = changes(silly, tmp_path.with_name(f"{tmp_path.name}-n"))
    for share in SHARES:
        done = run(silly.root, "build", "--jobs", "1", "--no-documents", mode="kill", at=1 if share == 1 else int(count * share))
        assert done.returncode in (-signal.SIGKILL, 0), done.stderr
    build(silly)
    build(silly, "--fresh", "--out", "fresh")
    assert names_in(silly.root / "site") == names_in(silly.root / "fresh")


@pytest.mark.parametrize("share", SHARES[1:])
def test_an_interrupted_build_leaves_nothing_half_written(copy: Project, tmp_path: Path, share: float) -> None:
    before = names_in(copy.root / "site")
    copy.edit("schools.yml", "name: {ru: Облако № 8,", "name: {ru: Облако № 9,")
    copy.edit("docs/ru/clauses/all.md", "Кит плавает глубоко.", "Кит плавает мелко.")
    count = changes(copy, tmp_path / "n")
    done = run(copy.root, "build", "--jobs", "1", "--no-documents", mode="interrupt", at=int(count * share))
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "stopped" in done.stderr
    assert not [path for path in (copy.root / "site").rglob(".*")]
    whole_or_absent(copy, before)


@pytest.mark.parametrize("line", ["[1/", "[2/"])
def test_ctrl_c_stops_the_workers_too(silly: Project, line: str) -> None:
    more = "".join(NEW.format(f"rain-{number}-school").replace("03-05", f"03-{number + 5:02}") for number in range(12))
    add("schools.yml", more)(silly)
    group = {"start_new_session": True} if os.name == "posix" else {}
    process = subprocess.Popen(command("--root", str(silly.root), "build", "--jobs", "2", "--no-documents"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **group)
    assert process.stdout
    for said in process.stdout:
        if line in said:
            break
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 1 and "Traceback" not in errors, errors
    assert not [path for path in (silly.root / "site").rglob(".*")]
    whole_or_absent(silly, {})

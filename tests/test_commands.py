"""The commands as authors meet them."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import re
import shlex
import socket
import struct
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from conftest import ROOT, Project

from uklad.build.mkdocs_config import overlay
from uklad.cli.main import main, uklad
from uklad.content.site import Site
from uklad.model.editions import current
from uklad.model.loader import load_schools

COMMANDS = sorted(uklad.commands)
PAGES = [ROOT / "README.md", *sorted((ROOT / "handbook").glob("*.md"))]
SAID = [*PAGES, *sorted(ROOT.glob("CONTRIBUTING.md")), *sorted((ROOT / "publishing").glob("*.md"))]
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.M | re.S)


def digests(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def context_of(name: str) -> click.Context:
    """A command as it is asked for below the group, in this project."""
    return click.Context(uklad.commands[name], parent=click.Context(uklad, info_name="uklad", obj=ROOT), info_name=name)


def options_of(name: str) -> set[str]:
    return {option for parameter in uklad.commands[name].get_params(context_of(name)) for option in parameter.opts}


def examples_of(name: str) -> list[str]:
    """The command lines at the end of a command's help, each whole."""
    lines = (uklad.commands[name].epilog or "").replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.startswith("  ")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_the_pages(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"Usage: uklad {name} ") and "Example" in told
    assert uklad.commands[name].help and all(parameter.help for parameter in uklad.commands[name].get_params(context_of(name)))
    assert any(f"`uklad {name}" in path.read_text(encoding="utf-8") for path in PAGES)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_a_command_are_command_lines_of_it(name: str) -> None:
    assert examples_of(name)
    for example in examples_of(name):
        program, command, *words = shlex.split(example)
        assert (program, command) == ("uklad", name)
        uklad.commands[name].make_context(name, words, parent=context_of(name).parent)  # raises UsageError


@pytest.mark.parametrize("path", SAID, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pages_name_no_command_or_option_that_does_not_exist(path: Path) -> None:
    for code in CODE.findall(path.read_text(encoding="utf-8")):
        for line in code.replace("\\\n", " ").splitlines():
            for name, words in re.findall(r"\buklad (?:--root \S+ )?([a-z]+)\b([^&#;|]*)", line):
                assert name in COMMANDS, line
                assert set(re.findall(r"(?<!\S)--[a-z-]+", words)) <= options_of(name), line


@pytest.mark.parametrize("words", [[], ["biuld"], ["build", "--frehs"], ["publish"], ["publish", "www", "--branch", "pages"], ["build", "--jobs", "0"], ["config", "lyceum-159"]])
def test_a_wrong_command_line_is_told_from_a_mistake(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.startswith("Usage: uklad ")


def test_check_says_that_all_is_well(silly: Project) -> None:
    answer = silly.run("check")
    assert (answer.status, answer.out, answer.err) == (0, "2 schools, 2 locales: no mistakes found\n", "")


def test_build_of_one_school_and_locale_leaves_the_others(silly: Project) -> None:
    assert silly.run("build", "--no-documents", "--jobs", "1").status == 0
    before = digests(silly.root / "site")
    silly.edit("docs/ru/clauses/all.md", "Кит плавает глубоко.", "Кит плавает мелко.")
    answer = silly.run("build", "--no-documents", "--jobs", "1", "--school", "whale-school", "--locale", "ru")
    assert answer.status == 0
    after = digests(silly.root / "site")
    changed = {path for path in after if before.get(path) != after[path]}
    assert set(before) == set(after)
    assert changed and all(path.startswith("whale-school/ru/") for path in changed), changed


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(silly: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert silly.run("build", "--jobs", "1").status == 0
    monkeypatch.setenv("TZ", "Asia/Kamchatka")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert silly.run("build", "--jobs", "2", "--out", "again").status == 0
    assert digests(silly.root / "site") == digests(silly.root / "again")


def test_build_with_another_data_file(silly: Project) -> None:
    text = (silly.root / "schools.yml").read_text(encoding="utf-8")
    (silly.root / "region.yml").write_text(text.replace("Кит № 3", "Кит № 33"), encoding="utf-8")
    assert silly.run("build", "--no-documents", "--jobs", "1", "--schools", "region.yml", "--school", "whale-school").status == 0
    page = (silly.root / "site" / "whale-school/ru/2030-05-06/index.html").read_text(encoding="utf-8")
    assert "Кит № 33" in page.replace("\u00a0", " ")


@pytest.mark.parametrize(("option", "value", "said"), [("--school", "whale-shcool", 'did you mean "whale-school"?'), ("--locale", "fr", 'there is no locale "fr"')])
def test_an_unknown_choice(silly: Project, option: str, value: str, said: str) -> None:
    answer = silly.run("build", option, value)
    assert answer.status == 1 and said in answer.err


def test_serve_without_a_build(silly: Project) -> None:
    answer = silly.run("serve")
    assert answer.status == 1 and "run uklad build first" in answer.err


@contextlib.contextmanager
def served(root: Path) -> Iterator[tuple[str, int, subprocess.Popen[str]]]:
    """The address and port of `uklad serve` in a process of its own, and that process."""
    command = [sys.executable, "-m", "uklad", "--root", str(root), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            address = server.stdout.readline().split()[0]  # type: ignore[union-attr]
            yield address, int(address.rstrip("/").rpartition(":")[2]), server
        finally:
            server.terminate()


def test_serve_answers_on_this_machine(built_silly: Project) -> None:
    with served(built_silly.root) as (address, _, _):
        assert address.startswith("http://127.0.0.1:")
        assert "Облако" in urllib.request.urlopen(address).read().decode()


@pytest.fixture
def page(tmp_path: Path) -> Project:
    """A built folder with one page."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<p>Змей</p>" * 1_000_000, encoding="utf-8")
    return Project(tmp_path)


@pytest.mark.parametrize("path", ["/%00", "/a%00.html", "/%ff%fe", "/%ED%A0%80", "/" + "a" * 5_000, "/..%2f..%2f", "/index.html/", "//index"])
def test_serve_finds_nothing_under_a_name_that_no_file_has(page: Project, path: str) -> None:
    with served(page.root) as (_, port, server):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path)
        assert connection.getresponse().status in (301, 404)
        server.terminate()
        assert "Traceback" not in server.communicate()[1]


def test_serve_does_not_mind_a_reader_who_leaves(page: Project) -> None:
    with served(page.root) as (address, port, server):
        with socket.create_connection(("127.0.0.1", port)) as reader:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # leave at once, as a closed tab does
            reader.sendall(b"GET /index.html HTTP/1.0\r\n\r\n")
            reader.recv(100)
        assert len(urllib.request.urlopen(address).read()) > 1_000_000
        server.terminate()
        assert "Traceback" not in server.communicate()[1]


def test_serve_on_a_port_that_is_taken(page: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        answer = page.run("serve", "--port", str(port))
    assert answer.status == 1 and answer.err.startswith(f"port {port}:1: is in use by another program; choose another one: uklad serve --port ")


def test_serve_on_a_port_that_there_is_not(page: Project) -> None:
    answer = page.run("serve", "--port", "99999")
    assert answer.status == 2 and "99999 is not in the range 0<=x<=65535" in answer.err


@pytest.mark.parametrize(("command", "told"), [
    (["build", "--out", "mkdocs.yml"], "mkdocs.yml"),
    (["export", "--out", "mkdocs.yml", "--document", "regulation"], "mkdocs.yml"),
    (["pack", "cloud-school", "--to", "nowhere/cloud.zip"], "nowhere"),
    (["config", "cloud-school", "ru"], "mkdocs.local.yml"),
    (["--root", "mkdocs.yml", "check"], "schools.yml"),
])  # fmt: skip
def test_what_the_system_refuses_is_told_with_a_cure(silly: Project, built_silly: Project, command: list[str], told: str) -> None:
    (silly.root / "mkdocs.local.yml").mkdir()
    (silly.root / "site").symlink_to(built_silly.root / "site")
    command = [str(silly.root / word) if word == "mkdocs.yml" and command[0] == "--root" else word for word in command]
    answer = silly.run(*command)
    assert answer.status == 1 and re.match(rf".*{told}.*:1: .+; .+\n$", answer.err), answer


@pytest.mark.parametrize(("folder", "what"), [("/", "holds the project itself"), (".", "holds the project itself"), ("..", "holds the project itself"), ("", "holds the project itself"), ("mkdocs.yml", "is a file")])
@pytest.mark.parametrize("command", [["publish"], ["publish", "--dry-run"], ["rollback"]])
def test_a_folder_that_can_be_no_published_one(silly: Project, folder: str, what: str, command: list[str]) -> None:
    before = digests(silly.root)
    answer = silly.run(*command, folder)
    assert (answer.status, answer.err) == (1, f"{folder or '.'}:1: {what}; name a folder that does not exist yet\n")
    assert digests(silly.root) == before


@pytest.mark.parametrize("branch", ["a b", "", "-x", "a..b", "a~1", "@{-1}", "@", "HEAD", "refs/heads/", "x.lock", "x/", "a\\b", "ветка?"])
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_name_that_git_takes_for_no_branch(silly: Project, branch: str, more: list[str]) -> None:
    answer = silly.run("publish", *more, f"--branch={branch}")
    assert (answer.status, answer.err) == (1, f'--branch:1: "{branch}" can be no name of a branch; use letters, digits and hyphens, as pages\n')


@pytest.mark.parametrize("branch", ["ветка", "a/b", "gh-pages", "v1.2"])
def test_a_name_that_git_takes(silly: Project, branch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(silly.root.parent))
    assert "not a git repository" in silly.run("publish", "--branch", branch).err


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run([sys.executable, "-m", "mkdocs", *arguments], cwd=root, env=env, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_plain_mkdocs_builds_the_default_school(five_source: Project) -> None:
    done = mkdocs(five_source.root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "Лицей № 159" in (five_source.root / "site/mkdocs/index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_plain_mkdocs_builds_another_school_after_config(five_source: Project) -> None:
    assert five_source.run("config", "uvarovo-college", "en").status == 0
    done = mkdocs(five_source.root, "build", "--strict", "-f", "mkdocs.local.yml")
    assert done.returncode == 0, done.stderr
    assert "Uvarovo Polytechnic College" in (five_source.root / "site/mkdocs/index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_plain_mkdocs_builds_the_pages_that_nobody_wrote(silly: Project) -> None:
    assert not (silly.root / "docs/ru/memo/parent.md").exists()
    assert silly.run("config", "cloud-school", "ru").status == 0
    done = mkdocs(silly.root, "build", "--strict", "-f", "mkdocs.local.yml")
    assert done.returncode == 0, done.stderr
    assert "Памятка" in (silly.root / "site/mkdocs/memo/parent.html").read_text(encoding="utf-8")


def test_mkdocs_yml_is_the_overlay_of_the_default_school() -> None:
    """The file that plain MkDocs reads says what `uklad build` would lay over it."""
    schools, _ = load_schools(ROOT / "schools.yml")
    school = schools.default_school
    site = Site(schools, ROOT / "docs", school, current(schools.schools[school]), schools.locales[0])
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!!python/name:", "")
    plain, laid = yaml.safe_load(text), overlay(site, ROOT)
    assert plain["site_name"] == schools.schools[school].name["ru"]
    assert plain["nav"] == laid["nav"]
    assert sorted(plain["exclude_docs"].split()) == sorted(laid["exclude_docs"].split())

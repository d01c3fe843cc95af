"""`tools/licences.py`: every dependency that is ours, its licence, and what is not accepted."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import licences
import pytest
from conftest import ROOT

from uklad.base.errors import Refused

EXTRAS = ("cluster", "forms", "properdocs", "test", "zensical")


def package(folder: Path, name: str, *lines: str) -> None:
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines]) + "\n", encoding="utf-8")


def told(extras: list[str]) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = licences.tell_licences(extras)
    return status, out.getvalue(), err.getvalue()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with dependencies of every sort, and a package that is nobody's."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(licences, "PROJECT", "kite-project")
    package(tmp_path, "kite-project", "Provides-Extra: gale", "Requires-Dist: kite-tail[long]>=1", 'Requires-Dist: kite-other; sys_platform == "nowhere"', 'Requires-Dist: kite-gale; extra == "gale"', "License-Expression: MIT")
    package(tmp_path, "kite-tail", "Provides-Extra: long", 'Requires-Dist: kite-string; extra == "long"', 'Requires-Dist: kite-short; extra == "short"', "License: The MIT License")
    package(tmp_path, "kite-string", "Requires-Dist: kite-tail", "Classifier: License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)")
    package(tmp_path, "kite-gale", "License-Expression: GPL-3.0-only")
    package(tmp_path, "kite-stranger", "License-Expression: MIT")
    package(tmp_path, "kite-other", "License-Expression: MIT")
    package(tmp_path, "kite-short", "License-Expression: MIT")
    return tmp_path


def test_all_that_is_required_and_nothing_else(world: Path) -> None:
    assert told([]) == (0, "kite-string 1.0: LGPL (used as a library and not changed)\nkite-tail 1.0: MIT\n2 packages, 0 with a licence that is not accepted\n", "")


def test_an_extra_with_a_licence_that_is_not_accepted(world: Path) -> None:
    status, out, err = told(["gale"])
    assert status == 1
    assert "kite-gale 1.0: GPL-3.0-only (its licence is not on the list of accepted ones)\n" in out
    assert err == "kite-gale: its licence is not on the list of accepted ones; ask its authors, or use another package\n"


@pytest.mark.parametrize("lines", [[], ["License: Proprietary"], ["License-Expression: LicenseRef-Ours"], ["Classifier: License :: Other/Proprietary License"], ["License: UNKNOWN"]])
def test_a_licence_that_is_not_known(world: Path, lines: list[str]) -> None:
    metadata = world / "kite_tail-1.0.dist-info" / "METADATA"
    metadata.write_text("\n".join(["Metadata-Version: 2.4", "Name: kite-tail", "Version: 1.0", *lines]) + "\n", encoding="utf-8")
    status, _, err = told([])
    assert status == 1 and err.startswith("kite-tail: ")


def test_a_dependency_that_is_not_installed(world: Path) -> None:
    (world / "kite_string-1.0.dist-info" / "METADATA").unlink()
    (world / "kite_string-1.0.dist-info").rmdir()
    status, out, _ = told([])
    assert status == 1 and "kite-string -: unknown (it is not installed)" in out


def test_a_licence_that_only_a_file_tells(world: Path) -> None:
    package(world, "kite-knot", "License-File: LICENSE")
    (world / "kite_knot-1.0.dist-info/licenses").mkdir()
    (world / "kite_knot-1.0.dist-info/licenses/LICENSE").write_text("\nMIT License\n\nCopyright\n", encoding="utf-8")
    assert [str(one) for one in licences.list_licences("kite-knot")] == []
    assert str(licences._licence("kite-knot")) == "kite-knot 1.0: MIT"


def test_an_unknown_extra(world: Path) -> None:
    with pytest.raises(Refused, match='there is no extra "gail"; did you mean "gale"'):
        told(["gail"])


@pytest.mark.parametrize(("expression", "good"), [
    ("MIT", True), ("MIT OR GPL-3.0-only", True), ("MIT AND GPL-3.0-only", False), ("(MIT OR Apache-2.0) AND BSD-3-Clause", True),
    ("(MIT OR Apache-2.0) AND GPL-3.0-only", False), ("(MIT", False), ("Apache-2.0 WITH LLVM-exception", True), ("LGPL-3.0-or-later", True), ("MPL-2.0", True), ("AGPL-3.0-only", False), ("MITIGATED", False), ("", False),
])  # fmt: skip
def test_which_expressions_are_accepted(expression: str, good: bool) -> None:
    assert licences.accepted(expression) is good


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "tools/licences.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_projects_own_dependencies_are_accepted() -> None:
    done = run(*(word for name in EXTRAS for word in ("--extras", name)))
    assert done.returncode == 0, done.stderr
    listed = [line.split()[0] for line in done.stdout.splitlines()[:-1]]
    pinned = re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements-test.txt").read_text(encoding="utf-8"), re.M)
    assert listed == sorted(listed)
    assert {"mkdocs", "jinja2", "ruff", "pymorphy3", "properdocs", "zensical"} <= set(listed) <= {*pinned, "setuptools"}
    assert "pip" not in listed


def test_what_is_wrong_is_told_and_fails() -> None:
    done = run("--extras", "tset")
    assert (done.returncode, done.stderr) == (1, 'pyproject.toml:1: there is no extra "tset"; did you mean "test"?\n')

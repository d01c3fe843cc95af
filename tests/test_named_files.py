"""Which files of the project the data may publish as a signed original, and what a pack takes from the output."""

from __future__ import annotations

import pytest
from conftest import Project

from uklad.authoring.checks.named_files import missing_originals
from uklad.model.loader import load_schools

TITLE = "        title: {ru: Положение о воздушных змеях"
PLACE = "put it elsewhere under a name of letters, digits and hyphens"
DOCUMENTS = "publish one that ends with .doc, .jpeg, .jpg, .odt, .pdf, .png, .rtf, .tif or .tiff"
SIGNATURES = "publish one that ends with .p7m, .p7s, .pdf, .sgn or .sig"


def refusals(project: Project, original: str) -> list[str]:
    """What is said of an original, without the line."""
    project.edit("schools.yml", TITLE, f"        original: {original}\n{TITLE}")
    schools, source = load_schools(project.root / "schools.yml")
    return [f"{problem.what}; {problem.remedy}" for problem in missing_originals(schools, project.root / "docs", source)]


def put(project: Project, name: str) -> None:
    (project.root / name).parent.mkdir(parents=True, exist_ok=True)
    (project.root / name).write_bytes(b"%PDF-1.4")


@pytest.mark.parametrize("name", ["act.pdf", "originals/Акт № 5.PDF", "scan.jpeg", "act.odt", "act.rtf", "act.doc"])
@pytest.mark.parametrize("signature", [None, "act.pdf.sig", "act.p7s", "act.SGN", "protocol.pdf"])
def test_what_a_signed_act_is(silly: Project, name: str, signature: str | None) -> None:
    for path in filter(None, (name, signature)):
        put(silly, path)
    assert refusals(silly, f'{{file: "{name}"{f", signature: {signature}" if signature else ""}}}') == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (".git/config", f"is hidden; {PLACE}"),
        (".env.pdf", f"is hidden; {PLACE}"),
        ("up/.hidden/act.pdf", f"is hidden; {PLACE}"),
        (r"..\..\evil.pdf", rf'has "\" in its name; {PLACE}'),
        ("C:evil.pdf", f'has ":" in its name; {PLACE}'),
        ("what?.pdf", f'has "?" in its name; {PLACE}'),
        ("act.html", f"is no file that a signed act has; {DOCUMENTS}"),
        ("act.svg", f"is no file that a signed act has; {DOCUMENTS}"),
        ("act.pdf.js", f"is no file that a signed act has; {DOCUMENTS}"),
        ("schools.yml", f"is no file that a signed act has; {DOCUMENTS}"),
        ("act", f"is no file that a signed act has; {DOCUMENTS}"),
        ("act.sig", f"is no file that a signed act has; {DOCUMENTS}"),
    ],
)
def test_no_other_file_of_the_project_is_published(silly: Project, name: str, said: str) -> None:
    if name != "schools.yml":
        put(silly, name)
    assert refusals(silly, f"{{file: '{name}'}}") == [f'cloud-school: the original "{name}" {said}']


@pytest.mark.parametrize("name", ["act.html", "act.svg", "act.js", "act.exe"])
def test_no_other_file_is_a_signature(silly: Project, name: str) -> None:
    put(silly, "act.pdf")
    put(silly, name)
    assert refusals(silly, f"{{file: act.pdf, signature: {name}}}") == [f'cloud-school: the signature "{name}" is no file that a signed act has; {SIGNATURES}']


@pytest.mark.parametrize("target", [".git/config", "act.html"])
def test_a_link_hides_nothing(silly: Project, target: str) -> None:
    put(silly, target)
    (silly.root / "act.pdf").symlink_to(target)
    (said,) = refusals(silly, "{file: act.pdf}")
    assert said.startswith(f'cloud-school: the original "act.pdf" leads to "{target}", which is ')


@pytest.mark.slow
def test_a_pack_follows_no_link_out_of_the_output(silly: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("secret")
    assert silly.run("build", "--jobs", "1", "--school", "cloud-school").status == 0
    for name, target in (("secret.txt", outside), ("folder", outside.parent)):
        link = silly.root / "site/cloud-school" / name
        link.symlink_to(target)
        answer = silly.run("pack", "cloud-school")
        assert answer.status == 1 and f"cloud-school/{name}:1: is a link; remove it, then run uklad build" in answer.err
        assert not list(silly.root.glob("*.zip"))
        link.unlink()
    assert silly.run("pack", "cloud-school").status == 0

"""One ZIP of a school that works in any folder of any server, and from a USB stick."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined

from uklad.base.errors import Problem, Refused
from uklad.base.zip_archive import write_zip
from uklad.content.site import Site
from uklad.documents.context import DocumentContext
from uklad.documents.kit import documents
from uklad.documents.producer import FORMATS, kilobytes
from uklad.model.editions import current
from uklad.model.schema import Schools
from uklad.publishing.manifest import listed

TEXTS = "documents/pack"


def write_pack(schools: Schools, school: str, root: Path, out: Path, target: Path) -> int:
    """Write the ZIP beside what it replaces and put it in place whole; returns its size. Raises Refused where nothing is built."""
    built = out / school
    site = Site(schools, root / "docs", school, current(schools.schools[school]), schools.locales[0])
    if not (built / "index.html").is_file() or not (out / site.folder / "documents").is_dir():
        what = f"{school} is not built here with its documents"
        raise Refused([Problem(out.name, 1, what, f"run uklad build --school {school} first")])
    aside = target.with_name(f".{target.name}")
    write_zip(aside, sorted([*_texts(site, root, out), *_files(built)]))
    aside.replace(target)
    return target.stat().st_size


def _files(built: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a built school under its name in the ZIP. Raises Refused where one is a link, for it may lead out."""
    paths = listed(built)
    if links := [path for path in paths if (built / path).is_symlink()]:
        raise Refused(Problem(f"{built.name}/{path}", 1, "is a link", "remove it, then run uklad build") for path in links)
    yield from ((f"site/{path}", (built / path).read_bytes()) for path in paths)


def _texts(site: Site, root: Path, out: Path) -> Iterator[tuple[str, bytes]]:
    """The README, the links for the official site and the server's settings, from the templates of the project."""
    jinja = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    facts = _facts(site, root, out)
    for path in sorted((root / TEXTS).iterdir()):
        said = jinja.from_string(path.read_text(encoding="utf-8")).render(facts)
        if path.name == "README.txt":
            said = said.replace("\n", "\r\n")
        yield path.name, said.encode("utf-8-sig" if path.name == "README.txt" else "utf-8")


def _facts(site: Site, root: Path, out: Path) -> dict[str, object]:
    """What the templates may name."""
    base = site.school.address.rstrip("/") if site.school.address else ""
    return {
        "school": site.school.name[site.locale],
        "title": html.escape(site.edition.title[site.locale]),
        "edition": site.words.date(site.edition.date),
        "base": html.escape(base),
        "page": f"{site.locale}/{site.edition.date}/regulation/index.html",
        "files": list(_listed(site, root, out)),
    }


def _listed(site: Site, root: Path, out: Path) -> Iterator[dict[str, str]]:
    """The documents of the edition in force that the site holds, the signed original first."""
    folder = out / site.folder / "documents"
    words = site.words
    wanted = []
    if original := site.edition.original:
        wanted.append((Path(original.file).name, words("documents.original")))
    wanted += [(f"{one.name}.{kind}", one.title) for one in documents(DocumentContext(site, root)) for kind in FORMATS]
    for name, title in wanted:
        path = folder / name
        if path.is_file():
            size = words("documents.size", kb=kilobytes(path.stat().st_size))
            said = words("documents.link", title=title, format=path.suffix[1:].upper(), size=size)
            yield {"path": f"{site.folder.partition('/')[2]}/documents/{quote(name)}", "said": html.escape(said)}

"""The licences of everything that is installed for the project: one line each, and what is not accepted."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import click
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from uklad.base.errors import Problem, Refused, nearest

PROJECT = "uklad"
PERMISSIVE = (
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "CNRI-Python", "HPND", "ISC", "MIT", "MIT-0",
    "MIT-CMU", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib", "ZPL-2.1",
)  # fmt: skip
REMARKS = {
    "LGPL": "used as a library and not changed",
    "MPL-2.0": "used as a library; changed files of it would have to be published",
}
BRACKETS = re.compile(r"\(([^()]*)\)")
NAMES = (  # how packages without an SPDX expression name their licence
    (r"apache", "Apache-2.0"),
    (r"mozilla.*2\.0|mpl[ -]?2", "MPL-2.0"),
    (r"lesser general public|lgpl", "LGPL"),
    (r"general public|\bgpl", "GPL"),
    (r"bsd.*\b3|3-clause|new bsd", "BSD-3-Clause"),
    (r"bsd.*\b2|2-clause|simplified bsd", "BSD-2-Clause"),
    (r"\bbsd", "BSD"),
    (r"\bmit\b", "MIT"),
    (r"python software foundation|\bpsf", "PSF-2.0"),
    (r"\bisc\b", "ISC"),
    (r"unlicense", "Unlicense"),
    (r"zope|\bzpl", "ZPL-2.1"),
)


@dataclass(frozen=True, order=True)
class Licence:
    """What a package is under; `wrong` says why that is not accepted."""

    package: str
    version: str
    licence: str
    remark: str = ""
    wrong: str = ""

    def __str__(self) -> str:
        said = self.wrong or self.remark
        return f"{self.package} {self.version}: {self.licence}{' (' if said else ''}{said}{')' if said else ''}"


@click.command(epilog="\b\nExample:\n  python tools/licences.py --extras test --extras cluster")
@click.option("--extras", multiple=True, metavar="NAME", help="The dependencies of this extra too (may be repeated).")
def main(extras: tuple[str, ...]) -> None:
    """List the licence of every dependency; the exit status is 1 where one is unknown, not accepted or not installed."""
    try:
        sys.exit(tell_licences(extras))
    except Refused as refused:
        sys.exit(str(refused))


def tell_licences(extras: Collection[str]) -> int:
    """Print each licence; 1 where one is unknown, not accepted or not installed, else 0. Raises Refused for an unknown extra."""
    known = distribution(PROJECT).metadata.get_all("Provides-Extra", [])
    if unknown := [name for name in extras if name not in known]:
        raise Refused([Problem("pyproject.toml", 1, f'there is no extra "{name}"', nearest(name, known)) for name in unknown])
    licences = list_licences(PROJECT, extras)
    print(*licences, sep="\n")
    wrong = [licence for licence in licences if licence.wrong]
    for licence in wrong:
        print(f"{licence.package}: {licence.wrong}; ask its authors, or use another package", file=sys.stderr)
    print(f"{len(licences)} packages, {len(wrong)} with a licence that is not accepted")
    return 1 if wrong else 0


def list_licences(project: str, extras: Collection[str] = ()) -> list[Licence]:
    """The licence of every package that the project and these extras of it require, by name."""
    return sorted(_licence(name) for name in _required(project, extras) - {canonicalize_name(project)})


def _required(project: str, extras: Collection[str]) -> set[str]:
    """The names of all that is required, directly or not, on this machine."""
    waiting = [(project, frozenset(extras))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) not in seen:
            seen.add((name, wanted))
            waiting += [(canonicalize_name(one.name), frozenset(one.extras)) for one in _requirements(name, wanted)]
    return {canonicalize_name(name) for name, _ in seen}


def _requirements(name: str, extras: Collection[str]) -> Iterator[Requirement]:
    """What a package asks for here; nothing of one that is not installed."""
    try:
        said = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for one in map(Requirement, said):
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield one


def _licence(name: str) -> Licence:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return Licence(name, "-", "unknown", wrong="it is not installed")
    said = stated(found)
    if not said:
        return Licence(name, found.version, "unknown", wrong="it states no known licence")
    remark = next((text for mark, text in REMARKS.items() if mark in said), "")
    return Licence(name, found.version, said, remark, "" if accepted(said) else "its licence is not on the list of accepted ones")


def stated(found: Distribution) -> str:
    """The licence as an SPDX expression, as far as the package's metadata tell; empty where they do not."""
    metadata = found.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classifiers = [one.rpartition(" :: ")[2] for one in metadata.get_all("Classifier", []) if one.startswith("License :: ")]
    names = [_known(text) for text in classifiers]
    if any(names):
        return " AND ".join(sorted({name for name in names if name}))
    return next(filter(None, map(_known, (_first_line(metadata.get("License")), *_files(found)))), "")


def _files(found: Distribution) -> Iterator[str]:
    """The first line of each licence file that the package names."""
    for name in found.metadata.get_all("License-File", []):
        yield _first_line(found.read_text(f"licenses/{name}") or found.read_text(name))


def _first_line(text: object) -> str:
    return next(iter(str(text or "").strip().splitlines()), "")


def _known(text: str) -> str:
    return text if text in PERMISSIVE else next((name for pattern, name in NAMES if re.search(pattern, text, re.I)), "")


def accepted(expression: str) -> bool:
    """Whether one of the alternatives of the expression consists of accepted licences only."""
    plain = re.sub(r"\bWITH\s+[^\s()]+", " ", expression)
    while (inner := BRACKETS.sub(lambda match: PERMISSIVE[0] if _alternatives(match[1]) else "refused", plain)) != plain:
        plain = inner
    return _alternatives(plain)


def _alternatives(flat: str) -> bool:
    return any(
        all(_accepts(one.strip()) for one in re.split(r"\bAND\b", part, flags=re.I)) for part in re.split(r"\bOR\b", flat, flags=re.I)
    )


def _accepts(name: str) -> bool:
    return name in PERMISSIVE or any(name.startswith(mark) for mark in REMARKS)


if __name__ == "__main__":
    main()

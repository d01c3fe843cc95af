"""Uses Typst in this process, and then in a worker: says how workers start, and how many bytes one made."""

from __future__ import annotations

import sys
from pathlib import Path

import typst

from uklad.build.executors import ProcessExecutor, start_method
from uklad.build.jobs import Job, run
from uklad.build.workspace import Workspace
from uklad.model.loader import load_schools


def size(text: str) -> int:
    """The size of a PDF of this text."""
    return len(typst.Compiler(ignore_system_fonts=True).compile(input=text.encode(), format="pdf"))


if __name__ == "__main__":
    silly = Path(__file__).parent / "silly"
    space = Workspace(load_schools(silly / "schools.yml")[0], silly, "schools.yml", Path("store"), Path("out"), Path("aside"))
    if "--first" in sys.argv:
        size("Here")
    method = start_method()
    with ProcessExecutor(space, 2, ["ru"]) as executor:
        print(method, *run([Job(size, ("There",))], executor, lambda one: None))

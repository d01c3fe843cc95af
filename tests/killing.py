"""Publishes sites that are built already, in this process or in one that is killed at its n-th change of the disk."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from uklad.build.mkdocs_runner import Say
from uklad.model.loader import load_schools
from uklad.publishing.manifest import NAME
from uklad.publishing.plan import Published
from uklad.publishing.publish import Content, publish_folder, return_to_former

CHANGES = {"os.mkdir", "os.link", "os.rename", "os.symlink", "os.remove", "os.rmdir"}


@dataclass(frozen=True)
class Ready(Content):
    """Content whose build is at hand."""

    made: Path = Path()

    def build(self, aside: Path, published: Published | None, say: Say) -> None:
        for path in sorted(self.made.rglob("*")):
            if path.is_file():
                place = aside / path.relative_to(self.made)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)


def ready(root: Path, made: Path, only: list[str] | None = None, everything: bool = False) -> Ready:
    schools, _ = load_schools(root / "schools.yml")
    return Ready(schools, root, "schools.yml", only or [], everything, 1, made=made)


def sites(tree: Path) -> dict[str, str]:
    """What a published tree shows: its files by digest, without the manifest and the assets kept for pages that are open."""
    kept = json.loads((tree / NAME).read_text(encoding="utf-8"))["kept"]
    files = (path for path in sorted(tree.rglob("*")) if path.is_file())
    found = {path.relative_to(tree).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return {path: value for path, value in found.items() if path != NAME and path not in kept}


def watch(at: int, seen: list[str]) -> Callable[[str, tuple[object, ...]], None]:
    """Notes every change of the disk; kills this process before the one of this number."""

    def hook(event: str, said: tuple[object, ...]) -> None:
        if event in CHANGES or (event == "open" and isinstance(said[1], str) and set(said[1]) & set("wax+")):
            seen.append(f"{event} {' '.join(map(str, said[:2]))}")
            if len(seen) == at:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def killed(at: int, root: Path, folder: Path, made: Path | None = None) -> tuple[int, list[str]]:
    """Publish `made`, or go back one without it, in a process of its own that dies at change number `at`; at none, where it is 0.

    Returns how the process ended, as `subprocess` tells it, and the changes that it made where it lived.
    """
    reader, writer = os.pipe()
    if not (child := os.fork()):
        _publish(at, ready(root, made) if made else None, folder, writer)
    os.close(writer)
    with open(reader, encoding="utf-8") as told:
        changes = json.loads(told.read() or "[]")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), changes


def _publish(at: int, content: Ready | None, folder: Path, told: int) -> NoReturn:
    seen: list[str] = []
    try:
        sys.addaudithook(watch(at, seen))
        if content:
            publish_folder(content, folder, lambda text: None)
        else:
            return_to_former(folder, lambda text: None)
        changes = list(seen)
        with open(told, "w", encoding="utf-8") as file:
            json.dump(changes, file)
        os._exit(0)
    finally:
        os._exit(1)

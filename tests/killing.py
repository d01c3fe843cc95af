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
    return Ready(schools, root, "schools.yml", only or [], everything, 1, made)


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


def main(at: str, root: str, folder: str, made: str = "") -> None:
    """Publish `made`, or go back one without it; die at change number `at`, or print the changes when it is 0."""
    content = ready(Path(root), Path(made)) if made else None
    seen: list[str] = []
    sys.addaudithook(watch(int(at), seen))
    if content:
        publish_folder(content, Path(folder), lambda text: None)
    else:
        return_to_former(Path(folder), lambda text: None)
    changes = list(seen)
    print(json.dumps(changes))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Prints what the first view of each kind of page takes, compressed, beside stock Material on the same texts."""

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parent.parent
KINDS = ["index.html", "guides/teacher.html", "tasks/join.html", "regulation/index.html", "faq.html", "memo/teacher.html"]


def weight(page: Path) -> int:
    """Compressed bytes of a page and of the files that it names."""
    text = page.read_text(encoding="utf-8")
    named = re.findall(r'<(?:link rel="(?:stylesheet|icon)" href|script(?: defer)? src|img src)="([^"]+)"', text)
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in [page, *((page.parent / one) for one in named)])


def stock(folder: Path) -> None:
    """The default school as plain Material gives it; its script asks for the search index at once."""
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=False)
    for path in list(config.theme.dirs):
        if Path(path).name == "overrides":
            config.theme.dirs.remove(path)
    config.theme.static_templates.discard("assets/words.js")
    config.extra_css = [path for path in config.extra_css if path == "assets/none.css"]
    build(config)


def main() -> int:
    """Print the table for the first school's site in Russian."""
    ours = next(path for path in sorted((ROOT / "site" / "lyceum-159" / "ru").iterdir()) if path.name != "current")
    with tempfile.TemporaryDirectory() as made:
        stock(Path(made))
        index = len(gzip.compress((Path(made) / "search" / "search_index.json").read_bytes(), 9))
        for kind in KINDS:
            print(f"{kind:24} {weight(ours / kind) / 1000:6.1f} kB   stock {(weight(Path(made) / kind) + index) / 1000:6.1f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

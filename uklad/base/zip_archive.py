"""Writes ZIP archives of which the same files give the same bytes, on any machine and at any time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP can name
UNIX = 3


def write_zip(target: Path | IO[bytes], files: Iterable[tuple[str, bytes]], rights: int = 0o644) -> None:
    """Write files, each a name with "/" and its bytes, in the order in which they come, without a clock or this machine's rights."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, UNIX, rights << 16
            made.writestr(entry, content)

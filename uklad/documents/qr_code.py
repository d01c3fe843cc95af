"""The QR code of a document, as an image without a clock."""

from __future__ import annotations

import io
from functools import lru_cache

import segno


@lru_cache(maxsize=64)
def _code(content: str) -> segno.QRCode:
    return segno.make(content, error="m", micro=False)


def svg(content: str) -> str:
    """For PDF."""
    out = io.BytesIO()
    _code(content).save(out, kind="svg", border=2, xmldecl=False, nl=False)
    return out.getvalue().decode()


def png(content: str) -> io.BytesIO:
    """For DOCX."""
    out = io.BytesIO()
    _code(content).save(out, kind="png", scale=4, border=2)
    return io.BytesIO(out.getvalue())

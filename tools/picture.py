"""Draws the picture of the README: the parent's guide of the lyceum, in Russian on a desktop and in English on a phone.

Run `uklad build --school lyceum-159` first, then `python tools/picture.py`.
"""

from __future__ import annotations

import base64
import contextlib
import io
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "handbook" / "pictures" / "guide.png"
MOST = 60_000  # bytes of the picture


class Window(NamedTuple):
    """What one of the two shows: a page below `site/`, and the size of the window in its pixels."""

    page: str
    width: int
    height: int = 800


WINDOWS = (
    Window("lyceum-159/ru/2024-08-29/guides/parent.html", 1240),
    Window("lyceum-159/en/2024-08-29/guides/parent.html#steps", 360),
)
STYLE = "body{margin:0;display:flex;gap:16px;padding:16px;width:max-content;background:#d0d5dd}"


def draw_picture(site: Path) -> bytes:
    """The windows side by side, as PNG; `site` holds the built pages."""
    sys.path.insert(0, str(ROOT / "tests"))  # the browser of the tests
    from browser import QUIET, find_browser
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        images = [_photograph(browser, site, window) for window in WINDOWS]
        sheet = browser.new_page(device_scale_factor=0.75)
        shown = "".join(f'<img src="data:image/png;base64,{base64.b64encode(image).decode()}">' for image in images)
        sheet.set_content(f"<style>{STYLE}</style>{shown}")
        sheet.wait_for_function("[...document.images].every(image => image.complete)")
        whole = sheet.locator("body").screenshot()
        browser.close()
    return _with_few_colours(whole)


def _photograph(browser: Any, site: Path, window: Window) -> bytes:
    view = browser.new_page(viewport={"width": window.width, "height": window.height})
    path, _, anchor = window.page.partition("#")
    view.goto((site / path).as_uri() + (f"#{anchor}" if anchor else ""))
    return bytes(view.screenshot())


def _with_few_colours(image: bytes) -> bytes:
    """The PNG with a palette of 32 colours, where pillow is installed; else as it is."""
    with contextlib.suppress(ImportError):
        from PIL import Image

        small = io.BytesIO()
        Image.open(io.BytesIO(image)).convert("RGB").quantize(32, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        return small.getvalue()
    return image


def main() -> None:
    """Write the picture, or say what is in the way."""
    if not (ROOT / "site" / WINDOWS[0].page).exists():
        sys.exit("site: the lyceum is not built; run uklad build --school lyceum-159")
    drawn = draw_picture(ROOT / "site")
    if len(drawn) > MOST:
        sys.exit(f"the picture has {len(drawn)} bytes, more than {MOST}; install pillow, or show less")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_bytes(drawn)
    print(f"wrote {PICTURE.relative_to(ROOT)}, {len(drawn) // 1000} kB")


if __name__ == "__main__":
    main()

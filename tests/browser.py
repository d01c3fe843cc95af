"""Finds a browser for the tests, or installs one: Playwright's own Chromium, else Debian's package when root."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "C:/Program Files/Google/Chrome/Application/chrome.exe")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def find_browser() -> str | None:
    """The path of an installed Chromium or Chrome, Playwright's own included."""
    for name in (*NAMES, *PLACES):
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install_browser() -> None:
    """Try Playwright's download, then Debian's package."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not find_browser() and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False)


if __name__ == "__main__":
    if not find_browser():
        install_browser()
    if not (found := find_browser()):
        sys.exit("no browser for the tests; install Chromium or Chrome and run this again")
    print(f"browser for the tests: {found}")

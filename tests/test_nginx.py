"""A real nginx serves the published folder while it is published and rolled back: no request fails, no page lacks its assets."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from conftest import Project
from killing import ready
from nginx import find_nginx, install_nginx
from test_publish import quiet, two, whole

from uklad.publishing.publish import publish_folder, return_to_former

__all__ = ["two"]  # a fixture
SETTINGS = """daemon off; {user} worker_processes 2; pid {run}/pid; error_log {run}/error.log;
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; text/css css; application/javascript js; image/png png; }}
  access_log off; sendfile on; client_body_temp_path {run}/a; proxy_temp_path {run}/b; fastcgi_temp_path {run}/c; uwsgi_temp_path {run}/d; scgi_temp_path {run}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}; index index.html; }}
}}
"""


@pytest.fixture
def address(silly: Project) -> Iterator[str]:
    """The address of an nginx that serves the folder www of the project."""
    if not find_nginx():
        install_nginx()
    if not (program := find_nginx()):
        pytest.skip("nginx is not here and cannot be installed: neither Debian's apt-get nor its package can be had")
    run = silly.root / "nginx"
    run.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""
    (run / "nginx.conf").write_text(SETTINGS.format(user=user, run=run, port=port, folder=silly.root / "www"), encoding="utf-8")
    with subprocess.Popen([program, "-c", str(run / "nginx.conf"), "-p", str(run)], stderr=subprocess.DEVNULL) as server:
        try:
            while not answers(port):
                assert server.poll() is None, (run / "error.log").read_text(encoding="utf-8")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


class Reader(threading.Thread):
    """Opens one page after another without pause, each with all its assets; notes what failed and which trees it saw."""

    def __init__(self, address: str, pages: list[str]):
        super().__init__(daemon=True)
        self.address, self.pages = address, pages
        self.failed: list[str] = []
        self.asked = self.rounds = 0
        self.seen: set[bool] = set()
        self.stop, self.went_round = threading.Event(), threading.Condition()

    def run(self) -> None:
        while not self.stop.is_set():
            for page in self.pages:
                self.open(page)
            with self.went_round:
                self.rounds += 1
                self.went_round.notify_all()

    def open(self, page: str) -> None:
        text = self.ask(urljoin(self.address, page))
        self.seen.add("site.00000000.css" in text)
        for asset in sorted(set(re.findall(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"#]+\.(?:css|js|png|svg))"', text))):
            self.ask(urljoin(self.address, posixpath.join(posixpath.dirname(page), asset)))

    def ask(self, url: str) -> str:
        self.asked += 1
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return answer.read().decode("utf-8", "replace")
        except (urllib.error.URLError, OSError) as error:
            self.failed.append(f"{urlsplit(url).path}: {error}")
            return ""

    def wait(self, rounds: int) -> None:
        """Return when it has been round all pages so many times more."""
        with self.went_round:
            end = self.rounds + rounds
            assert self.went_round.wait_for(lambda: self.rounds >= end, timeout=120)


@pytest.mark.slow
def test_no_request_fails_while_it_is_published_and_rolled_back(silly: Project, two: tuple[Path, Path], address: str) -> None:
    folder, (first, second) = silly.root / "www", two
    publish_folder(ready(silly.root, first), folder, quiet)
    pages = sorted(path for path in whole(folder) if path.endswith(".html") and "/current/" not in path)
    readers = [Reader(address, pages[turn::2]) for turn in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        publish_folder(ready(silly.root, second), folder, quiet)
        readers[0].wait(1)
        return_to_former(folder, quiet)
        readers[1].wait(1)
    for reader in readers:
        reader.stop.set()
        reader.join(timeout=120)
    assert [failure for reader in readers for failure in reader.failed] == []
    assert all(reader.seen == {True, False} and reader.asked > 100 for reader in readers)


def test_a_page_loaded_before_the_switch_gets_its_assets_after_it(silly: Project, two: tuple[Path, Path], address: str) -> None:
    folder, page = silly.root / "www", "cloud-school/ru/2030-03-04/index.html"
    publish_folder(ready(silly.root, two[0]), folder, quiet)
    reader = Reader(address, [])
    for switch in (lambda: publish_folder(ready(silly.root, two[1]), folder, quiet), lambda: return_to_former(folder, quiet)):
        styles = re.findall(r'href="([^"]+\.css)"', reader.ask(address + page))
        switch()
        for style in styles:
            assert reader.ask(urljoin(address + page, style))
    assert reader.failed == []
    shutil.rmtree(folder.resolve() / "assets")
    reader.open("index.html")
    assert reader.failed, "this reader would notice"

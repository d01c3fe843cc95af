"""A server of a built folder, for readers on this machine only."""

from __future__ import annotations

import errno
import functools
import io
import sys
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

from uklad.base.errors import Problem, Refused

HOST = "127.0.0.1"
REFUSALS = {
    errno.EADDRINUSE: ("is in use by another program", "choose another one: uklad serve --port {free}"),
    errno.EACCES: ("is kept for the administrator", "choose one from 1024 on: uklad serve --port {free}"),
}


class _Handler(SimpleHTTPRequestHandler):
    """Sends files, and says of a name that no file can have that it is not found."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """The file that is asked for; none where an error was sent instead."""
        try:
            return super().send_head()
        except ValueError:  # NUL or half a character in the name
            self.send_error(HTTPStatus.NOT_FOUND, "File not found")
            return None


class _Server(ThreadingHTTPServer):
    """A server to which readers who leave are no error."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of an error, unless the reader has left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def open_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of the folder, ready to serve; port 0 takes any that is free. Raises Refused where the port cannot be had."""
    try:
        return _Server((HOST, port), functools.partial(_Handler, directory=str(folder)))
    except OSError as error:
        what, cure = REFUSALS.get(error.errno or 0, (f"cannot be had: {error.strerror}", "choose another one: uklad serve --port {free}"))
        free = port + 1 if 1024 <= port < 65535 else 8000
        raise Refused([Problem(f"port {port}", 1, what, cure.format(free=free))]) from None

"""`uklad serve`: the built sites, on this machine only."""

from __future__ import annotations

from pathlib import Path

import click

from uklad.base.errors import Problem, Refused
from uklad.cli.arguments import built_option, examples


@click.command(epilog=examples("uklad serve", "uklad serve --port 8080"))
@built_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N", help="The port; 0 takes any that is free."
)
@click.pass_obj
def serve(root: Path, out: Path, port: int) -> None:
    """Show the built sites on this machine only, until Ctrl-C."""
    from uklad.publishing.local_server import HOST, open_server

    folder = root / out
    if not (folder / "index.html").exists():
        raise Refused([Problem(str(out), 1, "nothing is built here", "run uklad build first")])
    with open_server(folder, port) as server:
        print(f"http://{HOST}:{server.server_port}/  (Ctrl-C ends it)", flush=True)
        server.serve_forever()

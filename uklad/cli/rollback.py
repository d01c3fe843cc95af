"""`uklad rollback`: the way back to the release before."""

from __future__ import annotations

from pathlib import Path

import click

from uklad.cli.arguments import examples, published_folder


@click.command(epilog=examples("uklad rollback /var/www/rules"))
@click.argument("folder", type=Path, metavar="FOLDER", help="The folder that uklad publish was given.")
@click.pass_obj
def rollback(root: Path, folder: Path) -> None:
    """Go back to what was published before."""
    from uklad.publishing.publish import return_to_former

    return_to_former(published_folder(root, folder), print)

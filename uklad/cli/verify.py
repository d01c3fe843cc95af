"""`uklad verify`: a published folder beside its manifest."""

from __future__ import annotations

from pathlib import Path

import click

from uklad.cli.arguments import examples


@click.command(epilog=examples("uklad verify /var/www/rules"))
@click.argument("folder", type=Path, metavar="FOLDER", help="The folder that uklad publish was given, or a copy of it.")
@click.pass_obj
def verify(root: Path, folder: Path) -> None:
    """Compare what is published with its manifest."""
    from uklad.publishing.publish import verify_tree

    manifest = verify_tree(root / folder)
    print(f"{folder}: {len(manifest.files)} files of {len(manifest.editions)} editions are as they were published")

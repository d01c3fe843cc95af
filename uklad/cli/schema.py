"""`uklad schema`: the JSON Schema of the data file."""

from __future__ import annotations

from pathlib import Path

import click

from uklad.cli.arguments import examples


@click.command(epilog=examples("uklad schema"))
def schema() -> None:
    """Write the JSON Schema of schools.yml for editors."""
    from uklad.model.loader import SCHEMA, schema_text

    SCHEMA.write_text(schema_text(), encoding="utf-8")
    print(f"wrote {SCHEMA.relative_to(Path(__file__).parent.parent.parent)}")

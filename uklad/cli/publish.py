"""`uklad publish`: builds, verifies, and switches what readers see."""

from __future__ import annotations

import functools
from pathlib import Path

import click

from uklad.base.errors import Problem, Refused
from uklad.cli.arguments import DataFile, examples, jobs_option, published_folder, school_option, with_data_file


@click.command(
    epilog=examples(
        "uklad publish /var/www/rules --dry-run", "uklad publish /var/www/rules --school lyceum-159", "uklad publish --branch pages"
    )
)
@click.argument("folder", type=Path, required=False, metavar="[FOLDER]", help="The folder that a web server serves.")
@click.option("--branch", metavar="NAME", help="A git branch instead, for GitHub, GitLab and the like.")
@with_data_file
@school_option
@click.option("--all", "everything", is_flag=True, help="Superseded editions too, which otherwise stay byte for byte.")
@click.option("--drafts", is_flag=True, help="Also schools whose clauses are not compared with the act yet; their pages say so.")
@click.option("--dry-run", is_flag=True, help="Show what would change; change nothing.")
@jobs_option
def publish(
    data: DataFile,
    folder: Path | None,
    branch: str | None,
    school_ids: tuple[str, ...],
    everything: bool,
    drafts: bool,
    dry_run: bool,
    jobs: int,
) -> None:
    """Build, verify, and switch what readers see, all at once.

    Name a FOLDER or a --branch.
    """
    from uklad.build.snapshot import take_snapshot
    from uklad.publishing.drafts import refuse_drafts
    from uklad.publishing.git_branch import preview_branch, publish_branch
    from uklad.publishing.publish import Content, preview_folder, publish_folder

    if (folder is None) == (branch is None):
        raise click.UsageError("Name a FOLDER or a --branch, one of the two.")
    target = published_folder(data.root, folder) if folder is not None else _accepted_branch(branch or "")
    snapshot = take_snapshot(data.root)
    schools, source = data.load_valid()
    data.refuse_unknown("school", school_ids, schools.schools)
    if not drafts:
        refuse_drafts(schools, source, school_ids, data.option)
    content = Content(schools, data.root.resolve(), data.name, list(school_ids), everything, jobs, snapshot.with_data(schools, source))
    say = functools.partial(print, flush=True)
    if isinstance(target, Path):
        (preview_folder if dry_run else publish_folder)(content, target, say)
    else:
        (preview_branch if dry_run else publish_branch)(content, target, say)


def _accepted_branch(name: str) -> str:
    """The name of the branch. Raises Refused where git would take it for none."""
    from uklad.publishing.git_repository import is_branch_name

    if not is_branch_name(name):
        raise Refused([Problem("--branch", 1, f'"{name}" can be no name of a branch', "use letters, digits and hyphens, as pages")])
    return name

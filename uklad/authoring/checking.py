"""Checks the texts and renders every site that nothing is known of yet; tells every mistake once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from uklad.authoring.checks import check_all
from uklad.authoring.checks.glossary import misshapen_glossaries
from uklad.authoring.checks.phrases import invalid_phrases
from uklad.authoring.checks.rendered_site import mistakes_of_portal, mistakes_of_site
from uklad.authoring.last_check import Mistakes
from uklad.base.artifact_store import FOLDER
from uklad.base.errors import Problem, Refused
from uklad.base.yaml_reader import Source
from uklad.build.cache_keys import Keys
from uklad.build.executors import executor_for, start_method
from uklad.build.jobs import Job, run
from uklad.build.snapshot import Snapshot
from uklad.build.workspace import Workspace, open_workspace
from uklad.content.document_list import DocumentList
from uklad.model.schema import Schools

FEW = 8  # sites that one process renders sooner than it makes others


def check_and_render(
    schools: Schools, source: Source, root: Path, file: str, snapshot: Snapshot, known: dict[str, Mistakes]
) -> tuple[list[Problem], dict[str, Mistakes]]:
    """Every mistake of the texts and of the pages that come of them; and the mistakes of each site by its key.

    `known`: those of an earlier check. `snapshot`: the input, data included.
    """
    found = check_all(schools, root, source)
    if not _is_frame_valid(schools, source, root):
        return found, known
    jobs = {key: (name, job) for key, name, job in reversed(list(_jobs(schools, Keys(schools, snapshot))))}  # the first of each key stays
    sites = {key: mistakes for key, mistakes in known.items() if key in jobs}
    wanted = [key for key in reversed(jobs) if key not in sites]
    folder = (root / FOLDER).resolve()
    workspace = Workspace(schools, root.resolve(), file, folder, folder, folder)
    sites |= zip(wanted, _run(workspace, [jobs[key][1] for key in wanted]), strict=True)
    told = {(problem.path, problem.line) for problem in found}
    rendered = _once((jobs[key][0], sites[key]) for key in reversed(jobs))
    return sorted([*found, *(one for one in rendered if (one.path, one.line) not in told)]), sites


def _is_frame_valid(schools: Schools, source: Source, root: Path) -> bool:
    """Whether what every page reads can be read: where not, each would be told of."""
    try:
        return not any(check(schools, root / "docs", source) for check in (misshapen_glossaries, invalid_phrases))
    except Refused:
        return False


def _jobs(schools: Schools, keys: Keys) -> Iterator[tuple[str, str, Job]]:
    """The key of each site and portal, its name, and the job that renders it; sites that are alike have one key."""
    for locale in [*schools.locales, *schools.partial]:
        for name, school in schools.schools.items():
            for index, edition in enumerate(school.editions):
                ref = (name, index, locale)
                yield keys.pages(ref, DocumentList()), f"{name}, {edition.date}", Job(mistakes_of_site, (ref,), locale)
        if locale in schools.locales:
            yield keys.portal(locale), "the portal", Job(mistakes_of_portal, (locale,), locale)


def _run(workspace: Workspace, jobs: list[Job]) -> list[Mistakes]:
    """The results of jobs: of many in several processes, where these begin at once."""
    open_workspace(workspace)
    workers = (os.cpu_count() or 1) if len(jobs) > FEW and start_method() == "fork" else 1
    with executor_for(workspace, workers) as executor:
        return run(jobs, executor, lambda result: None)


def _once(sites: Iterable[tuple[str, Mistakes]]) -> list[Problem]:
    """The mistakes of all sites; one that hangs on the site is told with the name of the first that has it."""
    everywhere, found = set[Problem](), dict[Problem, list[str]]()
    for name, (anywhere, here) in sites:
        everywhere |= anywhere
        for problem in here:
            found.setdefault(problem, []).append(name)
    return [*everywhere, *(_named(problem, names) for problem, names in found.items())]


def _named(problem: Problem, names: list[str]) -> Problem:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return replace(problem, what=f"{problem.what} ({names[0]}{more})")

"""The whole output: every site, the way to the edition in force, and the portal in front."""

from __future__ import annotations

import posixpath
import shutil
from dataclasses import replace
from pathlib import Path

from uklad.build import Done, Job, Say, build_all, put_in_place
from uklad.editions import current
from uklad.escape import literal
from uklad.feeds import feed, versions
from uklad.model import Schools
from uklad.overlay import overlay, portal_overlay
from uklad.site import Site, all_sites

ASIDE = ".uklad-aside"
REDIRECT = Path(__file__).with_name("redirect.html")


def build_whole(
    schools: Schools,
    root: Path,
    out: Path,
    only: list[str],
    locales: list[str],
    workers: int,
    say: Say,
    file: str = "schools.yml",
    documents: bool = True,
) -> list[Done]:
    """Build the chosen sites and the portal; only what is whole is put in place. Returns how each went."""
    sites = all_sites(schools, root / "docs", only, locales)
    aside = out / ASIDE
    papers = (aside / "documents").resolve() if documents else None
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    jobs = [_job(site, root, file, aside, papers) for site in sites] + portal_jobs(schools, root, locales, file)
    try:
        done = build_all(jobs, root, aside, workers, say)
        failed = {one.job.folder for one in done if one.failures}
        _place_sites(sites, failed, aside, out)
        if not any(job.folder in failed for job in jobs[len(sites) :]):
            _place_portal(jobs[len(sites) :], aside, out)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return done


def _job(site: Site, root: Path, file: str, aside: Path, papers: Path | None = None) -> Job:
    settings = overlay(site, root)
    if site.locale in site.schools.partial:
        settings["docs_dir"] = str(_filled(site, aside))
    settings["extra"]["uklad"]["schools"] = file
    if papers:
        settings["extra"]["uklad"]["documents"] = str(papers / site.folder)
    return Job(f"{site.school_id} {site.locale} {site.edition.date}", site.folder, settings)


def _filled(site: Site, aside: Path) -> Path:
    """A copy of a partial locale's pages, with those it lacks from the authoritative locale."""
    folder = aside / ".docs" / site.locale
    for page in site.written:
        source = site.docs / (site.first if page.path in site.borrowed else site.locale) / page.path
        (folder / page.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / page.path)
    return folder


def portal_jobs(schools: Schools, root: Path, locales: list[str], file: str) -> list[Job]:
    """The portal in each locale: the first at the root of the output, the others in a folder of theirs."""
    jobs = []
    for locale in locales or schools.locales:
        settings = portal_overlay(schools, root, locale)
        settings["extra"]["uklad"]["schools"] = file
        jobs.append(Job(f"portal {locale}", f"portal/{locale}", settings))
    return jobs


def _place_sites(sites: list[Site], failed: set[str], aside: Path, out: Path) -> None:
    """Put each school's locale in place whole: its editions, and the way to the one in force."""
    for school_id, locale in dict.fromkeys((site.school_id, site.locale) for site in sites):
        folders = [site.folder for site in sites if (site.school_id, site.locale) == (school_id, locale)]
        if not failed & set(folders):
            site = next(site for site in sites if (site.school_id, site.locale) == (school_id, locale))
            _write_current(site, aside / school_id / locale)
            put_in_place(aside / school_id / locale, out / school_id / locale)
            first = replace(site, locale=site.schools.locales[0])
            _redirect(first, out / school_id / "index.html", f"{first.locale}/current/index.html")


def _write_current(site: Site, folder: Path) -> None:
    """`current/` holds a page for every page of the edition in force, leading there."""
    (folder / "versions.json").write_text(versions(site), encoding="utf-8")
    (folder / "feed.xml").write_text(feed(site), encoding="utf-8")
    date = str(current(site.school).date)
    for page in sorted((folder / date).rglob("*.html")):
        path = page.relative_to(folder / date).as_posix()
        target = posixpath.relpath(f"{date}/{path}", posixpath.dirname(f"current/{path}"))
        _redirect(site, folder / "current" / path, target)


def _redirect(site: Site, path: Path, url: str) -> None:
    title, text = literal(site.school.name[site.locale]), site.words("redirect")
    page = REDIRECT.read_text(encoding="utf-8").format(lang=site.locale, title=title, url=url, text=text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")


def _place_portal(jobs: list[Job], aside: Path, out: Path) -> None:
    """The first locale's pages go to the root of the output, the others' to a folder named after the locale."""
    for job in jobs:
        locale = job.folder.rpartition("/")[2]
        made = aside / job.folder
        if job.settings["extra"]["uklad"]["root"]:
            for path in sorted(made.iterdir()):
                put_in_place(path, out / path.name)
        else:
            put_in_place(made, out / locale)

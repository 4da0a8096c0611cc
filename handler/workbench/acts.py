"""The acts of the workbench: a document begins a piece of work, changes go on with it, publishing ends it."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from handler.http.body import JSON, read_json, read_text
from handler.http.message import Request
from handler.http.refusals import refused
from handler.workbench import refusals
from handler.workbench.changes import CHANGES, Said, members_of
from handler.workbench.drafts import Kept, StaleError
from handler.workbench.reading import UnreadError, read
from handler.workbench.settings import Settings
from schema.authoring.workbench.publish import publish
from schema.authoring.workbench.show import work_document
from schema.edition.model import Edition
from schema.edition.period import mistake_in, period_of
from schema.errors import FileProblem, FileProblemsError, UserError
from schema.loading.catalogue import load_catalogue
from schema.validation.validate import Problem

LARGEST = 10 * 2**20
"""Bytes of a document."""
_LONGEST_NAME = 120
Document = dict[str, object]


def listed(settings: Settings) -> Document:
    editions = list(load_catalogue(settings.shelf))
    drafts = [
        {
            "edition": kept.work.edition,
            "file": kept.work.file,
            "open": kept.work.open,
            "at": kept.at,
            "published": kept.published,
        }
        for kept in settings.drafts.all()
    ]
    return {"drafts": drafts, "editions": editions, "next": _next(editions[0])}


def _next(edition: str) -> str:
    period = period_of(edition)
    return period.moved(1).id if period else ""


def find(settings: Settings, edition: str) -> Kept:
    kept = settings.drafts.find(edition)
    if kept is None:
        raise refused(refusals.NO_WORK, edition=edition)
    return kept


def shown(settings: Settings, kept: Kept, window: str) -> Document:
    """The work as it stands, and who else looks at it."""
    likes = (each for each in _others(settings.shelf, kept.work.edition) if each.id == kept.work.like)
    return {
        "version": kept.version,
        "by": kept.by,
        "at": kept.at,
        "published": kept.published,
        "others": settings.presence.others(kept.work.edition, window),
        **work_document(kept.work, next(likes, None)),
    }


def begin(settings: Settings, request: Request, edition: str) -> Document:
    """Size first, then names, then what is in the file. Raises RefusedError."""
    content, like = request.body, request.headers.get("x-like", "")
    if content is None or len(content) > LARGEST:
        raise refused(refusals.TOO_LARGE, most=str(LARGEST >> 20))
    name = re.split(r"[/\\]", unquote(request.headers.get("x-file-name", "")))[-1][-_LONGEST_NAME:]
    if mistake_in(edition) or not period_of(edition):
        raise refused(refusals.NO_EDITION, edition=edition)
    if like and like not in load_catalogue(settings.shelf):
        raise refused(refusals.NO_LIKE, like=like)
    try:
        work = read(name, content, edition, like, settings.shelf, settings.patience)
    except UnreadError as error:
        raise refused(refusals.UNREAD, why=str(error)) from error
    window = request.headers.get("x-window", "")
    return shown(settings, settings.drafts.begin(work, window, settings.clock()), window)


def change(settings: Settings, request: Request, edition: str) -> Document:
    """Raises RefusedError."""
    said = members_of(read_json(read_text(request, JSON)[1]))
    kept = replace(find(settings, edition), by=said.window, at=settings.clock().isoformat())
    if said.do == "discard":
        settings.drafts.discard(edition, settings.clock())
        return listed(settings)
    try:
        if said.do == "publish":
            return _publish(settings, kept, said)
        work = CHANGES[said.do].act(kept.work, said.members, _others(settings.shelf, edition))
        return shown(settings, settings.drafts.change(kept, said.version, work), said.window)
    except FileProblemsError as error:
        raise refused(refusals.NOT_DONE, *map(_problem, error.mistakes)) from error
    except StaleError as error:
        raise refused(refusals.STALE) from error


def _publish(settings: Settings, kept: Kept, said: Said) -> Document:
    """First the state, so that of two who publish one is told; then the files; then the site."""
    now = settings.clock()
    kept = settings.drafts.change(kept, said.version, kept.work)
    told = list(publish(kept.work, settings.shelf, now))
    try:
        settings.renew()
    except (UserError, OSError) as error:
        raise refused(refusals.NOT_SERVED, why=str(error)) from error
    kept = settings.drafts.change(replace(kept, published=now.isoformat()), kept.version, kept.work)
    return {**shown(settings, kept, said.window), "told": told}


def _problem(mistake: FileProblem) -> Problem:
    message = f"{mistake.rule}。{mistake.remedy}。"
    return Problem(blank="", place=mistake.place, label="", rule="invalid", message=message)


def _others(shelf: Path, edition: str) -> list[Edition]:
    surveys = load_catalogue(shelf).values()
    return [survey.edition for survey in surveys if survey.edition.id != edition]

"""The files that an officer sends: the document that begins a piece of work, the roster."""

import re
from dataclasses import replace
from urllib.parse import unquote

from handler.http.dispatch import store_failed
from handler.http.message import Request
from handler.http.refusals import NOT_COLLECTED, refused
from handler.stores import StoreError
from handler.workbench import refusals
from handler.workbench.acts import Document, find, problem_of, shown
from handler.workbench.drafts import StaleError
from handler.workbench.reading import Sent, UnreadError, read
from handler.workbench.settings import Settings
from schema.authoring.workbench.units import with_roster
from schema.edition.period import mistake_in, period_of
from schema.errors import FileProblemsError, UserError
from schema.loading.catalogue import load_catalogue

LARGEST = 10 * 2**20
"""Bytes of a file."""
_LONGEST_NAME = 120


def roster(settings: Settings, request: Request, edition: str) -> Document:
    """Another roster, of a table's file. Raises RefusedError."""
    name, content = _file(request)
    kept, window = find(settings, edition), request.headers.get("x-window", "")
    try:
        work = with_roster(kept.work, name, content)
        by = replace(kept, by=window, at=settings.clock().isoformat(), published="")
        return shown(settings, settings.drafts.change(by, kept.version, work), window)
    except FileProblemsError as error:
        raise refused(refusals.NOT_DONE, *map(problem_of, error.mistakes)) from error
    except UserError as error:
        raise refused(refusals.UNREAD, why=str(error)) from error
    except StaleError as error:
        raise refused(refusals.STALE) from error


def _file(request: Request) -> tuple[str, bytes]:
    """Name and content of the file that is sent, its size looked at first. Raises RefusedError."""
    if request.body is None or len(request.body) > LARGEST:
        raise refused(refusals.TOO_LARGE, most=str(LARGEST >> 20))
    name = re.split(r"[/\\]", unquote(request.headers.get("x-file-name", "")))[-1]
    return name[-_LONGEST_NAME:], request.body


def begin(settings: Settings, request: Request, edition: str) -> Document:
    """Size first, then names, then what is in the file. Raises RefusedError."""
    name, content = _file(request)
    like = request.headers.get("x-like", "")
    if mistake_in(edition) or not period_of(edition):
        raise refused(refusals.NO_EDITION, edition=edition)
    if like and like not in load_catalogue(settings.shelf):
        raise refused(refusals.NO_LIKE, like=like)
    try:
        collected = settings.collected(like) if like else None
    except StoreError as error:
        raise store_failed(error, NOT_COLLECTED) from error
    sent = Sent(name=name, content=content, edition=edition, like=like, collected=collected)
    try:
        work = read(sent, settings.shelf, settings.patience)
    except UnreadError as error:
        raise refused(refusals.UNREAD, why=str(error)) from error
    window = request.headers.get("x-window", "")
    return shown(settings, settings.drafts.begin(work, window, settings.clock()), window)

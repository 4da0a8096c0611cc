"""What a piece of work begins with: the document that an officer sends, or an edition on the shelf; its roster."""

import re
from urllib.parse import unquote

from handler.http.dispatch import store_failed
from handler.http.message import Request
from handler.http.refusals import NOT_READ, refused
from handler.stores import StoreError
from handler.workbench import refusals
from handler.workbench.acts import Document, check_period, find, shown
from handler.workbench.reading import read
from handler.workbench.settings import Settings
from schema.authoring.workbench.begin import take_up
from schema.authoring.workbench.units import with_roster
from schema.loading.catalogue import load_catalogue

LARGEST = 10 * 2**20
"""Bytes of a file."""
_LONGEST_NAME = 120


def roster(settings: Settings, request: Request, edition: str) -> Document:
    """Another roster, of a table's file; X-Version names the state that the window has seen. Raises as `change` does."""
    name, content = _file(request)
    kept, window = find(settings, edition), request.headers.get("x-window", "")
    seen = request.headers.get("x-version", "")
    version = int(seen) if re.fullmatch("[0-9]{1,9}", seen) else 0
    work = with_roster(kept.work, name, content)
    return shown(settings, settings.drafts.change(work, version, window, settings.clock()))


def _file(request: Request) -> tuple[str, bytes]:
    """Name and content of the file that is sent, its size looked at first. Raises RefusedError."""
    if request.body is None or len(request.body) > LARGEST:
        raise refused(refusals.TOO_LARGE, most=str(LARGEST >> 20))
    name = re.split(r"[/\\]", unquote(request.headers.get("x-file-name", "")))[-1]
    return name[-_LONGEST_NAME:], request.body


def begin(settings: Settings, request: Request, edition: str) -> Document:
    """Size first, then names, then what is in the file. Raises RefusedError, UnreadError."""
    name, content = _file(request)
    like = request.headers.get("x-like", "")
    check_period(edition, edition)
    if like:
        _check_like(settings, like)
    try:
        collected = settings.collected(like) if like else None
    except StoreError as error:
        raise store_failed(error, NOT_READ) from error
    work = read(name, content, edition=edition, like=like, shelf=settings.shelf, collected=collected)
    window = request.headers.get("x-window", "")
    return shown(settings, settings.drafts.begin(work, window, settings.clock()))


def renew(settings: Settings, request: Request, edition: str) -> Document:
    """Without a document: the edition of X-Like, moved on, or the same to be changed. Raises RefusedError, UserError."""
    like = request.headers.get("x-like", "")
    if like != edition:
        check_period(edition, edition)
    _check_like(settings, like)
    file = settings.shelf / f"{like}.toml"
    if like != edition and file.with_stem(edition).exists():
        raise refused(refusals.THERE_ALREADY, edition=edition)
    window = request.headers.get("x-window", "")
    return shown(settings, settings.drafts.begin(take_up(file, edition), window, settings.clock()))


def _check_like(settings: Settings, like: str) -> None:
    """Raises RefusedError."""
    if like not in load_catalogue(settings.shelf):
        raise refused(refusals.NO_LIKE, like=like)

"""The acts of the workbench: what is being made is listed and shown, changes go on with it, publishing ends it."""

from pathlib import Path

from handler.http.body import JSON, read_json, read_members, read_text
from handler.http.message import Request
from handler.http.refusals import refused
from handler.workbench import refusals
from handler.workbench.changes import CHANGES, Said, members_of
from handler.workbench.drafts import Kept, StaleError, Unread
from handler.workbench.settings import Settings
from schema.authoring.workbench.publish import publish
from schema.authoring.workbench.show import changes_of, work_document
from schema.authoring.workbench.units import roster_of
from schema.authoring.workbench.work import Work, edition_of
from schema.edition.model import Edition
from schema.edition.period import id_of, mistake_in, period_of
from schema.edition.survey import Survey
from schema.errors import FileProblemsError, UserError
from schema.loading.catalogue import load_catalogue

Document = dict[str, object]


def listed(settings: Settings) -> Document:
    editions = list(load_catalogue(settings.shelf))
    drafts = list(map(_listed, settings.drafts.all()))
    return {"drafts": drafts, "editions": editions, "next": _next(editions[0])}


def _listed(kept: Kept | Unread) -> Document:
    if isinstance(kept, Unread):
        return {"edition": kept.edition, "version": 0, "unread": refusals.why_unread(kept)}
    return {
        "edition": kept.work.edition,
        "version": kept.version,
        "file": kept.work.file,
        "open": kept.work.open,
        "at": kept.at,
        "published": kept.published,
    }


def named(settings: Settings, request: Request, _edition: str) -> Document:
    """Which edition is meant by what an officer typed. Raises RefusedError."""
    said = read_members(request, "said")["said"]
    if said in load_catalogue(settings.shelf):
        return {"edition": said}
    check_period(id_of(said), said)
    return {"edition": id_of(said)}


def check_period(edition: str, said: str) -> None:
    """Raises RefusedError where the id is none, or of no period."""
    if mistake_in(edition) or not period_of(edition):
        raise refused(refusals.NO_EDITION, edition=said)


def _next(edition: str) -> str:
    period = period_of(edition)
    return period.moved(1).id if period else ""


def find(settings: Settings, edition: str) -> Kept:
    kept = settings.drafts.find(edition)
    if kept is None:
        raise refused(refusals.NO_WORK, edition=edition)
    if isinstance(kept, Unread):
        raise refused(refusals.UNREAD, why=refusals.why_unread(kept))
    return kept


def look(settings: Settings, _request: Request, edition: str) -> Document:
    return shown(settings, find(settings, edition))


def shown(settings: Settings, kept: Kept) -> Document:
    """The work as it stands."""
    return {
        "version": kept.version,
        "by": kept.by,
        "at": kept.at,
        "published": kept.published,
        **work_document(kept.work, _before(settings, kept)),
    }


def _before(settings: Settings, kept: Kept) -> Survey | None:
    return load_catalogue(settings.shelf).get(kept.work.like)


def changes(settings: Settings, _request: Request, edition: str) -> Document:
    """Against the edition that it follows; none where it follows none."""
    kept = find(settings, edition)
    before = _before(settings, kept)
    return changes_of(kept.work, before) if before else {"changes": [], "sorts": {}}


def original(settings: Settings, _request: Request, edition: str) -> Document:
    """The document that it began with, as it was read."""
    return {"parts": find(settings, edition).work.original}


def preview(settings: Settings, _request: Request, edition: str) -> Document:
    """The form as it would be, to be filled at an address of its own."""
    kept = find(settings, edition)
    survey = Survey(edition=edition_of(kept.work), roster=roster_of(kept.work))
    return {"address": settings.preview(survey)}


def change(settings: Settings, request: Request, edition: str) -> Document:
    """Raises RefusedError, StaleError, UserError, OSError."""
    said = members_of(read_json(read_text(request, JSON)[1]))
    if said.do == "discard":
        settings.drafts.discard(edition, said.version, settings.clock())
        return listed(settings)
    work = find(settings, edition).work
    if said.do == "publish":
        return _publish(settings, work, said)
    work = CHANGES[said.do].act(work, said.members, _earlier(settings.shelf, work))
    changed = settings.drafts.change(work, said.version, said.window, settings.clock())
    return shown(settings, changed)


def _publish(settings: Settings, work: Work, said: Said) -> Document:
    """One after the other. Nothing has changed unless the site is made anew."""
    now = settings.clock()
    with settings.publishing:
        settings.drafts.check(work.edition, said.version)
        try:
            told = publish(work, settings.shelf, now, settings.renew)
        except FileProblemsError:
            raise
        except UserError as error:
            raise refused(refusals.NOT_SERVED, why=str(error)) from error
        try:
            kept = settings.drafts.change(work, said.version, said.window, now, published=True)
        except StaleError:  # changed by somebody meanwhile: what is served is what was published
            kept = find(settings, work.edition)
    return {**shown(settings, kept), "told": told}


def _earlier(shelf: Path, work: Work) -> list[Edition]:
    """Every other edition, and what is published of this one while that is changed: no id of theirs goes to another question."""
    surveys = load_catalogue(shelf).values()
    return [each.edition for each in surveys if each.edition.id != work.edition or work.like == work.edition]

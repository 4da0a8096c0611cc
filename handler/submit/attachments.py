"""The attachments of a filing: each is named with the ticket that proves it stored. Nothing is read here."""

from collections.abc import Iterator

from handler.access.authorise import find_unit
from handler.attachments.announcement import problem
from handler.attachments.upload_token import Vouching
from schema.loading.catalogue import Survey
from schema.validation.attachments import MOST, Attachment, shown_name, type_of
from schema.validation.validate import Answers, Problem

Attached = tuple[Attachment, ...]


def attach(
    vouching: Vouching | None, survey: Survey, answers: Answers, given: tuple[tuple[str, str], ...]
) -> tuple[Attached, tuple[Problem, ...]]:
    """The attachments that were given, names with tickets, and what is wrong with them.

    A table without a unit has none yet: it is refused for that.
    """
    edition = survey.edition
    if not given or edition.unit_blank.id not in answers:
        return (), ()
    if not edition.attachments or vouching is None:
        return (), tuple(problem("not_asked", name) for name, _ in given)
    unit = find_unit(survey.roster, str(answers[edition.unit_blank.id])).code
    judged = [_judge(vouching, edition.id, unit, *each) for each in given]
    attached = tuple(each for each in judged if isinstance(each, Attachment))
    wrong = (each for each in judged if isinstance(each, Problem))
    return attached, (*wrong, *_together(attached))


def _judge(vouching: Vouching, edition: str, unit: str, name: str, ticket: str) -> Attachment | Problem:
    shown = shown_name(name)
    file = vouching.read(edition, unit, ticket)
    if file is None:
        return problem("ticket", name)
    if type_of(shown) != file.type:  # it was looked at under another name
        return problem("type" if shown else "name", name)
    return Attachment(name=shown, size=file.size, type=file.type, sha256=file.sha256)


def _together(attached: Attached) -> Iterator[Problem]:
    if len(attached) > MOST:
        yield problem("many", "")
    seen: set[str] = set()
    for each in attached:
        if each.sha256 in seen:
            yield problem("again", each.name)
        seen.add(each.sha256)

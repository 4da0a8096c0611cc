"""The attachments of a filing: each is named with the ticket that proves it stored. Nothing is read here."""

from collections.abc import Iterator

from handler.attachments.upload_request import problem
from handler.attachments.upload_token import TokenReader
from handler.records.record import FiledUnit
from schema.edition.model import Edition
from schema.validation.attachments import MOST, Attachment, shown_name, type_of
from schema.validation.validate import Problem

Attached = tuple[Attachment, ...]


def attach(
    token_reader: TokenReader | None,
    edition: Edition,
    unit: FiledUnit | None,
    given: tuple[tuple[str, str], ...],
) -> tuple[Attached, tuple[Problem, ...]]:
    """The attachments that were given, names with upload_tokens, and what is wrong with them.

    A table without a unit has none yet: it is refused for that.
    """
    if not given or unit is None:
        return (), ()
    if not edition.attachments or token_reader is None:
        return (), tuple(problem("not_asked", name) for name, _ in given[:MOST])
    if len(given) > MOST:
        return (), (problem("many", ""),)
    validated = [_judge(token_reader, edition.id, unit.code, *each) for each in given]
    attached = tuple(each for each in validated if isinstance(each, Attachment))
    wrong = (each for each in validated if isinstance(each, Problem))
    return attached, (*wrong, *_again(attached))


def _judge(
    token_reader: TokenReader, edition: str, unit: str, name: str, ticket: str
) -> Attachment | Problem:
    shown = shown_name(name)
    file = token_reader.read(edition, unit, ticket)
    if file is None:
        return problem("ticket", name)
    if type_of(shown) != file.type:  # it was looked at under another name
        return problem("type" if shown else "name", name)
    return Attachment(name=shown, size=file.size, type=file.type, sha256=file.sha256)


def _again(attached: Attached) -> Iterator[Problem]:
    seen: set[str] = set()
    for each in attached:
        if each.sha256 in seen:
            yield problem("again", each.name)
        seen.add(each.sha256)

"""Why an edition takes nothing now."""

from handler.http.message import RefusedError
from handler.http.refusals import CLOSED, NOT_OPEN, refused
from schema.edition.dates import in_words
from schema.edition.model import Edition, State


def not_taking(edition: Edition, state: State) -> RefusedError:
    """The refusal (409, 410) where it is not open."""
    if state is State.NOT_OPEN:
        return refused(NOT_OPEN, opens=in_words(edition.opens or edition.due, edition))
    return refused(CLOSED, closed=in_words(edition.closes or edition.due, edition))

"""When an edition takes anything, how often one unit may file and how many files it may store.

One code cannot fill a disk. Who may not list (the deployed function) cannot count: there the API's throttle is what bounds it.
"""

from collections.abc import Sequence
from contextlib import suppress

from handler.http.message import RefusedError
from handler.http.refusals import CLOSED, NOT_OPEN, TOO_MANY, refused
from handler.records.keys import attachment_folder
from handler.stores import Store, StoreError
from schema.edition.dates import in_words
from schema.edition.model import Edition, State

MOST = 500
"""Of each, a year: ten filings a working day in the weeks that an edition is open."""


def not_taking(edition: Edition, state: State) -> RefusedError:
    """The refusal (409, 410) where it is not open."""
    if state is State.NOT_OPEN:
        return refused(NOT_OPEN, opens=in_words(edition.opens or edition.due, edition))
    return refused(CLOSED, closed=in_words(edition.closes or edition.due, edition))


def check_filings(held: Sequence[str] | None, unit: str, most: int, key: str) -> None:
    """Return if the unit, which stored these records, may store one more, or this is one of them. Raises RefusedError (409).

    held: None where the store does not say: who may not look does not count.
    """
    if held is not None:
        _check([each for each in held if each.split("/")[2] == unit], unit, most, key, f"报送 {most} 次")


def check_files(store: Store, edition: str, unit: str, most: int, key: str) -> None:
    """The same for a file to be attached."""
    with suppress(StoreError):  # a store that fails says so when it is written to
        held = list(store.list(f"{attachment_folder(edition)}{unit}/"))
        _check(held, unit, most, key, f"上传 {most} 个附件")


def _check(held: Sequence[str], unit: str, most: int, key: str, done: str) -> None:
    if len(held) >= most and key not in held:
        raise refused(TOO_MANY, unit=unit, done=done)

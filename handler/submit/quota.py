"""How often one unit may file and how many files it may store, so that one code cannot fill a disk.

Who may not list (the deployed function) cannot count: there the API's throttle is what bounds it.
"""

from handler.http.refusals import TOO_MANY, refused
from handler.records.keys import attachment_folder, folder
from handler.stores import Store, StoreError

MOST = 500
"""Of each, a year: ten filings a working day in the weeks that an edition is open."""


def check_filings(store: Store, edition: str, unit: str, most: int, key: str) -> None:
    """Return if the unit may store one more record, or this one is stored. Raises RefusedError (409), StoreError."""
    _check(store, f"{folder(edition)}{unit}/", most, key, f"报送 {most} 次")


def check_files(store: Store, edition: str, unit: str, most: int, key: str) -> None:
    """The same for a file to be attached."""
    _check(store, f"{attachment_folder(edition)}{unit}/", most, key, f"上传 {most} 个附件")


def _check(store: Store, prefix: str, most: int, key: str, done: str) -> None:
    try:
        held = list(store.list(prefix))
    except StoreError:
        return  # who may not look does not count, and a store that fails says so when it is written to
    if len(held) >= most and key not in held:
        raise refused(TOO_MANY, unit=prefix.split("/")[2], done=done)

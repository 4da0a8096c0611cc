"""Whether anything was filed where the officer points. Nothing found is not nothing there.

A folder one level too high or too deep, another bucket, a prefix with a slip: each of them is empty, and a table of
zeros with everybody missing would be written over a good one.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from handler.records.keys import folder
from handler.stores import NotAllowedError, Store, StoreError, bucket_scheme, open_store
from schema.edition.period import edition_in_words
from schema.errors import UserError

_LOOKED_AT = 1000
"""Names in a bucket: one page of its list."""


class NothingFiledError(UserError):
    """There is no filing of the edition; the message says what is there instead, or what to look at (Chinese)."""


def check_filed(store: Store, address: str, edition: str, *, adding: bool = False) -> None:
    """Return if there is a filing of the edition, or one may be added here as the first. Raises NothingFiledError, StoreError."""
    if _is_filed(store, edition):
        return
    elsewhere = next((each for each in _around(store, address, edition) if _holds(each, edition)), None)
    if adding and not elsewhere:
        return
    why = f"填报像是在 {elsewhere}，--from 请写它" if elsewhere else _why(store, edition)
    raise NothingFiledError(f"{address} 里没有 {edition_in_words(edition)}的填报：{why}。没有写任何文件")


def _is_filed(store: Store, edition: str) -> bool:
    return any(key.count("/") > 2 and key.endswith(".json") for key in store.list(folder(edition)))


def _why(store: Store, edition: str) -> str:
    others = sorted({key.split("/")[1] for key in store.list("submissions/") if key.count("/") > 2})
    others = [each for each in others if not each.startswith(".")]
    if others:
        return f"这里有的是 {'、'.join(map(edition_in_words, others))}的，{edition_in_words(edition)}还没有单位报送"
    return "还没有单位报送，或者 --from 写的不是存放填报的地方"


def _holds(address: str, edition: str) -> bool:
    try:
        return _is_filed(open_store(address), edition)
    except StoreError:  # what cannot be looked at cannot be named
        return False


def _around(store: Store, address: str, edition: str) -> Iterator[str]:
    """Addresses above this one, and those below it that look like a store."""
    if scheme := bucket_scheme(address):
        bucket, *parts = address.removeprefix(scheme).strip("/").split("/")
        yield from (f"{scheme}{'/'.join([bucket, *parts[:depth]])}" for depth in reversed(range(len(parts))))
        yield from _below(store, address, edition)
        return
    path = Path(address).resolve()
    yield from map(str, path.parents)
    with suppress(OSError):  # what cannot be looked through cannot be named
        for pattern in ("*", "*/*"):
            yield from (str(found.parent.parent) for found in path.glob(f"{pattern}/{folder(edition)}"))


def _below(store: Store, address: str, edition: str) -> Iterator[str]:
    try:
        keys = list(islice(store.list(""), _LOOKED_AT))
    except NotAllowedError:  # who collects need not see the whole bucket
        return
    for key in keys:
        above, found, _ = key.partition(f"/{folder(edition)}")
        if found:
            yield f"{address.rstrip('/')}/{above}"

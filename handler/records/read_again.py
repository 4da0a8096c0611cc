"""Reading one object as well as can be: tried again where the store has failed, under a name that can be written anywhere."""

import time

from handler.stores import NotAllowedError, Store, StoreError

PAUSES = (0.05, 0.2)
"""Seconds before the second and the third try."""


def read_again(store: Store, key: str) -> tuple[bytes, str]:
    """The bytes, and why there are none (Chinese), '' where there are. Raises NotAllowedError."""
    failed = ""
    for pause in (0.0, *PAUSES):
        if pause:  # no sleep at all is shorter than one of no time
            time.sleep(pause)
        try:
            return store.read(key), ""
        except NotAllowedError:
            raise
        except StoreError as error:
            failed = f"读不出：{error}"
    return b"", failed


def shown(key: str) -> str:
    """The name, whatever bytes a folder's names are made of."""
    if key.isprintable():
        return key
    letters = key.encode(errors="surrogateescape").decode(errors="backslashreplace")
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in letters)

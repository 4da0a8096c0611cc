"""The checksum that ties a sealed sheet of paper to a stored record.

SHA-256 over the canonical answers: JSON with sorted keys, UTF-8, no spaces; integers,
booleans and strings only. Shown as twelve characters of Crockford's base 32 (no I, L, O, U).
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from operator import itemgetter

from schema.edition.kinds import Answer

_WORDS = {True: "true", False: "false"}
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]


def canonical(answers: Mapping[str, Answer]) -> bytes:
    """The one byte string that stands for these answers."""
    texts = [
        value
        if type(value) is int
        else encode_basestring(value)
        if isinstance(value, str)
        else _WORDS[bool(value)]
        for value in answers.values()
    ]
    layout, in_order = _layout(tuple(answers))
    return (layout % in_order(texts)).encode()


@lru_cache(maxsize=64)
def _layout(ids: tuple[str, ...]) -> tuple[str, Callable[[Sequence[object]], tuple[object, ...]]]:
    """Where each answer goes, by the order of the ids, which is the edition's: sorted once, not for every record."""
    places = sorted(range(len(ids)), key=ids.__getitem__)
    told = [encode_basestring(ids[place]).replace("%", "%%") + ":%s" for place in places]
    return f"{{{','.join(told)}}}", itemgetter(*places) if len(places) > 1 else tuple


def checksum(answers: Mapping[str, Answer]) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(canonical(answers)).hexdigest()


def checksum_of_texts(ids: tuple[str, ...], texts: Sequence[bytes]) -> str:
    """The same of answers that are JSON already, in the order of their ids."""
    layout, in_order = _layout(ids)
    return hashlib.sha256(layout.encode() % in_order(texts)).hexdigest()


def short_code(digest: str) -> str:
    """A hexadecimal digest as people read it: its first 60 bits, `7K2M-9QXD-4HTP`."""
    letters = base32(digest, 12)
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def base32(digest: str, length: int) -> str:
    """The first `length` × 5 bits of a hexadecimal digest; of an even length."""
    bits = int(digest, 16) >> (len(digest) * 4 - length * 5)
    return "".join([_PAIRS[bits >> place & 1023] for place in range(5 * length - 10, -1, -10)])

"""The checksum that ties a sealed sheet of paper to a stored record.

SHA-256 over the canonical answers: JSON with sorted keys, UTF-8, no spaces; integers,
booleans and strings only. Shown as twelve characters of Crockford's base 32 (no I, L, O, U).
"""

import hashlib
import json
from collections.abc import Mapping

from schema.edition.kinds import Answer

_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def canonical(answers: Mapping[str, Answer]) -> bytes:
    """The one byte string that stands for these answers."""
    return _ENCODE(answers).encode()


def checksum(answers: Mapping[str, Answer]) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(canonical(answers)).hexdigest()


def short_code(digest: str) -> str:
    """A hexadecimal digest as people read it: its first 60 bits, `7K2M-9QXD-4HTP`."""
    letters = base32(digest, 12)
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def base32(digest: str, length: int) -> str:
    """The first `length` × 5 bits of a hexadecimal digest."""
    bits = int(digest, 16) >> (len(digest) * 4 - length * 5)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(length)))

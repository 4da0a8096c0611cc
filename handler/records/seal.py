"""The seal of a record or a review: who can write into the store can invent one, but not seal it.

HMAC-SHA-256 over all other members, by a key that is derived from the deployment's secret for this alone. Before it
stands which key it was: after a change of the secret, earlier seals are of another key and not of a forger.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from handler.records.record import Record
from handler.records.review import Review
from schema.validation.checksum import base32

LOCAL_SECRET = Path("var/tickets.key")
"""Where `serve` keeps its secret while nobody gives it one."""
_RECORD, _REVIEW = b"record seal", b"review seal"
"""A key for each kind: what seals a review seals no record."""
_MEMBER, _END = b', "seal": ', b"}\n"
"""How a seal stands in what is stored: last."""
_NAMED = 8
"""Letters that name the key."""


class Sealed(Enum):
    """What came of looking at a seal; the value is the word in the collected data."""

    SEALED = "sealed"
    UNSEALED = "unsealed"
    OTHER_KEY = "other_key"
    BROKEN = "broken"


Sealable = TypeVar("Sealable", Record, Review)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealer:
    """Seals records and reviews, and looks at seals. The secret: the deployment's."""

    secret: str = field(repr=False)

    @property
    def anonymous(self) -> str:
        """What stands for the key of a sender that gives none."""
        return hmac.digest(self.secret.encode(), b"sender without a key", "sha256").hex()

    def seal(self, what: Sealable) -> Sealable:
        return replace(what, seal=self._seal(what, _unsealed(what)))

    def look(self, sealed: Record | Review, stored: bytes = b"") -> Sealed:
        """Takes as long for a forged seal as for a right one. stored: its very bytes as `to_bytes` made them, if at hand."""
        if not sealed.seal:
            return Sealed.UNSEALED
        right = self._seal(sealed, stored[: stored.rindex(_MEMBER)] + _END if stored else _unsealed(sealed))
        if sealed.seal[:_NAMED] != right[:_NAMED]:
            return Sealed.OTHER_KEY
        return Sealed.SEALED if hmac.compare_digest(sealed.seal, right) else Sealed.BROKEN

    def _seal(self, what: Record | Review, said: bytes) -> str:
        name, key = _key(self.secret, _RECORD if isinstance(what, Record) else _REVIEW)
        return f"{name}.{hmac.digest(key, said, 'sha256').hex()}"


@lru_cache(maxsize=8)
def _key(secret: str, label: bytes) -> tuple[str, bytes]:
    """The key and its name."""
    key = hmac.digest(secret.encode(), label, "sha256")
    return base32(hmac.digest(key, b"name of the key", "sha256").hex(), _NAMED), key


def _unsealed(what: Record | Review) -> bytes:
    return replace(what, seal="").to_bytes()


def read_sealer(environment: Mapping[str, str]) -> Sealer | None:
    """By `CODE_SECRET`; None where there is none."""
    secret = environment.get("CODE_SECRET", "")
    return Sealer(secret=secret) if secret else None


def read_local_sealer(environment: Mapping[str, str]) -> Sealer | None:
    """The same; where it is not set, or empty, by the secret that `serve` then keeps on this machine. Raises OSError."""
    if not environment.get("CODE_SECRET") and LOCAL_SECRET.exists():
        return Sealer(secret=LOCAL_SECRET.read_text(encoding="utf-8").strip())
    return read_sealer(environment)

"""UploadTokens: what proves to a function that may read nothing that an attachment is stored, and was looked at.

A ticket says which file it is (its SHA-256, size and type) and is sealed for one unit of one edition with a key
made from CODE_SECRET. Only who may read the store makes one; who may only put checks it, and so a record never
names what is not there. It holds no secret and does not expire: what it speaks of is never changed.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from handler.access.filing_codes import check_secret
from schema.validation.attachments import LARGEST, TYPES
from schema.validation.checksum import base32

_LABEL = "attachment ticket"
_SEAL = 26
"""Characters of five bits: 130."""
_TICKET = re.compile(r"([0-9a-f]{64})\.([1-9][0-9]{0,8})\.([a-z]{3,4})\.([0-9A-Z]{26})")
_EXTENSIONS = {media: extension for extension, media in reversed(list(TYPES.items()))}


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file by its content alone: SHA-256 in hexadecimal, bytes, media type."""

    sha256: str
    size: int
    type: str


class TokenReader(Protocol):
    """Says which stored file a ticket speaks of."""

    def read(self, edition: str, unit: str, ticket: str) -> File | None:
        """The file; None where the ticket is not for this unit and edition, or for nothing stored."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UploadTokens:
    """Makes and reads tickets. Raises CodesError for a secret that is too short, or the sample outside a try-out."""

    secret: str = field(repr=False)
    trial: bool = False

    def __post_init__(self) -> None:
        check_secret("密钥 CODE_SECRET", self.secret, trial=self.trial)

    def make(self, edition: str, unit: str, file: File) -> str:
        said = f"{file.sha256}.{file.size}.{_EXTENSIONS[file.type]}"
        return f"{said}.{self._seal(edition, unit, said)}"

    def read(self, edition: str, unit: str, ticket: str) -> File | None:
        """Takes as long for a forged seal as for a right one."""
        file = file_of_token(ticket)
        said, _, seal = ticket.rpartition(".")
        if file and hmac.compare_digest(self._seal(edition, unit, said).encode(), seal.encode()):
            return file
        return None

    def _seal(self, edition: str, unit: str, said: str) -> str:
        key = hmac.digest(self.secret.encode(), _LABEL.encode(), "sha256")
        named = "\n".join((edition, unit, said))
        return base32(hmac.new(key, named.encode(), "sha256").hexdigest(), _SEAL)


def file_of_token(ticket: str) -> File | None:
    """The file that a ticket speaks of, whoever sealed it; None where it is no ticket."""
    found = _TICKET.fullmatch(ticket)
    if not found or found[3] not in TYPES or int(found[2]) > LARGEST:
        return None
    return File(sha256=found[1], size=int(found[2]), type=TYPES[found[3]])


def read_upload_tokens(environment: Mapping[str, str]) -> UploadTokens | None:
    """UploadTokens under `CODE_SECRET`; None where there is none, and no attachment is taken. Raises CodesError."""
    secret = environment.get("CODE_SECRET", "")
    return UploadTokens(secret=secret) if secret else None

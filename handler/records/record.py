"""Records: what is stored for an accepted submission."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256

from schema.edition.kinds import Answers
from schema.edition.roster import Roster, fold
from schema.validation.attachments import Attachment
from schema.validation.checksum import base32

FORMAT = 1
VIA_FILE = "file"
Document = dict[str, object]
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, kw_only=True, slots=True)
class FiledUnit:
    """The reporting unit as known when it filed: the roster's code and name, or `unknown-…` and the name typed."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One accepted submission; never changed, never overwritten.

    explanations: blank id → why an odd figure is right. nil: 零报告, said so, all counts 0.
    received_at: UTC, the server's clock. checksum: 64 hex digits over the canonical answers.
    attachments: files that were stored before the record, and looked at. added_at: when the bureau added what came as a
    file, `received_at` then being its word; None for what was posted. seal: as `handler.records.seal` makes it, or ''.
    """

    edition: str
    edition_digest: str
    id: str
    unit: FiledUnit
    answers: Answers
    explanations: dict[str, str]
    nil: bool
    received_at: datetime
    late: bool
    checksum: str
    attachments: tuple[Attachment, ...] = ()
    added_at: datetime | None = None
    seal: str = ""

    @property
    def reference(self) -> str:
        return reference(self.edition, self.unit.code, self.id)

    @property
    def content(self) -> str:
        return content_of(self.checksum, self.explanations, nil=self.nil, attachments=self.attachments)

    @property
    def digest(self) -> str:
        """SHA-256 of the stored object, in hexadecimal."""
        return sha256(self.to_bytes()).hexdigest()

    def to_bytes(self) -> bytes:
        """The stored object: JSON, UTF-8, keys in a fixed order."""
        document = {
            "format": FORMAT,
            "edition": self.edition,
            "edition_digest": self.edition_digest,
            "id": self.id,
            "unit": {"code": self.unit.code, "name": self.unit.name},
            "answers": self.answers,
            "explanations": self.explanations,
            **({"nil": True} if self.nil else {}),
            **({"attachments": [asdict(each) for each in self.attachments]} if self.attachments else {}),
            "received_at": to_iso(self.received_at),
            "late": self.late,
            "checksum": self.checksum,
            "reference": self.reference,
            **({"via": VIA_FILE, "added_at": to_iso(self.added_at)} if self.added_at else {}),
            **({"seal": self.seal} if self.seal else {}),
        }
        return _ENCODE(document).encode() + b"\n"


def content_of(
    checksum: str, explanations: Mapping[str, str], *, nil: bool, attachments: Iterable[Attachment] = ()
) -> str:
    """All that a replay must repeat: the figures, the reasons, 零报告, the files and their names."""
    said = "".join(f"\n{blank}={reason}" for blank, reason in sorted(explanations.items()))
    files = "".join(f"\n{line}" for line in sorted(f"file {each.sha256} {each.name}" for each in attachments))
    return checksum + said + ("\nnil" if nil else "") + files


def make_record_id(edition: str, code: str, key: str, content: str) -> str:
    """The id of a submission: the same unit, content and key give the same id, so a replay meets its record."""
    parts = "\n".join((edition, code, key, content))
    return base32(hashlib.sha256(parts.encode()).hexdigest(), 26)


def reference(edition: str, code: str, record_id: str) -> str:
    """The 回执号: edition, unit code, and the first eight characters of the record's id."""
    return f"{edition}-{code}-{record_id[:8]}"


def now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


def to_iso(moment: datetime) -> str:
    """UTC with microseconds, `2021-06-30T01:02:03.000004Z`: sorts as text as it does in time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def find_unit(roster: Roster, name: str) -> FiledUnit:
    """The roster's unit of that name, or one that is known by its name alone."""
    unit = roster.by_name(name)
    if unit:
        return FiledUnit(code=unit.code, name=unit.name)
    return FiledUnit(code=f"unknown-{base32(sha256(fold(name).encode()).hexdigest(), 10)}", name=name)


_NOBODY = Roster(units=())


def codes_of(roster: Roster, code: str) -> tuple[str, ...]:
    """The codes under which the unit may have filed: its own, and those of its names while the roster knew none of them."""
    unit = roster.by_code(code)
    names = (unit.name, *unit.aliases) if unit else ()
    return (code, *(find_unit(_NOBODY, name).code for name in names))

"""Reviews: what the bureau says of a filing, an object of its own for each act, added and never changed.

accepted 验收, returned 退回: of one filing, so that a newer one is open again by itself; verified 核实无误: of one
figure, for as long as it stands; alias: whose a name is that the roster does not have.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from handler.records.record import Document, to_iso
from schema.edition.kinds import Answer
from schema.validation.checksum import base32

FORMAT = 1


class Act(Enum):
    """What a review does; the value is the word in the stored object."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    VERIFIED = "verified"
    ALIAS = "alias"


class How(Enum):
    """How a figure was verified; the value is the word in the stored object."""

    PHONE = "phone"
    MATERIAL = "material"
    EXPLAINED = "explained"


BESIDES = {
    Act.ACCEPTED: (("about",), ()),
    Act.RETURNED: (("about",), ("blank",)),
    Act.VERIFIED: (("blank", "value", "how"), ()),
    Act.ALIAS: (("name", "code"), ()),
}
"""The members of an act besides those of all: those that must be there, those that may."""


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """The filing that is meant: its id and, because figures are what was looked at, its checksum."""

    id: str
    checksum: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """One act. at: UTC, the server's clock. by: who, as they call themselves. note: '' where nothing was to be said.

    about: of accepted and returned. blank, value: of verified; of returned the blank that is meant, where it is one.
    name, code: of an alias, the name as it was typed, and the roster's code ('' takes the alias back). seal: as
    `handler.records.seal` makes it, or ''. sealed: in the merge, what came of looking at it; '' where nobody could.
    """

    edition: str
    unit: str
    id: str
    kind: Act
    at: datetime
    by: str
    note: str = ""
    about: About | None = None
    blank: str | None = None
    value: Answer | None = None
    how: How | None = None
    name: str | None = None
    code: str | None = None
    seal: str = ""
    sealed: str = field(default="", compare=False)

    def to_document(self) -> Document:
        """All of it but whose it is, the members that do not apply as None."""
        about = self.about and {"id": self.about.id, "checksum": self.about.checksum}
        return {
            "id": self.id,
            "kind": self.kind.value,
            "at": to_iso(self.at),
            "by": self.by,
            "note": self.note,
            "about": about,
            "blank": self.blank,
            "value": self.value,
            "how": self.how and self.how.value,
            "name": self.name,
            "code": self.code,
        }

    def shown(self) -> Document:
        """The same in the collected data."""
        return {**self.to_document(), "seal": self.sealed or None}

    def to_bytes(self) -> bytes:
        """The stored object: JSON, UTF-8, only the members that apply, and a checksum over all of them."""
        said = {name: value for name, value in self.to_document().items() if value is not None}
        sealed = {"seal": self.seal} if self.seal else {}
        document = {"format": FORMAT, "edition": self.edition, "unit": self.unit, **said, **sealed}
        return (
            json.dumps({**document, "checksum": checksum_of(document)}, ensure_ascii=False).encode() + b"\n"
        )

    @property
    def content(self) -> str:
        """All that a replay must repeat: everything but the moment."""
        return _canonical({**self.to_document(), "id": "", "at": ""})


def review_of(document: Mapping[str, Any], at: datetime) -> Review:
    """Of its members, as `to_document` has them, whose shapes were looked at."""
    how = document.get("how")
    return Review(
        edition=document["edition"],
        unit=document["unit"],
        id=document["id"],
        kind=Act(document["kind"]),
        at=at,
        by=document["by"],
        note=document["note"],
        about=about_of(document.get("about")),
        blank=document.get("blank"),
        value=document.get("value"),
        how=how and How(how),
        name=document.get("name"),
        code=document.get("code"),
        seal=document.get("seal", ""),
    )


def about_of(said: object) -> About | None:
    """The filing that is meant; None where these are not two texts."""
    if not isinstance(said, dict) or said.keys() != {"id", "checksum"}:
        return None
    return About(**said) if all(isinstance(text, str) for text in said.values()) else None


def checksum_of(document: Document) -> str:
    """SHA-256 (hex) of what a review says."""
    return sha256(_canonical(document).encode()).hexdigest()


def make_review_id(edition: str, unit: str, key: str, content: str) -> str:
    """The same act under the same key has the same id, so a double click meets its own review."""
    return base32(sha256("\n".join(("review", edition, unit, key, content)).encode()).hexdigest(), 26)


def in_order(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Oldest first; of two of one moment their ids decide, for everybody alike."""
    return tuple(sorted(reviews, key=lambda review: (review.at, review.id)))


def _canonical(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

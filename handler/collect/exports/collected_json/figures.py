"""What stands in `collected.json` of the questions and their figures: the blanks, the suspects, last year."""

from collections.abc import Iterator
from dataclasses import asdict, replace

from handler.collect.last_year import LastYear
from handler.collect.suspects.suspect import Suspect
from handler.records.record import Document, to_iso
from schema.edition.model import HEADING, Edition, Place
from schema.edition.sentence import OPEN, Blank, Sentence

_ROOM = "　"
"""Where something is to be written."""


def blank_documents(edition: Edition) -> list[Document]:
    """What each id asks, so that the file can be read without the edition beside it."""
    return [
        {
            "id": blank.id,
            "label": edition.labels[blank.id],
            "place": edition.places[blank.id],
            "kind": blank.kind.name,
            "measure": blank.kind.measure or None,
            "options": list(blank.kind.words) or None,
            **_whereabouts(edition, place),
            "line": line_of(sentence),
        }
        for place, sentence in edition.lines()
        for blank in sentence.blanks
    ]


def _whereabouts(edition: Edition, place: Place) -> Document:
    """The titles as they stand on the paper; of the heading, none."""
    section, activity = (None, None) if place == HEADING else edition.row_of(place)
    return {"section": section, "activity": activity}


def line_of(sentence: Sentence) -> str:
    """The sentence with room in the place of its blanks: 集中学习（　）次."""
    return "".join(_parts(sentence.parts))


def _parts(parts: tuple[str | Blank, ...]) -> Iterator[str]:
    before = ""
    for part in parts:
        if isinstance(part, str):
            before = part
            yield part
        else:
            yield _ROOM if before.endswith(tuple(OPEN)) else f"（{_ROOM}）"


def suspect_document(suspect: Suspect) -> Document:
    verified = suspect.verified and suspect.verified.shown()
    return {**asdict(replace(suspect, verified=None)), "band": suspect.band.value, "verified": verified}


def last_year_document(last_year: LastYear | None) -> Document | None:
    if last_year is None:
        return None
    earlier = last_year.collection
    first = [row.revisions[0].record.received_at for row in earlier.units if row.revisions]
    return {
        "edition": earlier.edition.id,
        "due": earlier.edition.due.isoformat(),
        "expected": earlier.coverage.expected,
        "filed": earlier.coverage.filed,
        "arrivals": [to_iso(moment) for moment in sorted(first)],
        "both": last_year.both,
        "blanks": {id_: asdict(compared) for id_, compared in last_year.blanks.items()},
    }

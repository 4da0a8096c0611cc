"""The JSON Schema (2020-12) of the collected data, `collected.json`."""

from schema.contract.collection_parts import (
    COUNT,
    last_year_schema,
    or_null,
    row_schema,
    suspect_schema,
    told,
)
from schema.contract.record_schema import DIGEST, MOMENT, TEXT, Schema, closed, decimal, list_of, top
from schema.edition.kinds import Amount
from schema.edition.model import Edition

_COVERED = {
    "expected": "units of the roster",
    "filed": "those that have filed, whether or not it can be read",
    "counted": "those whose figures are in the totals",
    "on_time": "filed by the deadline as it stands now, the filing that counts too",
    "amended_late": "filed in time, the revision that counts came after the deadline",
    "late": "filed after the deadline",
    "damaged": "filed, and the newest record cannot be read or does not fit: never to be called missing",
    "missing": "not filed",
    "returned": "the filing that counts is returned by the bureau",
    "accepted": "the filing that counts is accepted by the bureau",
}


def collection_schema(edition: Edition) -> Schema:
    """Who reported what and when; totals and tallies of the roster; what does not count, whose it is, and why."""
    parts = {
        "$schema": told(TEXT, "where this schema lies, from the address of the collection"),
        "format": {"const": 2},
        "edition": closed({"id": {"const": edition.id}, "title": TEXT, "digest": DIGEST, "due": MOMENT}),
        "blanks": told(list_of(_blank()), "every question in the order of the paper"),
        "coverage": _coverage(),
        "groups": told(list_of(_group(edition)), "the roster's groups; empty where it names none"),
        "totals": told(closed(_totals(edition)), "sums over the units of the roster, by blank"),
        "tallies": told(closed(_tallies(edition)), "how often each word of a choice, by blank"),
        "units": told(list_of(row_schema(edition)), "the whole roster in its order"),
        "unknown": told(list_of(row_schema(edition)), "who filed under a name that the roster does not have"),
        "suspects": told(
            list_of(suspect_schema()), "figures that look mistyped; all of them are in the totals"
        ),
        "last_year": told(or_null(last_year_schema()), "null where nothing of the year before is known"),
        "zeros": told(
            list_of(closed({"unit": TEXT, "blank": TEXT, "before": COUNT})), "0 where last year was not"
        ),
        "records": told(
            list_of(closed({"key": TEXT, "digest": DIGEST})),
            "every record that counts or did, and the SHA-256 of what is stored",
        ),
        "collection_digest": told(DIGEST, "SHA-256 over those, in lines as sha256sum writes them"),
        "set_aside": told(
            list_of(closed({"key": TEXT, "code": or_null(TEXT), "reason": TEXT, "digest": or_null(DIGEST)})),
            "stored objects that do not count; code: the unit whose it is, digest: the SHA-256 of what is stored, "
            "where that is known",
        ),
    }
    return top(edition, "collection", closed(parts))


def _blank() -> Schema:
    nullable = dict.fromkeys(("measure", "section", "activity"), or_null(TEXT))
    return closed(
        {
            **dict.fromkeys(("id", "label", "place", "kind"), TEXT),
            **nullable,
            "options": told(or_null(list_of(TEXT)), "the words that an answer is chosen from"),
            "line": told(TEXT, "the official sentence, room in the place of its blanks"),
        }
    )


def _counted() -> dict[str, Schema]:
    return {name: told(COUNT, words) for name, words in _COVERED.items()}


def _coverage() -> Schema:
    return closed(
        {
            **_counted(),
            "unknown": told(COUNT, "strangers to the roster who filed; not in the totals"),
            "superseded": told(COUNT, "filings that a later one of their unit replaced"),
            "set_aside": told(COUNT, "stored objects that do not count"),
            "as_of": told(or_null(MOMENT), "when the newest record or review came"),
        }
    )


def _group(edition: Edition) -> Schema:
    name = told(TEXT, "empty for the units of no group")
    return closed({"name": name, **_counted(), "totals": closed(_totals(edition))})


def _totals(edition: Edition) -> dict[str, Schema]:
    numbers = [blank for blank in edition.blanks if blank.kind.adds_up]
    return {
        blank.id: {"type": "string", "pattern": decimal(blank.kind)}
        if isinstance(blank.kind, Amount)
        else COUNT
        for blank in numbers
    }


def _tallies(edition: Edition) -> dict[str, Schema]:
    return {
        blank.id: closed(dict.fromkeys(blank.kind.words, COUNT))
        for blank in edition.blanks
        if blank.kind.words
    }

"""`edition.json`: an edition as the browser's script needs it."""

from typing import assert_never

from schema.edition.model import (
    LARGEST_COUNT,
    LONGEST_PROSE,
    LONGEST_TEXT,
    Amount,
    Blank,
    Choice,
    Count,
    Date,
    Edition,
    Kind,
    LongText,
    Phone,
    Text,
    UnitName,
    YesNo,
    measure_of,
)
from schema.validation.check_eval import check_document
from schema.validation.normalise import PATTERNS, SPACES
from schema.validation.reasons import LONGEST_REASON, SILENT, STOCK
from schema.validation.rules import MISSING_OTHERWISE, SENTENCES, SHORTEST_REASON, UNSEEN, UNSEEN_REASON

Document = dict[str, object]


def edition_document(edition: Edition) -> Document:
    """`edition.json`: what the browser's script judges by, the same truth as Python's."""
    return {
        "id": edition.id,
        "digest": edition.digest,
        "title": edition.title,
        "opens": edition.opens and edition.opens.isoformat(),
        "due": edition.due.isoformat(),
        "closes": edition.closes and edition.closes.isoformat(),
        "blanks": [_blank_document(blank) for blank in edition.blanks],
        "checks": [check_document(check) for check in edition.checks],
        "rules": {
            "largest": LARGEST_COUNT,
            "longest": LONGEST_TEXT,
            "longest_prose": LONGEST_PROSE,
            "spaces": SPACES,
            "patterns": PATTERNS,
            "sentences": {rule.value: sentence for rule, sentence in SENTENCES.items()},
            "missing_otherwise": MISSING_OTHERWISE,
            "unseen": UNSEEN,
            "unseen_reason": UNSEEN_REASON,
            "reason": {
                "shortest": SHORTEST_REASON,
                "longest": LONGEST_REASON,
                "stock": list(STOCK),
                "silent": SILENT,
            },
        },
    }


def _blank_document(blank: Blank) -> Document:
    measure = {"measure": measure_of(blank.kind)} if measure_of(blank.kind) else {}
    options = {"options": list(blank.kind.options)} if isinstance(blank.kind, Choice) else {}
    return {
        "id": blank.id,
        "kind": kind_name(blank.kind),
        "label": blank.label,
        "place": blank.place,
        **measure,
        **options,
    }


def kind_name(kind: Kind) -> str:
    """A kind of blank by the name that the browser's script knows."""
    match kind:
        case Count():
            return "count"
        case Amount():
            return "amount"
        case YesNo():
            return "yes_no"
        case Choice():
            return "choice"
        case Date():
            return "date"
        case Phone():
            return "phone"
        case UnitName() | Text():
            return "text"
        case LongText():
            return "prose"
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)

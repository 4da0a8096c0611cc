"""`edition.json`: an edition as the browser's script needs it; and the same as a data block of the form's own page."""

import json

from schema.edition.checks import Check, Is, Sum, Test
from schema.edition.kinds import (
    LARGEST_COUNT,
    LONGEST_PROSE,
    LONGEST_TEXT,
    Amount,
    Choice,
    Several,
    asked_for,
    is_optional,
)
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.validation import attachments, rules
from schema.validation.letters import PATTERNS, SPACES
from schema.validation.reasons import LONGEST_REASON, SILENT, STOCK
from schema.validation.rules import Rule

Document = dict[str, object]
_RULES: Document = {
    "largest": LARGEST_COUNT,
    "longest": LONGEST_TEXT,
    "longest_prose": LONGEST_PROSE,
    "spaces": SPACES,
    "patterns": PATTERNS,
    "sentences": {rule.value: rule.sentence for rule in Rule},
    "missing_otherwise": rules.MISSING_OTHERWISE,
    "unseen": rules.UNSEEN,
    "unseen_reason": rules.UNSEEN_REASON,
    "odd_year": rules.ODD_YEAR,
    "reason": {
        "shortest": rules.SHORTEST_REASON,
        "longest": LONGEST_REASON,
        "stock": list(STOCK),
        "silent": SILENT,
    },
}
_OF_KINDS = {
    "amount": ("not_amount",),
    "choice": ("not_option",),
    "several": ("not_options",),
    "prose": ("not_prose", "prose_too_long"),
}
"""Kinds that an edition may lack, and the sentences that speak of them alone."""
_OF_FUNCTION = {"unknown_field", "repeated"}
"""What only the function finds."""


def edition_document(edition: Edition) -> Document:
    """`edition.json`: what the browser's script judges by, the same truth as Python's."""
    return {
        "id": edition.id,
        "digest": edition.digest,
        "title": edition.title,
        "opens": edition.opens and edition.opens.isoformat(),
        "due": edition.due.isoformat(),
        "closes": edition.closes and edition.closes.isoformat(),
        "blanks": [_blank_document(edition, blank) for blank in edition.blanks],
        "checks": [check_document(check) for check in edition.checks],
        "rules": _RULES,
    }


def attachments_document(edition: Edition) -> Document:
    """`attachments.json`: what the page judges files by, once the first is chosen."""
    return {
        "asked": edition.attachments,
        "largest": attachments.LARGEST,
        "most": attachments.MOST,
        "extensions": list(attachments.TYPES),
        "sentences": dict(attachments.SENTENCES),
    }


def data_block(edition: Edition) -> str:
    """`edition.json` without what the form's page says itself, each blank's label, or does not need: rules of no blank.

    A blank without a place has that of the one before it.
    """
    document = edition_document(edition)
    lacking = _OF_KINDS.keys() - {blank.kind.name for blank in edition.blanks}
    unused = _OF_FUNCTION | {name for kind in lacking for name in (kind, *_OF_KINDS[kind])}
    document["rules"] = {name: _without(unused, rule) for name, rule in _RULES.items()}
    blanks = [_blank_document(edition, blank) for blank in edition.blanks]
    before = [None, *(blank["place"] for blank in blanks[:-1])]
    document["blanks"] = [
        _without({"label", "explain", *(["place"] if blank["place"] == place else [])}, blank)
        for place, blank in zip(before, blanks, strict=True)
    ]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")  # so that nothing in it ends the block


def _without(names: set[str], rule: object) -> object:
    return (
        {name: each for name, each in rule.items() if name not in names} if isinstance(rule, dict) else rule
    )


def _blank_document(edition: Edition, blank: Blank) -> Document:
    measure = {"measure": blank.kind.measure} if blank.kind.measure else {}
    amount = _amount_document(blank.kind) if isinstance(blank.kind, Amount) else {}
    explain = dict(edition.meanings).get(blank.id)
    options = {"options": list(blank.kind.options)} if isinstance(blank.kind, Choice | Several) else {}
    return {
        "id": blank.id,
        "kind": blank.kind.name,
        "label": edition.labels[blank.id],
        "place": edition.places[blank.id],
        **measure,
        **amount,
        **options,
        **({"optional": True} if is_optional(blank.kind) else {}),
        **({"explain": explain} if explain else {}),
    }


def _amount_document(kind: Amount) -> Document:
    return {"places": kind.places, **({"signed": True} if kind.signed else {}), "asked": asked_for(kind)}


def check_document(check: Check) -> dict[str, object]:
    """A check as data for the browser: a test is [sum, operator, sum] or [blank, yes]; a sum [constant, [factor, blank] …]."""
    return {
        "level": check.level.value,
        "at": check.at,
        "given": [_test_document(test) for test in check.given],
        "needed": [_test_document(test) for test in check.needed],
        "message": check.message,
        **({"fill": True} if check.fill else {}),
    }


def _test_document(test: Test) -> list[object]:
    if isinstance(test, Is):
        return [test.blank, test.yes]
    return [_sum_document(test.left), test.operator, _sum_document(test.right)]


def _sum_document(total: Sum) -> list[object]:
    return [total.constant, *([factor, blank] for factor, blank in total.terms)]

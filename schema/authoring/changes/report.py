"""The changes between two years as text and as JSON."""

import json
from collections.abc import Iterable, Iterator

from schema.authoring.changes.change import Change, What
from schema.authoring.changes.text_diff import Mark
from schema.contract.edition_json import Document
from schema.loading.catalogue import Survey

_SIGNS = {Mark.SAME: "{}", Mark.GONE: "[-{}-]", Mark.CAME: "[+{}+]"}


def to_text(old: Survey, new: Survey, changes: Iterable[Change]) -> Iterator[str]:
    """Lines for the screen, grouped by sort; [-gone-] and [+come+]."""
    every = list(changes)
    yield f"{old.edition.id} → {new.edition.id}：{len(every)} 处变化"
    for what in What:
        of_it = [change for change in every if change.what is what]
        if of_it:
            yield ""
            yield f"{what.value} {len(of_it)}"
        for change in of_it:
            yield f"  {change.place}{f' {{{change.id}}}' if change.id else ''}：{_difference(change)}"


def _difference(change: Change) -> str:
    return "".join(_SIGNS[piece.mark].format(piece.text) for piece in change.pieces)


def changes_document(old: Survey, new: Survey, changes: Iterable[Change]) -> Document:
    """`changes.json`."""
    return {
        "format": 1,
        "from": old.edition.id,
        "to": new.edition.id,
        "changes": [
            {
                "what": change.what.name.lower(),
                "place": change.place,
                "id": change.id,
                "before": change.before,
                "after": change.after,
                "difference": [[piece.mark.value, piece.text] for piece in change.pieces],
            }
            for change in changes
        ],
    }


def to_json(old: Survey, new: Survey, changes: Iterable[Change]) -> str:
    return json.dumps(changes_document(old, new, changes), ensure_ascii=False, indent=1)

"""What stands in the blanks of the official table: the totals of all, or what one unit has filed.

Where nobody has reported nothing stands: a 0 says that somebody reported none.
"""

from collections.abc import Callable

from handler.collect.collection import Collection
from handler.records.record import Record
from schema.edition.kinds import as_typed, chosen
from schema.edition.model import Edition
from schema.edition.sentence import Blank

Fill = Callable[[Blank], str]
"""The text in a blank, '' where there is room to write by hand."""
CLOSE = "\u00a0"
"""A space at which no line ends."""


def by_hand(_: Blank) -> str:
    """Nothing: all is written by hand."""
    return ""


def with_totals(collection: Collection) -> Fill:
    """A number's total, a choice's tally (是 12 否 3); the line above the table is the bureau's own to fill in."""

    if not collection.coverage.counted:
        return by_hand

    def fill(blank: Blank) -> str:
        tally = collection.tallies.get(blank.id, {}).items()
        told = CLOSE.join(f"{word}{CLOSE}{times}" for word, times in tally)
        return told or str(collection.totals.get(blank.id, ""))

    return fill


def with_answers(record: Record) -> Fill:
    """As the receipt prints it: of a choice every word, the chosen one ticked."""

    def fill(blank: Blank) -> str:
        answer = record.answers[blank.id]
        ticked = chosen(blank.kind, answer)
        boxes = (("☑" if word in ticked else "□") + word for word in blank.kind.words)
        return CLOSE.join(boxes) or as_typed(answer)

    return fill


def title_of(edition: Edition) -> str:
    """The table's title on one line."""
    return edition.title.replace("\n", "")

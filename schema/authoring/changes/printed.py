"""What grids and lines print, row by row, and what changed in it; what is asked in their blanks is told apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from schema.authoring.changes.text_diff import words
from schema.authoring.matching.rows import pair_said
from schema.edition.blocks import Lines
from schema.edition.grid import Grid
from schema.edition.model import Edition
from schema.edition.sentence import Sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """A caption, a row of a grid or a line: where it stands, the ids of its blanks, what it says."""

    place: str
    ids: frozenset[str]
    said: str

    @property
    def text(self) -> str:
        """Its letters: two rows are not alike because both have empty cells."""
        return "".join(filter(str.isalnum, self.said))


def changed_print(old: Edition, new: Edition) -> Iterator[tuple[str, str, str]]:
    """Place, what it said and what it says; '' where it is new or gone, which comes last."""
    before, after = list(_printed(old)), list(_printed(new))
    same = {(each.ids, each.said) for each in before} & {(each.ids, each.said) for each in after}
    before, after = ([each for each in one if (each.ids, each.said) not in same] for one in (before, after))
    partner = {j: before[i] for i, j in pair_said(before, after)}
    for number, each in enumerate(after):
        yield each.place, partner[number].said if number in partner else "", each.said
    gone = [each for each in before if not any(each is found for found in partner.values())]
    yield from ((each.place, each.said, "") for each in gone)


def _printed(edition: Edition) -> Iterator[Printed]:
    for number, block in enumerate(edition.blocks, 1):
        match block:
            case Grid():
                if block.caption:
                    yield Printed(place=edition.name_of((-number,)), ids=frozenset(), said=block.caption)
                rows = [[cell.sentence for cell in cells if cell] for cells in block.rows]
            case Lines(sentences=lines):
                rows = [[line] for line in lines]
            case _:
                continue
        for row, sentences in enumerate(rows, 1):
            yield _row(edition.name_of((-number, row)), sentences)


def _row(place: str, sentences: list[Sentence]) -> Printed:
    ids = frozenset(blank.id for sentence in sentences for blank in sentence.blanks)
    return Printed(place=place, ids=ids, said=" ｜ ".join(filter(None, map(words, sentences))))

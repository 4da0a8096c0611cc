"""Whatever bracket the paper has around a blank, everything that reads a line takes it for one."""

from dataclasses import replace

import pytest

from schema.authoring.changes.text_diff import fold, words
from schema.authoring.importer.blanks import find_blanks
from schema.authoring.matching.match import best_pairs
from schema.authoring.matching.questions import asked
from schema.edition.kinds import Count
from schema.edition.labels import label_sentences
from schema.edition.sentence import CLOSE, OPEN, Sentence, read_sentence, write_sentence
from tests.support.builders import edition_of, edition_toml
from webform.layout import Piece, pieces

PAIRS = pytest.mark.parametrize(("opened", "closed"), list(zip(OPEN, CLOSE, strict=True)))
TIMES = Count(measure="次")


@PAIRS
def test_a_number_is_in_brackets_of_every_sort(opened: str, closed: str) -> None:
    parts, wrong = read_sentence(f"集中学习{opened}{{a}}{closed}次；")
    blank = parts[1]

    assert (wrong, [part.kind for part in parts if not isinstance(part, str)]) == ([], [TIMES])
    assert write_sentence(parts) == f"集中学习{opened}{{a}}{closed}次；"
    assert label_sentences([parts]) == {"a": "集中学习（次）"}
    assert not isinstance(blank, str)
    held = Piece(before=opened, blank=blank, after=f"{closed}次")
    assert list(pieces(parts, led=False))[1] == held
    assert next(pieces(parts)) == replace(held, before=f"集中学习{opened}")


@PAIRS
def test_the_importer_finds_the_blank_and_no_bracket_is_a_change_of_words(opened: str, closed: str) -> None:
    read = find_blanks(f"集中学习{opened}  {closed}次；")

    assert [blank.kind for blank in read.blanks] == [TIMES]
    assert read.doubts == ()
    assert fold(words(Sentence(parts=read.parts))) == "集中学习□;"


@PAIRS
def test_another_bracket_around_it_keeps_a_question_the_same(opened: str, closed: str) -> None:
    old = edition_of(edition_toml(), "2021")
    progress = f'["集中学习{opened}{{a}}{closed}次，参与{opened}{{b}}{closed}人次；"]'
    new = edition_of(edition_toml(activity={"progress": progress}), "2022")

    pairs = [(pair.new.id, pair.old.id) for pair in best_pairs(asked(new), asked(old))]
    assert sorted(pairs) == [("a", "sessions"), ("b", "attendance"), ("unit", "unit")]

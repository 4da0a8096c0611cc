from schema.model import Blank, Count, Text
from webform.sentences import Piece, pieces

NUMBER = Blank(id="a", kind=Count(measure="次"), label="", place="")
WORDS = Blank(id="b", kind=Text(), label="", place="")


def test_a_number_keeps_its_brackets_and_a_text_does_not() -> None:
    assert list(pieces(("学习（", NUMBER, "）次，名称（", WORDS, "）。"))) == [
        Piece(before="学习"),
        Piece(before="（", blank=NUMBER, after="）"),
        Piece(before="次，名称（"),
        Piece(blank=WORDS),
        Piece(before="）。"),
    ]


def test_a_number_without_brackets_stands_alone() -> None:
    assert list(pieces((NUMBER, "次，走访", NUMBER, "户"))) == [
        Piece(blank=NUMBER),
        Piece(before="次，走访"),
        Piece(blank=NUMBER),
        Piece(before="户"),
    ]

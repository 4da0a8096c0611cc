from schema.edition.kinds import Count, Text
from schema.edition.sentence import Blank
from webform.layout import Piece, are_fields, pairs, pieces

NUMBER = Blank(id="a", kind=Count(measure="次"))
WORDS = Blank(id="b", kind=Text())


def test_a_number_keeps_its_brackets_and_its_measure_and_a_text_does_not() -> None:
    assert list(pieces(("学习（", NUMBER, "）次，名称（", WORDS, "）。"))) == [
        Piece(before="学习"),
        Piece(before="（", blank=NUMBER, after="）次"),
        Piece(before="，名称（"),
        Piece(blank=WORDS),
        Piece(before="）。"),
    ]


def test_a_number_without_brackets_keeps_its_measure_alone() -> None:
    assert list(pieces((NUMBER, "次，走访", NUMBER, "户"))) == [
        Piece(blank=NUMBER, after="次"),
        Piece(before="，走访"),
        Piece(blank=NUMBER),
        Piece(before="户"),
    ]


def test_brackets_are_kept_where_another_word_follows_and_a_measure_behind_spaces_too() -> None:
    assert list(pieces(("学习（", NUMBER, "）。讲课（", NUMBER, "） 次"))) == [
        Piece(before="学习"),
        Piece(before="（", blank=NUMBER, after="）"),
        Piece(before="。讲课"),
        Piece(before="（", blank=NUMBER, after="） 次"),
    ]


def test_a_heading_breaks_between_a_label_with_its_blank_and_the_next_only() -> None:
    assert list(pairs(("填报单位：", WORDS, "  人数：", NUMBER, "（盖章）"))) == [
        ("填报单位：", WORDS),
        ("人数：", NUMBER),
        ("（盖章）", None),
    ]


def test_a_heading_may_end_with_a_blank() -> None:
    assert list(pairs(("填报单位：", WORDS))) == [("填报单位：", WORDS)]


def test_a_line_of_names_and_blanks_is_a_row_of_fields_and_a_sentence_with_a_number_is_none() -> None:
    assert are_fields(("填表人：", WORDS, "　负责人：", WORDS))
    assert not are_fields(("开展（", NUMBER, "）次，名称：", WORDS))
    assert not are_fields(("（盖章）",))

from hypothesis import given
from hypothesis import strategies as st

from schema.edition.kinds import Choice, Count, Text, YesNo
from schema.edition.sentence import Blank
from webform.layout import Piece, are_fields, pairs, pieces

NUMBER = Blank(id="a", kind=Count(measure="次"))
WORDS = Blank(id="b", kind=Text())
CHOICE = Blank(id="c", kind=YesNo())


def test_a_number_keeps_its_brackets_and_its_measure_and_a_text_does_not() -> None:
    assert list(pieces(("学习（", NUMBER, "）次，名称（", WORDS, "）。"), led=False)) == [
        Piece(before="学习"),
        Piece(before="（", blank=NUMBER, after="）次"),
        Piece(before="，名称（"),
        Piece(blank=WORDS),
        Piece(before="）。"),
    ]


def test_a_number_without_brackets_keeps_its_measure_alone() -> None:
    assert list(pieces((NUMBER, "次，走访", NUMBER, "户"), led=False)) == [
        Piece(blank=NUMBER, after="次"),
        Piece(before="，走访"),
        Piece(blank=NUMBER),
        Piece(before="户"),
    ]


def test_brackets_are_kept_where_another_word_follows_and_a_measure_behind_spaces_too() -> None:
    assert list(pieces(("学习（", NUMBER, "）。讲课（", NUMBER, "） 次"), led=False)) == [
        Piece(before="学习"),
        Piece(before="（", blank=NUMBER, after="）"),
        Piece(before="。讲课"),
        Piece(before="（", blank=NUMBER, after="） 次"),
    ]


def test_the_last_word_before_a_number_or_a_choice_goes_with_it_so_that_it_stands_on_no_line_alone() -> None:
    assert list(
        pieces(
            (
                "专题学习（",
                NUMBER,
                "）次，改扩建",
                NUMBER,
                "）人，号召全员倡议”（",
                NUMBER,
                "）次、“网上行”（",
                NUMBER,
                "）次，是否做好人、财、物等保障： ",
                CHOICE,
                "。",
            )
        )
    ) == [
        Piece(before="专题学习（", blank=NUMBER, after="）次"),
        Piece(before="，"),
        Piece(before="改扩建", blank=NUMBER),
        Piece(before="）人，号召全员"),
        Piece(before="倡议”（", blank=NUMBER, after="）次"),
        Piece(before="、"),
        Piece(before="“网上行”（", blank=NUMBER, after="）次"),
        Piece(before="，是否做好人、财、"),
        Piece(before="物等保障： ", blank=CHOICE),
        Piece(before="。"),
    ]


def test_a_choice_of_long_words_goes_to_a_line_of_its_own() -> None:
    choice = Blank(id="d", kind=Choice(options=("已经完成", "正在办理", "尚未开始")))

    assert list(pieces(("进展：", choice))) == [Piece(before="进展："), Piece(blank=choice)]


@given(st.lists(st.text("学习，：（）次 ")), st.booleans())
def test_a_sentence_in_pieces_says_what_it_says_on_paper(texts: list[str], led: bool) -> None:
    parts = [part for text in texts for part in (text, NUMBER)]

    said = "".join(
        piece.before + ("□" if piece.blank else "") + piece.after for piece in pieces(parts, led=led)
    )

    assert said == "".join(part if isinstance(part, str) else "□" for part in parts)


def test_a_cell_with_nothing_in_it_has_no_pieces() -> None:
    assert list(pieces(())) == []


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

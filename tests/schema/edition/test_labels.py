from schema.edition.labels import label_sentences
from schema.edition.sentence import read_sentence


def label(*sentences: str) -> dict[str, str]:
    return label_sentences([read_sentence(sentence)[0] for sentence in sentences])


def test_the_clause_before_a_blank_names_it() -> None:
    assert label("理论学习中心组学习（{a}）次。") == {"a": "理论学习中心组学习（次）"}


def test_only_a_count_shows_a_measure() -> None:
    assert label("联系人：{a:文字}  已看电视专题片 {b:是/否}；") == {"a": "联系人", "b": "已看电视专题片"}


def test_a_clause_too_short_to_stand_alone_is_led_by_the_opening() -> None:
    assert label("集中学习观看（{a}）场，参与（{b}）人次；") == {
        "a": "集中学习观看（场）",
        "b": "集中学习观看：参与（人次）",
    }


def test_four_characters_are_too_short_and_five_are_not() -> None:
    assert label("组织记者采访报道（{a}）次，曝光问题（{b}）条，宣传好经验（{c}）条；") == {
        "a": "组织记者采访报道（次）",
        "b": "组织记者采访报道：曝光问题（条）",
        "c": "宣传好经验（条）",
    }


def test_a_clause_long_enough_stands_alone() -> None:
    assert label("参与网上展览（{a}）人次、参与知识竞赛（{b}）人次；") == {
        "a": "参与网上展览（人次）",
        "b": "参与知识竞赛（人次）",
    }


def test_a_clause_that_names_two_blanks_is_led_by_the_opening() -> None:
    assert label(
        "报道进展（{a}）次，刊发新闻报道（{b}）篇；", "推广经验（{c}）个，刊发新闻报道（{d}）篇；"
    ) == {
        "a": "报道进展（次）",
        "b": "报道进展：刊发新闻报道（篇）",
        "c": "推广经验（个）",
        "d": "推广经验：刊发新闻报道（篇）",
    }


def test_the_opening_is_what_the_first_clause_is_about() -> None:
    assert label("体验馆建设情况，新建（{a}）个，计划（{b}）个；") == {
        "a": "体验馆建设情况，新建（个）",
        "b": "体验馆建设情况：计划（个）",
    }


def test_a_blank_in_brackets_behind_another_is_named_by_the_words_there() -> None:
    assert label("培训（{a}）人次（其中线上（{b}）人次）的活动，参与（{c}）人；") == {
        "a": "培训（人次）",
        "b": "培训：其中线上（人次）",
        "c": "培训：参与（人）",
    }


def test_a_semicolon_a_full_stop_or_a_colon_opens_anew() -> None:
    assert label("①宣传（{a:数:次}）次②培训（{b}）次") == {"a": "宣传（次）", "b": "培训（次）"}
    assert label("制作教育片（{a}）部；展播（{b}）次。另（{c}）次；备注：{d:文字}") == {
        "a": "制作教育片（部）",
        "b": "展播（次）",
        "c": "另（次）",
        "d": "备注",
    }


def test_the_fields_of_a_heading_are_named_by_their_captions() -> None:
    assert label("填报单位（盖章）：{a:单位}  联系人：{b:文字}  填报日期：{c:日期}") == {
        "a": "填报单位（盖章）",
        "b": "联系人",
        "c": "填报日期",
    }


def test_sentences_without_blanks_have_no_labels() -> None:
    assert label("", "召开学习会。") == {}

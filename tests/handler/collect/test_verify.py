"""Vetting: a record counts only as it was written; everything else is set aside with its reason."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler.collect.collection import Collection
from handler.collect.exports import EXPORTS
from handler.collect.exports.collected_json import to_json
from handler.collect.merge import merge
from handler.collect.verify import SetAside, Verified, verify
from handler.records.fetch import Stored
from handler.records.record import FiledUnit
from schema.edition.model import Edition
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from schema.validation.checksum import checksum
from schema.validation.validate import make_validator
from tests.support.builders import edition_of
from tests.support.collecting.collected import written
from tests.support.files import noise
from tests.support.filings import (
    EDITION,
    IN_TIME,
    SECOND,
    SURVEY,
    YINZHOU,
    answers,
    change,
    make_record,
    nil_answers,
    store_record,
)
from tests.support.random.examples import times

JUDGE = make_validator(EDITION)
JUDGE_BY_FORM = make_validator(replace(EDITION, checks=()))
"""The judge of the merge, to which a check is nothing."""
BROKEN = "不是合格的 JSON，可能不完整"
CHANGED = "校验码与记录不符，记录可能损坏或被修改"
REFERENCE = "回执号与记录不符，记录可能损坏或被修改"
GOOD = store_record(make_record())
SMALL = 'title = "表"\nheading = "填报单位：{unit:单位}"\ndue = 2021-07-01T12:00:00+08:00\n'


def reason(stored: Stored) -> str:
    verified = verify(stored, EDITION, JUDGE)
    assert isinstance(verified, SetAside)
    assert verified.key == stored.key
    return verified.reason


def sealed(**changes: object) -> Stored:
    """A record whose checksum fits the answers, though they are not what the form asks."""
    changed = {name: value for name, value in answers(**changes).items() if value is not None}
    return store_record(make_record(changed))


@pytest.mark.parametrize("unit", [YINZHOU, FiledUnit(code="unknown-0123456789", name="某某街道")])
def test_a_record_as_it_was_written_counts(unit: FiledUnit) -> None:
    record = make_record(unit=unit)
    stored = store_record(record)

    assert verify(stored, EDITION, JUDGE) == Verified(key=stored.key, record=record)


def test_a_record_counts_with_its_reasons_and_as_nil() -> None:
    explained = make_record(answers(plan_made=False), explanations={"plan_made": "方案七月印发"})
    nil = make_record(nil_answers(), nil=True)

    for record in (explained, nil):
        stored = store_record(record)
        assert verify(stored, EDITION, JUDGE_BY_FORM) == Verified(key=stored.key, record=record)


@pytest.mark.parametrize("nil", [False, None, 0, 1, "true", "", [], {}, [True]])
def test_nil_stands_in_a_record_only_where_it_is_true(nil: object) -> None:
    for record in (make_record(), make_record(nil_answers(), nil=True)):
        stored = store_record(record)
        data = json.dumps(json.loads(stored.data) | {"nil": nil}).encode()
        assert reason(replace(stored, data=data)) == "记录缺少或写错了 nil"


def test_a_record_that_was_made_nil_afterwards_is_set_aside() -> None:
    few = store_record(make_record(nil_answers(posters=2, drills=1)))

    assert reason(change(few, nil=True)) == (
        "与现行表格不符：开展各类应急综合演练（次）、在公共场所张贴、悬挂安全标语、横幅、挂图等（个）"
    )


@pytest.mark.parametrize("typed", ["张三\u200b", "\u2060张三", "张三\ufe0f", "\u3164"])
def test_a_text_that_an_earlier_version_stored_with_what_cannot_be_seen_counts_as_it_is(typed: str) -> None:
    record = make_record(answers(contact=typed, unit="鄞州区\u200b"))
    stored = store_record(record)

    assert verify(stored, EDITION, JUDGE) == Verified(key=stored.key, record=record)


def test_beside_such_a_text_what_is_wrong_is_still_named() -> None:
    assert reason(sealed(contact="张三\u200b", phone="x")) == "与现行表格不符：电话"
    assert (
        reason(sealed(contact="张三\u200b", phone=" 0574-87654321")) == "内容不是规范写法，不是由本系统写入的"
    )
    assert reason(sealed(contact="\u200b", phone="\u200b")) == "与现行表格不符：电话"


def test_a_record_written_with_other_spacing_counts() -> None:
    """Only what it says matters."""
    data = json.dumps(json.loads(GOOD.data), sort_keys=True).encode()

    assert verify(replace(GOOD, data=data), EDITION, JUDGE) == Verified(key=GOOD.key, record=make_record())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        noise(2000),
        GOOD.data[:-10],
        GOOD.data + b"}",
        GOOD.data.replace("张三".encode(), b"\xff"),
        GOOD.data.replace("张三".encode(), b"\xed\xa0\x80"),
        GOOD.data.replace("张三".encode(), b"\\ud800"),
        GOOD.data.decode().encode("utf-16"),
        b"[" * 100_000,
        b'{"format": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_not_whole_json_is_set_aside(data: bytes) -> None:
    assert reason(replace(GOOD, data=data)) == BROKEN


@pytest.mark.parametrize("data", [b"[]", b"null", b'"text"', b"1", b"true"])
def test_what_is_no_object_is_set_aside(data: bytes) -> None:
    assert reason(replace(GOOD, data=data)) == "不是一份填报记录"


@pytest.mark.parametrize("format_", [None, 0, 2, "1", [1]])
def test_another_format_is_set_aside(format_: object) -> None:
    assert reason(change(GOOD, format=format_)) == "记录格式不是 1"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"format": True}, "format"),
        ({"format": 1.0}, "format"),
        ({"edition": 2021}, "edition"),
        ({"unit": "鄞州"}, "unit"),
        ({"unit": {}}, "unit"),
        ({"unit": {"code": "330212"}}, "unit"),
        ({"unit": {"code": 330212, "name": "鄞州"}}, "unit"),
        ({"unit": {"code": "330212", "name": "鄞州", "more": ""}}, "unit"),
        ({"answers": []}, "answers"),
        ({"answers": {"unit": ["鄞州"]}}, "answers"),
        ({"answers": {"posters": 1.0}}, "answers"),
        ({"answers": {"posters": None}}, "answers"),
        ({"explanations": {"posters": 1}}, "explanations"),
        ({"late": 0}, "late"),
        ({"late": None}, "late"),
        ({"received_at": "yesterday"}, "received_at"),
        ({"received_at": ""}, "received_at"),
        ({"received_at": "0001-01-01T00:00:00+23:59"}, "received_at"),
        ({"explanations": []}, "explanations"),
        ({"explanations": {"posters": ["so"]}}, "explanations"),
        ({"nil": False}, "nil"),
        ({"nil": 1}, "nil"),
        ({"nil": False, "late": None}, "late、nil"),
        ({"extra": 1}, "extra"),
        ({"checksum": None, "reference": None, "late": None, "id": None}, "id、late、checksum"),
    ],
)
def test_what_is_missing_or_wrong_is_named(changes: dict[str, object], named: str) -> None:
    assert reason(change(GOOD, **changes)) == f"记录缺少或写错了 {named}"


@pytest.mark.parametrize("depth", range(960, 1000, 2))
def test_a_depth_that_can_be_read_but_hardly_written_is_set_aside(depth: int) -> None:
    deep = GOOD.data.replace('"张三"'.encode(), b"[" * depth + b"]" * depth)

    assert reason(replace(GOOD, data=deep)) in (BROKEN, "记录缺少或写错了 answers")


@pytest.mark.parametrize(
    "moment",
    [
        "2021-06-30",
        "2021-06-30T01:02:03Z",
        "2021-06-30T01:02:03.000004",
        "2021-06-30T09:02:03.000004+08:00",
        "9999-12-31T23:59:59.000000Z",
        "1999-12-31T23:59:59.000000Z",
    ],
)
def test_a_moment_that_no_function_wrote_is_set_aside(moment: str) -> None:
    assert reason(change(GOOD, received_at=moment)) == "接收时间 received_at 不是规范写法"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"reference": "2021-330212-00000000"}, REFERENCE),
        ({"id": "0" * 26}, REFERENCE),
        ({"unit": {"code": "330211", "name": "镇海"}}, REFERENCE),
        ({"checksum": "0" * 64}, CHANGED),
        ({"answers": answers(posters=1)}, CHANGED),
        ({"answers": answers(film_studied=False)}, CHANGED),
        ({"answers": {}}, CHANGED),
    ],
)
def test_a_record_changed_afterwards_is_set_aside(changes: dict[str, object], expected: str) -> None:
    assert reason(change(GOOD, **changes)) == expected


@pytest.mark.parametrize(
    "key",
    [
        GOOD.key.replace("330212", "330211"),
        GOOD.key.replace("2021", "2022"),
        GOOD.key.replace(".json", ".bak"),
        GOOD.key.replace("330212/", "330212/copy/"),
    ],
)
def test_a_record_in_another_place_is_set_aside(key: str) -> None:
    assert reason(replace(GOOD, key=key)) == "存放的位置或文件名与记录不符"


def test_a_record_of_another_year_is_set_aside() -> None:
    assert reason(store_record(make_record(edition="2020"))) == "属于 2020 年的表，不是 2021 年的"


def test_answers_that_do_not_fit_the_table_are_named() -> None:
    assert reason(sealed(posters=-1, film_studied="是的", unknown=1)) == (
        "与现行表格不符：专题学习《生命重于泰山——学习习近平总书记关于安全生产重要论述》电视专题片、"
        "在公共场所张贴、悬挂安全标语、横幅、挂图等（个）、unknown"
    )


def test_of_many_misfits_the_first_are_named_and_all_are_counted() -> None:
    assert reason(sealed(unit=None, contact=None, phone=None, filed_on=None)) == (
        "与现行表格不符：填报单位（盖章）、联系人、电话等 4 处"
    )


def test_a_misfit_of_another_wording_says_so() -> None:
    record = make_record(answers(extra=1), digest="0" * 64)

    assert reason(store_record(record)) == "按另一版表格填报，与现行表格不符：extra"


def test_another_wording_that_asks_the_same_counts() -> None:
    record = make_record(digest="0" * 64)

    assert verify(store_record(record), EDITION, JUDGE) == Verified(key=GOOD.key, record=record)


def _with(blank: str) -> Edition:
    """A small paper, with this further blank before its last."""
    lines = f'lines = ["人数{{a:数:人}}", {blank} "其中{{b:数:人}}"]'
    return edition_of(f"{SMALL}[[block]]\n{lines}\n", "2021")


def _by(wording: Edition, asked: Edition, **said: object) -> tuple[Stored, Collection]:
    """The unit's two filings by one wording, collected by another."""
    roster = Roster(units=(Unit(code=YINZHOU.code, name=YINZHOU.name),))
    filed = [
        store_record(
            make_record({"unit": YINZHOU.name, "a": a, **said, "b": 1}, digest=wording.digest, at=IN_TIME + a * SECOND)  # type: ignore[dict-item]  # as a test says it
        )
        for a in (2, 3)
    ]  # fmt: skip
    return filed[1], merge(Survey(edition=asked, roster=roster), filed)


@pytest.mark.parametrize("extension", EXPORTS)
def test_what_an_edition_asks_besides_and_needs_no_answer_is_empty_in_every_export(extension: str) -> None:
    """And what was left empty and is asked no more is not there. Either way the files are those of a unit that left it."""
    bare, more = _with(""), _with('"备注{n:文字?}",')
    stored, by_earlier = _by(bare, more)
    _, by_later = _by(more, bare, n="")

    for collection in (by_earlier, by_later):
        assert not collection.set_aside
        assert written(extension, collection)
    (row,) = by_earlier.units
    assert list(row.revisions[-1].record.answers.items()) == [
        ("unit", YINZHOU.name), ("a", 3), ("n", ""), ("b", 1)
    ]  # fmt: skip
    assert row.revisions[-1].digest == sha256(stored.data).hexdigest()
    assert row.revisions[-1].record.checksum == json.loads(stored.data)["checksum"]
    assert "n" not in by_later.units[0].revisions[-1].record.answers


@pytest.mark.parametrize(
    ("before", "now", "said", "why"),
    [
        ("", '"备注{n:文字}",', {}, "按另一版表格填报，与现行表格不符：备注"),
        ('"备注{n:文字?}",', "", {"n": "有"}, "按另一版表格填报，与现行表格不符：n"),
        # asked in another way since: 12 is right, and would now be 12.0
        (
            '"用时{n:数}小时",',
            '"用时{n:小数1}小时",',
            {"n": 12},
            "按另一版表格填报，与现行表格不符：用时（小时）",
        ),
    ],
)
def test_what_must_be_answered_or_was_is_not_passed_over(
    before: str, now: str, said: dict[str, object], why: str
) -> None:
    _, collection = _by(_with(before), _with(now), **said)

    assert [each.reason for each in collection.set_aside] == [why] * 2


def test_by_the_very_wording_a_blank_left_empty_is_there() -> None:
    more = _with('"备注{n:文字?}",')
    _, collection = _by(more, more)

    assert [each.reason for each in collection.set_aside] == ["内容不是规范写法，不是由本系统写入的"] * 2


@pytest.mark.parametrize(
    "changes", [{"posters": "12"}, {"film_studied": "是"}, {"filed_on": "2021/6/30"}, {"unit": " 鄞州"}]
)
def test_answers_that_were_not_normalised_are_set_aside(changes: dict[str, object]) -> None:
    assert reason(sealed(**changes)) == "内容不是规范写法，不是由本系统写入的"


@pytest.mark.parametrize("flag", [1, 0])
def test_a_number_is_not_a_yes_or_no_and_a_yes_or_no_is_no_number(flag: int) -> None:
    assert reason(sealed(film_studied=flag)).startswith("与现行表格不符")
    assert reason(sealed(posters=bool(flag))).startswith("与现行表格不符")


# Whatever lies in the store

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["\ud800", "2021"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
MOMENTS = st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A record with one member, at the top or among answers or unit, replaced by something else."""
    document = json.loads(GOOD.data)
    table = draw(st.sampled_from([document, document["answers"], document["unit"]]))
    table[draw(st.sampled_from([*table, "new"]))] = draw(JSON_VALUES | MOMENTS)
    if draw(st.booleans()):
        try:
            document["checksum"] = checksum(document["answers"])
        except (AttributeError, TypeError, ValueError):  # no table and half a surrogate pair have none
            document["checksum"] = "0" * 64
    text = json.dumps(document, ensure_ascii=draw(st.booleans()))
    return text.encode(errors="surrogatepass")


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A record with a stretch of bytes overwritten."""
    start = draw(st.integers(0, len(GOOD.data)))
    other = draw(st.binary(max_size=8))
    return GOOD.data[:start] + other + GOOD.data[start + draw(st.integers(0, 8)) :]


@settings(max_examples=times(3))
@given(st.one_of(st.binary(), mutated(), spoilt()), st.sampled_from([GOOD.key, "submissions/2021/x"]))
def test_whatever_lies_in_the_store_counts_or_is_set_aside(data: bytes, key: str) -> None:
    others = [store_record(make_record(unit=FiledUnit(code="330211", name="镇海")))]

    collection = merge(SURVEY, [*others, Stored(key=key, data=data)])

    counted = [row for row in collection.rows if row.current]
    assert len(counted) + len(collection.set_aside) == 2
    assert json.loads(to_json(collection))["format"] == 2
    assert written("csv", collection).decode()

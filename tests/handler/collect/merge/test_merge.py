"""The merge: who counts with what. Same objects, same collection."""

import gc
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import pytest

from handler.collect.collection import Row, Status
from handler.collect.exports.collected_json import to_json
from handler.collect.exports.reminders import to_chasing
from handler.collect.merge import merge
from handler.collect.verify import SetAside, Verified
from handler.commands.collect.summary import summary
from handler.records.fetch import Stored
from handler.records.record import FiledUnit, Record, find_unit
from schema.edition.checks import Check, Level
from schema.edition.kinds import Count, YesNo
from schema.edition.roster import Unit
from schema.edition.survey import Survey
from schema.loading.check_rules import read_rule
from schema.validation.validate import make_validator
from tests.support.collecting.collected import written
from tests.support.filings import (
    CLOSES,
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
    survey_of,
)

STRANGER = FiledUnit(code="unknown-0123456789", name="某某街道")
HAISHU = FiledUnit(code="330203", name="宁波市海曙区市场监督管理局")
DUE = EDITION.due


def verified(record: Record) -> Verified:
    return Verified(key=store_record(record).key, record=record)


def row_of(*records: Record, survey: Survey = SURVEY, code: str = "330212") -> Row:
    """The row of a unit after these records were stored."""
    collection = merge(survey, map(store_record, records))
    return next(row for row in collection.rows if row.unit.code == code)


def test_without_a_record_every_unit_is_missing_and_totals_are_zero() -> None:
    collection = merge(SURVEY, [])

    assert collection.units == tuple(Row(unit=unit, status=Status.MISSING) for unit in SURVEY.roster.units)
    assert collection.unknown == ()
    assert collection.set_aside == ()
    assert set(collection.totals.values()) == {0}
    assert all(tally == {"是": 0, "否": 0} for tally in collection.tallies.values())


@pytest.mark.parametrize("looking", [True, False])
def test_whether_python_looks_for_garbage_is_as_it_was_whatever_came_of_the_merge(looking: bool) -> None:
    was = gc.isenabled()
    (gc.enable if looking else gc.disable)()

    with pytest.raises(ZeroDivisionError):
        merge(SURVEY, (store_record(make_record()) for each in (1, 0) if 1 / each))

    now = gc.isenabled()
    (gc.enable if was else gc.disable)()
    assert now is looking


def test_of_two_merges_at_once_none_ends_between_the_others_look_and_its_switch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Python would never look for garbage again."""
    begun, may_end, look = Event(), Event(), gc.isenabled

    def objects() -> Iterator[Stored]:
        begun.set()
        may_end.wait()
        yield from ()

    def let_it_end() -> bool:
        looking = look()
        may_end.set()
        other.join(0.1)
        return looking

    other = Thread(target=merge, args=(SURVEY, objects()))
    other.start()
    begun.wait()
    monkeypatch.setattr(gc, "isenabled", let_it_end)
    merge(SURVEY, [])
    other.join()

    assert look()


def test_the_roster_keeps_its_order() -> None:
    units = tuple(Unit(code=code, name=code) for code in ("9", "1", "5"))
    records = [make_record(unit=FiledUnit(code=code, name=code)) for code in ("1", "5")]

    collection = merge(survey_of(*units), map(store_record, records))

    assert [row.unit for row in collection.units] == list(units)
    assert [row.status for row in collection.units] == [Status.MISSING, Status.ON_TIME, Status.ON_TIME]


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (DUE - SECOND, Status.ON_TIME),
        (DUE, Status.ON_TIME),
        (DUE + timedelta(microseconds=999_999), Status.ON_TIME),
        (DUE + SECOND, Status.LATE),
        (CLOSES + SECOND, Status.LATE),
    ],
)
def test_late_is_what_came_after_the_deadline(at: object, status: Status) -> None:
    record = replace(make_record(), received_at=at)  # type: ignore[arg-type]  # parametrised values have no type

    assert row_of(record) == Row(unit=SURVEY.roster.units[4], status=status, revisions=(verified(record),))


def test_a_deadline_moved_later_makes_the_late_punctual() -> None:
    """What the record says of itself is what its receipt said; the bureau may have been generous since."""
    record = make_record(at=DUE + SECOND)
    moved = replace(SURVEY, edition=replace(EDITION, due=DUE + timedelta(days=1)))

    assert record.late
    assert row_of(record, survey=moved).status is Status.ON_TIME


def test_the_newest_revision_counts_and_the_older_stay() -> None:
    records = [
        make_record(answers(posters=number), at=IN_TIME + number * SECOND, key=f"the-key-{number}")
        for number in (1, 2, 3)
    ]

    row = row_of(records[2], records[0], records[1])

    assert row.revisions == tuple(map(verified, records))
    assert row.current == verified(records[2])


def test_going_back_to_earlier_figures_counts_the_third() -> None:
    a, b = answers(posters=1), answers(posters=2)
    records = [
        make_record(figures, at=IN_TIME + number * SECOND, key=f"the-key-{number}")
        for number, figures in enumerate((a, b, a))
    ]

    collection = merge(SURVEY, map(store_record, records))

    assert collection.totals["posters"] == 1
    assert len(collection.units[4].revisions) == 3


def test_a_unit_that_filed_in_time_and_revised_after_the_deadline_has_a_status_of_its_own() -> None:
    revised = [make_record(answers(posters=number), at=DUE + number * SECOND) for number in (1, 2)]

    assert row_of(make_record(), revised[0]).status is Status.AMENDED_LATE
    assert row_of(make_record(), *revised).status is Status.AMENDED_LATE
    assert row_of(*revised).status is Status.LATE


def test_a_name_that_is_not_on_the_roster_is_unknown_and_not_in_the_totals() -> None:
    stranger = make_record(answers(unit=STRANGER.name, posters=1000), unit=STRANGER)

    collection = merge(SURVEY, map(store_record, [stranger, make_record(answers(posters=1))]))

    unit = Unit(code=STRANGER.code, name=STRANGER.name)
    assert collection.unknown == (Row(unit=unit, status=Status.UNKNOWN, revisions=(verified(stranger),)),)
    assert collection.totals["posters"] == 1
    assert len(collection.unknown) == 1


@pytest.mark.parametrize(("unseen", "shown"), [("\u200b", "⟨U+200B⟩"), ("\U000e0041", "⟨U+E0041⟩")])
def test_what_cannot_be_seen_of_a_strangers_name_is_shown_wherever_an_officer_reads_it(
    unseen: str, shown: str
) -> None:
    typed = f"某某{unseen}街道"
    unit = find_unit(SURVEY.roster, typed)

    collection = merge(SURVEY, [store_record(make_record(answers(unit=typed), unit=unit))])

    name = f"某某{shown}街道"
    assert find_unit(SURVEY.roster, "某某街道").code == unit.code  # so it is given to a unit without it
    assert [row.unit.name for row in collection.unknown] == [name]
    assert json.loads(to_json(collection))["unknown"][0]["name"] == name
    assert name in written("outside.csv", collection).decode()
    assert name in to_chasing(collection).decode()
    assert any(name in line for line in summary(collection))


def test_unknown_units_stand_in_the_order_of_their_codes() -> None:
    codes = [f"unknown-{letter * 10}" for letter in "ZA5"]
    records = [make_record(answers(unit=code), unit=FiledUnit(code=code, name=code)) for code in codes]

    assert [row.unit.code for row in merge(SURVEY, map(store_record, records)).unknown] == sorted(codes)


def test_an_alias_added_later_moves_an_unknown_unit_in() -> None:
    stranger = make_record(answers(unit=STRANGER.name, posters=5), unit=STRANGER)
    unit = Unit(code="330212", name=YINZHOU.name, aliases=(STRANGER.name,))
    before, after = survey_of(replace(unit, aliases=())), survey_of(unit)

    assert len(merge(before, [store_record(stranger)]).unknown) == 1
    collection = merge(after, [store_record(stranger)])

    assert collection.units == (Row(unit=unit, status=Status.ON_TIME, revisions=(verified(stranger),)),)
    assert collection.unknown == ()
    assert collection.totals["posters"] == 5


def test_what_came_under_alias_and_name_are_revisions_of_one_unit() -> None:
    unit = Unit(code="330212", name=YINZHOU.name, aliases=(STRANGER.name,))
    old = make_record(answers(unit=STRANGER.name), unit=STRANGER)
    new = make_record(at=IN_TIME + SECOND)

    collection = merge(survey_of(unit), map(store_record, [new, old]))

    [row] = collection.units
    assert [each.record for each in row.revisions] == [old, new]
    remark = f"名下另有“{STRANGER.name}”的报送，没有与这一份相加，合计里只有这一份"
    assert [each.remark for each in row.revisions] == ["", remark]


def test_a_unit_that_left_the_roster_becomes_unknown() -> None:
    collection = merge(survey_of(Unit(code="1", name="别家")), [store_record(make_record())])

    assert [(row.unit.code, row.unit.name) for row in collection.unknown] == [("330212", YINZHOU.name)]


def test_a_record_that_breaks_a_check_added_later_still_counts() -> None:
    """Its receipt said that it was taken."""
    record = make_record(answers(drills=11, plan_made=False))
    given, needed = read_rule("drills <= 10", {blank.id: blank for blank in EDITION.blanks})
    added = [Check(level=level, given=given, needed=needed, message="演练太多。") for level in Level]
    survey = replace(SURVEY, edition=replace(EDITION, checks=(*EDITION.checks, *added)))

    collection = merge(survey, [store_record(record)])

    assert make_validator(survey.edition)(record.answers).problems
    assert collection == replace(merge(SURVEY, [store_record(record)]), edition=survey.edition)
    assert collection.units[4].revisions == (verified(record),)
    assert collection.set_aside == ()
    assert collection.totals["drills"] == 11


def test_a_nil_return_is_a_report() -> None:
    record = make_record(nil_answers(), nil=True)

    collection = merge(SURVEY, [store_record(record)])

    assert collection.units[4] == Row(
        unit=SURVEY.roster.units[4], status=Status.ON_TIME, revisions=(verified(record),)
    )
    assert set(collection.totals.values()) == {0}


def test_what_cannot_count_is_set_aside_in_the_order_of_names() -> None:
    record = store_record(make_record())
    junk = [Stored(key=f"submissions/2021/{name}", data=b"{") for name in ("z", "a", "m")]

    collection = merge(SURVEY, [junk[0], change(record, late=None), *junk[1:]])

    broken = "不是合格的 JSON，可能不完整"
    assert collection.set_aside == (
        SetAside(key=record.key, reason="记录缺少或写错了 late", unit="330212"),
        SetAside(key="submissions/2021/a", reason=broken),
        SetAside(key="submissions/2021/m", reason=broken),
        SetAside(key="submissions/2021/z", reason=broken),
    )
    assert collection.coverage.missing == len(SURVEY.roster.units) - 1
    assert collection.coverage.damaged == 1


def test_totals_and_tallies_equal_an_independent_sum() -> None:
    chance = random.Random(2021)  # noqa: S311  # figures for a test
    expected_totals = {b.id: 0 for b in EDITION.blanks if isinstance(b.kind, Count)}
    expected_yes = {b.id: 0 for b in EDITION.blanks if isinstance(b.kind, YesNo)}
    objects = []
    for unit in SURVEY.roster.units[:9]:
        for revision in range(3):
            figures = {id_: chance.randrange(10**9) for id_ in expected_totals}
            flags = {id_: chance.random() < 0.5 for id_ in expected_yes}
            record = make_record(
                answers(unit=unit.name, **figures, **flags),
                unit=FiledUnit(code=unit.code, name=unit.name),
                at=IN_TIME + revision * SECOND,
            )
            objects.append(store_record(record))
        for id_, figure in figures.items():
            expected_totals[id_] += figure
        for id_, flag in flags.items():
            expected_yes[id_] += flag

    collection = merge(SURVEY, objects)

    assert len(expected_totals) == 50
    assert len(expected_yes) == 15
    assert collection.totals == expected_totals
    assert collection.tallies == {id_: {"是": yes, "否": 9 - yes} for id_, yes in expected_yes.items()}


@pytest.mark.unmeasured
def test_the_order_of_the_objects_does_not_matter() -> None:
    objects = [
        *(store_record(make_record(answers(posters=n), at=IN_TIME + n * SECOND)) for n in range(4)),
        *(store_record(make_record(answers(posters=n), key=f"the-key-{n}")) for n in range(4)),
        store_record(make_record(unit=HAISHU, at=DUE + SECOND)),
        store_record(make_record(unit=STRANGER)),
        store_record(make_record(unit=replace(STRANGER, code="unknown-9999999999"))),
        *(Stored(key=f"submissions/2021/{n}", data=b"{") for n in range(3)),
        # the same moment and the same id under two names that are now one unit
        store_record(make_record()),
        store_record(replace(make_record(), unit=FiledUnit(code="unknown-330212", name="鄞州"))),
    ]
    expected = merge(SURVEY, objects)
    chance = random.Random(1)  # noqa: S311  # an order for a test

    for _ in range(20):
        chance.shuffle(objects)
        collection = merge(SURVEY, objects)
        assert to_json(collection) == to_json(expected)
        assert written("csv", collection) == written("csv", expected)

"""Which figures are listed as mistyped, in which order and why; and that listing changes nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import TypeVar
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.collect.collection import Collection
from handler.collect.merge import merge
from handler.collect.suspects import medians
from handler.collect.suspects.figures import Figures, figures_among, whole_of
from handler.collect.suspects.find import find_suspects
from handler.collect.suspects.suspect import Band, Suspect
from handler.records.record import FiledUnit
from handler.records.review import Act, Review
from schema.edition.kinds import Answer, Count
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.builders import edition_of, edition_toml
from tests.support.collecting.collected import collected_document
from tests.support.documents.tables import collection_of
from tests.support.filings import EDITION, answers, make_record, store_record

FORM = edition_of(
    edition_toml(
        activity={
            "progress": '["集中学习（{sessions}）场，参与（{attendance}）人次；发放（{leaflets}）份，投入（{spent:金额}）万元；",'
            ' "张贴标语（{posters}）个；", "排查隐患（{hazards}）处；", "走访（{visits}）户；", "满意率{rate:金额}%。"]'
        }
    ),
    "2021",
)
USUAL = {"sessions": 4, "attendance": 120, "leaflets": 300, "posters": 40, "hazards": 9, "visits": 60}
Tables = dict[str, Mapping[str, Answer]]
T = TypeVar("T")


def year(units: int = 20, **changes: Answer) -> Tables:
    """So many units of sizes from a half to twice the usual one; changes: of the unit 07."""
    tables: dict[str, Mapping[str, Answer]] = {}
    for number in range(units):
        size = 0.5 + 1.5 * number / units
        wobble = 1 + 0.2 * (number * 7 % 5 - 2) / 2
        figures: dict[str, Answer] = {
            blank: max(1, round(usual * size * wobble)) for blank, usual in USUAL.items()
        }
        figures |= {"sessions": max(1, round(4 * size)), "spent": f"{2 * size:.2f}", "rate": "98.00"}
        tables[f"{number:02}"] = figures
    tables["07"] = {**tables["07"], **changes}
    return tables


def suspects(tables: Tables, **more: Mapping[str, object]) -> tuple[Suspect, ...]:
    return find_suspects(collection_of(FORM, tables, **more))  # type: ignore[arg-type]  # as collection_of has them


def the_one(tables: Tables, **more: Mapping[str, object]) -> Suspect:
    (suspect,) = suspects(tables, **more)
    return suspect


def test_an_ordinary_year_has_none() -> None:
    assert suspects(year()) == ()


@given(st.lists(st.integers(0, 20), max_size=3))
def test_looked_at_in_parts_they_are_the_same(places: list[int]) -> None:
    tables = year(posters=3400, visits=510_000)
    collection = collection_of(FORM, tables, last=year(), groups=dict.fromkeys(list(tables)[:9], "东片"))
    ends = [0, *sorted(places), 20]

    def each(work: Callable[[Figures], T]) -> Iterable[T]:
        for start, end in pairwise(ends):
            yield work(figures_among(FORM, collection.units[start:end], whole_of(collection)))

    for most in (4_000, 10):
        with patch.object(medians, "MOST", most):
            assert len(find_suspects(collection)) == 2
            assert find_suspects(collection, each) == find_suspects(collection)


@pytest.mark.parametrize(
    ("blank", "figure", "slip"),
    [
        ("posters", 3400, "像是多了两位：34 就与各项相符"),
        ("posters", 34_000, "像是多了三位：34 就与各项相符"),
        ("attendance", 10_300, "像是多了两位：103 就与各项相符"),
        ("visits", 510_000, "像是多了四位：51 就与各项相符"),
        ("spent", "20500.00", "像是多了四位：2.05 就与各项相符"),
    ],
)
def test_digits_too_many_are_found_and_the_right_figure_is_guessed(
    blank: str, figure: Answer, slip: str
) -> None:
    suspect = the_one(year(20, **{blank: figure}))

    assert (suspect.unit, suspect.unit_name, suspect.blanks) == ("07", "第07所", (blank,))
    assert suspect.values == {blank: figure}
    assert [(sign.kind, sign.text) for sign in suspect.signs] == [("factor", slip)]
    assert suspect.says[0] == slip
    assert suspect.score >= 3.5


def test_a_digit_too_few_in_a_figure_that_varies_little_is_found() -> None:
    suspect = the_one(year(leaflets=2))

    assert suspect.signs[-1].text == "像是少了两位：约 200 就与各项相符"
    assert suspect.comparisons["peers"] is not None
    assert suspect.comparisons["peers"] < 0


def test_a_unit_that_is_large_in_everything_is_not_suspected_of_it() -> None:
    tables = year()
    tables["07"] = {**tables["07"], **{id_: 30 * usual for id_, usual in USUAL.items()}, "spent": "60.00"}

    assert suspects(tables) == ()


def test_why_is_said_in_plain_numbers() -> None:
    tables = year(attendance=46_150)
    last = {code: {**table, "attendance": 100} for code, table in year().items()}

    says = the_one(tables, last=last).says

    assert says[0].startswith("按本单位规模，同类单位一般在 ")
    assert says[0].endswith(" 人次")
    assert "去年 100 人次，今年是去年的 462 倍" in says
    assert any(each.startswith("平均每场 11,538 人次，各单位多在 ") for each in says)
    assert says[-1].startswith("占合计的 9")


def test_comparisons_that_cannot_be_made_are_said_to_be_none() -> None:
    suspect = the_one(year(posters=3400))

    assert suspect.comparisons.keys() == {"peers", "row", "last_year"}
    assert (suspect.comparisons["row"], suspect.comparisons["last_year"]) == (None, None)
    assert suspect.expected.low <= 34 <= suspect.expected.high


def test_with_fewer_than_five_units_nothing_is_compared() -> None:
    assert (
        suspects(
            {code: table for code, table in year(posters=34_000).items() if code in ("07", "08", "09", "10")}
        )
        == ()
    )


def test_figures_of_one_sentence_are_one_suspect() -> None:
    suspect = the_one(year(attendance=103_000, leaflets=260_000))

    assert set(suspect.blanks) == {"attendance", "leaflets"}
    assert suspect.values == {"attendance": 103_000, "leaflets": 260_000}


def test_two_figures_exchanged_say_so() -> None:
    suspect = the_one(year(sessions=103, attendance=4))

    assert "swapped" in {sign.kind for sign in suspect.signs}
    assert set(suspect.blanks) == {"sessions", "attendance"}


def test_a_figure_copied_from_the_blank_before_says_so() -> None:
    tables = year(hazards=34)
    tables["07"] = {**tables["07"], "posters": 34}

    assert [sign.text for sign in the_one(tables).signs][:1] == ["与前一空“张贴标语（个）”完全相同"]


def test_a_year_typed_for_a_count_says_so() -> None:
    assert the_one(year(hazards=2021)).signs[0].text == "像是填了年份"


@pytest.mark.parametrize(
    ("groups", "text"),
    [({}, "像是填了所有单位的合计"), ({f"{n:02}": "东片" for n in range(5, 12)}, "像是填了东片的合计")],
)
def test_the_sum_of_a_group_says_so(groups: dict[str, str], text: str) -> None:
    tables = year()
    members = groups or tables
    whole = sum(int(tables[code]["posters"]) for code in members)

    suspect = the_one(year(posters=whole), groups=groups)

    assert [sign.text for sign in suspect.signs][:1] == [text]


def test_the_unit_s_own_reason_stands_beside_it() -> None:
    suspect = the_one(
        year(leaflets=260_000), reasons={"07": {"sessions": "与街道合办", "posters": "全区统一"}}
    )

    assert suspect.reason == "与街道合办"


def verified(value: Answer, *, blank: str = "posters", number: int = 0) -> Review:
    return Review(
        edition="2021",
        unit="07",
        id=f"{number:026}",
        kind=Act.VERIFIED,
        at=datetime(2021, 7, 2, number, tzinfo=UTC),
        by="王五",
        blank=blank,
        value=value,
    )


def test_a_verified_figure_stays_listed_as_verified_while_it_stands() -> None:
    reviews = [
        verified(3400),
        verified(3400, number=1),
        verified(3500, number=2),
        verified(3, blank="visits"),
    ]

    assert the_one(year(posters=3400), reviews={"07": reviews}).verified == reviews[1]
    assert the_one(year(posters=3600), reviews={"07": reviews}).verified is None


def test_of_a_sentence_only_what_is_not_verified_is_open() -> None:
    tables = year(attendance=103_000, leaflets=260_000)
    of_one, of_both = (
        [verified(103_000, blank="attendance")],
        [
            verified(103_000, blank="attendance"),
            verified(260_000, blank="leaflets", number=1),
        ],
    )

    still_open, settled = the_one(tables, reviews={"07": of_one}), the_one(tables, reviews={"07": of_both})

    assert (still_open.blanks, still_open.verified) == (("leaflets",), None)
    assert set(settled.blanks) == {"attendance", "leaflets"}
    assert settled.verified in of_both


def test_the_heaviest_come_first_band_by_band() -> None:
    tables = year(60, posters=34_000)
    tables["30"] = {**tables["30"], "hazards": 100}
    tables["31"] = {**tables["31"], "visits": 700}
    found = suspects(tables)

    assert [suspect.band for suspect in found] == sorted(
        (suspect.band for suspect in found), key=lambda band: band.value
    )
    assert (found[0].unit, found[0].band) == ("07", Band.LARGE)
    for band in Band:
        scores = [suspect.score for suspect in found if suspect.band is band]
        assert scores == sorted(scores, reverse=True)


FIGURE = st.integers(0, 60) | st.integers(0, 10**9 - 1) | st.sampled_from([0, 1, 2020, 2021, 999_999_999_999])
COUNTS = [blank.id for blank in EDITION.blanks if isinstance(blank.kind, Count)]
TABLE = st.fixed_dictionaries(dict.fromkeys(COUNTS[:12], FIGURE))


def filed(tables: list[dict[str, int]]) -> Collection:
    units = tuple(Unit(code=f"{n:02}", name=f"{n}区", group=f"{n % 3}片") for n in range(len(tables)))
    objects = [
        store_record(
            make_record(answers(unit=unit.name, **table), unit=FiledUnit(code=unit.code, name=unit.name))
        )
        for unit, table in zip(units, tables, strict=True)
    ]
    return merge(Survey(edition=EDITION, roster=Roster(units=units)), objects)


@given(st.lists(TABLE, min_size=1, max_size=9))
def test_whatever_is_listed_every_figure_is_in_the_totals_as_it_was_filed(
    tables: list[dict[str, int]],
) -> None:
    collection = filed(tables)

    plain = [answers(**table) for table in tables]
    assert collection.totals == {id_: sum(int(table[id_]) for table in plain) for id_ in COUNTS}
    now = {row.unit.code: row.revisions[-1].record.answers for row in collection.units}
    for suspect in collection.suspects:
        assert suspect.values == {blank: now[suspect.unit][blank] for blank in suspect.blanks}
        assert 0 <= suspect.share <= 1
        assert suspect.score >= 3.5
        assert suspect.says
    listed = [(suspect.unit, frozenset(suspect.blanks)) for suspect in collection.suspects]
    assert len(set(listed)) == len(listed)
    without = collected_document(replace(collection, suspects=()))
    assert collected_document(collection) == without | {
        "suspects": collected_document(collection)["suspects"]
    }

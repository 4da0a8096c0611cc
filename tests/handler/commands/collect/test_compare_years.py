"""Two years' totals side by side, and sums that stay exact."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from handler.collect.collection import Collection
from handler.collect.last_year import Compared, LastYear
from handler.collect.merge import merge
from handler.commands.collect.compare_years import (
    Line,
    compare_totals,
    summarise,
    to_comparison_csv,
    to_units_comparison_csv,
)
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.write import compare
from handler.records.fetch import Stored
from handler.records.record import FiledUnit, Record, make_record_id
from schema.edition.model import Edition
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from schema.validation.checksum import checksum
from schema.validation.validate import make_validator
from tests.support.builders import edition_of, edition_toml, every_kind, valid_answers
from tests.support.filings import store_record

ROSTER = Roster(units=(Unit(code="1", name="甲区"), Unit(code="2", name="乙区")))
OLD = edition_of(
    edition_toml(
        activity={
            "progress": '["学习（{sessions}）次，参与（{attendance}）万人次，演练（{drills}）场；", "{studied:是/否}{filed:有/无}"]'
        }
    ),
    "2021",
)
NEW = every_kind()


def filed(edition: Edition, code: str, **changes: object) -> Stored:
    name = next(unit.name for unit in ROSTER.units if unit.code == code)
    answers = make_validator(edition)(valid_answers(edition, unit=name, **changes)).answers
    record = Record(
        edition=edition.id,
        edition_digest=edition.digest,
        id=make_record_id(edition.id, code, "", checksum(answers)),
        unit=FiledUnit(code=code, name=name),
        answers=answers,
        explanations={},
        nil=False,
        received_at=edition.due - timedelta(days=1),
        late=False,
        checksum=checksum(answers),
    )
    return store_record(record)


BEFORE = [filed(OLD, "1", sessions=3, studied=True)]
AFTER = [
    filed(NEW, "1", sessions=4, spent="0.10", filed="有"),
    filed(NEW, "2", sessions=5, spent="0.20", filed="不适用"),
]


def collections() -> tuple[Collection, LastYear]:
    old, new = Survey(edition=OLD, roster=ROSTER), Survey(edition=NEW, roster=ROSTER)
    collection = merge(new, AFTER, earlier=merge(old, BEFORE))
    assert collection.last_year
    return collection, collection.last_year


def test_amounts_add_up_exactly_and_words_are_counted() -> None:
    new, _ = collections()

    assert new.set_aside == ()
    assert new.totals["spent"] == "0.30"
    assert new.tallies["filed"] == {"有": 1, "无": 0, "不适用": 1}
    assert "rate" not in new.totals


def test_blanks_of_one_id_stand_side_by_side() -> None:
    lines = {line.id: line for line in compare_totals(*collections())}

    assert lines["sessions"] == Line(
        id="sessions",
        label="集中学习（次）",
        now=9,
        compared=Compared(before=3, both_before=3, both_now=4),
    )
    assert lines["studied"].compared.before == {"是": 1, "否": 0}
    assert list(lines) == [
        *("sessions", "attendance", "visits", "spent", "given", "studied", "filed", "way"),
        *("ways", "hours", "change"),
        "drills",
    ]


def test_what_cannot_be_compared_says_why() -> None:
    assert list(summarise(*collections())) == [
        "与 2021 年比较：2 项可比，10 项不可比；两期都报的 1 家",
        "不可比：attendance：集中学习：参与（人次）：计量单位不同：万人次 → 人次",
        "不可比：visits：集中学习：走访（户）：上期没有这一项",
        "不可比：spent：投入（万元）：上期没有这一项",
        "不可比：given：捐赠（元）：上期没有这一项",
        "不可比：filed：是否建档：填法不同：□有 □无 → □有 □无 □不适用",
        "不可比：way：方式：上期没有这一项",
        "不可比：ways：采用的做法（可多选）：上期没有这一项",
        "不可比：hours：工时（小时）：上期没有这一项",
        "不可比：change：工时：净增（人）：上期没有这一项",
        "不可比：drills：学习：演练（场）：本期没有这一项",
    ]


def test_the_file_is_for_excel(tmp_path: Path) -> None:
    said = list(compare(collections()[0], None, Folder.at(tmp_path)))

    file = tmp_path / "compared-2021-2022.csv"
    rows = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    assert rows[0] == [
        *("编号", "项目", "2021 年（已报 1 家）", "2022 年（已报 2 家）", "增减", "增减%"),
        *(
            "2021 年（同口径 1 家）",
            "2022 年（同口径 1 家）",
            "增减（同口径）",
            "增减%（同口径）",
            "不可比的原因",
        ),
    ]
    assert rows[1] == ["sessions", "集中学习（次）", "3", "9", "6", "200.0%", "3", "4", "1", "33.3%", ""]
    assert rows[2][2:6] == ["49", "98", "", ""]  # 万人次 and 人次: no difference is made of them
    assert len(rows) == 13
    units = tmp_path / "compared-units-2021-2022.csv"
    assert said == [*summarise(*collections()), f"已写 {file}", f"已写 {units}"]


def test_a_question_that_was_asked_otherwise_is_not_called_new_or_gone() -> None:
    """A rate, a text or a choice of then that is a count now, and a count that is a text now."""
    then = edition_of(
        edition_toml(
            activity={"progress": '["整改率{a:金额}%，做法{b:文字}，有方案{c:是/否}，演练（{d}）次；"]'}
        ),
        "2021",
    )
    now = edition_of(
        edition_toml(
            activity={"progress": '["整改（{a}）处，做法（{b}）项，方案（{c}）个，演练{d:文字}；"]'}
        ),
        "2022",
    )
    collection = merge(
        Survey(edition=now, roster=ROSTER),
        [filed(now, "1")],
        earlier=merge(Survey(edition=then, roster=ROSTER), [filed(then, "1")]),
    )
    assert collection.last_year

    told = {line.id: line.compared.obstacle for line in compare_totals(collection, collection.last_year)}

    assert told == {
        "a": "计量单位不同：% → 处",
        "b": "填法不同：文字 → 数（项）",
        "c": "填法不同：□是 □否 → 数（个）",
        "d": "填法不同：数（次） → 文字",
    }


def two_years(before: dict[str, object], now: dict[str, object]) -> Collection:
    old = edition_of(edition_toml(activity={"progress": PROGRESS}), "2021")
    new = edition_of(edition_toml(activity={"progress": PROGRESS}), "2022")
    earlier = merge(Survey(edition=old, roster=ROSTER), [filed(old, "1", **before)])
    return merge(Survey(edition=new, roster=ROSTER), [filed(new, "1", **now)], earlier=earlier)


PROGRESS = '["演练（{drills}）次，投入（{spent:金额}）万元，有方案 {plan:是/否}，方式：{way:有/无}；"]'


def written(pieces: Iterable[bytes]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(pieces).decode("utf-8-sig"), newline="")))


def test_less_is_less_in_whole_numbers_in_amounts_and_in_a_hundred() -> None:
    collection = two_years({"drills": 40, "spent": "3.00"}, {"drills": 10, "spent": "1.50"})
    assert collection.last_year

    rows = written(to_comparison_csv(collection, collection.last_year))

    assert rows[1][2:6] == ["40", "10", "-30", "−75.0%"]
    assert rows[2][2:6] == ["3.00", "1.50", "−1.50", "−50.0%"]
    assert rows[3][4:6] == ["", ""]


def test_of_what_was_nothing_there_is_no_hundredth() -> None:
    collection = two_years({"drills": 0}, {"drills": 10})
    assert collection.last_year

    assert written(to_comparison_csv(collection, collection.last_year))[1][2:6] == ["0", "10", "10", ""]


def test_every_figure_that_changed_is_listed_by_unit_and_zero_is_pointed_out() -> None:
    before = {"drills": 40, "spent": "3.00", "plan": True, "way": "有"}
    collection = two_years(before, {"drills": 0, "spent": "3.00", "plan": False, "way": "无"})

    assert collection.last_year
    earlier = collection.last_year.collection

    head, *rows = written(to_units_comparison_csv(collection, collection.last_year))

    assert head[-6:] == ["项目", "去年", "今年", "增减", "增减%", "提示"]
    assert rows == [
        ["'1", "甲区", "", "drills", "演练（次）", "40", "0", "-40", "−100.0%", "今年填 0，去年不是"],
        ["'1", "甲区", "", "plan", rows[1][4], "是", "否", "", "", ""],
        ["'1", "甲区", "", "way", rows[2][4], "有", "无", "", "", ""],
    ]
    older = replace(earlier, edition=replace(earlier.edition, id="2018"))
    head, first, *_ = written(
        to_units_comparison_csv(collection, replace(collection.last_year, collection=older))
    )
    assert (head[-5:-3], first[-1]) == (["2018 年", "今年"], "今年填 0，2018 年不是")

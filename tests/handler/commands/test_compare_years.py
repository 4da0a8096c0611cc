"""Two years' totals side by side, and sums that stay exact."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from handler.collect.collection import Collection
from handler.collect.merge import merge
from handler.commands.collect import compare
from handler.commands.compare_years import Line, compare_totals, summarise
from handler.commands.output_folder import Folder
from handler.records.fetch import Stored
from handler.records.record import FiledUnit, Record, make_record_id
from schema.edition.model import Edition
from schema.edition.roster import Roster, Unit
from schema.loading.catalogue import Survey
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


def collections() -> tuple[Collection, Collection]:
    old, new = Survey(edition=OLD, roster=ROSTER), Survey(edition=NEW, roster=ROSTER)
    return merge(old, BEFORE), merge(new, AFTER)


def test_amounts_add_up_exactly_and_words_are_counted() -> None:
    _, new = collections()

    assert new.set_aside == ()
    assert new.totals["spent"] == "0.30"
    assert new.tallies["filed"] == {"有": 1, "无": 0, "不适用": 1}
    assert "rate" not in new.totals


def test_blanks_of_one_id_stand_side_by_side() -> None:
    lines = {line.id: line for line in compare_totals(*collections())}

    assert lines["sessions"] == Line(
        id="sessions", label="集中学习（次）", before="3", after="9", obstacle=""
    )
    assert lines["studied"].before == "是 1，否 0"
    assert list(lines) == [
        *("sessions", "attendance", "visits", "spent", "given", "studied", "filed", "way"),
        "drills",
    ]


def test_what_cannot_be_compared_says_why() -> None:
    assert list(summarise(*collections())) == [
        "与 2021 年比较：2 项可比，7 项不可比",
        "不可比：attendance：集中学习：参与（人次）：计量单位不同：万人次 → 人次",
        "不可比：visits：集中学习：走访（户）：去年没有这一项",
        "不可比：spent：投入（万元）：去年没有这一项",
        "不可比：given：捐赠（元）：去年没有这一项",
        "不可比：filed：是否建档：填法不同：□有 □无 → □有 □无 □不适用",
        "不可比：way：方式：去年没有这一项",
        "不可比：drills：学习：演练（场）：今年没有这一项",
    ]


def test_the_file_is_for_excel(tmp_path: Path) -> None:
    said = list(compare(*collections(), Folder.at(tmp_path)))

    file = tmp_path / "compared-2021-2022.csv"
    rows = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    assert rows[0] == ["编号", "项目", "2021 年（已报 1 家）", "2022 年（已报 2 家）", "不可比的原因"]
    assert rows[1] == ["sessions", "集中学习（次）", "3", "9", ""]
    assert len(rows) == 10
    assert said == [*summarise(*collections()), f"已写 {file}"]


def test_a_choice_of_another_kind_of_number_is_told() -> None:
    old, new = collections()
    other = replace(new, edition=replace(new.edition, id="2023"))

    assert compare_totals(old, other) == compare_totals(old, new)

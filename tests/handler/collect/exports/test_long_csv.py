"""The long form and the codebook: a line for each answer, a line for each question, and whoever analyses needs no more."""

import csv
import io

from handler.collect.merge import merge
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.builders import UNIT_NAME, every_kind, valid_answers
from tests.support.collecting.collected import written
from tests.support.filings import SECOND, make_record, store_record

EDITION = every_kind()
ANSWERS = valid_answers(EDITION, phone="057487654321", problems="=1+1")
RECORD = make_record(ANSWERS, edition="2022", digest=EDITION.digest, at=EDITION.due + SECOND)  # type: ignore[arg-type]  # the builder's answers are such
ROSTER = Roster(
    units=(Unit(code="330212", name=UNIT_NAME, group="市区"), Unit(code="1", name="没有报的单位"))
)
COLLECTION = merge(Survey(edition=EDITION, roster=ROSTER), [store_record(RECORD)])


def read(extension: str) -> list[list[str]]:
    text = written(extension, COLLECTION).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_answer_has_a_line_that_says_whose_it_is_and_what_it_answers() -> None:
    head, *lines = read("long.csv")

    assert head == ["code", "unit", "group", "status", "blank", "label", "value", "measure", "via"]
    assert {line.pop() for line in lines} == {"post"}
    assert {tuple(line[:4]) for line in lines} == {("'330212", UNIT_NAME, "市区", "late")}
    assert [line[4:6] for line in lines] == [[blank.id, EDITION.labels[blank.id]] for blank in EDITION.blanks]
    told = {line[4]: tuple(line[6:]) for line in lines}
    assert told["sessions"] == ("50", "次")
    assert told["spent"] == (ANSWERS["spent"], "万元")
    assert told["studied"] == ("是", "")
    assert (told["phone"], told["problems"]) == (("'057487654321", ""), ("'=1+1", ""))


def test_the_codebook_says_what_every_id_asks_and_in_which_column_its_answers_stand() -> None:
    head, *lines = read("codebook.csv")
    titles = read("csv")[0]

    assert head == ["number", "blank", "label", "kind", "measure", "options", "section", "activity", "line"]
    assert [line[1] for line in lines] == [blank.id for blank in EDITION.blanks]
    first = titles.index(lines[0][2])
    assert [titles[first + int(line[0]) - 1] for line in lines] == [line[2] for line in lines]
    told = {line[1]: line for line in lines}
    assert told["unit"][6:] == [
        "",
        "",
        "填报单位（盖章）：（　）  联系人：（　）  电话：（　）  填报日期：（　）",
    ]
    assert told["attendance"][3:] == [
        "count",
        "人次",
        "",
        "安全生产月活动",
        "学习",
        "集中学习（　）次，参与【　】人次，走访（　）户；",
    ]
    assert (told["filed"][3], told["filed"][5]) == ("choice", "有／无／不适用")

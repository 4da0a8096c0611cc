"""Each unit's filled table as a document of its own: what the receipt prints, for the archive."""

import io
import re
from pathlib import Path

from docx import Document

import build
from handler.collect.collection import Collection
from handler.collect.merge import merge
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.unit_tables import FOLDER, write_tables
from handler.commands.progress import untold
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from schema.validation.checksum import short_code
from tests.support.builders import UNIT_NAME, every_kind, valid_answers
from tests.support.collecting.collected import OBJECTS, SURVEY
from tests.support.filings import make_record, store_record

EDITION = every_kind()
RECORD = make_record(valid_answers(EDITION), edition="2022", digest=EDITION.digest)  # type: ignore[arg-type]  # the builder's answers are such


def text_of(file: Path) -> str:
    document = Document(io.BytesIO(file.read_bytes()))
    paragraphs = [each.text for each in document.paragraphs]
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    foot = document.sections[0].footer.paragraphs[0].text
    return "\n".join([*paragraphs, *cells, foot])


def written(collection: Collection, out: Path) -> list[str]:
    folder = Folder.at(out)
    said = list(write_tables(collection, folder, untold))
    folder.finish()
    return said


def test_every_answer_stands_in_its_blank_and_the_receipt_at_the_foot(tmp_path: Path) -> None:
    roster = Roster(units=(Unit(code="330212", name=UNIT_NAME), Unit(code="1", name="没有报的单位")))

    said = written(merge(Survey(edition=EDITION, roster=roster), [store_record(RECORD)]), tmp_path)

    assert said == [f"各单位的统计表在 {tmp_path / FOLDER}：1 份"]
    text = text_of(tmp_path / FOLDER / f"{UNIT_NAME}.docx").replace("\u00a0", " ")
    assert f"填报单位（盖章）：{UNIT_NAME}  联系人：张三  电话：0574-87654321  填报日期：2021-06-30" in text
    assert "集中学习（50）次，参与【49】人次，走访48户；" in text
    assert "是否看片：☑是 □否，是否建档：□有 □无 ☑不适用，方式：□有 ☑其他（注明）；" in text
    assert "做法说明：第一行\n第二行；" in text
    assert f"回执号 {RECORD.reference}　校验码 {short_code(RECORD.checksum)}　2021年6月30日 09:02收到" in text


def test_every_unit_that_has_filed_has_its_own_and_a_revision_says_which(tmp_path: Path) -> None:
    written(merge(SURVEY, OBJECTS), tmp_path)

    files = {file.stem: text_of(file) for file in (tmp_path / FOLDER).iterdir()}
    assert files.keys() == {"甲区", "乙区", "unknown-0区"}
    assert {name for name, text in files.items() if "（第 2 次）" in text} == {"甲区"}
    assert re.search(r"挂图等\(1\)个", files["甲区"])


def test_the_command_writes_them_where_they_are_asked_for(tmp_path: Path) -> None:
    for stored in OBJECTS:
        file = tmp_path / "store" / stored.key
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(stored.data)
    given = ["collect", "2021", "--from", str(tmp_path / "store"), "--out", str(tmp_path / "out")]

    assert build.main([*given, "--units"]) == 0
    assert len(list((tmp_path / "out" / FOLDER).iterdir())) == 3

"""A 2022 table as it might come: the 2021 one with a change of every sort."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.builders import the_2021
from tests.support.documents.word import Sheet, SheetRow, sheet_of, write_docx


def sheet_2022() -> Sheet:
    """Twenty changes; the comment names what the report must say of each."""
    sheet = sheet_of(the_2021())
    for old, new in (
        ("宁波市2021年", "宁波市2022年"),  # the year moves on: no change
        ("活动情况统计表", "活动开展情况统计表"),  # 1 the title reworded
        ("联系人：", "填表人："),  # 2 the heading reworded, the same blank
        ("7月1日上午下班前", "7月4日上午下班前"),  # 3 the note reworded, 4 the deadline moved
        ("林远龙同志", "王磊同志"),  # part of 3
        ("召开专题学习会，", "召开专题学习会和座谈会，"),  # 5 a requirement reworded
        ("“遏重大”攻坚战专题宣传活动", "“除险保安”攻坚战专题宣传活动"),  # 6 an activity renamed
        ("组织集中学习观看（   ）场", "组织干部职工集中学习观看（   ）场"),  # 7 a sentence reworded
        ("征集隐患和违法行为“随手拍”（   ）个", "征集隐患和违法行为“随手拍”（   ）条"),  # 8 a measure changed
        ("创新开展线上活动（   ）场", "创新开展线上活动＿＿＿场"),  # 9 a blank printed otherwise
        ("开展安全宣传咨询活动（   ）场", "开展安全宣传咨询活动(   )场"),  # 10 another bracket
        (
            "使用全国安全宣教和应急科普平台 □是 □否",
            "使用全国安全宣教和应急科普平台 □是 □否 □不适用",
        ),  # 11 an option more
        ("，其他（   ）个；", "；"),  # 12 a blank dropped, 13 its sentence reworded
        (
            "服务（   ）次。",
            "服务（   ）次，投入资金（   ）万元。",
        ),  # 14 an amount added, 15 its sentence reworded
        (
            "，奖励(   )人，",
            "，奖励(   )万元，",
        ),  # 16 a count becomes an amount: 16 the measure, 17 the way it is filled
        ("加强组织落实", "强化组织落实"),  # 18 a section renamed
    ):
        sheet.replace(old, new)
    gone = next(row for row in sheet.rows if row.title == "有序开展注重安全")
    sheet.rows.remove(gone)  # 19 a row dropped, 20–23 its four blanks
    sheet.rows.insert(
        4,
        SheetRow(  # 24 a row added, 25–27 its three blanks
            section="安全生产月活动",
            title="电梯安全“回头看”",
            requirement="组织对老旧电梯开展“回头看”。",
            progress=[
                "检查老旧电梯（　　）台，整改率（　　）%；",
                "是否建立电梯台账：□有 □无；",
                "主要做法说明：＿＿＿＿",
            ],
        ),
    )  # its third line adds 28
    sheet.breaks = {2, 6}
    return sheet


def write_2022(folder: Path) -> Path:
    file = folder / "form-2022.docx"
    file.write_bytes(_document())
    return file


@cache
def _document() -> bytes:
    with TemporaryDirectory() as folder:
        return write_docx(sheet_2022(), Path(folder) / "form.docx").read_bytes()

"""A statutory form of one large grid (road conditions, 25 rows × 8 columns), as Word makes it."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from tests.support.documents.package import run, write_package

_ABOVE = """公路技术状况统计表
—县道、乡道、村道、专用公路
表    号：交公路29-2表
制表机关：交通运输部
批准文号：国统制（2021）131号
有效期至：2024年11月
填报单位：                                        2022年  计量单位：公里"""
_BELOW = """单位负责人：              统计负责人：              填表人：              联系电话：              报出日期：    年  月  日
说明：1.本表由各级公路管理机构填报，2022年7月4日12时前报送。2.本表主要指标平衡关系：1=2+3+4+5+6；1行=2行+3行+4行+5行。"""
_HEADS = (
    ("项目", "项目", "编号", *["实际评级里程（公里）"] * 6, "优良路率（%）", "评定结果"),
    ("项目", "项目", "编号", "合计", *(f"{word}等路" for word in "优良中次差"), "优良路率（%）", "评定结果"),
    ("甲", "甲", "乙", *map(str, range(1, 9))),
)
GROUPS = ("MQI", "路面(PQI)", "路基(SCI)", "桥隧构造物(BCI)", "沿线设施(TCI)")
KINDS = ("总计", "县道", "乡道", "村道", "专用公路")


def write_road(folder: Path) -> Path:
    above, below = (
        "".join(f"<w:p>{run(line)}</w:p>" for line in text.split("\n")) for text in (_ABOVE, _BELOW)
    )
    named = [(group, kind) for group in GROUPS for kind in KINDS]
    rows = [*_HEADS, *((*names, str(number), *[""] * 8) for number, names in enumerate(named, 1))]
    table = "".join(
        f"<w:tr>{_row(row, before)}</w:tr>" for row, before in zip(rows, [(), *rows], strict=False)
    )
    return write_package(folder / "公路.docx", f"{above}<w:tbl>{table}</w:tbl>{below}")


def _row(row: Sequence[str], before: Sequence[str]) -> str:
    """Neighbours that say the same are one cell, side by side and one above the other."""
    cells, column = [], 0
    for text, same in groupby(row):
        for across in [len(list(same))] if text else [1 for _ in same]:
            down = "" if not text else " " if text in before[column : column + 1] else ' w:val="restart"'
            span = f'<w:gridSpan w:val="{across}"/>' + (f"<w:vMerge{down}/>" if down else "")
            cells.append(f"<w:tc><w:tcPr>{span}</w:tcPr><w:p>{run(text)}</w:p></w:tc>")
            column += across
    return "".join(cells)

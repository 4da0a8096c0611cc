"""Values that a blank may not take, or only just takes, by its kind: what the judges have to agree on."""

from schema.model import Amount, Blank, Choice, Count, Date, LongText, Phone, YesNo

COUNTS = [
    "0",
    "7",
    "12",
    "007",
    "999999999",
    "1000000000",
    "0999999999",
    "00000000000012",
    "３，０００",
    "１２",
    "1,234",
    "12,34",
    "1,2345",
    "1",
    "234",
    "-1",
    "+1",
    "1.0",
    "1e3",
    "²",
    "10²",
    "①",
    "一",
    "0x1",
    "1_000",
    "１\u3000２",
    "𝟙",
    "٣",
    "5次",
]
CHOICES = ["是", "否", " 是", "否\u3000", "true", "yes", "1", "是否", "是是"]
DATES = [
    "2021-06-30",
    "2021/6/30",
    "2021.06.30",
    "2021年6月30日",
    "2021年06月30",
    "２０２１-０６-３０",
    "2021-02-29",
    "2020-02-29",
    "2100-01-01",
    "1999-12-31",
    "2021-13-01",
    "2021-00-10",
    "2021-06-31",
    "20210630",
    "2021-6-3x",
    "0021-06-30",
]
PHONES = [
    "0574-87654321",
    "13800000000",
    "０５７４－８７６５４３２１",
    "(0574)87654321",
    "87654321转801",
    "87654321转",
    "+86-13800000000",
    "12",
    "abc",
    "1234",
    "12345",
    "661234",
    "-----",
    "138\xa00000",
    "转8",
]
TEXTS = ["张三", "  张三\u3000", "a" * 60, "a" * 61, "𠮷" * 60, "𠮷" * 61, "=1+1", "<b>&\"'", "a\nb", "a\r\nb", "a\tb", "a\u202eb", "a\u0000b", "\ufeff张三", "\u0085", "\u001c", "a\u200bb", "\ud800", "😀", "é", "e\u0301", "null", "undefined", "\u2028"]  # fmt: skip
AMOUNTS = [*COUNTS, "12.5", "12.50", "0.05", "00.5", "１２．５", "1,234.50", "1 234.5", "12.", ".5", "1.234", "999999999.99", "1000000000.00", "0999999999.9", "1.5e3", "12。5", "12.5万元", "-0.50", "1,23.5", "12.٣"]  # fmt: skip
OPTIONS = [*CHOICES, "有", "无", " 有", "无\u3000", "不适用", "有无", "有/无", "其他（注明）", "其他(注明)"]
PROSE = ["第一行\n第二行", "a\r\nb", "a\rb", "\n\na\n\n", "a\tb", "\ta", "字" * 2000, "字" * 2001, "𠮷" * 2000, "行\n" * 1000, "行\n" * 1001]  # fmt: skip
SPACES = ["", " ", "\u3000", "\u00a0", "\ufeff", "\t", "\u2003 ", "\u0085", "\u001f", "\u180e", "\u200b"]


def values_for(blank: Blank) -> list[str]:
    match blank.kind:
        case Count():
            return COUNTS
        case Amount():
            return AMOUNTS
        case YesNo():
            return CHOICES
        case Choice():
            return OPTIONS
        case LongText():
            return PROSE + TEXTS
        case Date():
            return DATES
        case Phone():
            return PHONES
        case _:
            return TEXTS

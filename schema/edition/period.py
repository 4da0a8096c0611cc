"""An edition's id: a form and its period (`2022`, `2022-h1`, `2022-q3`, `2022-07`, `quality-2022-q3`), or a form alone."""

import re
import unicodedata
from dataclasses import dataclass, replace

ID = "[a-z0-9]+(?:-[a-z0-9]+)*"
LONGEST_ID = 40
RESERVED = frozenset(
    {"accessibility", "api", "assets", "desk", "guide", "preview", "privacy", "site", "workbench"}
)
"""The site's own addresses, and the name of its settings' file."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")
"""No folder can be called so on Windows."""
_YEAR = "(?:19|20)[0-9]{2}"
_PERIOD = re.compile(
    rf"(?:(?P<form>{ID})-)?(?P<year>{_YEAR})(?:-(?:h(?P<h>[12])|q(?P<q>[1-4])|(?P<m>0[1-9]|1[0-2])))?"
)
_SAID = re.compile(
    rf"(?P<lead>(?:{ID}-)?{_YEAR})(?:年度?|-)?"
    "(?:第?(?P<q>[1-4])季度?|(?P<h>[12])半年|(?P<m>[01]?[0-9])月份?|(?P<part>[hq][0-9]))?"
)
"""What an officer calls a period, its numerals as figures."""
_NUMERALS = str.maketrans("一二三四上下", "123412")
_FIGURES = re.compile(r"(?:^|-)[0-9]+(?:-|$)")
_YEARS = re.compile(rf"(?:^|-){_YEAR}(?:-|$)")
_MONTHS = {"h": 6, "q": 3, "m": 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """form: which one, '' where there is no other. first: its first month, counted on from January of the year 0. months: how many it lasts."""

    form: str
    first: int
    months: int

    @property
    def id(self) -> str:
        of_year = {12: "", 6: f"-h{self.part}", 3: f"-q{self.part}", 1: f"-{self.part:02}"}[self.months]
        return f"{f'{self.form}-' if self.form else ''}{self.year}{of_year}"

    @property
    def year(self) -> int:
        return self.first // 12

    @property
    def part(self) -> int:
        """Which of its year's halves, quarters or months it is, counted from 1."""
        return 1 + self.first % 12 // self.months

    @property
    def name(self) -> str:
        """Of its year's parts: `上` of two halves, `三` of four quarters, `7` of twelve months; of a year ``."""
        return {12: "", 6: "上下"[self.part % 2 - 1], 3: "一二三四"[self.part % 4 - 1]}.get(
            self.months, str(self.part)
        )

    @property
    def words(self) -> str:
        """`2022 年`, `2022 年第三季度`."""
        of_year = {12: "", 6: "{}半年", 3: "第{}季度", 1: " {} 月"}[self.months]
        return f"{self.year} 年{of_year.format(self.name)}"

    def moved(self, periods: int) -> "Period":
        """So many periods later, as long."""
        return replace(self, first=self.first + periods * self.months)

    def follows(self, other: "Period") -> bool:
        """Whether it is a later period of the same form; a quarter is no part of a row of years."""
        return (self.form, self.months) == (other.form, other.months) and self.first > other.first


def period_of(edition: str) -> Period | None:
    """The period of an id; None where it names a form alone."""
    found = _PERIOD.fullmatch(edition)
    if not found:
        return None
    unit, part = next(((name, found[name]) for name in _MONTHS if found[name]), ("", "1"))
    months = _MONTHS.get(unit, 12)
    return Period(
        form=found["form"] or "", first=int(found["year"]) * 12 + (int(part) - 1) * months, months=months
    )


def id_of(said: str) -> str:
    """The id of a period as it is called: of 2023年 `2023`, of 2023年第三季度 `2023-q3`, of 2023年7月 `2023-07`; else what was said."""
    plain = "".join(unicodedata.normalize("NFKC", said).lower().split())
    found = _SAID.fullmatch(plain.translate(_NUMERALS))
    if not found:
        return plain
    quarter, half, month, part = found["q"], found["h"], found["m"], found["part"]
    of_year = f"q{quarter}" if quarter else f"h{half}" if half else f"{month:0>2}" if month else part
    return f"{found['lead']}-{of_year}" if of_year else found["lead"]


def form_of(edition: str) -> str:
    """Which form it is one of: `quality` of `quality-2022`; '' where the id says no more than when."""
    period = period_of(edition)
    return period.form if period else edition


def months_between(edition: str, later: str) -> int | None:
    """From one's period to the other's, which is as long; None where it is not."""
    one, other = period_of(edition), period_of(later)
    return other.first - one.first if one and other and one.months == other.months else None


def edition_in_words(edition: str) -> str:
    """What a sentence calls it before 的表: `2022 年`, `2022 年第三季度（quality）`, `“quality”`."""
    period = period_of(edition)
    if not period:
        return f"“{edition}”"
    return f"{period.words}（{period.form}）" if period.form else period.words


def untimed(title: str) -> str:
    """A title without its period."""
    return re.sub(
        rf"{_YEAR}\s*年度?(?:\s*(?:第?[一二三四1-4]季度|[上下]半年|[0-9]{{1,2}}\s*月份?))?", "", title
    )


def sides(edition: str, earlier: str = "") -> tuple[str, str]:
    """What one says of an earlier period and of this one; by itself, and by its name where it is not the one before."""
    period = period_of(edition)
    before, now = ("上期", "本期") if period and period.months < 12 else ("去年", "今年")
    if earlier and (period is None or period.moved(-1).id != earlier):
        before = edition_in_words(earlier)
    return before, now


def newest_first(edition: str) -> tuple[int, int, str]:
    """The key by which editions are sorted: what ended last comes first, of those the longest."""
    period = period_of(edition)
    return (-period.first - period.months, -period.months, edition) if period else (0, 0, edition)


def mistake_in(edition: str) -> tuple[str, str] | None:
    """What is wrong with an id and how to mend it (Chinese); None where nothing is."""
    if not re.fullmatch(ID, edition) or len(edition) > LONGEST_ID:
        return (
            f"“{edition[: LONGEST_ID + 1]}”不能作表的编号",
            f"应写成 2022、2022-q3、quality-2022 这样：小写字母、数字和中间的短横，不超过 {LONGEST_ID} 个字",
        )
    if edition in RESERVED or _DEVICES.fullmatch(edition):
        return f"“{edition}”是网站或系统自己用的名称", "换一个编号，如 2022、2022-q3、quality-2022"
    period = period_of(edition)
    if _YEARS.search(period.form) if period else _FIGURES.search(edition):
        return (
            f"“{edition}”里看不出是哪一期",
            "应写成 2022、quality-2022-q3 这样：年份在最后，后面只跟 h1、h2（半年）、q1 至 q4（季度）或 01 至 12（月）",
        )
    return None

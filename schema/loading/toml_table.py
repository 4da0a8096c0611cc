"""Reading a TOML file written by hand: wrong types, missing and unknown keys become mistakes."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from schema.errors import FileProblem, FileProblemsError
from schema.loading.slips import slips_in


def read_toml(file: Path, text: str | None = None) -> "Table":
    """The file's top table. text: what it says, where it is not written yet. Raises FileProblemsError if it cannot be read at all."""
    said = read_text(file) if text is None else text
    try:
        return Table(file=file.name, values=tomllib.loads(said))
    except ValueError as error:
        raise FileProblemsError(slips_in(file.name, said, str(error))) from error


def read_text(file: Path) -> str:
    """What it says. Raises FileProblemsError."""
    whole = partial(FileProblem, file=file.name, place="整个文件")
    try:
        return file.read_text(encoding="utf-8-sig")  # Windows Notepad adds the mark
    except FileNotFoundError as error:
        wrong = [
            whole(rule="没有这个文件", remedy="检查文件名写得对不对；新的一期可用 renew 做，名单和表一起写好")
        ]
        raise FileProblemsError(wrong) from error
    except OSError as error:
        wrong = [whole(rule=f"读不到文件（{error.strerror}）", remedy="检查路径和权限")]
        raise FileProblemsError(wrong) from error
    except UnicodeDecodeError as error:
        wrong = [whole(rule="不是 UTF-8 编码", remedy="用 UTF-8 编码另存这个文件")]
        raise FileProblemsError(wrong) from error


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table of the file. What is wrong with it is added to `mistakes`, shared by the whole file."""

    file: str
    values: dict[str, object]
    place: str = "文件开头"
    mistakes: list[FileProblem] = field(default_factory=list)

    def blame(self, place: str, rule: str, remedy: str) -> None:
        self.mistakes.append(FileProblem(file=self.file, place=place, rule=rule, remedy=remedy))

    def only(self, keys: Iterable[str]) -> None:
        """Every key that is not one of `keys` is a mistake (a row in a name is never ignored)."""
        allowed = list(keys)
        for key in (key for key in self.values if key not in allowed):
            self.blame(self.place, f"不认识“{key}”这一项", f"这里只能有 {'、'.join(allowed)}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if isinstance(value, str) and (value.strip() or value == default):
            return value
        self._wrong(key, '要写成一段文字，如 "……"')
        return ""

    def texts(self, key: str, default: list[str] | None = None) -> list[str]:
        value = self.values.get(key, default)
        if isinstance(value, list) and _are_texts(value):
            return value
        self._wrong(key, '要写成一列文字，如 ["……", "……"]')
        return []

    def rows(self, key: str) -> list[list[str]]:
        value = self.values.get(key)
        if isinstance(value, list) and all(map(_are_texts, value)):
            return value
        self._wrong(key, '要写成一行一列的文字，如 [["……", "……"], ["……", "……"]]')
        return []

    def size(self, key: str) -> int:
        """A number of rows or columns, 0 where none is given."""
        value = self.values.get(key, 0)
        if type(value) is int and value >= 0:
            return value
        self._wrong(key, "要写成 0 或正整数")
        return 0

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self._wrong(key, "要写成 true 或 false")
        return value is True

    def moment(self, key: str, *, needed: bool = False) -> datetime | None:
        value = self.values.get(key)
        if value is None and not needed:
            return None
        if isinstance(value, datetime) and value.tzinfo:
            return value
        self._wrong(key, "要写成带时区的时刻，如 2021-07-01T12:00:00+08:00")
        return None

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self._wrong(key, "要写成日期，如 2022-12-31")
        return None

    def table(self, key: str) -> "Table":
        """The table [key]; an empty one where there is none."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self._wrong(key, f"要写成 [{key}]")
            value = {}
        return replace(self, values=value, place=key)

    def tables(self, key: str) -> Iterator["Table"]:
        """The array of tables [[key]], each with its place (第1个section › …)."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong(key, f"要写成一个或多个 [[{key}]]")
            return
        above = "" if self.place == "文件开头" else f"{self.place} › "
        for number, item in enumerate(value, 1):
            yield replace(self, values=item, place=f"{above}第{number}个{key}")

    def _wrong(self, key: str, remedy: str) -> None:
        rule = "不合规则" if key in self.values else "缺少"
        self.blame(self.place, f"{key} {rule}", remedy)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)

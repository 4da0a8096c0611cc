"""The kinds of blank that are numbers, each in its unit of measure; all kinds, and what is said of each: `kinds.py`."""

from dataclasses import dataclass
from typing import ClassVar

LARGEST_COUNT = 999_999_999_999
MOST_PLACES = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number in units of `measure` (次, 人次, 万元, % …)."""

    measure: str
    words: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Count(Number):
    """A whole number from 0 to LARGEST_COUNT."""

    name: ClassVar = "count"
    word: ClassVar = "数"
    shape: ClassVar = "数"
    adds_up: ClassVar = True
    example: ClassVar = 12
    places: ClassVar = 0
    signed: ClassVar = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount(Number):
    """A number with 0 to MOST_PLACES decimal places, its whole part at most LARGEST_COUNT; signed: it may be negative.

    The answer is the decimal as text, always with all places (`12.50`): no float is ever stored or added.
    """

    places: int = 2
    signed: bool = False
    name: ClassVar = "amount"

    @property
    def word(self) -> str:
        return "±" * self.signed + {0: "数", 2: "金额"}.get(self.places, f"小数{self.places}")

    @property
    def shape(self) -> str:
        places = f"{'零一两三四'[self.places]}位小数" if self.places else "整数"
        return f"{places}{'，可为负' * self.signed}"

    @property
    def example(self) -> str:
        return f"12.{'5'.ljust(self.places, '0')}" if self.places else "12"

    @property
    def adds_up(self) -> bool:
        """Rates have no sum."""
        return self.measure[:1] not in "%％‰"

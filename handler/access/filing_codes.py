"""Filing codes (填报码): the short secret that lets one unit file for one edition.

A code is a keyed hash of edition, unit and rounds, so nothing is stored: whoever has the secret
can print every code, and the function can check one. A round (轮次) is counted up to make new codes,
for all units or for one; the codes of an earlier round open nothing.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from handler.http.given_secret import fault_of
from schema.edition.roster import CODE, fold
from schema.edition.survey import Catalogue
from schema.errors import UserError
from schema.validation.checksum import base32

SAMPLE_SECRET = "sample-secret-for-trying-out-on-this-computer-only"  # noqa: S105  # no secret: refused elsewhere
LENGTH = 10
"""Characters of five bits each: 50 bits. Five and five, so that nobody takes a code for a 校验码 (four, four, four)."""
_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1"})
_ROUND = re.compile(rf"(?:({CODE})=)?([0-9]{{1,6}})")


class CodesError(UserError):
    """The setting cannot be used; the message says why and never repeats a secret."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rounds:
    """Which round of codes holds: `everybody` counts for all units, `units` besides for one."""

    everybody: int = 1
    units: Mapping[str, int] = field(default_factory=dict)

    def of(self, unit: str) -> str:
        return f"{self.everybody}.{self.units.get(unit, 1)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Codes:
    """Makes and checks codes. Raises CodesError for a secret that is too short, or the sample outside a try-out."""

    secret: str = field(repr=False)
    rounds: Rounds = field(default_factory=Rounds)
    trial: bool = False

    def __post_init__(self) -> None:
        check_secret("填报码的密钥 CODE_SECRET", self.secret, trial=self.trial)

    def make(self, edition: str, unit: str) -> str:
        """The code as it is printed, `7K2M9-QXD4H`."""
        letters = self._letters(edition, unit)
        return f"{letters[: LENGTH // 2]}-{letters[LENGTH // 2 :]}"

    def opens(self, edition: str, unit: str, given: str) -> bool:
        """Whether `given` is this unit's code, however it was typed. Takes as long for a wrong one as for a right one."""
        return hmac.compare_digest(self._letters(edition, unit).encode(), plain(given).encode())

    def _letters(self, edition: str, unit: str) -> str:
        named = "\n".join(("filing code", edition, unit, self.rounds.of(unit)))
        return base32(hmac.new(self.secret.encode(), named.encode(), "sha256").hexdigest(), LENGTH)


def check_secret(name: str, secret: str, *, trial: bool) -> None:
    """Return if it can be used. Raises CodesError."""
    if fault := fault_of(name, secret):
        raise CodesError(fault)
    if secret == SAMPLE_SECRET and not trial:
        raise CodesError(f"{name} 是示例，人人都知道，只能在本设备试用")


def plain(typed: str) -> str:
    """A code as typed, in the letters it is made of: any width and case, O for 0, I and L for 1, any hyphens."""
    folded = fold(typed[:64]).upper().translate(_CONFUSED)
    return re.sub(r"[^0-9A-Z]", "", folded)


def read_rounds(text: str, catalogue: Catalogue) -> Rounds:
    """`2 330212=3`: the second round for all, the third besides for one unit of any edition. Raises CodesError.

    A unit that no roster has, or a number that another takes back, would leave a code good that was to be void.
    """
    numbers: dict[str, int] = {}
    for word in text.split():
        found = _ROUND.fullmatch(word)
        if not found:
            raise CodesError(
                "填报码的轮次 CODE_ROUNDS 应写成：2 330212=3（全体第 2 轮，某单位另换到第 3 轮）"
            )
        unit = found[1] or ""
        if unit in numbers:
            raise CodesError(
                f"填报码的轮次 CODE_ROUNDS 里，{f'{unit} ' if unit else '全体'}的轮次写了不止一次，请只留一个"
            )
        numbers[unit] = int(found[2])
    everybody = numbers.pop("", 1)
    strays = [unit for unit in numbers if not any(s.roster.by_code(unit) for s in catalogue.values())]
    if strays:
        raise CodesError(f"填报码的轮次 CODE_ROUNDS 里，名单里没有 {'、'.join(strays)}，请核对单位代码")
    return Rounds(everybody=everybody, units=numbers)


def read_codes(
    environment: Mapping[str, str], access: str, catalogue: Catalogue, *, trial: bool = False
) -> Codes | None:
    """What `access` (`codes` or `open`) asks for: `CODE_SECRET`, `CODE_ROUNDS`. Raises CodesError."""
    if access not in ("codes", "open"):
        raise CodesError("ACCESS 应是 codes 或 open")
    if access == "open":
        return None
    rounds = read_rounds(environment.get("CODE_ROUNDS", ""), catalogue)
    return Codes(secret=environment.get("CODE_SECRET", ""), rounds=rounds, trial=trial)


def with_sample_secret(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment, with the sample secret where it names none: for a trial on one's own machine."""
    return {"CODE_SECRET": SAMPLE_SECRET, **environment}

"""Who may file: anybody, or whoever has the unit's filing code. Guessing is slowed and counted.

What a role that may only put cannot keep is a count of wrong codes across instances, and locking a unit
out would let anybody keep it from filing. So a wrong code costs its sender a pause, as long as few are
paused: a flood is answered at once, and held by the API's throttle and by the 50 bits of a code.
"""

import time
from dataclasses import asdict, dataclass, field, replace
from threading import BoundedSemaphore

from handler.access.filing_codes import Codes
from handler.http.message import RefusedError
from schema.edition.roster import Unit
from schema.loading.catalogue import Survey
from schema.validation.validate import Problem

FIELD = "_code"
"""Name of the code's field on the page."""
PAUSE = 0.5
"""Seconds."""
PAUSED = 4
"""As many threads at most are held by pauses; `serve` has 16."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """Holds the sender of a wrong code, but never so many that others wait."""

    seconds: float = PAUSE
    _free: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(PAUSED), compare=False)

    def __call__(self) -> None:
        if self._free.acquire(blocking=False):
            try:
                time.sleep(self.seconds)
            finally:
                self._free.release()


class AccessError(RefusedError):
    """The sender may not act for this unit; the problem stands at the code's field."""

    def __init__(
        self, status: int, code: str, detail: str, remedy: str, unit: str = "", **headers: str
    ) -> None:
        super().__init__(status, code, detail, **headers)
        problem = Problem(blank=FIELD, place="填报码", label="填报码", rule=code, message=remedy)
        self.refusal = replace(self.refusal, problems=(asdict(problem),), unit=unit)


def admit(codes: Codes, pause: Pause, survey: Survey, name: str, given: str, undone: str) -> Unit:
    """The unit of that name, for which the sender has the code. Raises AccessError (401, 403).

    undone: what has not been done, said to whoever is refused (Chinese).
    """
    if not given:
        challenge = {"WWW-Authenticate": 'FilingCode realm="submissions"'}
        remedy = "请填写市局发给本单位的填报码（10 位），或者直接打开市局发的链接。"
        raise AccessError(401, "code_missing", f"没有填报码。{undone}", remedy, **challenge)
    unit = survey.roster.by_name(name)
    if unit is None:
        remedy = "请从“填报单位”的列表里选本单位的名称；列表里没有的，请与市局联系。"
        detail = f"名册里没有所填的单位，填报码无从核对。{undone}"
        raise AccessError(403, "unit_unknown", detail, remedy)
    if not codes.opens(survey.edition.id, unit.code, given):
        pause()
        remedy = (
            "请核对填报码和填报单位：填报码只对本单位、本年有效，市局换发后旧码作废。仍不行的，请与市局联系。"
        )
        raise AccessError(403, "code_wrong", f"填报码不是所填单位的。{undone}", remedy, unit.code)
    return unit

"""Who may file: anybody, or whoever has the unit's filing code. Guessing is slowed and counted.

What a role that may only put cannot keep is a count of wrong codes across instances, and locking a unit
out would let anybody keep it from filing. So a wrong code costs its sender a pause, as long as few are
paused: a flood is answered at once, and held by the API's throttle and by the 50 bits of a code.
"""

import time
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from handler.access.filing_codes import Codes
from handler.http.message import RefusedError
from handler.http.refusals import CODE_MISSING, CODE_WRONG, UNIT_UNKNOWN, Reason, refused
from handler.records.record import FiledUnit
from schema.edition.site import Site
from schema.edition.survey import Survey
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


_REMEDIES = {
    CODE_MISSING.code: "请填写{bureau}发给本单位的填报码（10 位），或者直接打开{bureau}发的链接。",
    UNIT_UNKNOWN.code: "请从“填报单位”的名单中选择本单位；名单中没有的，请与{bureau}{call}联系。",
    CODE_WRONG.code: "请核对填报码和填报单位：填报码只对本单位、本期有效，{bureau}换发后旧码作废。仍不一致的，请与{bureau}{call}联系。",
}


def admit(codes: Codes, pause: Pause, survey: Survey, name: str, given: str, undone: str) -> FiledUnit:
    """The unit of that name, for which the sender has the code. Raises RefusedError (401, 403).

    undone: what has not been done, said to whoever is refused (Chinese).
    """
    site = survey.edition.site
    if not given:
        raise _refused(CODE_MISSING, site, undone)
    unit = survey.roster.by_name(name)
    if unit is None:
        raise _refused(UNIT_UNKNOWN, site, undone)
    if not codes.opens(survey.edition.id, unit.code, given):
        pause()
        raise _refused(CODE_WRONG, site, undone, unit.code)
    return FiledUnit(code=unit.code, name=unit.name)


def _refused(reason: Reason, site: Site, undone: str, unit: str = "") -> RefusedError:
    """The sender may not act for this unit; the problem stands at the code's field."""
    remedy = site.said(_REMEDIES[reason.code])
    problem = Problem(blank=FIELD, place="填报码", label="填报码", rule=reason.code, message=remedy)
    return refused(reason, problem, unit=unit, undone=undone)

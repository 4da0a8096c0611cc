"""Who runs the site, whom to call, how long names are kept: what `editions/site.toml` says, all of it optional.

An edition may say some of it anew, in a table [site] of its own: another division has another telephone.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """What is empty is not printed.

    bureau: what sentences call the bureau: 市局, 省局, 县统计局. sponsor, operator: 主办单位, 承办单位, by their full names.
    contact, phone: who answers questions, and where. icp, police, code: the numbers of 备案 and of the 网站标识码.
    keep_until: the last day on which the names and telephone numbers of who filled a table in are kept.
    """

    bureau: str = "市局"
    sponsor: str = ""
    operator: str = ""
    contact: str = ""
    phone: str = ""
    icp: str = ""
    police: str = ""
    code: str = ""
    keep_until: date | None = None

    @property
    def call(self) -> str:
        """Whom to call, as it stands behind the bureau's name: （林远龙，电话 0574-87654321）, or nothing."""
        phone = f"电话 {self.phone}" if self.phone else ""
        said = "，".join(filter(None, (self.contact, phone)))
        return f"（{said}）" if said else ""

    def said(self, text: str) -> str:
        """A sentence with the bureau's own name for {bureau}, and whom to call there for {call}."""
        return text.replace("{bureau}", self.bureau).replace("{call}", self.call)


NAMES_LEFT_OUT = "（已过保存期限）"
"""What stands in the place of a name or number that is no longer to be handed on."""

NO_SITE = Site()
"""Where no settings are given."""

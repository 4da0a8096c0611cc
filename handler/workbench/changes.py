"""The changes that may be asked for: what each must say, and what in `schema/authoring/workbench/` does it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handler.http.refusals import refused
from handler.workbench.refusals import NOT_A_CHANGE
from schema.authoring.workbench import corrections, decisions, texts
from schema.authoring.workbench.work import Work
from schema.edition.model import Edition

Members = Mapping[str, Any]
"""Their types are looked at by `members_of`; lists come as tuples."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """says: the members of the request, which `by` takes by name. among: whether it needs the ids of the other editions."""

    says: Mapping[str, type]
    by: Callable[..., Work]
    among: bool = False

    def act(self, work: Work, members: Members, earlier: Sequence[Edition]) -> Work:
        return self.by(work, **members, **({"earlier": earlier} if self.among else {}))


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """version: the state that the window has seen."""

    do: str
    version: int
    window: str
    members: Members


_LINE: Mapping[str, type] = {"place": list, "text": str}
_RULES: Mapping[str, type] = {"numbers": list, "on": bool}
CHANGES: Mapping[str, Change] = {
    "same": Change(says={"about": str, "old": str}, by=decisions.same, among=True),
    "new": Change(says={"about": str}, by=decisions.new, among=True),
    "no_blank": Change(says={"about": str}, by=corrections.no_blank, among=True),
    "settle": Change(says={"number": int, "how": str}, by=decisions.settle),
    "sentence": Change(says=_LINE, by=corrections.sentence, among=True),
    "add_line": Change(says=_LINE, by=corrections.add_line, among=True),
    "words": Change(says={**_LINE, "name": str}, by=texts.words),
    "dates": Change(says={"opens": str, "due": str, "closes": str}, by=texts.dates),
    "ways": Change(says={"about": list, "kind": str, "number": int}, by=corrections.ways),
    "rules": Change(says=_RULES, by=decisions.rules),
    "fills": Change(says=_RULES, by=decisions.fills),
}
_SAYS = {**{do: change.says for do, change in CHANGES.items()}, "publish": {}, "discard": {}}
_LISTS: Mapping[str, type] = {"place": int, "numbers": int, "about": str}
_COMMON: Mapping[str, type] = {"do": str, "version": int, "window": str}


def members_of(document: object) -> Said:
    """Raises RefusedError (400) for what is no change."""
    says = _SAYS.get(str(document.get("do"))) if isinstance(document, dict) else None
    if says is None or not isinstance(document, dict) or not _fits(document, {**_COMMON, **says}):
        raise refused(NOT_A_CHANGE)
    members = {name: tuple(document[name]) if kind is list else document[name] for name, kind in says.items()}
    return Said(do=document["do"], version=document["version"], window=document["window"], members=members)


def _fits(document: Mapping[str, Any], shape: Mapping[str, type]) -> bool:
    lists = (name for name, kind in shape.items() if kind is list)
    return (
        document.keys() == shape.keys()
        and all(type(document[name]) is kind for name, kind in shape.items())
        and all(type(each) is _LISTS[name] for name in lists for each in document[name])
    )

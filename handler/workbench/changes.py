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
"""Their types are looked at by `members_of`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    says: Mapping[str, type]
    act: Callable[[Work, Members, Sequence[Edition]], Work]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """version: the state that the window has seen."""

    do: str
    version: int
    window: str
    members: Members


CHANGES: Mapping[str, Change] = {
    "same": Change(
        says={"about": str, "old": str},
        act=lambda work, said, earlier: decisions.same(work, said["about"], said["old"], earlier),
    ),
    "new": Change(
        says={"about": str}, act=lambda work, said, earlier: decisions.new(work, said["about"], earlier)
    ),
    "no_blank": Change(
        says={"about": str},
        act=lambda work, said, earlier: corrections.no_blank(work, said["about"], earlier),
    ),
    "settle": Change(
        says={"number": int, "how": str},
        act=lambda work, said, _earlier: decisions.settle(work, said["number"], said["how"]),
    ),
    "sentence": Change(
        says={"place": list, "text": str},
        act=lambda work, said, earlier: corrections.sentence(
            work, tuple(said["place"]), said["text"], earlier
        ),
    ),
    "add_line": Change(
        says={"place": list, "text": str},
        act=lambda work, said, earlier: corrections.add_line(
            work, tuple(said["place"]), said["text"], earlier
        ),
    ),
    "words": Change(
        says={"place": list, "name": str, "text": str},
        act=lambda work, said, _earlier: texts.words(work, tuple(said["place"]), said["name"], said["text"]),
    ),
    "dates": Change(
        says={"opens": str, "due": str, "closes": str},
        act=lambda work, said, _earlier: texts.dates(work, said["opens"], said["due"], said["closes"]),
    ),
    "ways": Change(
        says={"about": list, "kind": str, "number": int},
        act=lambda work, said, _earlier: corrections.ways(work, said["about"], said["kind"], said["number"]),
    ),
    "rules": Change(
        says={"numbers": list, "on": bool},
        act=lambda work, said, _earlier: decisions.rules(work, said["numbers"], on=said["on"]),
    ),
    "fills": Change(
        says={"numbers": list, "on": bool},
        act=lambda work, said, _earlier: decisions.fills(work, said["numbers"], on=said["on"]),
    ),
}
_ALONE = ("publish", "discard")
_LISTS: Mapping[str, type] = {"place": int, "numbers": int, "about": str}
_COMMON: Mapping[str, type] = {"do": str, "version": int, "window": str}


def members_of(document: object) -> Said:
    """Raises RefusedError (400) for what is no change."""
    if not isinstance(document, dict):
        raise refused(NOT_A_CHANGE)
    do = str(document.get("do"))
    says = CHANGES[do].says if do in CHANGES else {} if do in _ALONE else None
    if says is None:
        raise refused(NOT_A_CHANGE)
    shape = {**_COMMON, **says}
    if document.keys() != shape.keys() or any(
        type(document[name]) is not kind for name, kind in shape.items()
    ):
        raise refused(NOT_A_CHANGE)
    for name, kind in _LISTS.items():
        if not all(type(each) is kind for each in document.get(name, [])):
            raise refused(NOT_A_CHANGE)
    return Said(
        do=document["do"],
        version=document["version"],
        window=document["window"],
        members={name: document[name] for name in says},
    )

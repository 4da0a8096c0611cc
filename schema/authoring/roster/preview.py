"""What a new roster changes, before it counts: units that are new, gone, renamed, of another code or otherwise changed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from schema.edition.roster import Roster, Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """renamed, recoded, changed: each unit as it was and as it is. changed: group, contact, phone or aliases alone."""

    new: tuple[Unit, ...]
    gone: tuple[Unit, ...]
    renamed: tuple[tuple[Unit, Unit], ...]
    recoded: tuple[tuple[Unit, Unit], ...]
    changed: tuple[tuple[Unit, Unit], ...]


def preview(old: Roster, new: Roster) -> Preview:
    """A unit is the same by its code, or else by one of its names."""
    pairs = [(_before(old, new, unit), unit) for unit in new.units]
    kept = {was.code for was, _ in pairs if was}
    both = [(was, unit) for was, unit in pairs if was]
    return Preview(
        new=tuple(unit for was, unit in pairs if was is None),
        gone=tuple(unit for unit in old.units if unit.code not in kept),
        renamed=tuple(pair for pair in both if pair[0].name != pair[1].name),
        recoded=tuple(pair for pair in both if pair[0].code != pair[1].code),
        changed=tuple(pair for pair in both if pair[0] != pair[1] and _named(pair[0]) == _named(pair[1])),
    )


def _before(old: Roster, new: Roster, unit: Unit) -> Unit | None:
    """By its name only where its code is new and the code of then is no other's now."""
    was = old.by_code(unit.code) or old.by_name(unit.name)
    return was if was and (was.code == unit.code or new.by_code(was.code) is None) else None


def _named(unit: Unit) -> tuple[str, str]:
    return unit.code, unit.name


def groups_in_words(roster: Roster) -> list[str]:
    """Each group with how many there are in it, in the order of the roster."""
    groups = Counter(unit.group for unit in roster.units if unit.group)
    return [f"{name} {number} 家" for name, number in groups.items()]


def in_words(change: Preview) -> Iterator[str]:
    """A line for each unit whose name or code is concerned, the others counted (Chinese)."""
    yield (
        f"新增 {len(change.new)} 家，取消 {len(change.gone)} 家，改名 {len(change.renamed)} 家，"
        f"改代码 {len(change.recoded)} 家，只改组别、联系人、电话或别名 {len(change.changed)} 家"
    )
    yield from (f"新增：{unit.code} {unit.name}" for unit in change.new)
    yield from (f"取消：{unit.code} {unit.name}" for unit in change.gone)
    yield from (f"改名：{unit.code} {was.name} → {unit.name}" for was, unit in change.renamed)
    yield from (f"改代码：{unit.name} {was.code} → {unit.code}" for was, unit in change.recoded)

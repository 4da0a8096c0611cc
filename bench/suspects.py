"""What the list of suspects finds, and what it costs: python -m bench.suspects

Items are sentences of a unit, as they are listed. P@k: share of the first k that are slips; R@k: share of all slips among
the first k; err@k: share of all that the slips add to the totals. CPU time as a multiple of json.loads of the records.
"""

import json
import time
from collections import Counter
from collections.abc import Sequence

from bench.worlds import World, make_world, without_last_year
from handler.collect.collection import Collection
from handler.collect.suspects.figures import figures_of
from handler.collect.suspects.find import find_suspects
from tests.support.builders import the_2021

EDITION = the_2021()
SIZES = ((15, 0.01, 30, (5, 10, 20)), (300, 0.005, 6, (20, 50, 150)), (3_000, 0.003, 2, (50, 200, 750)))
"""Units, share of slips, worlds, k."""
SEED = 20_260_612
Item = tuple[str, str]
"""Unit, first blank of the sentence."""


def measure(world: World, collection: Collection, ks: Sequence[int]) -> list[float]:
    """Length, precision and recall of the list; P, R, err at each k."""
    sentence = {blank: ids[0] for ids in figures_of(collection).sentences for blank in ids}
    slips = {(unit, sentence[blank]) for unit, blank in world.wrong}
    listed = [(each.unit, sentence[each.blanks[0]]) for each in find_suspects(collection)]
    hits = [item in slips for item in listed]
    errors = _errors(world, sentence)
    total = sum(errors.values())
    found = [len(listed), sum(hits) / max(1, len(listed)), sum(hits) / len(slips)]
    for k in ks:
        found += [sum(hits[:k]) / k, sum(hits[:k]) / len(slips), sum(errors[i] for i in listed[:k]) / total]
    return found


def _errors(world: World, sentence: dict[str, str]) -> Counter[Item]:
    """Item → what it adds to its totals, each as a share of the right one."""
    errors: Counter[Item] = Counter()
    for unit, blank in world.wrong:
        right = max(1, sum(table[blank] for table in world.right.values()))
        errors[unit, sentence[blank]] += abs(world.now[unit][blank] - world.right[unit][blank]) / right  # type: ignore[assignment]  # a share, not a count
    return errors


def by_kind(worlds: Sequence[World]) -> str:
    planted, found = Counter[str](), Counter[str]()
    for world in worlds:
        sentence = {blank: ids[0] for ids in figures_of(world.collection).sentences for blank in ids}
        most = 2 * len({(unit, sentence[blank]) for unit, blank in world.wrong})
        listed = {(each.unit, sentence[each.blanks[0]]) for each in find_suspects(world.collection)[:most]}
        for (unit, blank), kind in world.wrong.items():
            planted[kind] += 1
            found[kind] += (unit, sentence[blank]) in listed
    return "  ".join(f"{kind} {found[kind] / planted[kind]:.2f}" for kind in sorted(planted))


def cost(world: World, collection: Collection) -> str:
    texts = [json.dumps(row.revisions[-1].record.answers) for row in world.collection.units]
    begun = time.process_time()
    for text in texts:
        json.loads(text)
    loads = time.process_time() - begun
    begun = time.process_time()
    find_suspects(collection)
    took = time.process_time() - begun
    return f"{took:.2f} s CPU, × {took / loads:.1f} json.loads"


def main() -> None:
    for units, share, number, ks in SIZES:
        worlds = [make_world(EDITION, units, share, SEED + seed) for seed in range(number)]
        print(
            f"{units:,} units, {share:.1%} slips, mean of {number}; " + "  ".join(f"P R err@{k}" for k in ks)
        )
        for name, known in (("no last year", without_last_year), ("with last year", lambda each: each)):
            lines = [measure(world, known(world.collection), ks) for world in worlds]
            length, *shares = (sum(column) / number for column in zip(*lines, strict=True))
            print(
                f"  {name:<14} list {length:>5.0f} P {shares[0]:.2f} R {shares[1]:.2f}  "
                + " ".join(f"{each:.2f}" for each in shares[2:])
            )
            print(f"  {'':<14} {cost(worlds[0], known(worlds[0].collection))}")
        print(f"  in twice the length: {by_kind(worlds)}")


if __name__ == "__main__":
    main()

"""Which figures look mistyped, sentence by sentence, the heaviest first.

A figure's score is the mean of its surprises, each at most 10: a true large event disagrees with one comparison, a slip
with all. Exact signs add to it. Figures of one sentence are one suspect. What it cannot find: one digit too many or too
few in a figure that varies threefold anyway.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce
from itertools import chain
from typing import Any

from handler.collect.collection import Collection, Row
from handler.collect.suspects.compare import (
    COMPARISONS,
    Frame,
    Measured,
    centred,
    distances,
    measure,
    medians,
    together,
    usual,
)
from handler.collect.suspects.figure_view import Seen, View, views_of
from handler.collect.suspects.figures import Figures, figures_of
from handler.collect.suspects.signs import UNUSUAL, WEIGHTS, Signs, clauses, factor_sign
from handler.collect.suspects.suspect import Band, Suspect
from handler.records.review import Act, Review

LISTED = 3.5
"""The least score of a suspect."""
CAP = 10.0
_SHARES = ((Band.LARGE, 0.1), (Band.MIDDLE, 0.01))
Frames = Mapping[str, Mapping[str, Frame]]
"""What is usual over all units, by comparison and blank."""
Each = Callable[[Callable[[Figures], Any]], Iterable[Any]]
"""Does the same work with the figures of every part, in the order of the roster."""


def find_suspects(collection: Collection, each: Each | None = None) -> tuple[Suspect, ...]:
    """In three bands by share of the total, by score within. Nothing is changed by it.

    each: where the units are too many to be looked at together.
    """
    each = each or partial(_alone, figures_of(collection))
    middles = medians(reduce(together, each(_measure_logs)))
    measured = reduce(_all_together, each(partial(_measure_distances, middles=middles)))
    frames = {name: usual(measured[name]) for name in COMPARISONS}
    suspects = chain.from_iterable(each(partial(_suspects, middles=middles, frames=frames)))
    return tuple(sorted(suspects, key=lambda each: (each.band.value, -each.score)))


def _alone(figures: Figures, work: Callable[[Figures], Any]) -> Iterable[Any]:
    return [work(figures)]


def _measure_logs(figures: Figures) -> Measured:
    return measure(figures.logs, exact=figures.whole.few)


def _measure_distances(figures: Figures, middles: Mapping[str, float]) -> dict[str, Measured]:
    found = distances(figures.logs, figures.partners, figures.logs_before, middles)
    return {name: measure(columns, exact=figures.whole.few) for name, columns in found.items()}


def _all_together(one: Mapping[str, Measured], other: Mapping[str, Measured]) -> dict[str, Measured]:
    return {name: together(measured, other[name]) for name, measured in one.items()}


def _suspects(figures: Figures, middles: Mapping[str, float], frames: Frames) -> list[Suspect]:
    """In the order of the figures' rows. middles: of the logarithms by blank."""
    found: dict[str, dict[str, Seen]] = {}
    for seen in _far_off(figures, middles, frames):
        found.setdefault(seen.unit, {})[seen.blank] = seen
    return [
        _suspect(
            figures, figures.rows[unit], [found[unit][blank] for blank in ids if blank in found[unit]], ids
        )
        for unit in figures.rows
        if unit in found
        for ids in figures.sentences
        if not found[unit].keys().isdisjoint(ids)
    ]


def _far_off(figures: Figures, middles: Mapping[str, float], frames: Frames) -> Iterator[Seen]:
    columns = distances(figures.logs, figures.partners, figures.logs_before, middles)
    compared = {name: centred(columns[name], each) for name, each in frames.items()}
    heads = {head: blank for blank, head in reversed(figures.partners.items())}
    signs = Signs(figures, compared["row"])
    for blank, column in figures.now.items():
        views = views_of(blank, compared, heads)
        for unit, mean in _means(column, views):
            told = tuple(signs.of(unit, blank, mean))
            score = mean + sum(WEIGHTS[sign.kind] for sign in told)
            if score >= LISTED:
                yield Seen(
                    unit=unit,
                    blank=blank,
                    figure=column[unit],
                    score=score,
                    views=tuple(views),
                    signs=told,
                )


def _means(column: Mapping[str, float], views: Sequence[View]) -> Iterator[tuple[str, float]]:
    """Unit → mean surprise, of what is unusual at all; in one plain loop, for a hundred thousand figures go through it."""
    measured = [(view.usual.distances, view.usual.spread) for view in views]
    for unit in column:
        total, number = 0.0, 0
        for far, spread in measured:
            distance = far.get(unit)
            if distance is not None:
                number += 1
                total += min(abs(distance) / spread, CAP)
        if total > UNUSUAL * number:
            yield unit, total / number


def _suspect(figures: Figures, row: Row, seen: Sequence[Seen], sentence: Sequence[str]) -> Suspect:
    """seen: those of the sentence that are far off. One that is so by its ratio alone is left to the other of the ratio."""
    farthest = max(seen, key=lambda each: each.score)
    seen = [each for each in seen if each is farthest or not each.is_by_ratio_alone]
    verified = {each.blank: review for each in seen if (review := _verified(row, each.blank))}
    ranked = sorted(seen, key=lambda each: (each.blank in verified, -each.score))
    first, answers = ranked[0], row.revisions[-1].record.answers
    listed = [each.blank for each in ranked if first.blank in verified or each.blank not in verified]
    surprises = {name: round(surprise, 2) for name, surprise in first.surprises.items()}
    signs = first.signs + factor_sign(figures, first)
    reasons = row.revisions[-1].record.explanations
    return Suspect(
        unit=row.unit.code,
        unit_name=row.unit.name,
        blanks=tuple(listed),
        values={blank: answers[blank] for blank in listed},
        score=round(first.score, 2),
        share=round(first.figure / figures.whole.totals[first.blank], 4),
        band=_band(figures, first),
        signs=signs,
        comparisons={name: surprises.get(name) for name in COMPARISONS},
        expected=first.expected,
        says=(*(sign.text for sign in signs), *clauses(figures, first)),
        reason="；".join(reasons[blank] for blank in sentence if blank in reasons) or None,
        verified=verified.get(first.blank),
    )


def _band(figures: Figures, seen: Seen) -> Band:
    """By what the figure is, or what it would be: a digit lost in a large figure weighs as much as one too many."""
    usual = (seen.expected.low * seen.expected.high) ** 0.5
    share = max(seen.figure, usual) / figures.whole.totals[seen.blank]
    return next((band for band, least in _SHARES if share >= least), Band.SMALL)


def _verified(row: Row, blank: str) -> Review | None:
    """The newest review that verified this very figure."""
    now = row.revisions[-1].record.answers[blank]
    said = (each for each in reversed(row.reviews) if each.kind is Act.VERIFIED and each.blank == blank)
    return next((each for each in said if each.value == now), None)

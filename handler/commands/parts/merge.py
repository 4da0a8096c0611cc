"""The merge in parts: list, cut by unit, **part** after part by whoever is there, **add**, **finish**.

It comes to the very collection that `handler.collect.merge` makes in one go, whoever made the parts and however they were
cut: sums are exact, medians as `handler.collect.suspects.medians` says.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial, reduce
from operator import add
from typing import TypeVar

from handler.collect.collection import Collection
from handler.collect.last_year import compare, then_of
from handler.collect.reviews.apply import with_aliases
from handler.collect.reviews.likely import with_likely
from handler.collect.suspects.figures import Figures, Whole, figures_among, whole_of
from handler.collect.suspects.find import find_suspects
from handler.collect.verify import SetAside
from handler.commands.parts.crew import Crew
from handler.commands.parts.listed import list_all
from handler.commands.parts.part import Then, summed
from handler.commands.parts.plan import Parts, cut
from handler.commands.parts.spool import Spool, Stretch
from handler.commands.progress import Tell, untold
from handler.records.keys import review_folder
from handler.records.prefetch import ahead_of
from handler.records.seal import Sealer
from handler.stores import Store, StoreError
from schema.edition.model import Edition
from schema.edition.survey import Survey

T = TypeVar("T")


@contextmanager
def merge_in_parts(
    survey: Survey,
    store: Store,
    before: Survey | None,
    crew: Crew,
    tell: Tell = untold,
    *,
    sealer: Sealer | None = None,
) -> Iterator[Collection]:
    """As `read_and_merge`; the rows stay on the disk, and are there as long as this lasts. Raises StoreError."""
    with ExitStack() as spools:

        def ready(survey: Survey) -> Parts:
            listed = list_all(store, survey.edition.id, sealer)
            survey = with_aliases(survey, listed.reviews)
            stretches = cut(survey.roster, crew.units)
            spool = spools.enter_context(Spool(stretches))
            return Parts(
                survey=survey, listed=listed, stretches=stretches, spool=spool, crew=crew, sealer=sealer
            )

        parts = ready(survey)
        earlier = finish(ready(before), store) if before else None
        if earlier and earlier.coverage.filed:
            parts.then = Then(
                edition=earlier.edition, answers=then_of(survey.edition, survey.roster, earlier)
            )
        collection = with_likely(finish(parts, store, tell, earlier), survey.roster)
        suspects = find_suspects(collection, partial(_each, crew, collection, parts.spool))
        yield collection.like(suspects=suspects)


def finish(parts: Parts, store: Store, tell: Tell = untold, earlier: Collection | None = None) -> Collection:
    """What the parts come to, with the end. earlier: what they are compared with. Raises StoreError."""
    end = parts.finished(_make(parts, store, tell))
    whole = reduce(add, parts.spool.parts(), summed(end, parts.then))
    if parts.listed.keys and sum(map(_is_unread, whole.set_aside)) == len(parts.listed.keys):
        raise StoreError(next(aside.reason for aside in whole.set_aside if _is_unread(aside)))
    parts.spool.held = {row.unit.code: row for row in end.units}
    named = dict.fromkeys(unit.group for unit in parts.survey.roster.units)
    parts.spool.groups = {name: whole.groups[name] for name in named}
    return Collection(
        edition=end.edition,
        units=parts.spool,
        unknown=end.unknown,
        set_aside=tuple(sorted(whole.set_aside, key=lambda aside: (_is_review(aside), aside.key))),
        last_year=compare(end.edition, earlier, whole.both) if earlier and whole.both else None,
    )


def _make(parts: Parts, store: Store, tell: Tell) -> Collection:
    """Make all parts; the end, of what turned out not to be of theirs."""
    done, number = 0, len(parts.listed.keys)
    while True:
        end = parts.end(store)
        wrong = {row.unit.code for row in end.unknown if parts.survey.roster.by_code(row.unit.code)}
        if not wrong:
            for read in parts.make():
                done = min(done + read, number)
                tell(f"已读 {done} / {number}")
            wrong = parts.misplaced()
        if not wrong:
            tell(f"已读 {number} / {number}")
            return end
        parts.hold(wrong)


def _is_review(aside: SetAside) -> bool:
    return aside.key.startswith(review_folder("")[:-1])


def _is_unread(aside: SetAside) -> bool:
    return aside.unread and not _is_review(aside)


def _each(crew: Crew, collection: Collection, spool: Spool, work: Callable[[Figures], T]) -> Iterable[T]:
    look = partial(_look, collection.edition, whole_of(collection), work)
    return ahead_of(crew.executor, look, spool.stretches(), crew.ahead)


def _look(edition: Edition, whole: Whole, work: Callable[[Figures], T], stretch: Stretch) -> T:
    return work(figures_among(edition, stretch.rows(), whole))

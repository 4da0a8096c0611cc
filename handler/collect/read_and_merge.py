"""From the store to the collection: everything of an edition that the merge looks at, read in the right order."""

from handler.collect.collection import Collection
from handler.collect.last_year import is_figure
from handler.collect.merge import merge, merge_records
from handler.records.fetch import read_all, read_all_reviews, read_sizes
from handler.records.seal import Sealer
from handler.stores import Store
from schema.edition.survey import Catalogue, Survey, earlier_periods


def read_and_merge(
    survey: Survey, store: Store, before: Survey | None, *, sealer: Sealer | None = None
) -> Collection:
    """The collection of the edition, beside that of `before` where the store holds any of it. Raises StoreError.

    sealer: looks at the seals; None where the key is not at hand.

    Records first: what is read after them, attachments and reviews, is never older than they are.
    """
    edition = survey.edition.id
    objects = read_all(store, edition)
    sizes, reviews = read_sizes(store, edition), read_all_reviews(store, edition)
    earlier = read_earlier(before, store, sealer) if before else None
    return merge(survey, objects, sizes, reviews=reviews, earlier=earlier, sealer=sealer)


def read_earlier(before: Survey, store: Store, sealer: Sealer | None = None) -> Collection | None:
    """What a collection is compared with; None where nobody of its roster has filed. Raises StoreError."""
    edition = before.edition.id
    objects, reviews = read_all(store, edition), read_all_reviews(store, edition)
    collection = merge_records(before, objects, reviews=reviews, sealer=sealer)
    return collection if collection.coverage.filed else None


def period_before(survey: Survey, catalogue: Catalogue) -> Survey | None:
    """The newest edition of the same form for an earlier period that asks some of the same."""
    figures = {blank.id for blank in survey.edition.blanks if is_figure(blank)}
    earlier = (catalogue[each] for each in earlier_periods(survey.edition.id, catalogue))
    return next(
        (each for each in earlier if any(b.id in figures and is_figure(b) for b in each.edition.blanks)), None
    )

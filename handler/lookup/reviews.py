"""What the bureau last said of a unit's filing: accepted, or returned with a note. Who reviewed is not told."""

from handler.records.fetch import read_reviews
from handler.records.record import Document, codes_of, to_iso
from handler.records.review import Act, Review, in_order
from handler.records.seal import Sealer
from handler.stores import NotAllowedError, Store
from schema.edition.dates import in_words
from schema.edition.model import Edition
from schema.loading.catalogue import Survey


def newest_review(
    store: Store, survey: Survey, code: str, *, sealer: Sealer | None, of: str = ""
) -> Review | None:
    """The newest acceptance or return of the unit's, or of one filing of it; None where there is none.

    sealer: looks at the seals. Raises StoreError.
    """
    codes, edition = codes_of(survey.roster, code), survey.edition.id
    try:
        reviews = read_reviews(store, edition, codes, sealer)
        given = {review.code for review in reviews if review.code} - {*codes}
        reviews = in_order((*reviews, *read_reviews(store, edition, sorted(given), sealer)))
    except NotAllowedError:  # a role from before there were reviews: the filing is shown all the same
        return None
    for review in reversed(reviews):
        if review.kind in (Act.ACCEPTED, Act.RETURNED) and review.about and of in ("", review.about.id):
            return review
    return None


def tell_review(review: Review) -> Document:
    """As the unit is told: kind, moment, note, and the blank that is meant, where it is one."""
    return {"kind": review.kind.value, "at": to_iso(review.at), "note": review.note, "blank": review.blank}


def review_in_words(review: Review, edition: Edition) -> str:
    """The same as a sentence."""
    when = in_words(review.at, edition)
    if review.kind is Act.ACCEPTED:
        return f"已验收（{when}）"
    label = edition.labels.get(review.blank or "")
    return f"已退回（{when}）{f'。“{label}”' if label else ''}：{review.note}"

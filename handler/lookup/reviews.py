"""What the bureau last said of a unit's filing: accepted, or returned with a note. Who reviewed is not told."""

from dataclasses import dataclass

from handler.records.fetch import read_reviews
from handler.records.record import Document, codes_of, to_iso
from handler.records.review import Act, in_order
from handler.stores import NotAllowedError, Store
from schema.loading.catalogue import Survey


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """about: the id of the filing. document: kind, moment, note, and the blank that is meant, where it is one."""

    about: str
    document: Document


def newest_review(store: Store, survey: Survey, code: str, *, of: str = "") -> Said | None:
    """The newest acceptance or return of the unit's, or of one filing of it; None where there is none.

    Raises StoreError.
    """
    codes = codes_of(survey.roster, code)
    try:
        reviews = read_reviews(store, survey.edition.id, codes)
        given = {review.code for review in reviews if review.code} - {*codes}
        reviews = in_order((*reviews, *read_reviews(store, survey.edition.id, sorted(given))))
    except NotAllowedError:  # a role from before there were reviews: the filing is shown all the same
        return None
    for review in reversed(reviews):
        if review.kind in (Act.ACCEPTED, Act.RETURNED) and review.about and of in ("", review.about.id):
            said: Document = {
                "kind": review.kind.value,
                "at": to_iso(review.at),
                "note": review.note,
                "blank": review.blank,
            }
            return Said(about=review.about.id, document=said)
    return None

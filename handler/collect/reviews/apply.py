"""Reviews in the merge: names given to units, and what was said put beside the unit that it is about.

What cannot be read, or is about nothing that is there, is named and changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handler.collect.collection import Collection, Row
from handler.collect.verify import SetAside
from handler.records.fetch import Stored
from handler.records.keys import review_key
from handler.records.parse_review import parse_review
from handler.records.review import Act, Review, in_order
from handler.records.seal import Sealer
from schema.edition.period import edition_in_words
from schema.edition.roster import Roster
from schema.edition.survey import Survey


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviews:
    """Those that can be read, oldest first, and the others."""

    said: tuple[Review, ...]
    unread: tuple[SetAside, ...]


def read(edition: str, objects: Iterable[Stored], sealer: Sealer | None = None) -> Reviews:
    """What the stored objects of this edition say. It never raises. sealer: looks at the seals, if given."""
    said, unread = [], []
    for stored in objects:
        review = stored.unread or parse_review(stored.key, stored.data, sealer)
        if isinstance(review, Review) and review.edition != edition:
            review = f"属于 {edition_in_words(review.edition)}的表，不是 {edition_in_words(edition)}的"
        if isinstance(review, Review):
            said.append(review)
        else:
            unread.append(SetAside(key=stored.key, reason=review, unread=bool(stored.unread)))
    return Reviews(said=in_order(said), unread=tuple(unread))


def with_aliases(survey: Survey, reviews: Reviews) -> Survey:
    """The survey whose roster knows the names that were given; of one name the newest word counts, '' takes it back."""
    given: dict[str, Review] = {}
    for review in reviews.said:
        if review.kind is Act.ALIAS and review.name and survey.roster.by_name(review.name) is None:
            given[survey.roster.short(review.name)] = review
    names: dict[str, list[str]] = {}
    for review in given.values():
        if review.code:
            names.setdefault(review.code, []).append(str(review.name))
    units = tuple(
        replace(unit, aliases=(*unit.aliases, *names[unit.code])) if unit.code in names else unit
        for unit in survey.roster.units
    )
    return replace(survey, roster=Roster(units=units, dropped=survey.roster.dropped)) if names else survey


def with_reviews(collection: Collection, reviews: Reviews) -> Collection:
    """The collection, each unit with what was said of it; the rest among what is set aside."""
    rows = {row.unit.code: row for row in collection.rows}
    owners = {each.record.unit.code: code for code, row in rows.items() for each in row.revisions}
    said: dict[str, list[Review]] = {}
    unread = list(reviews.unread)
    for review in reviews.said:
        code = review.unit if review.unit in rows else owners.get(review.unit, "")
        reason = _objection(review, rows.get(code))
        if reason:
            key = review_key(review.edition, review.unit, review.id)
            unread.append(SetAside(key=key, reason=reason, unit=code))
        else:
            said.setdefault(code, []).append(review)
    return replace(
        collection,
        units=tuple(_said(row, said) for row in collection.units),
        unknown=tuple(_said(row, said) for row in collection.unknown),
        set_aside=(*collection.set_aside, *sorted(unread, key=lambda aside: aside.key)),
    )


def _objection(review: Review, row: Row | None) -> str:
    """Why it is about nothing that is there (Chinese); empty where it is."""
    if row is None:
        return "所审核的单位不在报送单位名单中，也没有报送"
    filed = {each.record.id for each in row.revisions}
    return "所审核的报送无法读取或不存在" if review.about and review.about.id not in filed else ""


def _said(row: Row, said: dict[str, list[Review]]) -> Row:
    reviews = said.get(row.unit.code)
    return replace(row, reviews=tuple(reviews)) if reviews else row

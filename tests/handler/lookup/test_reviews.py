"""A unit sees what the bureau said of its filing: with its newest filing, and with the receipt of the one that is meant."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.access.authorise import Pause
from handler.access.filing_codes import Codes
from handler.collect.merge import merge
from handler.http.message import Request
from handler.lookup.function import make_responder
from handler.records.record import Record, find_unit
from handler.records.review import Act, Review
from handler.records.seal import Sealer
from handler.stores import NotAllowedError, Store
from handler.submit.settings import Settings
from schema.edition.roster import Roster
from tests.support.collecting.reviews import AFTER, review, stored
from tests.support.filings import (
    SECOND,
    SHELL,
    SURVEY,
    Memory,
    answers,
    document_of,
    json_post,
    make_record,
    store_record,
)

SECRET = "a-secret-of-the-tests-with-more-than-32-bytes"
CODES, SEALER = Codes(secret=SECRET), Sealer(secret=SECRET)
FIRST = make_record(answers(posters=1))
SECOND_ONE = make_record(answers(posters=2), at=FIRST.received_at + SECOND)
NOTE = "请核对张贴数，像是少了一位"
RETURNED = review(Act.RETURNED, "330212", about=FIRST, note=NOTE, blank="posters")
SAID = {"kind": "returned", "at": "2021-07-02T04:00:00.000000Z", "note": NOTE, "blank": "posters"}


def fill(store: Store, *put: Record | Review) -> Store:
    for each in put:
        made = store_record(each) if isinstance(each, Record) else stored(each)
        store.create(made.key, made.data)
    return store


def ask(store: Store, request: Request) -> dict[str, object]:
    settings = Settings(
        catalogue={"2021": SURVEY}, shell=SHELL, codes=CODES, pause=Pause(seconds=0), sealer=SEALER
    )
    response = make_responder(settings, store)(request)
    assert response.status == 200
    return document_of(response)


def latest(store: Store) -> object:
    given = {"unit": "鄞州区", "code": CODES.make("2021", "330212")}
    request = json_post(path="/api/2021/latest")
    body = str(given).replace("'", '"').encode()
    return ask(store, Request(method="POST", path=request.path, headers=request.headers, body=body)).get(
        "review"
    )


def receipt(store: Store, record: Record) -> object:
    path = f"/api/2021/receipts/{record.unit.code}/{record.id}"
    return ask(store, Request(method="GET", path=path)).get("review")


def test_nothing_said_is_nothing_shown(store: Store) -> None:
    fill(store, FIRST)

    assert (latest(store), receipt(store, FIRST)) == (None, None)


def test_a_return_is_shown_with_its_note_and_not_who_wrote_it(store: Store) -> None:
    fill(store, FIRST, RETURNED)

    assert latest(store) == {**SAID, "current": True}
    assert receipt(store, FIRST) == SAID


def test_after_a_newer_filing_it_is_history(store: Store) -> None:
    fill(store, FIRST, SECOND_ONE, RETURNED)

    assert latest(store) == {**SAID, "current": False}
    assert (receipt(store, FIRST), receipt(store, SECOND_ONE)) == (SAID, None)


def test_the_newest_word_is_shown_and_figures_verified_are_not(store: Store) -> None:
    accepted = review(Act.ACCEPTED, "330212", about=FIRST, at=AFTER + timedelta(hours=1))
    verified = review(
        Act.VERIFIED, "330212", blank="posters", value=1, at=AFTER + timedelta(hours=2), note="x"
    )
    fill(store, FIRST, RETURNED, accepted, verified)

    said = latest(store)

    assert isinstance(said, dict)
    assert (said["kind"], said["note"], said["blank"]) == ("accepted", "", None)


def test_a_stranger_sees_what_was_said_after_it_was_given_a_unit(store: Store) -> None:
    stranger = find_unit(Roster(units=()), "某某所")
    strange = make_record(answers(unit="某某所"), unit=stranger)
    alias = review(Act.ALIAS, stranger.code, name="某某所", code="330212")
    fill(store, strange, alias, review(Act.RETURNED, "330212", about=strange, note=NOTE))

    assert receipt(store, strange) == {**SAID, "blank": None}


def test_what_cannot_be_read_is_not_shown(store: Store) -> None:
    fill(store, FIRST)
    store.create("reviews/2021/330212/x.json", b"{")

    assert latest(store) is None


def test_a_review_whose_seal_does_not_fit_is_shown_to_nobody_as_it_counts_for_nobody() -> None:
    forged = replace(SEALER.seal(RETURNED), note="不必改了")
    store = fill(Memory(), FIRST, forged)

    assert (latest(store), receipt(store, FIRST)) == (None, None)
    [aside] = merge(SURVEY, [store_record(FIRST)], reviews=[stored(forged)], sealer=SEALER).set_aside
    assert aside.reason == "印记与内容不符，可能是伪造的"


class WithoutReviews(Memory):
    """A store as a role of an earlier deployment sees it."""

    def list(self, prefix: str):  # type: ignore[no-untyped-def]  # as Memory's
        if prefix.startswith("reviews/"):
            raise NotAllowedError(prefix)
        return super().list(prefix)


@pytest.mark.parametrize("look", [latest, lambda store: receipt(store, FIRST)])
def test_a_role_that_may_not_see_reviews_shows_the_filing_all_the_same(look: object) -> None:
    assert callable(look)
    assert look(fill(WithoutReviews(), FIRST, RETURNED)) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (RETURNED, f"已退回（2021年7月2日 12:00）。“{SURVEY.edition.labels['posters']}”：{NOTE}<"),
        (review(Act.RETURNED, "330212", about=FIRST, note=NOTE), f"已退回（2021年7月2日 12:00）：{NOTE}<"),
        (review(Act.ACCEPTED, "330212", about=FIRST), "已验收（2021年7月2日 12:00）<"),
    ],
)
def test_a_browser_without_script_reads_it_on_the_receipts_page(said: Review, words: str) -> None:
    path = f"/api/2021/receipts/330212/{FIRST.id}"
    settings = Settings(catalogue={"2021": SURVEY}, shell=SHELL)
    request = Request(method="GET", path=path, headers={"accept": "text/html"})

    page = make_responder(settings, fill(Memory(), FIRST, said))(request).body.decode()

    assert f"<dt>审核</dt><dd>{words}" in page

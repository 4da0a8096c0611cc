"""A desk that refreshes by itself asks cheaply: unchanged is said without reading a record, and never when it is not so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from handler.collect.etag import etag, matches
from handler.collect.function import Settings, make_responder
from handler.http.message import Request, Response
from handler.records.review import Act
from handler.stores import Store, StoreError, Upload
from schema.edition.roster import Roster
from schema.edition.survey import Survey
from tests.support.collecting.reviews import KEY, review, stored
from tests.support.filings import EDITION, SURVEY, Memory, answers, make_record, store_record

BEFORE = replace(SURVEY, edition=replace(EDITION, id="2020", due=EDITION.due - timedelta(days=365)))
RECORD = make_record()


def ask(store: Store, tag: str = "", *, survey: Survey = SURVEY, extension: str = ".json") -> Response:
    settings = Settings(catalogue={"2021": survey, "2020": BEFORE}, key=KEY)
    headers = {"authorization": f"Bearer {KEY}", **({"if-none-match": tag} if tag else {})}
    path = f"/api/2021/collection{extension}"
    return make_responder(settings, store)(Request(method="GET", path=path, headers=headers))


def put(store: Store, posters: int, edition: str = "2021") -> None:
    made = store_record(make_record(answers(posters=posters), edition=edition))
    store.create(made.key, made.data)


def put_review(store: Store) -> None:
    made = stored(review(Act.ACCEPTED, "330212", about=RECORD))
    store.create(made.key, made.data)


@dataclass
class Unread:
    """A store that may be listed and must not be read."""

    store: Store

    def sizes(self, prefix: str) -> object:
        return self.store.sizes(prefix)

    def list(self, prefix: str) -> object:
        raise AssertionError(prefix)

    def read(self, key: str) -> bytes:
        raise AssertionError(key)

    def stream(self, key: str) -> object:
        raise AssertionError(key)

    def create(self, key: str, data: bytes) -> bool:  # noqa: ARG002  # the shape of every store
        raise AssertionError(key)

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:  # noqa: ARG002  # as above
        raise AssertionError(key)


def test_what_has_not_changed_is_said_without_reading_anything(store: Store) -> None:
    put(store, 1)
    tag = ask(store).headers["ETag"]

    again = ask(Unread(store), tag)  # type: ignore[arg-type]  # what a store may be asked for here

    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Cache-Control"] == "no-store"


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "change",
    [
        lambda store: put(store, 2),
        lambda store: put(store, 2, "2020"),
        put_review,
        lambda store: store.create("attachments/2021/330212/x", b"x"),
        lambda store: store.create("submissions/2021/330212/x.json", b"{"),
    ],
    ids=["a filing", "last year's filing", "a review", "an attachment", "rubbish"],
)
def test_whatever_comes_is_seen(store: Store, change: Callable[[Store], object]) -> None:
    put(store, 1)
    tag = ask(store).headers["ETag"]

    change(store)

    again = ask(store, tag)
    assert again.status == 200
    assert again.headers["ETag"] != tag


def test_another_roster_deadline_or_form_is_another_answer(store: Store) -> None:
    put(store, 1)
    tag = ask(store).headers["ETag"]
    fewer = replace(SURVEY, roster=Roster(units=SURVEY.roster.units[:-1], dropped=SURVEY.roster.dropped))
    later = replace(SURVEY, edition=replace(EDITION, due=EDITION.due + timedelta(days=1)))

    assert ask(store, tag, extension="").status == 304
    assert [ask(store, tag, survey=each).status for each in (fewer, later)] == [200, 200]
    assert ask(store, tag, extension=".csv").status == 200


def test_the_tag_is_the_same_for_the_same_objects(store: Store) -> None:
    put(store, 1)

    assert etag(store, SURVEY, None, "json") == etag(store, SURVEY, None, "json")
    assert etag(store, SURVEY, None, "json") != etag(store, SURVEY, BEFORE, "json")


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ("", False),
        ('"b"', False),
        ("a", False),
    ],
)
def test_tags_are_compared_weakly(given: str, same: bool) -> None:  # parametrised
    assert matches('W/"a"', given) is same


@dataclass
class Failing(Memory):
    """A store that lists everything and reads all but one."""

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        return ((key, len(data)) for key, data in sorted(self.objects.items()) if key.startswith(prefix))

    def read(self, key: str) -> bytes:
        if "/330203/" in key:
            raise StoreError("down")
        return super().read(key)


def test_what_could_not_be_read_this_time_is_asked_for_again() -> None:
    store = Failing()
    put(store, 1)
    store.create("submissions/2021/330203/x.json", b"{}")

    response = ask(store)

    assert response.status == 200
    assert "ETag" not in response.headers

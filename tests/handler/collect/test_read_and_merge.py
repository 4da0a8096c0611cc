"""A year is read with the one before it, where the store holds any of that one."""

from dataclasses import replace
from datetime import timedelta

from handler.collect.read_and_merge import period_before, read_and_merge, read_earlier
from handler.records.record import FiledUnit, find_unit
from handler.records.review import Act
from handler.stores import Store
from handler.stores.folder import FolderStore
from schema.edition.model import Edition
from schema.edition.roster import Roster
from schema.edition.survey import Survey
from tests.support.builders import edition_of, edition_toml
from tests.support.collecting.reviews import review, stored
from tests.support.filings import EDITION, SURVEY, answers, make_record, store_record

BEFORE = replace(SURVEY, edition=replace(EDITION, id="2020", due=EDITION.due - timedelta(days=365)))
YINZHOU = FiledUnit(code="330212", name="宁波市鄞州区市场监督管理局")


def file(
    store: Store, edition: str, posters: int, *, name: str = YINZHOU.name, code: str = YINZHOU.code
) -> None:
    unit = FiledUnit(code=code, name=name)
    made = store_record(make_record(answers(unit=name, posters=posters), unit=unit, edition=edition))
    store.create(made.key, made.data)


def test_the_period_before_is_read_by_itself(store: Store) -> None:
    file(store, "2020", 5)
    file(store, "2021", 7)

    collection = read_and_merge(SURVEY, store, BEFORE)

    assert collection.last_year
    compared = collection.last_year.blanks["posters"]
    assert (compared.before, compared.both_now) == (5, 7)


def test_a_year_of_which_the_store_has_nothing_is_not_a_year_of_zeros(store: Store) -> None:
    file(store, "2021", 7)

    assert read_and_merge(SURVEY, store, BEFORE).last_year is None
    assert read_and_merge(SURVEY, store, None).last_year is None


def test_names_that_were_given_then_count_then(store: Store) -> None:
    stranger = find_unit(Roster(units=()), "某某所")
    file(store, "2020", 5, name=stranger.name, code=stranger.code)
    assert read_earlier(BEFORE, store) is None
    given = review(Act.ALIAS, stranger.code, name="某某所", code="330212", edition="2020")
    store.create(stored(given).key, stored(given).data)

    earlier = read_earlier(BEFORE, store)

    assert earlier
    assert earlier.totals["posters"] == 5


def test_reviews_are_read_with_the_records(store: Store) -> None:
    file(store, "2021", 7)
    given = review(Act.VERIFIED, "330212", blank="posters", value=7, note="已问张三，确是全区合计")
    store.create(stored(given).key, stored(given).data)

    row = read_and_merge(SURVEY, store, None).units[4]

    assert row.reviews == (given,)


def survey(edition: Edition, id_: str, days: int) -> Survey:
    return replace(SURVEY, edition=replace(edition, id=id_, due=EDITION.due + timedelta(days=days)))


def test_the_period_before_is_the_newest_earlier_one_that_asks_some_of_the_same() -> None:
    other = edition_of(edition_toml(), "2020")
    shelf = [
        survey(EDITION, "2022", 365),
        SURVEY,
        survey(other, "quality-2020", -30),
        survey(EDITION, "2020", -365),
        survey(EDITION, "2019", -730),
    ]
    catalogue = {each.edition.id: each for each in shelf}

    found = period_before(SURVEY, catalogue)

    assert found
    assert found.edition.id == "2020"
    assert period_before(catalogue["2019"], catalogue) is None


def test_a_folder_that_is_new_has_no_reviews(tmp_path: object) -> None:
    store = FolderStore(tmp_path / "store")  # type: ignore[operator]  # a path
    file(store, "2021", 7)

    assert read_and_merge(SURVEY, store, None).units[4].reviews == ()

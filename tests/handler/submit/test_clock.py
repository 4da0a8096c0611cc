"""A clock that is set back does not make a correction lose."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handler.collect.merge import merge
from handler.records.fetch import read_all
from handler.stores import Store
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder
from tests.support.filings import (
    EDITION,
    SURVEY,
    Clock,
    PutOnly,
    answers,
    document_of,
    form_post,
    json_post,
    submit_settings,
)


@pytest.mark.parametrize("back", [timedelta(microseconds=0), timedelta(seconds=1), timedelta(days=10)])
def test_what_is_filed_after_another_counts_whatever_the_clock_says(back: timedelta, store: Store) -> None:
    clock = Clock()
    file = make_responder(replace(submit_settings(clock=clock), reads=True), store)
    plain = form_post(answers(drills=3), headers={"accept": "application/json"})
    posts = [
        json_post(answers(drills=1), key="the-key-1"),
        json_post(answers(drills=2), key="the-key-2"),
        plain,
    ]
    filed = []
    for post in posts:
        filed += [document_of(file(post))]
        clock.now -= back

    assert [each["revision"] for each in filed] == [1, 2, 3]
    assert str(filed[0]["received_at"]) < str(filed[1]["received_at"]) < str(filed[2]["received_at"])
    [row] = [row for row in merge(SURVEY, read_all(store, "2021")).units if row.current]
    assert row.current
    assert row.current.record.answers["drills"] == 3


def test_earlier_figures_filed_again_count_though_the_clock_is_set_back(tmp_path: Path) -> None:
    """Without a key: A, B, and A once more, which has the name of the first."""
    clock, store = Clock(), FolderStore(tmp_path)
    file = make_responder(replace(submit_settings(clock=clock), reads=True), store)
    for drills in (1, 2, 1):
        filed = document_of(file(form_post(answers(drills=drills), headers={"accept": "application/json"})))
        clock.now -= timedelta(days=1)

    assert filed["revision"] == 3
    [row] = [row for row in merge(SURVEY, read_all(store, "2021")).units if row.current]
    assert row.current
    assert row.current.record.answers["drills"] == 1


def test_the_first_is_received_when_it_came(tmp_path: Path) -> None:
    file = make_responder(replace(submit_settings(), reads=True), FolderStore(tmp_path))

    assert document_of(file(json_post()))["received_at"] == "2021-06-30T01:02:03.000004Z"


def test_a_replay_keeps_its_moment(tmp_path: Path) -> None:
    clock = Clock()
    file = make_responder(replace(submit_settings(clock=clock), reads=True), FolderStore(tmp_path))
    first = document_of(file(json_post(key="the-key-1")))
    clock.now += timedelta(hours=1)

    assert document_of(file(json_post(key="the-key-1"))) == first


def test_a_correction_after_the_deadline_stays_late_though_the_clock_is_set_back(tmp_path: Path) -> None:
    clock = Clock(now=EDITION.due + timedelta(hours=1))
    file = make_responder(replace(submit_settings(clock=clock), reads=True), FolderStore(tmp_path))
    file(json_post(answers(drills=1), key="the-key-1"))
    clock.now = EDITION.due - timedelta(hours=1)

    assert document_of(file(json_post(answers(drills=2), key="the-key-2")))["late"] is True


def test_where_the_store_does_not_say_the_clock_does(tmp_path: Path) -> None:
    file = make_responder(replace(submit_settings(), reads=True), PutOnly(FolderStore(tmp_path)))

    assert document_of(file(json_post()))["received_at"] == "2021-06-30T01:02:03.000004Z"

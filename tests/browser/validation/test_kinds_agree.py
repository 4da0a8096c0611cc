"""Every kind of blank, those too that 2021 does not have: page, Python and function agree on every value."""

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import Page

from schema.edition.model import Edition
from schema.validation.validate import make_validator
from tests.support.browser.judges import (
    MEDIA,
    Typed,
    Verdict,
    as_sent,
    verdict_of_python,
    verdicts_of_browser,
    verdicts_of_function,
)
from tests.support.browser.odd_values import SPACES, values_for
from tests.support.browser.typing import as_typed
from tests.support.builders import every_kind, valid_answers

EDITION = every_kind()
JUDGE = make_validator(EDITION)
SETS = 3000


def answer_sets(edition: Edition) -> Iterator[Typed]:
    """Valid tables in which a few, or all, blanks hold something odd; every odd value stands alone once."""
    valid = {id_: as_typed(answer) for id_, answer in valid_answers(edition).items()}
    chance = random.Random(2021)  # noqa: S311  # the same sets on every run
    blanks = edition.blanks
    for blank in blanks:
        for value in values_for(blank):
            for before in chance.sample(SPACES, 2):
                yield Typed(raw={**valid, blank.id: before + value + chance.choice(SPACES)})
    while True:
        odd = chance.sample(blanks, chance.choice((0, 1, 2, 5, len(blanks))))
        changed = {
            b.id: chance.choice(SPACES + values_for(b) + values_for(chance.choice(blanks))) for b in odd
        }
        dropped = {b.id for b in chance.sample(blanks, chance.choice((0, 0, 1)))}
        yield Typed(raw={id_: v for id_, v in {**valid, **changed}.items() if id_ not in dropped})


@pytest.fixture(scope="module")
def sets() -> list[Typed]:
    return list(islice(answer_sets(EDITION), SETS))


@pytest.fixture(scope="module")
def verdicts(sets: list[Typed]) -> list[Verdict]:
    """What Python says of each."""
    return [verdict_of_python(JUDGE, table) for table in sets]


def test_every_blank_is_odd_alone_and_many_tables_are_odd_in_several_blanks(sets: list[Typed]) -> None:
    valid = {id_: as_typed(answer) for id_, answer in valid_answers(EDITION).items()}
    odd = [{id_ for id_ in valid if each.raw.get(id_) != valid[id_]} for each in sets]

    assert set().union(*(ids for ids in odd if len(ids) == 1)) == set(valid)
    assert sum(len(ids) > 1 for ids in odd) > 500


def test_the_page_and_python_give_the_same_answers_problems_and_checksum(
    page: Page, sets: list[Typed], verdicts: list[Verdict]
) -> None:
    for said, expected in zip(verdicts_of_browser(page, EDITION, sets), verdicts, strict=True):
        assert said == expected


@pytest.mark.parametrize("media", MEDIA)
def test_the_function_and_python_give_the_same_problems_and_checksum(
    tmp_path: Path, sets: list[Typed], verdicts: list[Verdict], media: str
) -> None:
    sent = as_sent(JUDGE, sets, verdicts, media)
    tables = [table for table, _ in sent]

    for (_, expected), said in zip(sent, verdicts_of_function(EDITION, tables, media, tmp_path), strict=True):
        assert said == {name: expected[name] for name in said}


def test_the_sets_hold_enough_of_both_sorts(sets: list[Typed], verdicts: list[Verdict]) -> None:
    valid = sum(not verdict["problems"] for verdict in verdicts)

    assert len(sets) >= 2000
    assert 300 < valid < SETS - 1000

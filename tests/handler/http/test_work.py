"""What a request costs is bounded: no text is normalised before it is cut to what its blank may hold.

Composing marks is quadratic in their number, under Python's lock: 60 kB of them held the whole server for seconds.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from handler.http.body import LARGEST_BODY
from handler.http.message import Responder
from tests.support.http.largest import functions, largest

LONGEST = 400
"""Code points that are normalised at once: a name of a file as macOS writes it, in parts."""


@pytest.fixture
def respond(tmp_path: Path) -> Responder:
    (tmp_path / "store").mkdir()
    return functions(tmp_path / "store")


@pytest.fixture
def normalised(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The lengths of all that was handed to `unicodedata`."""
    lengths: list[int] = []
    real = unicodedata.normalize

    def normalize(form: str, text: str) -> str:
        lengths.append(len(text))
        return real(form, text)  # type: ignore[arg-type]  # whatever form the caller names

    monkeypatch.setattr(unicodedata, "normalize", normalize)
    yield lengths


@pytest.mark.unmeasured
def test_no_request_costs_or_gets_many_times_what_it_is(respond: Responder, normalised: list[int]) -> None:
    """Over every address, with every member at its largest and worst."""
    asked = 0
    for each in largest():
        normalised.clear()

        answer = respond(each.request)

        assert answer.status < 500, each.name
        assert max(normalised, default=0) <= LONGEST, each.name
        assert sum(normalised) <= 16 * LONGEST, each.name
        assert len(answer.body) <= LARGEST_BODY, each.name
        asked += 1
    assert asked > 500

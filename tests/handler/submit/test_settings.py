"""The settings of a deployed function come from its environment and its zip."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from handler.access.filing_codes import SAMPLE_SECRET, Codes, CodesError, Rounds, read_codes
from handler.http import html as pages
from handler.records.record import now
from handler.submit.settings import read_settings
from schema.loading.catalogue import load_catalogue
from tests.support.filings import SURVEY

SECRET = "a-secret-of-the-tests-with-more-than-32-bytes"


@pytest.mark.parametrize(
    ("environment", "origins"),
    [
        ({}, set()),
        ({"ALLOWED_ORIGINS": ""}, set()),
        (
            {"ALLOWED_ORIGINS": " https://a.example  https://b.example "},
            {"https://a.example", "https://b.example"},
        ),
    ],
)
def test_a_deployed_function_reads_its_shell_and_origins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], origins: set[str]
) -> None:
    (tmp_path / "shell.html").write_text("<title><!--title--></title>填报", encoding="utf-8")
    monkeypatch.setattr(pages, "SHELL", tmp_path / "shell.html")

    settings = read_settings({"CODE_SECRET": SECRET, **environment}, load_catalogue())

    assert settings.shell == "<title><!--title--></title>填报"
    assert settings.origins == origins
    assert settings.secure is True
    assert settings.codes == Codes(secret=SECRET)
    assert settings.clock is now
    assert settings.catalogue["2021"] == SURVEY
    assert settings.validators.keys() == settings.catalogue.keys()


def test_the_clock_is_the_server_s_and_in_utc() -> None:
    before = datetime.now(UTC)

    moment = now()

    assert before <= moment <= datetime.now(UTC)
    assert moment.tzinfo is UTC


def test_codes_are_asked_for_in_the_round_that_is_set() -> None:
    environment = {"CODE_SECRET": SECRET, "CODE_ROUNDS": "2 330212=3"}

    assert read_codes(environment, "codes", {"2021": SURVEY}) == Codes(
        secret=SECRET, rounds=Rounds(everybody=2, units={"330212": 3})
    )


def test_open_access_needs_no_secret() -> None:
    assert read_codes({}, "open", {}) is None


@pytest.mark.parametrize(
    ("environment", "access"),
    [
        ({}, "codes"),
        ({"CODE_SECRET": "short"}, "codes"),
        ({"CODE_SECRET": SAMPLE_SECRET}, "codes"),
        ({"CODE_SECRET": SECRET, "CODE_ROUNDS": "x"}, "codes"),
        ({"CODE_SECRET": SECRET, "CODE_ROUNDS": "1 330221=2"}, "codes"),
        ({"CODE_SECRET": SECRET}, "closed"),
    ],
)
def test_a_setting_that_cannot_hold_stops_the_start(environment: dict[str, str], access: str) -> None:
    with pytest.raises(CodesError):
        read_codes(environment, access, {"2021": SURVEY})

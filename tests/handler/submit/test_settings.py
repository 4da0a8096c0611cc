"""The settings of a deployed function come from its environment and its zip."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from handler.submit import settings as module
from handler.submit.settings import now, read_settings
from tests.handler.builders import SURVEY


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
    monkeypatch.setattr(module, "SHELL", tmp_path / "shell.html")

    settings = read_settings(environment)

    assert settings.shell == "<title><!--title--></title>填报"
    assert settings.origins == origins
    assert settings.secure is True
    assert settings.clock is now
    assert settings.catalogue["2021"] == SURVEY
    assert settings.judges.keys() == settings.catalogue.keys()


def test_the_clock_is_the_server_s_and_in_utc() -> None:
    before = datetime.now(UTC)

    moment = now()

    assert before <= moment <= datetime.now(UTC)
    assert moment.tzinfo is UTC

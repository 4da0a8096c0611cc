"""`/openapi.json` describes what is served: schemathesis finds no violation and no 5xx in what it generates from it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from hypothesis import settings

from handler.routes import ROUTES
from schema.edition.survey import Survey
from tests.support.builders import survey_2021, with_sections
from tests.support.http.origin import KEY, serve_origin
from tests.support.measuring import unmeasured

pytestmark = [pytest.mark.programs, pytest.mark.unmeasured]


def first_row() -> Survey:
    """2021 with its first row alone: its other sixty blanks are of the same kinds, and each is tried in the same ways."""
    survey = survey_2021()
    first = survey.edition.sections[0]
    short = with_sections(survey.edition, replace(first, activities=first.activities[:1]))
    assert {type(blank.kind) for blank in short.blanks} == {
        type(blank.kind) for blank in survey.edition.blanks
    }
    known = {blank.id for blank in short.blanks}
    checks = tuple(check for check in short.checks if known.issuperset(check.blanks))
    return replace(survey, edition=replace(short, checks=checks))


@pytest.mark.long
def test_what_is_served_is_what_is_described(tmp_path: Path) -> None:
    examples = settings().max_examples * 3 // 10
    phases = "examples,coverage,stateful" + (
        ",fuzzing" if examples > 10 else ""
    )  # the seed is one: nothing new
    with unmeasured(), serve_origin(tmp_path / "public", catalogue={"2021": first_row()}) as origin:
        origin.open_on(tmp_path / "store")
        program = str(Path(sys.executable).with_name("schemathesis"))
        # filter_too_much: twelve fields at once are much to get right by chance
        # positive_data_acceptance: 268.0 is an integer to JSON Schema, and a figure that nobody writes so to us
        command = [
            program, "run", f"{origin.address}/openapi.json", "--url", origin.address, "--seed", "5",
            "--max-examples", str(examples), "--phases", phases, "--continue-on-failure", "--generation-database", "none",
            "--exclude-checks", "positive_data_acceptance", "--suppress-health-check", "filter_too_much", "--header", f"Authorization: Bearer {KEY}",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-5000:]
    assert f"{len(ROUTES)} passed" in done.stdout


@pytest.mark.parametrize("media", ["application/json", "application/x-www-form-urlencoded"])
def test_its_examples_can_be_filed_as_they_are(tmp_path: Path, media: str) -> None:
    with serve_origin(tmp_path / "public") as origin:
        origin.open_on(tmp_path / "store")
        described = json.loads((tmp_path / "public" / "openapi.json").read_bytes())
        body = described["paths"]["/api/{edition}/submissions"]["post"]["requestBody"]
        example = body["content"][media]["example"]
        sent = json.dumps(example) if media == "application/json" else urlencode(example)
        address = f"{origin.address}/api/2021/submissions"
        with urlopen(Request(address, sent.encode(), {"Content-Type": media})) as answer:
            assert answer.status == 201

        assert len(origin.records()) == 1

"""Every kind of blank, those too that 2021 does not have: page, Python and function agree on every value."""

import json
import random
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from handler.messages import Request, Responder
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder
from handler.submit.settings import Settings
from schema.catalogue import Survey
from schema.checksum import checksum, short_code
from schema.documents import edition_document
from schema.judge import make_judge
from schema.model import Edition
from tests.browser.odd_values import SPACES, values_for
from tests.browser.typing import as_typed
from tests.builders import every_kind, survey_2021, valid_answers
from tests.origin import ON_TIME, Origin, TickingClock

EDITION = every_kind()
SETS = 3000
BATCH = 250
Raw = dict[str, str]


def answer_sets(edition: Edition) -> Iterator[Raw]:
    """Valid tables in which a few, or all, blanks hold something odd; every odd value stands alone once."""
    valid = {id_: as_typed(answer) for id_, answer in valid_answers(edition).items()}
    chance = random.Random(2021)  # noqa: S311  # the same sets on every run
    blanks = edition.blanks
    for blank in {type(blank.kind): blank for blank in blanks}.values():
        for value in values_for(blank):
            for before in SPACES:
                yield {**valid, blank.id: before + value + chance.choice(SPACES)}
    while True:
        odd = chance.sample(blanks, chance.choice((0, 1, 2, 5, len(blanks))))
        changed = {
            b.id: chance.choice(SPACES + values_for(b) + values_for(chance.choice(blanks))) for b in odd
        }
        dropped = chance.sample(blanks, chance.choice((0, 0, 1)))
        yield {id_: v for id_, v in {**valid, **changed}.items() if id_ not in {b.id for b in dropped}}


@pytest.fixture(scope="module")
def sets() -> list[Raw]:
    every = answer_sets(EDITION)
    return [next(every) for _ in range(SETS)]


@pytest.fixture
def submit(tmp_path_factory: pytest.TempPathFactory) -> Responder:
    clock = TickingClock(moment=datetime.fromisoformat(ON_TIME))
    catalogue = {EDITION.id: Survey(edition=EDITION, roster=survey_2021().roster)}
    settings = Settings(catalogue=catalogue, shell="", clock=clock)
    return make_responder(settings, FolderStore(tmp_path_factory.mktemp("store")))


def verdict_of_python(edition: Edition, raw: Raw) -> dict[str, Any]:
    judged = make_judge(edition)(raw)
    problems = [[p.blank, p.rule, p.place, p.label, p.message] for p in judged.problems]
    code = None if problems else short_code(checksum(judged.answers))
    return {"answers": judged.answers, "problems": problems, "code": code}


JUDGE_IN_BROWSER = """async ([assets, edition, text]) => {
  const { makeJudge } = await import(assets + "judge.js");
  const { checksum, shortCode } = await import(assets + "checksum.js");
  const judge = makeJudge(JSON.parse(edition));
  const verdicts = [];
  for (const raw of JSON.parse(text)) {
    const { answers, problems } = judge(raw);
    const rows = problems.map(p => [p.blank, p.rule, p.place, p.label, p.message]);
    verdicts.push({ answers, problems: rows, code: rows.length ? null : shortCode(await checksum(answers)) });
  }
  return JSON.stringify(verdicts);
}"""


def test_the_page_and_python_give_the_same_answers_problems_and_checksum(
    page: Page, origin: Origin, sets: list[Raw]
) -> None:
    page.goto(origin.form)
    assets = str(page.locator("script[type=module]").get_attribute("src")).removesuffix("form.js")
    document = json.dumps(edition_document(EDITION))

    for start in range(0, SETS, BATCH):
        batch = sets[start : start + BATCH]
        verdicts = json.loads(page.evaluate(JUDGE_IN_BROWSER, [assets, document, json.dumps(batch)]))
        for raw, verdict in zip(batch, verdicts, strict=True):
            assert verdict == verdict_of_python(EDITION, raw)


@pytest.mark.parametrize("media", ["application/json", "application/x-www-form-urlencoded"])
def test_the_function_and_python_give_the_same_problems_and_checksum(
    submit: Responder, sets: list[Raw], media: str
) -> None:
    for raw in map(sendable, sets) if "form" in media else sets:
        expected = verdict_of_python(EDITION, raw)
        response = submit(post(EDITION, raw, media))
        document = json.loads(response.body)
        if response.status == 422:
            found = [
                [p["blank"], p["rule"], p["place"], p["label"], p["message"]] for p in document["problems"]
            ]
            assert found == expected["problems"]
        else:
            assert response.status in (200, 201)
            assert document["checksum_short"] == expected["code"]


def test_the_sets_hold_enough_of_both_sorts(sets: list[Raw]) -> None:
    valid = sum(not verdict_of_python(EDITION, raw)["problems"] for raw in sets)

    assert len(sets) >= 2000
    assert 300 < valid < SETS - 1000


def sendable(raw: Raw) -> Raw:
    """As a form can carry it: a browser sends half a surrogate pair as �."""
    return {id_: value.encode(errors="replace").decode() for id_, value in raw.items()}


def post(edition: Edition, raw: Raw, media: str) -> Request:
    body = json.dumps({"answers": raw}) if media == "application/json" else urlencode(raw)
    return Request(
        method="POST",
        path=f"/api/{edition.id}/submissions",
        headers={"content-type": media},
        body=body.encode(),
    )

"""One rule set, four executors: the browser's judge, Python's judge and the submit function agree on everything."""

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
from schema.model import Amount, Blank, Choice, Count, Date, Edition, LongText, Phone, YesNo
from tests.browser.typing import as_typed
from tests.builders import every_kind, survey_2021, the_2021, valid_answers
from tests.origin import ON_TIME, Origin, TickingClock

EDITIONS = {"2021": the_2021(), "every kind": every_kind()}
SETS = 3000
BATCH = 250
Raw = dict[str, str]

COUNTS = [
    "0",
    "7",
    "12",
    "007",
    "999999999",
    "1000000000",
    "0999999999",
    "00000000000012",
    "３，０００",
    "１２",
    "1,234",
    "12,34",
    "1,2345",
    "1",
    "234",
    "-1",
    "+1",
    "1.0",
    "1e3",
    "²",
    "10²",
    "①",
    "一",
    "0x1",
    "1_000",
    "１\u3000２",
    "𝟙",
    "٣",
    "5次",
]
CHOICES = ["是", "否", " 是", "否\u3000", "true", "yes", "1", "是否", "是是"]
DATES = [
    "2021-06-30",
    "2021/6/30",
    "2021.06.30",
    "2021年6月30日",
    "2021年06月30",
    "２０２１-０６-３０",
    "2021-02-29",
    "2020-02-29",
    "2100-01-01",
    "1999-12-31",
    "2021-13-01",
    "2021-00-10",
    "2021-06-31",
    "20210630",
    "2021-6-3x",
    "0021-06-30",
]
PHONES = [
    "0574-87654321",
    "13800000000",
    "０５７４－８７６５４３２１",
    "(0574)87654321",
    "87654321转801",
    "87654321转",
    "+86-13800000000",
    "12",
    "abc",
    "1234",
    "12345",
    "661234",
    "-----",
    "138\xa00000",
    "转8",
]
TEXTS = ["张三", "  张三\u3000", "a" * 60, "a" * 61, "𠮷" * 60, "𠮷" * 61, "=1+1", "<b>&\"'", "a\nb", "a\r\nb", "a\tb", "a\u202eb", "a\u0000b", "\ufeff张三", "\u0085", "\u001c", "a\u200bb", "\ud800", "😀", "é", "e\u0301", "null", "undefined", "\u2028"]  # fmt: skip
AMOUNTS = [*COUNTS, "12.5", "12.50", "0.05", "00.5", "１２．５", "1,234.50", "1 234.5", "12.", ".5", "1.234", "999999999.99", "1000000000.00", "0999999999.9", "1.5e3", "12。5", "12.5万元", "-0.50", "1,23.5", "12.٣"]  # fmt: skip
OPTIONS = [*CHOICES, "有", "无", " 有", "无\u3000", "不适用", "有无", "有/无", "其他（注明）", "其他(注明)"]
PROSE = ["第一行\n第二行", "a\r\nb", "a\rb", "\n\na\n\n", "a\tb", "\ta", "字" * 2000, "字" * 2001, "𠮷" * 2000, "行\n" * 1000, "行\n" * 1001]  # fmt: skip
SPACES = ["", " ", "\u3000", "\u00a0", "\ufeff", "\t", "\u2003 ", "\u0085", "\u001f", "\u180e", "\u200b"]


def values_for(blank: Blank) -> list[str]:
    match blank.kind:
        case Count():
            return COUNTS
        case Amount():
            return AMOUNTS
        case YesNo():
            return CHOICES
        case Choice():
            return OPTIONS
        case LongText():
            return PROSE + TEXTS
        case Date():
            return DATES
        case Phone():
            return PHONES
        case _:
            return TEXTS


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


@pytest.fixture(scope="module", params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> Edition:
    return EDITIONS[request.param]


@pytest.fixture(scope="module")
def sets(edition: Edition) -> list[Raw]:
    every = answer_sets(edition)
    return [next(every) for _ in range(SETS)]


@pytest.fixture
def submit(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Responder:
    clock = TickingClock(moment=datetime.fromisoformat(ON_TIME))
    catalogue = {edition.id: Survey(edition=edition, roster=survey_2021().roster)}
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
    page: Page, origin: Origin, edition: Edition, sets: list[Raw]
) -> None:
    page.goto(origin.form)
    assets = str(page.locator("script").get_attribute("src")).removesuffix("form.js")
    document = json.dumps(edition_document(edition))

    for start in range(0, SETS, BATCH):
        batch = sets[start : start + BATCH]
        verdicts = json.loads(page.evaluate(JUDGE_IN_BROWSER, [assets, document, json.dumps(batch)]))
        for raw, verdict in zip(batch, verdicts, strict=True):
            assert verdict == verdict_of_python(edition, raw)


@pytest.mark.parametrize("media", ["application/json", "application/x-www-form-urlencoded"])
def test_the_function_and_python_give_the_same_problems_and_checksum(
    submit: Responder, edition: Edition, sets: list[Raw], media: str
) -> None:
    for raw in map(sendable, sets) if "form" in media else sets:
        expected = verdict_of_python(edition, raw)
        response = submit(post(edition, raw, media))
        document = json.loads(response.body)
        if response.status == 422:
            found = [
                [p["blank"], p["rule"], p["place"], p["label"], p["message"]] for p in document["problems"]
            ]
            assert found == expected["problems"]
        else:
            assert response.status in (200, 201)
            assert document["checksum_short"] == expected["code"]


def test_the_sets_hold_enough_of_both_sorts(edition: Edition, sets: list[Raw]) -> None:
    valid = sum(not verdict_of_python(edition, raw)["problems"] for raw in sets)

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

"""The judges that must agree: the page's, Python's, and the submit function, each asked about typed tables."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page

from handler.http.message import Request, Responder
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder
from handler.submit.settings import Settings
from schema.contract.edition_json import check_document, edition_document
from schema.edition.checks import Check
from schema.edition.model import Edition
from schema.edition.survey import Survey
from schema.validation.checksum import checksum, short_code
from schema.validation.validate import Problem, Validator
from tests.support.builders import survey_2021
from tests.support.http.origin import ON_TIME, TickingClock

JSON, FORM = MEDIA = ("application/json", "application/x-www-form-urlencoded")
BATCH = 250
FILED_TOGETHER = 100
Verdict = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """A table as it was typed."""

    raw: dict[str, str]
    reasons: dict[str, str] = field(default_factory=dict)
    nil: bool = False


def verdict_of_python(judge: Validator, table: Typed) -> Verdict:
    validated = judge(table.raw, table.reasons, nil=table.nil)
    return {
        "answers": validated.answers,
        "problems": rows(validated.problems),
        "explanations": validated.explanations,
        "hints": rows(validated.hints),
        "code": None if validated.problems else short_code(checksum(validated.answers)),
    }


def as_sent(
    judge: Validator, tables: Sequence[Typed], verdicts: Sequence[Verdict], media: str
) -> list[tuple[Typed, Verdict]]:
    """Each table as this media type can carry it, with what Python says of that. verdicts: of the tables as they are."""
    sent = [sendable(table, media) for table in tables]
    return [
        (each, verdict if each == table else verdict_of_python(judge, each))
        for each, table, verdict in zip(sent, tables, verdicts, strict=True)
    ]


def rows(problems: Sequence[Problem]) -> list[list[str]]:
    return [[p.blank, p.rule, p.place, p.label, p.message] for p in problems]


JUDGE_IN_BROWSER = """async ([assets, edition, text]) => {
  const { makeValidator } = await import(assets + "validation/validate.js");
  const { canonical } = await import(assets + "validation/checksum.js");
  const document = JSON.parse(edition);
  const rows = (problems) => problems.map(p => [p.blank, p.rule, p.place, p.label, p.message]);
  const verdicts = [];
  for (const [checks, tables] of JSON.parse(text)) {
    const judge = makeValidator({ ...document, checks: checks || document.checks });
    for (const [raw, reasons, nil] of tables) {
      const { answers, problems, explanations, hints } = judge(raw, reasons, nil);
      const code = problems.length ? null : canonical(answers);
      verdicts.push({ answers, problems: rows(problems), explanations, hints: rows(hints), code });
    }
  }
  return JSON.stringify(verdicts);
}"""
Checked = tuple[Sequence[Check], Sequence[Typed]]
"""Tables, and the checks that they are to be judged by."""


def verdicts_of_browser(page: Page, edition: Edition, tables: Sequence[Typed]) -> list[Verdict]:
    """What the page's judge says of each table; the page is one of the site's that has a script."""
    verdicts: list[Verdict] = []
    for start in range(0, len(tables), BATCH):
        verdicts += _judged(page, edition, [(None, _sent(tables[start : start + BATCH]))])
    return verdicts


def verdicts_by_checks(page: Page, edition: Edition, sets: Sequence[Checked]) -> list[Verdict]:
    """The same with other checks for each set."""
    return _judged(
        page,
        edition,
        [([check_document(check) for check in checks], _sent(tables)) for checks, tables in sets],
    )


def _sent(tables: Sequence[Typed]) -> list[object]:
    return [(table.raw, table.reasons, table.nil) for table in tables]


def _judged(page: Page, edition: Edition, sets: Sequence[object]) -> list[Verdict]:
    assets = str(page.locator("script[type=module]").get_attribute("src")).rpartition("/")[0] + "/"
    sent = [json.dumps(each, ensure_ascii=False) for each in (edition_document(edition), sets)]
    verdicts: list[Verdict] = json.loads(page.evaluate(JUDGE_IN_BROWSER, [assets, *sent]))
    return [{**each, "code": each["code"] and code_of(each["code"])} for each in verdicts]


def code_of(canonical: str) -> str:
    """The short code of answers that the page has written as one string."""
    return short_code(hashlib.sha256(canonical.encode()).hexdigest())


def make_submit(edition: Edition, folder: Path) -> Responder:
    """The submit function for this edition, before its deadline, on a store in `folder`."""
    catalogue = {edition.id: Survey(edition=edition, roster=survey_2021().roster)}
    settings = Settings(
        catalogue=catalogue, shell="", clock=TickingClock(moment=datetime.fromisoformat(ON_TIME))
    )
    return make_responder(settings, FolderStore(folder))


def verdicts_of_function(
    edition: Edition, tables: Sequence[Typed], media: str, folder: Path
) -> Iterator[Verdict]:
    """What the function says of each table. All are one unit's, whose filings it reads again at each: few in a store."""
    for start in range(0, len(tables), FILED_TOGETHER):
        submit = make_submit(edition, folder / str(start))
        for table in tables[start : start + FILED_TOGETHER]:
            yield verdict_of_function(submit, post(edition, table, media))


def verdict_of_function(submit: Responder, request: Request) -> Verdict:
    """What the function says of a table: its problems, or the checksum of what it stored."""
    response = submit(request)
    document = json.loads(response.body)
    if response.status == 422:
        found = [
            [p[name] for name in ("blank", "rule", "place", "label", "message")] for p in document["problems"]
        ]
        return {"problems": found, "code": None}
    assert response.status in (200, 201), response.status
    return {"problems": [], "code": document["checksum_short"]}


def post(edition: Edition, table: Typed, media: str) -> Request:
    if media == JSON:
        body = json.dumps({"answers": table.raw, "explanations": table.reasons, "nil": table.nil})
    else:
        reasons = {f"reason.{id_}": reason for id_, reason in table.reasons.items()}
        body = urlencode({**table.raw, **reasons, **({"_nil": "1"} if table.nil else {})})
    path = f"/api/{edition.id}/submissions"
    return Request(method="POST", path=path, headers={"content-type": media}, body=body.encode())


def sendable(table: Typed, media: str) -> Typed:
    """The table as this media type can carry it: in a form a browser sends half a surrogate pair as �."""
    if media == JSON:
        return table
    raw, reasons = (
        {id_: value.encode(errors="replace").decode() for id_, value in texts.items()}
        for texts in (table.raw, table.reasons)
    )
    return Typed(raw=raw, reasons=reasons, nil=table.nil)

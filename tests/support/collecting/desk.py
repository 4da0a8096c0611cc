"""A bureau's year as its desk sees it: units of every status, figures like real ones, a few of them mistyped."""

import hashlib
import math
import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from handler.records.keys import attachment_key
from handler.records.record import FiledUnit, find_unit
from handler.stores import Store
from schema.edition.kinds import Answers, Count
from schema.edition.model import Edition
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from schema.validation.attachments import TYPES, Attachment
from tests.support.builders import survey_2021, valid_answers
from tests.support.files import PDF, zipped
from tests.support.filings import make_record, store_record

SEED = 20210701
MISTYPED = {1: ("quiz_entries", 100), 7: ("consultations", 200), 9: ("hazard_snapshots", 50)}
"""Place in the roster → the blank whose figure is that many times too large."""
MACROS = zipped(["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"])
OUTSIDE = "鄞州区市监系统工会"
SUMMARY = Attachment(
    name="活动总结.pdf", size=len(PDF), sha256=hashlib.sha256(PDF).hexdigest(), type=TYPES["pdf"]
)
"""What the first unit sent along."""
TYPICAL = (4, 120, 6, 300, 8, 500, 2, 5, 9, 3, 3, 40, 2, 30, 6, 5, 1100, 2, 3, 2700, 700, 1500, 160, 600, 400)
"""Typical figures, in the order of the paper, over and over."""


def many_units(number: int) -> Survey:
    """The 2021 table for a roster of this many units."""
    units = (Unit(code=f"{n:06}", name=f"宁波市第{n}街道市场监督管理所") for n in range(number))
    return Survey(edition=survey_2021().edition, roster=Roster(units=tuple(units)))


def figures(edition: Edition, chance: random.Random, size: float) -> dict[str, object]:
    """The answers of a unit: a larger unit has larger figures, each in its own measure; some blanks are 0."""
    counts = [blank.id for blank in edition.blanks if isinstance(blank.kind, Count)]
    made: dict[str, object] = {}
    for place, id_ in enumerate(counts):
        typical = TYPICAL[place % len(TYPICAL)] * size * math.exp(chance.gauss(0, 0.6))
        made[id_] = 0 if chance.random() < 0.06 else max(1, round(typical))
    choices = {
        blank.id: blank.kind.words and chance.random() < 0.9 for blank in edition.blanks if blank.kind.words
    }
    return made | choices


def whole_answers(edition: Edition, unit: str, changes: Mapping[str, object]) -> Answers:
    """The answers of a unit of this name, all of them valid."""
    return valid_answers(edition, unit=unit, **changes)  # type: ignore[return-value]  # figures and texts are answers


def fill(store: Store, survey: Survey, seed: int = SEED) -> None:
    """The filings of a year: the last two units missing, the one before damaged, one late, one amended late."""
    chance = random.Random(seed)  # noqa: S311  # the same year on every run
    for place, unit in enumerate(survey.roster.units[:-2]):
        for at, answers in _revisions(survey, chance, place, unit):
            named = FiledUnit(code=unit.code, name=unit.name)
            sent = (SUMMARY,) if place == 0 else ()
            record = make_record(
                answers,
                unit=named,
                at=at,
                key=str(at),
                digest=survey.edition.digest,
                attachments=sent,
                edition=survey.edition.id,
            )
            stored = store_record(record)
            damaged = place == len(survey.roster.units) - 3
            store.create(stored.key, stored.data[:-40] if damaged else stored.data)
    store.create(f"attachments/{survey.edition.id}/{survey.roster.units[0].code}/{SUMMARY.sha256}", PDF)
    if len(survey.roster.units) < 100:
        stranger = find_unit(survey.roster, OUTSIDE)
        answers = whole_answers(survey.edition, OUTSIDE, figures(survey.edition, chance, 1))
        at = survey.edition.due - timedelta(hours=20)
        stored = store_record(make_record(answers, unit=stranger, at=at, edition=survey.edition.id))
        store.create(stored.key, stored.data)


def amend(store: Store, survey: Survey, code: str, **changes: object) -> None:
    """A revision of what this unit filed, after the deadline, in the words of the table."""
    [name] = [unit.name for unit in survey.roster.units if unit.code == code]
    chance = random.Random(code)  # noqa: S311  # the same figures on every run
    answers = whole_answers(survey.edition, name, figures(survey.edition, chance, 1) | changes)
    record = make_record(
        answers, unit=FiledUnit(code=code, name=name), at=survey.edition.due + timedelta(hours=9)
    )
    stored = store_record(record)
    store.create(stored.key, stored.data)


def send_along(store: Store, survey: Survey, code: str, names: tuple[str, ...]) -> None:
    """A filing with these files; one whose name has < is not stored, one that ends in .docx carries a program."""
    [unit] = [unit for unit in survey.roster.units if unit.code == code]
    files = [(name, MACROS if name.endswith("docx") else f"%PDF-1.4 {name}".encode()) for name in names]
    sent = tuple(
        Attachment(
            name=name,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            type=TYPES[name.rpartition(".")[2]],
        )
        for name, data in files
    )
    odd = {"contact": "甲 <乙> & 丙"}
    answers = whole_answers(survey.edition, unit.name, figures(survey.edition, random.Random(code), 1) | odd)  # noqa: S311  # the same on every run
    at = survey.edition.due + timedelta(hours=10)
    stored = store_record(
        make_record(
            answers,
            unit=FiledUnit(code=code, name=unit.name),
            at=at,
            digest=survey.edition.digest,
            attachments=sent,
        )
    )
    store.create(stored.key, stored.data)
    for attachment, (name, data) in zip(sent, files, strict=True):
        if "<" not in name:
            store.create(attachment_key(survey.edition.id, code, attachment.sha256), data)


def _revisions(
    survey: Survey, chance: random.Random, place: int, unit: Unit
) -> Iterator[tuple[datetime, Answers]]:
    due = survey.edition.due
    size = math.exp(chance.gauss(0, 0.7))
    made = figures(survey.edition, chance, size)
    if place in MISTYPED:
        id_, times = MISTYPED[place]
        made[id_] = 2 + 1000 * times
    heading = {
        "contact": chance.choice(("张静", "王磊", "李欣", "赵伟", "陈芳")),
        "phone": f"0574-{chance.randint(10**7, 10**8 - 1)}",
    }
    first = due - timedelta(hours=chance.expovariate(1 / 60) + 0.2)
    if place == 4:
        first = due + timedelta(hours=3)
    yield first, whole_answers(survey.edition, unit.name, heading | made)
    if place == 2 or place % 5 == 3:
        later = due + timedelta(hours=5) if place == 2 else first + timedelta(minutes=9)
        corrected = {"drills": 17, "posters": 420}
        yield later, whole_answers(survey.edition, unit.name, heading | made | corrected)

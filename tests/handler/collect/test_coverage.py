"""How many have reported, of all and of each group."""

import json
from dataclasses import replace
from datetime import timedelta

from jsonschema import Draft202012Validator

from handler.collect.collection import Collection, Row
from handler.collect.coverage import Coverage, cover
from handler.collect.exports.collected_json import to_json
from handler.collect.merge import merge
from handler.collect.suspects.suspect import Band, Range, Sign, Suspect
from handler.records.record import FiledUnit, Record
from handler.records.review import About, Act, How, Review
from schema.contract.schemas import collection_schema
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.collecting.collected import collected_document
from tests.support.filings import EDITION, IN_TIME, SECOND, answers, make_record, store_record

GROUPS = {"甲": "东片", "乙": "西片", "丙": "东片", "丁": ""}
SURVEY = Survey(
    edition=EDITION,
    roster=Roster(
        units=tuple(Unit(code=code, name=f"{code}区", group=name) for code, name in GROUPS.items())
    ),
)
LATER = EDITION.due + timedelta(days=1)


def record(code: str, *, late: bool = False, posters: int = 0) -> Record:
    unit = FiledUnit(code=code, name=f"{code}区")
    figures = answers(unit=unit.name, posters=posters)
    return make_record(figures, unit=unit, at=EDITION.due + SECOND if late else IN_TIME)


def collected(*records: Record) -> Collection:
    return merge(SURVEY, map(store_record, records))


def review(kind: Act, about: Record, *, number: int = 0) -> Review:
    return Review(
        edition="2021",
        unit=about.unit.code,
        id=f"{number:026}",
        kind=kind,
        at=LATER + number * SECOND,
        by="王五",
        about=About(id=about.id, checksum=about.checksum),
    )


def said(row: Row, *reviews: Review) -> Row:
    return replace(row, reviews=reviews)


FIRST, SECOND_ONE = record("甲", posters=1), record("甲", posters=2, late=True)


def test_every_unit_is_counted_once_by_its_status() -> None:
    collection = collected(FIRST, SECOND_ONE, record("乙", late=True), record("丙"))

    assert cover(collection.units) == Coverage(
        expected=4,
        filed=3,
        counted=3,
        on_time=1,
        amended_late=1,
        late=1,
        damaged=0,
        missing=1,
        returned=0,
        accepted=0,
    )


def test_groups_stand_in_the_roster_s_order_each_with_its_own_totals() -> None:
    collection = collected(record("甲", posters=1), record("乙", posters=20), record("丙", posters=300))

    documents = collected_document(collection)["groups"]
    assert [
        (each["name"], each["expected"], each["filed"], each["missing"], each["totals"]["posters"])
        for each in documents
    ] == [("东片", 2, 2, 0, 301), ("西片", 1, 1, 0, 20), ("", 1, 0, 1, 0)]


def test_a_roster_that_names_no_group_has_none() -> None:
    alone = replace(SURVEY, roster=Roster(units=(Unit(code="1", name="一"),)))

    assert collected_document(merge(alone, []))["groups"] == []


def test_a_review_holds_for_the_filing_that_it_is_about() -> None:
    before, after = collected(FIRST).units[0], collected(FIRST, SECOND_ONE).units[0]
    accepted, returned = review(Act.ACCEPTED, FIRST), review(Act.RETURNED, FIRST, number=1)

    assert said(before, accepted).last(Act.ACCEPTED)
    assert not said(before, accepted, returned).last(Act.ACCEPTED)
    assert said(before, accepted, returned).last(Act.RETURNED)
    assert said(before, accepted, returned).review == returned
    assert not said(after, accepted).is_current
    assert not before.is_current
    assert not said(collected().units[0], accepted).is_current
    forged = replace(accepted, about=About(id=FIRST.id, checksum=SECOND_ONE.checksum))
    assert not said(before, forged).is_current


def test_what_is_accepted_or_returned_is_counted_only_while_it_holds() -> None:
    row, newer = collected(FIRST).units[0], collected(FIRST, SECOND_ONE).units[0]
    accepted, returned = review(Act.ACCEPTED, FIRST), review(Act.RETURNED, FIRST)

    counts = [cover([each]) for each in (said(row, accepted), said(row, returned), said(newer, returned))]

    assert [(each.accepted, each.returned) for each in counts] == [(1, 0), (0, 1), (0, 0)]


def test_the_document_tells_every_act_and_the_newest_one() -> None:
    collection = collected(FIRST)
    units = (said(collection.units[0], review(Act.ACCEPTED, FIRST)), *collection.units[1:])
    document = collected_document(replace(collection, units=units))

    units_said = document["units"]
    assert isinstance(units_said, list)
    assert units_said[0]["review"] == {
        "kind": "accepted",
        "at": "2021-07-02T04:00:00.000000Z",
        "by": "王五",
        "note": "",
        "blank": None,
        "current": True,
    }
    assert units_said[0]["reviews"] == [review(Act.ACCEPTED, FIRST).shown()]
    coverage = document["coverage"]
    assert isinstance(coverage, dict)
    assert (coverage["accepted"], coverage["as_of"]) == (1, "2021-07-02T04:00:00.000000Z")


def test_a_suspect_is_told_whole_and_fits_the_schema() -> None:
    verified = replace(review(Act.VERIFIED, FIRST), about=None, blank="posters", value=1, how=How.PHONE)
    suspect = Suspect(
        unit="甲",
        unit_name="甲区",
        blanks=("posters",),
        values={"posters": 1},
        score=4.5,
        share=0.2,
        band=Band.LARGE,
        signs=(Sign(kind="year", text="像是填了年份"),),
        comparisons={"peers": 4.5, "row": None, "last_year": None},
        expected=Range(low=20, high=40),
        says=("像是填了年份", "占合计的 20%"),
        verified=verified,
    )

    document = json.loads(to_json(replace(collected(FIRST), suspects=(suspect,))))

    assert document["suspects"] == [
        {
            "unit": "甲",
            "unit_name": "甲区",
            "blanks": ["posters"],
            "values": {"posters": 1},
            "score": 4.5,
            "share": 0.2,
            "band": 1,
            "signs": [{"kind": "year", "text": "像是填了年份"}],
            "comparisons": {"peers": 4.5, "row": None, "last_year": None},
            "expected": {"low": 20, "high": 40},
            "says": ["像是填了年份", "占合计的 20%"],
            "reason": None,
            "verified": verified.shown(),
        }
    ]
    assert list(Draft202012Validator(dict(collection_schema(EDITION))).iter_errors(document)) == []

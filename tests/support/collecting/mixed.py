"""A store with all that comes of some years: revisions, strangers, codes that moved, files cut short or altered, reviews."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from handler.records.fetch import Stored
from handler.records.keys import attachment_key
from handler.records.record import FiledUnit, Record
from handler.records.review import Act
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from schema.validation.attachments import Attachment
from tests.support.collecting.reviews import review, stored
from tests.support.filings import EDITION, Memory, answers, change, make_record, nil_answers, store_record

BEFORE = replace(EDITION, id="2020", due=EDITION.due - timedelta(days=365))
KINDS = (
    *("plain",) * 8,
    *("alias", "moved", "renamed", "stranger", "known later", "cut", "altered", "float", "wording", "nil"),
    *("reason", "files", "elsewhere", "stray", "loose", "no record", "other year"),
)


@dataclass
class Shelf(Memory):
    """A store in memory that knows sizes."""

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        return ((key, len(self.objects[key])) for key in self.list(prefix))

    def put(self, stored: Stored) -> None:
        self.objects[stored.key] = stored.data


def roster_of(number: int) -> Roster:
    """Codes are not in the order of the roster."""
    units = tuple(
        Unit(
            code=f"{n * 7919 % 100_003:06}",
            name=f"第{n}街道",
            aliases=(f"{n}街",),
            group=("东", "西", "")[n % 3],
        )
        for n in range(number)
    )
    return Roster(units=units, dropped=("街道",))


def mixed(
    seed: int, units: int, records: int, kinds: tuple[str, ...] = KINDS
) -> tuple[Survey, Survey, Shelf]:
    """This year's survey, that of the year before, and the store of both."""
    chance, shelf, roster = random.Random(seed), Shelf(), roster_of(units)  # noqa: S311  # the same world each time
    for number in range(records):
        _file(chance, shelf, roster, kinds[number % len(kinds)], number)
    for unit in chance.sample(roster.units, units // 2):
        filed = FiledUnit(code=unit.code, name=unit.name)
        figures = answers(unit=unit.name, posters=chance.randrange(50))
        shelf.put(store_record(make_record(figures, unit=filed, edition="2020", digest=BEFORE.digest)))
    earlier = Roster(units=roster.units[::2], dropped=roster.dropped)
    return Survey(edition=EDITION, roster=roster), Survey(edition=BEFORE, roster=earlier), shelf


def _file(chance: random.Random, shelf: Shelf, roster: Roster, kind: str, number: int) -> None:
    unit, other = chance.choices(roster.units, k=2)
    names = {
        "alias": unit.aliases[0],
        "renamed": "旧名",
        "stranger": f"外{number % 2}",
        "stray": "外0",
        "known later": "新街道",
    }
    typed = names.get(kind, unit.name)
    code = {
        "moved": other.code,
        "stranger": f"unknown-{number % 2}",
        "stray": "unknown-0",
        "known later": "unknown-new",
    }.get(kind, unit.code)
    name = typed if code.startswith("unknown") else unit.name
    figures = (nil_answers if kind == "nil" else answers)(unit=typed)
    figures |= {} if kind == "nil" else {"posters": chance.choice((number, number * 1000))}
    record = make_record(
        figures,
        unit=FiledUnit(code=code, name=name),
        at=EDITION.due + timedelta(hours=chance.randrange(-50, 30)),
        key=f"key-{number}",
        digest="f" * 64 if kind == "wording" else EDITION.digest,
        explanations={"posters": "确有其事"} if kind == "reason" else {},
        nil=kind == "nil",
        attachments=[Attachment(name="总结.pdf", size=3, type="application/pdf", sha256=f"{number:064x}")]
        if kind == "files"
        else (),
    )
    for each in _lying(chance, store_record(record), kind, other):
        shelf.put(each)
    _said(chance, shelf, record, kind, unit)


def _lying(chance: random.Random, plain: Stored, kind: str, other: Unit) -> Iterator[Stored]:
    """The objects as they came to lie in the store."""
    key, data = plain.key, plain.data
    folder, _, name = key.rpartition("/")
    lying = {
        "cut": replace(plain, data=data[: len(data) // 2]),
        "altered": change(plain, late=True, checksum="0" * 64),
        "float": replace(plain, data=data.replace(b'"drills": ', b'"drills": 7.0, "x": ')),
        "elsewhere": replace(plain, key=f"submissions/2021/{other.code}/{name}"),
        "stray": replace(plain, key=f"submissions/2021/{other.code}/{name}"),
        "loose": replace(plain, key=f"submissions/2021/{name}"),
        "no record": replace(plain, key=f"{folder}/{name}.bak"),
        "other year": change(plain, edition="2019"),
    }
    yield lying.get(kind, plain)
    if kind == "files" and chance.random() < 0.7:
        code = folder.rpartition("/")[2]
        sha256 = f"{int(plain.data.split(b'sha256')[1][4:68], 16):064x}"
        yield Stored(key=attachment_key("2021", code, sha256), data=b"abc"[: chance.randrange(2, 4)])


def _said(chance: random.Random, shelf: Shelf, record: Record, kind: str, unit: Unit) -> None:
    """What the bureau says, of some."""
    code = record.unit.code
    if kind == "known later":
        shelf.put(stored(review(Act.ALIAS, code, name="新街道", code=unit.code)))
    elif chance.random() < 0.3:
        act = chance.choice((Act.ACCEPTED, Act.RETURNED, Act.VERIFIED))
        figure = {"blank": "posters", "value": record.answers["posters"]} if act is Act.VERIFIED else {}
        shelf.put(stored(review(act, code, about=record, note="请核对", **figure)))  # type: ignore[arg-type]  # a blank and its figure
    elif chance.random() < 0.1:
        shelf.put(replace(stored(review(Act.ACCEPTED, code, about=record)), data=b"{}"))

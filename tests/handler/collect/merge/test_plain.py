"""Records that are plainly right: read the short way they are what the long way finds in them, and no other is read so."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler.collect.merge.plain import Plain, make_plain
from handler.collect.verify import SetAside, Verified, verify
from handler.records.fetch import Stored
from handler.records.record import Record
from handler.records.seal import Sealer
from schema.edition.model import Edition
from schema.validation.validate import make_validator
from tests.support.builders import every_kind, valid_answers
from tests.support.collecting.mixed import mixed
from tests.support.filings import EDITION, answers, make_record, store_record
from tests.support.random.examples import times

OURS = Sealer(secret="ours")
SEALERS = (None, OURS, Sealer(secret="another's"))
SLIPS = (
    '"',
    "\\",
    ",",
    "{",
    "}",
    "0",
    "9",
    "-",
    ".",
    "x",
    " ",
    "\n",
    "\0",
    "①",
    "ü",
    "null",
    "1e5",
    '"nil": true, ',
)
TEXTS = ("１２", "-0.00", "-1.50", "00.50", "7.0", "0", "2021-02-30", "2020-02-29", "2021-12-31", "1999-01-01", "0574-8765 4321",
         "会议、培训", "培训、会议", "其他", "有", "true", " 张三", "张三\u200b", "张\u202e三", "A（B）", "第一行\n第二行", "")  # fmt: skip


@pytest.fixture(scope="module", params=[EDITION, every_kind()], ids=["2021", "every kind"])
def edition(request: pytest.FixtureRequest) -> Edition:
    found: Edition = request.param
    return found


VALIDATORS = {each.id: make_validator(replace(each, checks=())) for each in (EDITION, every_kind())}


def agree(edition: Edition, plain: Plain, stored: Stored, sealer: Sealer | None) -> bool:
    """Whether it was plain; then the long way finds the very same."""
    short = plain(stored)
    long = verify(stored, edition, VALIDATORS[edition.id], sealer)
    if short:
        assert isinstance(long, Verified)
        assert (short, short.digest, short.sealed) == (long, long.digest, long.sealed)
        assert short.record.to_bytes() == long.record.to_bytes()  # True is 1, and written otherwise
    return short is not None


@pytest.mark.unmeasured
def test_of_thousands_of_mixed_records_each_is_what_it_is_the_long_way() -> None:
    records = times(80)
    _, _, shelf = mixed(3, 40, records)
    chance = random.Random(1)  # noqa: S311  # the same slips each time
    plain = make_plain(EDITION, None)
    lying = [Stored(key=key, data=data) for key, data in shelf.objects.items() if "submissions/2021" in key]
    found = 0

    for stored in lying:
        agree(EDITION, plain, _slip(chance, stored), None)
        found += agree(EDITION, plain, stored, None)

    assert len(lying) > 0.83 * records
    assert 0.4 * len(lying) < found < 0.7 * len(lying)


def _slip(chance: random.Random, stored: Stored) -> Stored:
    """One or two characters more, fewer, or others."""
    text = stored.data.decode(errors="replace")
    at = chance.randrange(len(text))
    changed = text[:at] + chance.choice(SLIPS) + text[at + chance.randrange(3) :]
    return replace(stored, data=changed.encode().replace("ü".encode(), b"\xff"))


def test_what_is_no_utf_8_or_has_another_checksum_is_not_plain() -> None:
    record = make_record(answers())
    stored, plain = store_record(record), make_plain(EDITION, None)

    assert agree(EDITION, plain, stored, None)
    for was, spoilt in ((b'"330212"', b'"\xff"'), (record.checksum.encode(), b"0" * 64)):
        assert not agree(EDITION, plain, replace(stored, data=stored.data.replace(was, spoilt)), None)


@settings(max_examples=times(4))
@given(st.data())
def test_an_answer_is_plain_only_as_it_would_be_kept(edition: Edition, data: st.DataObject) -> None:
    blank = data.draw(st.sampled_from(edition.blanks))
    value = data.draw(st.sampled_from(TEXTS) | st.text(max_size=3) | st.integers(-2, 10**13) | st.booleans())
    record = _record(edition, **{blank.id: value})

    agree(edition, make_plain(edition, None), store_record(record), None)


def test_what_the_function_stores_is_plain_as_a_rule(edition: Edition) -> None:
    plain = make_plain(edition, None)
    prose = {blank.id: "一段话。" for blank in edition.blanks if blank.kind.name == "prose"}
    several = {blank.id: blank.kind.words[0] for blank in edition.blanks if blank.kind.name == "several"}
    numbers = {blank.id: blank.kind.example for blank in edition.blanks if blank.kind.measure}

    assert agree(edition, plain, store_record(_record(edition, **prose, **several, **numbers)), None)


def _record(edition: Edition, **changes: object) -> Record:
    return make_record(
        valid_answers(edition, **changes),  # type: ignore[arg-type]  # some are no answers
        edition=edition.id,
        digest=edition.digest,
    )


@pytest.mark.parametrize("sealer", SEALERS)
@pytest.mark.parametrize(
    "change",
    [
        lambda record: record,
        OURS.seal,
        lambda record: replace(record, seal=f"{OURS.seal(record).seal[:9]}{'0' * 64}"),
        lambda record: replace(record, explanations={"posters": "确有其事，{见附件}"}),
    ],
)
def test_seals_and_reasons_are_looked_at_the_short_way_too(
    sealer: Sealer | None, change: Callable[[Record], Record]
) -> None:
    stored = store_record(change(make_record(answers())))

    was_plain = agree(EDITION, make_plain(EDITION, sealer), stored, sealer)

    broken = isinstance(verify(stored, EDITION, VALIDATORS["2021"], sealer), SetAside)
    assert was_plain is not broken


DEEP = b"[" * 4000


@pytest.mark.parametrize(
    "reasons",
    [
        *(b'{"posters": 1}', b'{"posters"}', b"{} ", b'{"posters": "x"} }', b'{"posters": ' + DEEP + b"}"),
        *(b'{}, "attachments": []', b'{}, "attachments": ' + DEEP, b'{}, "attachments": [{"name": 1}]'),
        b'{}, "attachments": [{"name": "a.pdf", "size": 0, "type": "x", "sha256": "0"}]',
        b'{}, "attachments": [{"name": "a.pdf", "size": 07, "type": "x", "sha256": "0"}]',
        b'{"a": "' + b'}, "attachments": []' * 40_000 + b'"',
    ],
    ids=range(11),
)
def test_reasons_and_files_that_are_none_are_not_plain_however_they_are_nested(reasons: bytes) -> None:
    stored = store_record(make_record())
    odd = replace(stored, data=stored.data.replace(b'"explanations": {}', b'"explanations": ' + reasons))

    assert not agree(EDITION, make_plain(EDITION, None), odd, None)

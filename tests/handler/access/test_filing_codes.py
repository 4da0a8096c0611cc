"""Filing codes: one unit, one edition, one round; nothing stored, nothing told."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.access.filing_codes import SAMPLE_SECRET, Codes, CodesError, Rounds, plain, read_rounds
from schema.edition.roster import Roster, Unit
from schema.validation.checksum import ALPHABET
from tests.support.filings import SURVEY

SECRET = "a-secret-of-the-tests-with-more-than-32-bytes"
CODES = Codes(secret=SECRET)
CATALOGUE = {"2021": SURVEY}
UNITS = [unit.code for unit in SURVEY.roster.units]


def test_a_code_is_two_groups_of_five_letters_that_nobody_confuses() -> None:
    assert re.fullmatch(f"[{ALPHABET}]{{5}}-[{ALPHABET}]{{5}}", CODES.make("2021", "330212"))
    assert not set("OILU") & set(ALPHABET)


def test_a_code_stays_as_it_is_from_version_to_version() -> None:
    assert CODES.make("2021", "330212") == "31Z71-4V8X9"


def test_every_unit_edition_round_and_secret_has_its_own_code() -> None:
    made = [CODES.make(edition, unit) for edition in ("2021", "2022") for unit in UNITS]
    made += [Codes(secret=SECRET, rounds=Rounds(everybody=2)).make("2021", unit) for unit in UNITS]
    made += [Codes(secret=SECRET, rounds=Rounds(units={unit: 2})).make("2021", unit) for unit in UNITS]
    made += [Codes(secret=SECRET[::-1]).make("2021", unit) for unit in UNITS]

    assert len(set(made)) == 5 * len(UNITS)


def test_a_code_opens_its_own_unit_and_nothing_else() -> None:
    for unit in UNITS:
        opened = [other for other in UNITS if CODES.opens("2021", other, CODES.make("2021", unit))]
        assert opened == [unit]
        assert not CODES.opens("2022", unit, CODES.make("2021", unit))


def test_a_new_round_for_one_unit_leaves_the_others_their_codes() -> None:
    later = Codes(secret=SECRET, rounds=Rounds(units={"330212": 2}))

    changed = [unit for unit in UNITS if later.make("2021", unit) != CODES.make("2021", unit)]

    assert changed == ["330212"]
    assert not later.opens("2021", "330212", CODES.make("2021", "330212"))


def test_a_new_round_for_all_changes_a_unit_that_had_its_own_too() -> None:
    before = Codes(secret=SECRET, rounds=Rounds(everybody=1, units={"330212": 2}))
    after = Codes(secret=SECRET, rounds=Rounds(everybody=2, units={"330212": 2}))

    assert all(before.make("2021", unit) != after.make("2021", unit) for unit in UNITS)


@pytest.mark.parametrize(
    "typed", ["7k2m9qxd4h", " 7K2M9 QXD4H ", "７Ｋ２Ｍ９－ＱＸＤ４Ｈ", "7K2M9—QXD4H", "7k2m9--qxd4h"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert plain(typed) == plain("7K2M9-QXD4H") == "7K2M9QXD4H"


def test_letters_that_look_like_digits_are_those_digits() -> None:
    assert plain("oOiIlL-00000") == "00111100000"


@given(st.text())
def test_whatever_is_typed_opens_nothing_and_breaks_nothing(typed: str) -> None:
    assert CODES.opens("2021", "330212", typed) is False


@pytest.mark.parametrize("secret", ["", "x" * 31, "密" * 10, SAMPLE_SECRET])
def test_a_secret_that_is_too_short_or_known_to_all_is_refused_and_not_repeated(secret: str) -> None:
    with pytest.raises(CodesError) as caught:
        Codes(secret=secret)

    assert not secret or secret not in str(caught.value)


def test_the_sample_secret_serves_to_try_things_out() -> None:
    assert Codes(secret=SAMPLE_SECRET, trial=True).make("2021", "330212")


def test_a_secret_is_not_shown() -> None:
    assert SECRET not in repr(CODES)


@pytest.mark.parametrize(
    ("text", "rounds"),
    [
        ("", Rounds()),
        ("3", Rounds(everybody=3)),
        (" 2  330212=3 330203=2 ", Rounds(everybody=2, units={"330212": 3, "330203": 2})),
    ],
)
def test_rounds_are_a_number_for_all_and_numbers_for_single_units(text: str, rounds: Rounds) -> None:
    assert read_rounds(text, CATALOGUE) == rounds


@pytest.mark.parametrize("text", ["x", "-1", "330212=", "=2", "../x=1", "1234567"])
def test_rounds_that_cannot_be_read_stop_the_start(text: str) -> None:
    with pytest.raises(CodesError):
        read_rounds(text, CATALOGUE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 330221=2", "名单里没有 330221"),
        ("330212=2 330221=2 3302z1=3", "名单里没有 330221、3302z1"),
        ("2 3", "全体的轮次写了不止一次"),
        ("2 330212=3 2", "全体的轮次写了不止一次"),
        ("330212=2 330212=3", "330212 的轮次写了不止一次"),
    ],
)
def test_rounds_that_leave_a_leaked_code_good_stop_the_start(text: str, said: str) -> None:
    """A mistyped unit, or one number that another takes back: somebody thinks that a code is void, and it opens."""
    with pytest.raises(CodesError, match=said):
        read_rounds(text, CATALOGUE)


def test_a_unit_of_any_edition_may_have_its_own_round() -> None:
    """The setting holds for all of them."""
    older = replace(SURVEY, roster=Roster(units=(Unit(code="7", name="撤并前的单位"),)))

    assert read_rounds("7=2 330212=2", {**CATALOGUE, "2020": older}).units == {"7": 2, "330212": 2}


WORDS = st.one_of(
    st.integers(0, 9).map(str),
    st.builds("{}={}".format, st.sampled_from([*UNITS, "330221", "33021"]), st.integers(0, 9)),
)


@given(st.lists(WORDS, max_size=5))
def test_every_round_that_is_taken_is_as_it_was_written_and_closes_the_old_code(words: list[str]) -> None:
    try:
        rounds = read_rounds(" ".join(words), CATALOGUE)
    except CodesError:
        return

    for word in words:
        unit, equals, number = word.rpartition("=")
        assert (rounds.units[unit] if equals else rounds.everybody) == int(number)
    later = Codes(secret=SECRET, rounds=rounds)
    for unit in UNITS:
        assert later.opens("2021", unit, CODES.make("2021", unit)) is (rounds.of(unit) == "1.1")

import base64
import hashlib
import json
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.edition.kinds import Answer
from schema.validation.checksum import ALPHABET, base32, canonical, checksum, short_code

ANSWERS = st.dictionaries(
    st.from_regex("[a-z][a-z0-9_]{0,9}", fullmatch=True),
    st.integers() | st.booleans() | st.text(),
    min_size=1,
    max_size=8,
)
RFC_4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def test_the_canonical_form_is_sorted_compact_utf_8() -> None:
    answers: dict[str, Answer] = {"unit": "鄞州", "sessions": 12, "film": True, "note": '"\\/'}

    assert canonical(answers) == '{"film":true,"note":"\\"\\\\/","sessions":12,"unit":"鄞州"}'.encode()


@given(answers=st.dictionaries(st.text(), st.integers() | st.booleans() | st.text()))
def test_the_canonical_form_is_json_with_sorted_names(answers: dict[str, Answer]) -> None:
    plain = json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert canonical(answers) == plain.encode()


def test_the_checksum_is_sha_256_of_the_canonical_form() -> None:
    by_hand = hashlib.sha256('{"film":false,"sessions":0,"unit":"宁波"}'.encode()).hexdigest()

    assert checksum({"unit": "宁波", "film": False, "sessions": 0}) == by_hand
    assert by_hand == "edcc2a84bd1548056760e6dafd0f8b30decd56811e7a2882bb8ee955675dd1b1"


@given(answers=ANSWERS, order=st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(answers: dict[str, Answer], order: random.Random) -> None:
    shuffled = list(answers.items())
    order.shuffle(shuffled)

    assert checksum(dict(shuffled)) == checksum(answers)


@given(answers=ANSWERS, value=st.integers() | st.booleans() | st.text(), data=st.data())
def test_any_change_of_an_answer_changes_the_checksum(
    answers: dict[str, Answer], value: Answer, data: st.DataObject
) -> None:
    """1 and true, 0 and false are different answers."""
    key = data.draw(st.sampled_from(sorted(answers)))
    changed = answers | {key: value}
    same = (type(value), value) == (type(answers[key]), answers[key])

    assert (checksum(changed) == checksum(answers)) is same


@given(answers=ANSWERS, data=st.data())
def test_an_answer_more_or_less_changes_the_checksum(answers: dict[str, Answer], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(answers)))
    fewer = {other: value for other, value in answers.items() if other != key}

    assert checksum(fewer) != checksum(answers)


def test_the_alphabet_has_no_look_alike_letters() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)
    assert list(ALPHABET) == sorted(ALPHABET)


@given(st.binary(min_size=32, max_size=32))
def test_the_short_code_is_the_first_60_bits_of_the_digest(digest: bytes) -> None:
    crockford = base64.b32encode(digest).decode()[:12].translate(str.maketrans(RFC_4648, ALPHABET))

    code = short_code(digest.hex())

    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code)
    assert code.replace("-", "") == crockford


@pytest.mark.parametrize(
    ("digest", "code"),
    [("0" * 64, "0000-0000-0000"), ("f" * 64, "ZZZZ-ZZZZ-ZZZZ"), ("08" + "0" * 62, "1000-0000-0000")],
)
def test_leading_zeros_of_a_digest_are_shown(digest: str, code: str) -> None:
    assert short_code(digest) == code


def test_base_32_gives_as_many_letters_as_asked_for() -> None:
    assert base32("f" * 64, 26) == "Z" * 26

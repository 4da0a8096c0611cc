"""UploadTokens: nobody makes one without the secret, and one is good for its unit, edition and file alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.access.filing_codes import SAMPLE_SECRET, CodesError
from handler.attachments.upload_token import File, UploadTokens, file_of_token
from handler.records.keys import attachment_key
from schema.validation.attachments import LARGEST, TYPES

FILES = st.builds(
    File,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    size=st.integers(1, LARGEST),
    type=st.sampled_from(sorted(set(TYPES.values()))),
)
UNITS = st.sampled_from(["330212", "330203", "unknown-0123456789"])
EDITIONS = st.sampled_from(["2021", "2022"])
FILE = File(sha256="0" * 64, size=12, type="application/pdf")
OURS = UploadTokens(secret="a-secret-of-the-tests-with-more-than-32-bytes")
OTHERS = UploadTokens(secret="another-secret-with-at-least-32-bytes-in-it")


@given(EDITIONS, UNITS, FILES)
def test_a_ticket_says_its_file_to_whoever_has_the_secret(edition: str, unit: str, file: File) -> None:
    ticket = OURS.make(edition, unit, file)

    assert OURS.read(edition, unit, ticket) == file
    assert OTHERS.read(edition, unit, ticket) is None
    assert file_of_token(ticket) == file
    assert len(ticket) < 120
    assert ticket.isascii()


@given(EDITIONS, UNITS, FILES, EDITIONS, UNITS)
def test_a_ticket_is_good_for_its_own_unit_and_edition(
    edition: str, unit: str, file: File, other_edition: str, other_unit: str
) -> None:
    read = OURS.read(other_edition, other_unit, OURS.make(edition, unit, file))

    assert (read is not None) is ((edition, unit) == (other_edition, other_unit))


@given(FILES, FILES)
def test_a_seal_is_good_for_its_own_file(file: File, other: File) -> None:
    said = OURS.make("2021", "330212", file).rpartition(".")[0]
    seal = OURS.make("2021", "330212", other).rpartition(".")[2]

    assert (OURS.read("2021", "330212", f"{said}.{seal}") is not None) is (file == other)


@given(st.integers(0, 110), st.characters())
def test_a_ticket_with_any_letter_changed_is_none(place: int, letter: str) -> None:
    ticket = OURS.make("2021", "330212", FILE)
    changed = ticket[:place] + letter + ticket[place + 1 :]

    assert (OURS.read("2021", "330212", changed) is not None) is (changed == ticket)


@given(st.text())
def test_whatever_is_given_as_a_ticket_is_read_without_an_error(text: str) -> None:
    assert OURS.read("2021", "330212", text) is None


@pytest.mark.parametrize(
    "said",
    [f"{'0' * 64}.12.exe", f"{'0' * 64}.{LARGEST + 1}.pdf", f"{'0' * 64}.012.pdf", f"{'0' * 63}.12.pdf"],
)
def test_a_ticket_speaks_of_no_file_that_may_not_be_attached(said: str) -> None:
    assert file_of_token(f"{said}.{'0' * 26}") is None


def test_a_secret_that_is_too_short_is_refused() -> None:
    with pytest.raises(CodesError, match="太短"):
        UploadTokens(secret="x" * 31)


def test_the_sample_secret_is_for_the_try_out_alone() -> None:
    with pytest.raises(CodesError, match="只能在本设备试用"):
        UploadTokens(secret=SAMPLE_SECRET)
    assert "sample" not in repr(UploadTokens(secret=SAMPLE_SECRET, trial=True))


def test_an_attachment_lies_under_its_edition_and_unit_by_its_content() -> None:
    assert attachment_key("2021", "330212", "a" * 64) == f"attachments/2021/330212/{'a' * 64}"

"""What goes into an office file can be read back as XML, and is what was typed wherever XML can say it."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.collect.exports.xml_text import escaped, plain


@given(st.text())
def test_any_text_makes_well_formed_xml_that_reads_back(text: str) -> None:
    read = ET.fromstring(f'<a b="{escaped(text)}">{escaped(text)}</a>')  # noqa: S314  # our own

    assert (read.text or "") == plain(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("a\x00b\x0bc\x1f", "a�b�c�"),
        ("\ufffe\uffff", "��"),
        ("\ud800", "�"),
        ("一\r\n二", "一\n二"),
        ("一\r二", "一�二"),
        ("\t\n\x7f𠀀", "\t\n\x7f𠀀"),
    ],
)
def test_only_what_xml_cannot_carry_is_replaced(text: str, carried: str) -> None:
    assert plain(text) == carried

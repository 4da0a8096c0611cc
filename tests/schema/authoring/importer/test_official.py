"""The official document, as Word and as text, gives the hand-written edition."""

from dataclasses import replace
from pathlib import Path

import pytest

from schema.authoring.assign_ids import Settlement, assign_ids
from schema.authoring.draft import Draft, with_lines
from schema.authoring.importer.open_file import read_document
from schema.authoring.importer.to_draft import read_paper
from schema.authoring.writing.write_toml import edition_toml
from schema.edition.model import Edition
from tests.support.builders import edition_of, the_2021

EXAMPLES = Path(__file__).parents[3] / "examples"
DOCUMENTS = pytest.mark.parametrize("name", ["form-2021.docx", "form-2021.txt"])
NOTHING = Settlement(same={}, new=())


def read(name: str) -> Draft:
    return read_paper(read_document(EXAMPLES / name), 2021, None)


def without_ids(edition: Edition) -> Edition:
    return with_lines(edition, (line.put(lambda blank: replace(blank, id="")) for _, line in edition.lines()))


@DOCUMENTS
def test_every_word_blank_kind_and_measure_is_the_hand_written_one(name: str) -> None:
    unsaid = replace(without_ids(the_2021()), attachments="", opens=None, closes=None, checks=(), digest="")

    assert read(name) == Draft(edition=unsaid)


@DOCUMENTS
def test_with_last_year_beside_it_the_ids_are_the_same_too(name: str) -> None:
    edition = the_2021()

    found = assign_ids(read(name), edition, NOTHING)

    assert (found.added, found.dropped, found.doubtful) == ((), (), ())
    imported = edition_of(edition_toml(found.draft), "2021")
    unsaid = replace(edition, attachments="", opens=None, closes=None, checks=())  # the paper names none
    assert imported == unsaid


@DOCUMENTS
def test_without_last_year_every_blank_gets_a_readable_id_of_its_own(name: str) -> None:
    once, again = (assign_ids(read(name), None, NOTHING) for _ in range(2))

    assert once == again
    assert once.added[:6] == ("unit", "contact", "phone", "filed_on", "llxxzxzxx_c", "cy_rc")
    assert len(set(once.added)) == 69
    assert edition_of(edition_toml(once.draft), "2021").sections

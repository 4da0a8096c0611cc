"""What is packed for a function is what was loaded here, whatever was computed of it meanwhile."""

from dataclasses import replace
from pathlib import Path

from schema.edition.survey import Catalogue, Survey, pack, unpack
from tests.support.builders import every_kind, survey_2021
from tests.support.grids import the_grids


def a_catalogue() -> Catalogue:
    surveys = [survey_2021()]
    surveys += [
        Survey(edition=replace(edition), roster=surveys[0].roster) for edition in (every_kind(), the_grids())
    ]
    return {survey.edition.id: survey for survey in surveys}


def test_what_is_unpacked_equals_what_was_packed_and_says_the_same(tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    packed.write_bytes(pack(a_catalogue()))
    assert unpack(packed) == a_catalogue()
    for id_, survey in unpack(packed).items():
        edition, own = survey.edition, a_catalogue()[id_].edition
        assert (edition.labels, edition.places, edition.unit_blank) == (
            own.labels,
            own.places,
            own.unit_blank,
        )
        assert survey.roster.by_name("鄞州区局") == survey_2021().roster.by_name("鄞州区局")


def test_what_was_computed_of_an_edition_is_not_packed() -> None:
    catalogue = a_catalogue()
    bare = pack(catalogue)
    for survey in catalogue.values():
        _ = survey.edition.labels, survey.edition.places, survey.edition.blanks, survey.edition.sections
    assert pack(catalogue) == bare

"""The merge in parts: the same bytes as in one go, however the roster was cut, in whatever order, whoever made the parts."""

import argparse
from functools import partial, reduce
from itertools import pairwise
from operator import add
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler.collect.collection import Collection
from handler.collect.exports import EXPORTS
from handler.collect.read_and_merge import read_and_merge
from handler.commands.parts import merge as module
from handler.commands.parts.crew import Crew, add_crew, alone, cluster, find_crew, opener, processes
from handler.commands.parts.listed import list_all
from handler.commands.parts.merge import merge_in_parts
from handler.commands.parts.plan import Parts, Stretches
from handler.commands.parts.spool import Spool
from handler.records.seal import Sealer
from handler.stores import StoreError
from handler.stores.folder import FolderStore
from schema.edition.roster import Roster
from schema.errors import UserError
from tests.support.collecting.collected import written
from tests.support.collecting.dask_cluster import serve_dask
from tests.support.collecting.mixed import Shelf, mixed
from tests.support.random.examples import times

UNITS, SEALER = 8, Sealer(secret="s")


def cut(places: list[int], roster: Roster, _units: int = 0) -> Stretches:
    codes, ends = [unit.code for unit in roster.units], [0, *sorted(places), len(roster.units)]
    return [tuple(codes[start:end]) for start, end in pairwise(ends)]


def same(collection: Collection, whole: Collection, *forms: str) -> bool:
    return all(written(form, collection) == written(form, whole) for form in forms)


@settings(max_examples=times(0.8))
@given(st.integers(0, 10**6), st.integers(0, 60), st.lists(st.integers(0, UNITS), max_size=4))
def test_however_the_roster_is_cut_it_is_the_merge_in_one_go(
    seed: int, records: int, places: list[int]
) -> None:
    survey, before, shelf = mixed(seed, UNITS, records)
    whole = read_and_merge(survey, shelf, before, sealer=SEALER)

    with (
        patch.object(module, "cut", partial(cut, places)),
        merge_in_parts(survey, shelf, before, alone(shelf), sealer=SEALER) as collection,
    ):
        assert same(collection, whole, "json", "csv", "outside.csv")
        assert tuple(collection.units) == whole.units
        assert (collection.units[3], collection.units[1:3]) == (whole.units[3], whole.units[1:3])
        assert (collection.unknown, collection.set_aside) == (whole.unknown, whole.set_aside)
        assert collection.suspects == whole.suspects


@given(st.permutations(range(4)))
@settings(max_examples=times(0.3))
def test_in_whatever_order_parts_are_added_they_come_to_the_same(order: list[int]) -> None:
    survey, _, shelf = mixed(1, UNITS, 40)
    stretches = cut([2, 4, 6], survey.roster)
    with Spool(stretches) as spool:
        listed = list_all(shelf, "2021")
        parts = Parts(survey=survey, listed=listed, stretches=stretches, spool=spool, crew=alone(shelf))
        list(parts.make())

        made = list(spool.parts())
        first, second = (reduce(add, [made[number] for number in numbers]) for numbers in (order, range(4)))

    assert first.groups == second.groups
    assert set(first.set_aside) == set(second.set_aside)


@pytest.mark.programs
def test_processes_and_a_cluster_come_to_the_bytes_of_this_process(tmp_path: Path) -> None:
    survey, before, shelf = mixed(7, 40, 150)
    store = FolderStore(tmp_path / "store")
    for key, data in shelf.objects.items():
        store.create(key, data)
    whole = read_and_merge(survey, store, before)
    address = opener(str(store.root))

    def come_to_the_same(crew: Crew) -> bool:
        places = [7, 14, 21, 28]
        with (
            patch.object(module, "cut", partial(cut, places)),
            merge_in_parts(survey, store, before, crew) as collection,
        ):
            return same(collection, whole, *EXPORTS)

    assert come_to_the_same(alone(store))
    with processes(address, 2) as crew:
        assert come_to_the_same(crew)
    with serve_dask(tmp_path) as scheduler, cluster(address, scheduler) as crew:
        assert come_to_the_same(crew)


def test_a_store_of_which_nothing_can_be_read_is_no_empty_year() -> None:
    survey, _, shelf = mixed(1, UNITS, 9)
    shelf.objects = {key: data for key, data in shelf.objects.items() if key.startswith("submissions/")}

    def fail(_: str) -> bytes:
        raise StoreError("down")

    with (
        patch.object(shelf, "read", fail),
        patch("handler.records.read_again.PAUSES", ()),
        pytest.raises(StoreError, match="down"),
        merge_in_parts(survey, shelf, None, alone(shelf)),
    ):
        pass


@pytest.mark.parametrize(("said", "crew"), [([], "ThisProcess"), (["--jobs", "2"], "ProcessPoolExecutor")])
def test_who_merges_is_said_on_the_command_line(tmp_path: Path, said: list[str], crew: str) -> None:
    command = argparse.ArgumentParser()
    add_crew(command)
    options = command.parse_args(said)
    options.store = str(tmp_path)

    with find_crew(options, FolderStore(tmp_path)) as found:
        assert type(found.executor).__name__ == crew


@pytest.mark.parametrize("said", [["--jobs", "0"], ["--jobs", "2", "--dask", "tcp://127.0.0.1:9"]])
def test_a_number_of_processes_that_means_nothing_is_refused(said: list[str]) -> None:
    command = argparse.ArgumentParser()
    add_crew(command)

    with pytest.raises(UserError, match="--jobs 至少写 1"):
        find_crew(command.parse_args(said), Shelf())


def test_a_cluster_that_is_not_there_is_told_in_one_line() -> None:
    with (
        patch("handler.commands.parts.crew._PATIENCE", 0.2),
        pytest.raises(UserError, match="连不上 Dask 调度器"),
        find_crew(argparse.Namespace(dask="tcp://127.0.0.1:9", jobs=1, store="store"), Shelf()),
    ):
        pass


def test_where_dask_is_not_installed_it_is_said_what_to_type() -> None:
    with (
        patch.dict("sys.modules", {"distributed": None}),
        pytest.raises(UserError, match=r"pip install -r requirements-dask\.txt"),
        cluster(opener("store"), "tcp://127.0.0.1:9"),
    ):
        pass


def test_units_that_lie_in_a_file_are_found_by_their_place() -> None:
    survey, before, shelf = mixed(1, UNITS, 40)
    whole = read_and_merge(survey, shelf, before, sealer=SEALER)

    with merge_in_parts(survey, shelf, before, alone(shelf), sealer=SEALER) as collection:
        assert len(collection.units) == UNITS
        assert (collection.units[3], collection.units[1:3]) == (whole.units[3], whole.units[1:3])

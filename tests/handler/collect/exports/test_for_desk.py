"""What the desk asks for is the collected data in fewer bytes: nothing that it shows is another."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from handler.collect.exports import ASKED
from handler.collect.read_and_merge import read_and_merge
from handler.stores.folder import FolderStore
from tests.support.collecting.collected import collected_document
from tests.support.collecting.desk import fill
from tests.support.filings import SURVEY

BEFORE = replace(
    SURVEY, edition=replace(SURVEY.edition, id="2020", due=SURVEY.edition.due - timedelta(days=365))
)


def test_answers_are_a_list_and_what_no_view_shows_is_left_out(tmp_path: Path) -> None:
    folder = FolderStore(tmp_path)
    fill(folder, BEFORE, seed=7)
    fill(folder, SURVEY)
    collection = read_and_merge(SURVEY, folder, BEFORE)
    whole = collected_document(collection)
    ids = [blank["id"] for blank in whole["blanks"]]

    asked = json.loads(b"".join(ASKED["desk.json"].write(collection)))

    suspected = {suspect["unit"] for suspect in whole["suspects"]}
    for rows in (asked["units"], asked["unknown"]):
        for row in rows:
            if "filing" in row:
                row["filing"]["answers"] = dict(zip(ids, row["filing"]["answers"], strict=True))
    for row in [*whole["units"], *whole["unknown"]]:
        if row["code"] not in suspected:
            del row["last_year"]
        if row["filing"]:
            kept = ("attachments", "explanations")
            filing = {name: value for name, value in row["filing"].items() if value or name in kept}
            row["filing"] = {**filing, "answers": {id_: filing["answers"][id_] for id_ in ids}}
    for rows in ("units", "unknown"):
        whole[rows] = [
            {name: value for name, value in row.items() if value or value == ""} for row in whole[rows]
        ]
    zeros = whole.pop("zeros")
    del whole["records"]
    assert zeros
    assert suspected
    assert asked.pop("zeros") == Counter(each["blank"] for each in zeros)
    assert asked == whole


def test_of_nobody_it_is_whole_too(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    asked = json.loads(
        b"".join(ASKED["desk.json"].write(read_and_merge(SURVEY, FolderStore(tmp_path / "store"), None)))
    )

    assert asked["unknown"] == []
    assert {row["status"] for row in asked["units"]} == {"missing"}

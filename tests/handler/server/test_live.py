"""The site as it is served: made anew while it runs, its workbench beside what it has collected."""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.test import Client

from handler.server.commands import add_serve
from handler.server.live import Live
from handler.server.trial import no_log
from handler.stores.folder import FolderStore
from tests.support.builders import the_2021, valid_answers
from tests.support.documents.next_year import write_2022
from tests.support.http.origin import KEY, ON_TIME, SECRET

USUAL = "按去年填报的数"


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    monkeypatch.chdir(tmp_path)
    parser = argparse.ArgumentParser()
    add_serve(parser.add_subparsers())
    (tmp_path / "store").mkdir()
    live = Live(
        options=parser.parse_args(["serve", "--access", "open", "--at", ON_TIME]),
        store=FolderStore(tmp_path / "store"),
        key=KEY,
        secret=SECRET,
        write=no_log,
        clock=lambda: datetime.fromisoformat(ON_TIME),
    )
    live.renew()
    yield live


@pytest.mark.programs
def test_the_site_is_made_anew_and_the_workbench_knows_what_it_has_collected(
    live: Live, tmp_path: Path
) -> None:
    client = Client(live)
    answers = valid_answers(the_2021(), study_sessions=7)
    live.renew()
    assert client.post("/api/2021/submissions", json={"answers": answers}).status_code == 201

    begun = client.post(
        "/api/workbench/2022/document",
        data=write_2022(tmp_path).read_bytes(),
        headers={
            "Authorization": f"Bearer {KEY}", "X-File-Name": quote("统计表.docx"), "X-Like": "2021", "X-Window": "mine",
        },
    )  # fmt: skip

    rules = {each["rule"]: each["why"] for each in json.loads(begun.text)["rules"]}
    assert rules["study_sessions <= 70"] == USUAL

"""One code cannot fill a disk: a unit may file and upload so often, and what it has stays as it is."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from handler.http.message import Request, Response
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder
from tests.support.filings import JSON, Clock, PutOnly, answers, document_of, json_post, submit_settings

SETTINGS = replace(submit_settings(), reads=True, quota=3)


def test_a_unit_may_file_so_often_and_replays_still_get_their_receipt(tmp_path: Path) -> None:
    clock = Clock()
    file = make_responder(replace(SETTINGS, clock=clock), FolderStore(tmp_path))
    posts = [json_post(answers(drills=number), key=f"the-key-{number}") for number in range(4)]
    filed = []
    for post in posts:
        clock.now += timedelta(seconds=1)
        filed.append(file(post))

    assert [each.status for each in filed] == [201, 201, 201, 409]
    refused = document_of(filed[3])
    assert (refused["code"], refused["detail"]) == (
        "too_many",
        "本单位已报送 3 次，本次未保存。已填内容仍在，请与市局联系。",
    )
    assert filed[3].note.unit == "330212"
    assert file(posts[2]).status == 200
    assert file(json_post(answers(unit="海曙区"))).status == 201


def test_a_unit_may_upload_so_many_files_and_any_of_them_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    respond = make_responder(SETTINGS, store)

    def ask(number: int) -> Response:
        named = {"unit": "鄞州区", "code": "", "sha256": f"{number:064x}", "size": "5", "name": "总结.pdf"}
        body = json.dumps(named).encode()
        return respond(Request(method="POST", path="/api/2021/attachments", headers=JSON, body=body))

    for number in range(3):
        assert ask(number).status == 200
        store.create(f"attachments/2021/330212/{number:064x}", b"bytes")

    assert document_of(ask(3))["detail"] == "本单位已上传 3 个附件，本次未保存。已填内容仍在，请与市局联系。"
    assert ask(2).status == 200


def test_who_may_not_list_does_not_count(tmp_path: Path) -> None:
    file = make_responder(replace(SETTINGS, quota=0), PutOnly(FolderStore(tmp_path)))

    assert file(json_post()).status == 201

"""The functions' packages, unpacked, and events for them."""

import json
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from infra.package import CATALOGUE, ROOT, make_collect_package, make_package
from schema.edition.survey import pack, unpack
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.files import PDF, file_of
from tests.support.infra.lambda_runtime import Document, api_event

KEY = "a-bureau-key-of-more-than-32-bytes-0001"
SHELL = "<!doctype html><title><!--title--></title><main><!--main--></main>"
SUBMIT = "handler.submit.aws_entry.handle"
LOOKUP = "handler.lookup.aws_entry.handle"
COLLECT = "handler.collect.aws_entry.handle"


def unpack_packages(folder: Path) -> dict[str, Path]:
    """Handler → its package, unpacked below `folder`; its edition closes in 2099: a function goes by its server's clock.

    Nothing can be run but the bytecode in it, and the store in a folder, which no package has and a test needs.
    """
    public = _unpack(make_package(SHELL, folder / "function.zip"))
    bureau = _unpack(make_collect_package(folder / "collect.zip"))
    for package in (public, bureau):
        survey = unpack(package / CATALOGUE)["2021"]
        far = datetime(2099, 6, 30, tzinfo=UTC)
        edition = replace(survey.edition, due=far, closes=far)
        (package / CATALOGUE).write_bytes(pack({"2021": replace(survey, edition=edition)}))
    return {SUBMIT: public, LOOKUP: public, COLLECT: bureau}


def _unpack(package: Path) -> Path:
    with zipfile.ZipFile(package) as opened:
        opened.extractall(package.with_suffix(""))
    for source in package.with_suffix("").rglob("*.py"):
        source.write_text("raise ImportError('its bytecode is what runs')\n", encoding="utf-8")
    room = "handler/stores/folder"
    shutil.copytree(ROOT / room, package.with_suffix("") / room, ignore=shutil.ignore_patterns("__pycache__"))
    return package.with_suffix("")


def submission(**changes: object) -> Document:
    body = json.dumps({"answers": valid_answers(the_2021(), **changes), "key": "one-filing-0001"})
    return api_event("POST", "/api/2021/submissions", body=body, headers={"content-type": "application/json"})


def collection(key: str = KEY, extension: str = ".json") -> Document:
    headers = {"authorization": f"Bearer {key}"}
    return api_event("GET", f"/api/2021/collection{extension}", headers=headers)


def reviewed(key: str = KEY) -> Document:
    about = {"id": "0" * 26, "checksum": "0" * 64}
    body = json.dumps({"kind": "accepted", "unit": "330212", "by": "王五", "about": about})
    headers = {"content-type": "application/json", "authorization": f"Bearer {key}"}
    return api_event("POST", "/api/2021/reviews", body=body, headers=headers)


def opened(receipt: Document) -> Document:
    return api_event("GET", f"/api/2021/receipts/{receipt['unit']['code']}/{receipt['id']}")


def announced(path: str) -> Document:
    file = file_of(PDF)
    members = {"unit": UNIT_NAME, "sha256": file.sha256, "size": str(file.size), "name": "总结.pdf"}
    headers = {"content-type": "application/json"}
    return api_event("POST", f"/api/2021/{path}", body=json.dumps(members), headers=headers)

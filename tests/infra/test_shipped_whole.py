"""A room is shipped whole or not at all: what lies in a package is what its functions import, and nothing else."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from handler.routes import EXTENSIONS
from tests.support.builders import UNIT_NAME
from tests.support.infra.lambda_runtime import Document, api_event, runtime_environment
from tests.support.infra.packages import (
    COLLECT,
    KEY,
    LOOKUP,
    SUBMIT,
    announced,
    collection,
    reviewed,
    submission,
)

BY_NAME = {"handler.stores.s3", "handler.stores.s3_answers"}
"""What `STORE` may ask for by its address; here it asks for a folder."""
NOT_THE_BUREAUS = {"handler.http.html", "handler.records.receipt"}
"""The pages of the plain form, within rooms that the collect function shares with the public ones."""
pytestmark = [pytest.mark.programs, pytest.mark.unmeasured]
JSON = {"content-type": "application/json"}
RECEIPT = f"/api/2021/receipts/330212/{'0' * 26}"
ROUTES: dict[str, list[tuple[Document, int]]] = {
    SUBMIT: [
        (api_event("GET", "/api/health"), 200),
        (api_event("OPTIONS", "/api/2021/submissions"), 204),
        (submission(), 201),
        (announced("attachments"), 200),
    ],
    LOOKUP: [
        (api_event("GET", RECEIPT), 404),
        (api_event("POST", "/api/2021/latest", body=json.dumps({"unit": UNIT_NAME}), headers=JSON), 403),
        (announced("attachments/check"), 409),
    ],
    COLLECT: [*((collection(extension=each), 200) for each in EXTENSIONS), (reviewed(), 201)],
}
RUN = """
import importlib, json, sys
calls, statuses = json.load(sys.stdin), []
for handler, events in calls.items():
    module, _, name = handler.rpartition(".")
    handle = getattr(importlib.import_module(module), name)
    statuses.append([handle(event, None)["statusCode"] for event in events])
ours = [name for name in sys.modules if name.partition(".")[0] in ("handler", "schema")]
print(json.dumps({"statuses": statuses, "modules": ours}))  # after the lines of the access log
"""


def run(package: Path, scratch: Path, handlers: tuple[str, ...]) -> set[str]:
    """Our modules of a fresh process that has asked each function once on each of its routes."""
    (store := scratch / "store").mkdir()
    settings = {"STORE": str(store), "ACCESS": "open", "BUREAU_KEY": KEY, "CODE_SECRET": KEY}
    done = subprocess.run(
        [sys.executable, "-S", "-c", RUN],
        input=json.dumps({name: [event for event, _ in ROUTES[name]] for name in handlers}),
        cwd=package,
        env={**runtime_environment(package, scratch), **settings},
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["statuses"] == [[status for _, status in ROUTES[name]] for name in handlers]
    return set(told["modules"])


def modules(package: Path) -> set[str]:
    names = (file.relative_to(package).with_suffix("").parts for file in package.rglob("*.py"))
    ours = (parts for parts in names if parts[0] in ("handler", "schema"))
    return {".".join(parts).removesuffix(".__init__") for parts in ours}


@pytest.mark.parametrize(
    ("handlers", "unneeded"),
    [((SUBMIT, LOOKUP), BY_NAME), ((COLLECT,), BY_NAME | NOT_THE_BUREAUS)],
    ids=["public", "bureau"],
)
def test_what_lies_in_a_package_is_what_its_functions_import(
    packages: Mapping[str, Path], tmp_path: Path, handlers: tuple[str, ...], unneeded: set[str]
) -> None:
    package = packages[handlers[0]]

    imported = run(package, tmp_path, handlers)

    assert imported <= modules(package)
    assert modules(package) - imported <= unneeded


def test_the_store_by_address_can_be_imported(packages: Mapping[str, Path], tmp_path: Path) -> None:
    for package in {*packages.values()}:
        program = f"import {', '.join(sorted(BY_NAME))}"
        environment = os.environ | runtime_environment(package, tmp_path)
        subprocess.run([sys.executable, "-S", "-c", program], cwd=package, env=environment, check=True)

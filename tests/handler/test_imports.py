"""What the public function drags in: every module more is a slower first answer and a larger risk."""

import json
import subprocess
import sys

import pytest

from tests.support.measuring import outside

pytestmark = pytest.mark.programs

HEAVY = {"flask", "wtforms", "flask_wtf", "jinja2", "werkzeug", "markupsafe", "click", "docx", "lxml"}


def imported_by(*modules: str) -> set[str]:
    """The top-level modules of a fresh interpreter after these imports, those it starts with left out."""
    program = (
        "import sys, json; before = set(sys.modules); "
        f"import {', '.join(modules)}; "
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules.keys() - before})))"
    )
    return set(json.loads(printed(program)))


def printed(program: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=outside()
    ).stdout


def test_the_submit_function_needs_no_web_framework() -> None:
    imported = imported_by("handler.submit.function", "handler.stores.s3", "handler.platforms")

    assert not imported & HEAVY
    assert {"handler", "schema", "botocore"} <= imported
    assert not imported & {"boto3", "s3transfer"}


def test_the_submit_function_does_not_know_the_collecting_one() -> None:
    program = (
        "import sys, handler.submit.function; print([n for n in sys.modules if 'collect' in n.split('.')])"
    )

    assert printed(program) == "[]\n"


def test_the_collect_function_brings_what_writes_excel_only_when_it_is_asked_for() -> None:
    """Word it writes with the standard library: lxml is compiled, and differs from platform to platform."""
    imported = imported_by("handler.collect.function", "handler.stores.s3", "handler.platforms")

    assert not imported & (HEAVY | {"xlsxwriter"})
    assert imported_by("handler.collect.exports.xlsx.workbook") - sys.stdlib_module_names == {
        "handler",
        "schema",
        "xlsxwriter",
    }


def test_a_folder_needs_no_botocore() -> None:
    assert "botocore" not in imported_by(
        "handler.submit.function", "handler.commands.collect.write", "handler.stores.folder"
    )


def test_the_schema_needs_only_the_standard_library() -> None:
    rooms = ("loading.catalogue", "contract.edition_json", "contract.schemas", "validation.validate")

    assert imported_by(*(f"schema.{room}" for room in rooms)) - sys.stdlib_module_names == {"schema"}

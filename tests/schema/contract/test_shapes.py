"""What a shape in TOML means, member by member."""

from pathlib import Path

import pytest

from schema.contract.shapes import Shapes

FILE = """
[plain]
text = { type = "string" }
size = { type = "integer" }
alias = "text[]"

[exactly.unit]
"code name" = "text"

[at_least.file]
"..." = "unit"
"note?" = "text"
"""
TEXT = {"type": "string"}
NAMED = {"type": "object", "properties": {"code": TEXT, "name": TEXT}, "required": ["code", "name"]}
UNIT = NAMED | {"additionalProperties": False}


@pytest.mark.parametrize(
    ("shape", "schema"),
    [
        ("text", TEXT),
        ({"const": 1}, {"const": 1}),
        ("text?", {"anyOf": [TEXT, {"type": "null"}]}),
        ("alias", {"type": "array", "items": TEXT}),
        ("text{}", {"type": "object", "additionalProperties": TEXT}),
        ("text | size", {"anyOf": [TEXT, {"type": "integer"}]}),
        (["text", "what is said"], {"type": "string", "description": "what is said"}),
        (["text", {"maxLength": 2}], {"type": "string", "maxLength": 2}),
        ("unit", UNIT),
        ("file", NAMED | {"properties": {"code": TEXT, "name": TEXT, "note": TEXT}}),
        ("given", {"const": "filled in"}),
    ],
)
def test_a_shape_says_its_schema(tmp_path: Path, shape: object, schema: object) -> None:
    (tmp_path / "shapes.toml").write_text(FILE)

    assert Shapes(tmp_path / "shapes.toml", filled={"given": {"const": "filled in"}}).schema(shape) == schema

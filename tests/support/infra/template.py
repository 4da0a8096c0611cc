"""The template as the tests read it, its intrinsic functions carried out, and who may do what by its policies."""

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import yaml

from infra.package import ROOT

TEMPLATE = ROOT / "infra" / "template.yaml"
Node = Any
Statement = dict[str, Any]


@cache
def template() -> Node:
    return yaml.load(TEMPLATE.read_text(encoding="utf-8"), _Template)  # noqa: S506  # a safe loader, and our own file


class _Template(yaml.SafeLoader):  # type: ignore[misc]  # the library ships no types
    """As CloudFormation reads it: !Sub is Fn::Sub, and a date is a text. (cfnlint's loader imports longer than tests run)"""


def _intrinsic(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> Node:
    if isinstance(node, yaml.ScalarNode):
        said = str(node.value)
        return (
            {"Ref": said}
            if name == "Ref"
            else {f"Fn::{name}": said.split(".", 1) if name == "GetAtt" else said}
        )
    inside = isinstance(node, yaml.SequenceNode)
    made = loader.construct_sequence(node, deep=True) if inside else loader.construct_mapping(node, deep=True)
    return {f"Fn::{name}": made}


_Template.add_multi_constructor("!", _intrinsic)
_Template.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_yaml_str)


def resources() -> Node:
    return template()["Resources"]


def parameters() -> Node:
    return template()["Parameters"]


def outputs() -> Node:
    return resolve(template()["Outputs"])


def properties(name: str) -> Node:
    return resource(name)["Properties"]


def resource(name: str) -> Node:
    return resolve(resources()[name])


def resolve(node: Node) -> Node:
    """The intrinsic functions carried out: a bucket `Data` has the name `Data` and the ARN `arn:Data`."""
    match node:
        case {"Ref": name}:
            return str(name)
        case {"Fn::GetAtt": [name, "Arn"]}:
            return f"arn:{name}"
        case {"Fn::Sub": text}:
            return re.sub(r"\$\{(\w+)(\.Arn)?\}", lambda m: ("arn:" if m[2] else "") + m[1], text)
        case dict():
            return {str(key): resolve(value) for key, value in node.items()}
        case list():
            return [resolve(value) for value in node]
        case _:
            return node


def of_type(kind: str) -> set[str]:
    return {name for name, made in resources().items() if made["Type"] == kind}


def role_statements(role: str) -> list[Statement]:
    [policy] = properties(role)["Policies"]
    statements: list[Statement] = policy["PolicyDocument"]["Statement"]
    return statements


def bucket_statements(policy: str) -> list[Statement]:
    statements: list[Statement] = properties(policy)["PolicyDocument"]["Statement"]
    return statements


def allows(statements: list[Statement], action: str, on: str, **context: str) -> bool:
    """Whether these statements together let `action` be done on the ARN `on`; a denial wins."""
    facts = {"aws:SecureTransport": "true", **{name.replace("__", ":"): v for name, v in context.items()}}
    effects = [s["Effect"] for s in statements if _applies(s, action, on, facts)]
    return "Allow" in effects and "Deny" not in effects


def _applies(statement: Statement, action: str, on: str, facts: Mapping[str, str]) -> bool:
    known = {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}
    assert statement.keys() <= known, statement.keys() - known
    return (
        any(fnmatchcase(action, pattern) for pattern in _several(statement["Action"]))
        and any(fnmatchcase(on, pattern) for pattern in _several(statement["Resource"]))
        and all(_met(*condition, facts) for condition in _conditions(statement))
    )


def _several(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _conditions(statement: Statement) -> Iterator[tuple[str, str, str]]:
    for operator, keys in statement.get("Condition", {}).items():
        yield from ((operator, key, wanted) for key, wanted in keys.items())


def _met(operator: str, key: str, wanted: str, facts: Mapping[str, str]) -> bool:
    fact = facts.get(key)
    match operator:
        case "Null":
            return (fact is None) == (wanted == "true")
        case "Bool" | "StringEquals":
            return fact == wanted
        case "StringLike":
            return fact is not None and any(fnmatchcase(fact, pattern) for pattern in _several(wanted))
        case _:
            raise AssertionError(f"{operator} is not validated here")

"""An account on an emulator of AWS (moto), for what of a deployment it can make; and the template cut down to that."""

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.support.infra.template import template
from tests.support.s3.s3_server import free_ports, start

UNPROVEN = (
    "AWS::CloudFront::",
    "AWS::ApiGatewayV2::",
    "AWS::SecretsManager::",
    "AWS::SNS::",
    "AWS::GuardDuty::",
)
"""What the emulator's CloudFormation cannot make, or not update: only an account can show that these are made."""


@contextmanager
def emulate_aws() -> Iterator[str]:
    """The address of a fresh, empty account, gone afterwards."""
    [port] = free_ports(1)
    endpoint = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-p", str(port)]
        start(command, folder / "moto.log", folder, stack).wait_for(endpoint + "/moto-api/data.json")
        yield endpoint


def provable(out: Path, **outputs: str) -> Path:
    """The project's template without what is unproven, written to `out`; a name stands for each that is left out.

    outputs: what these outputs say instead, of resources that the test itself made.
    """
    whole = json.loads(json.dumps(template()))
    left_out = {name for name, made in whole["Resources"].items() if made["Type"].startswith(UNPROVEN)}
    cut = _without(whole, left_out)
    for name, value in outputs.items():
        cut["Outputs"][name]["Value"] = value
    out.write_text(json.dumps(cut), encoding="utf-8")
    return out


def _without(node: Any, left_out: set[str]) -> Any:
    match node:
        case {"Ref": name} if name in left_out:
            return name.lower()
        case {"Fn::GetAtt": [name, attribute]} if name in left_out:
            return f"{name}.{attribute}".lower()
        case {"Fn::Sub": str(text)}:
            named = re.sub(r"\$\{(\w+)(\.[\w.]+)?\}", lambda m: _plain(m, left_out), text)
            return {"Fn::Sub": named}
        case dict():
            kept = {key: value for key, value in node.items() if key not in left_out}
            return {key: _without(value, left_out) for key, value in kept.items()}
        case list():
            return [_without(value, left_out) for value in node]
        case _:
            return node


def _plain(found: "re.Match[str]", left_out: set[str]) -> str:
    return (found[1] + (found[2] or "")).lower() if found[1] in left_out else found[0]

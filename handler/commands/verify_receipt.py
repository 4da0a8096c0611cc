"""What proves that a filing was neither changed nor lost: seals, the collection before, a unit's receipt."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handler.collect.collection import Collection
from handler.collect.evidence import digest_of
from handler.records.seal import Sealed
from schema.cli import Commands, add_command
from schema.errors import UserError
from schema.validation.checksum import short_code


class EvidenceError(UserError):
    """What was to be proven is not so, or the files do not say (Chinese)."""


def seals(collection: Collection) -> Iterator[str]:
    """Whose filing nobody can vouch for: it may be of an earlier version, or written past the function."""
    kinds = {Sealed.UNSEALED: "没有系统印记", Sealed.OTHER_KEY: "印记是另一把密钥的"}
    for sealed, words in kinds.items():
        names = [row.unit.name for row in collection.rows if row.current and row.current.sealed is sealed]
        if names:
            yield f"{words}（{len(names)} 家，已计入；不是以前版本存的，请向单位核对）：{'、'.join(names)}"
        said = [
            row.unit.name for row in collection.rows for each in row.reviews if each.sealed == sealed.value
        ]
        if said:
            yield f"审核记录{words}（{len(said)} 条，已采用；不是以前版本存的，请核对）：{'、'.join(dict.fromkeys(said))}"


def lost_since(previous: Path, collection: Collection) -> list[str]:
    """A line for each record that was in the collection before and is gone, or is another now. Raises EvidenceError."""
    before, now = _records(_read(previous), previous), dict(collection.records)
    aside = {each.key: each.reason for each in collection.set_aside}
    lost = []
    for key, digest in before:
        if key in aside:
            lost.append(f"上次汇总过的 {key} 现在不能计入：{aside[key]}")
        elif key not in now:
            lost.append(f"上次汇总过的 {key} 不见了，请查存储的备份和操作记录")
        elif now[key] != digest:
            lost.append(f"上次汇总过的 {key} 内容变了，请查存储的备份和操作记录")
    return lost


def add_verify(commands: Commands) -> None:
    command = add_command(commands, "verify", _verify, "核对一份回执是否在公布的汇总里")
    command.add_argument(
        "receipt", nargs="+", help="存下的回执文件（.json），或者照回执写：回执号 存证码，中间空一格"
    )
    command.add_argument("--in", dest="collected", type=Path, required=True, help="公布的 collected.json")


def _verify(options: argparse.Namespace) -> Iterator[str]:
    reference, code = _receipt(options.receipt)
    document = _read(options.collected)
    listed = _records(document, options.collected)
    held = {digest for _, digest in listed if code in (digest, short_code(digest))}
    counts = next(
        (now for named, digest, now in _filings(document) if named == reference and digest in held), None
    )
    if counts is None:
        raise EvidenceError(
            f"{options.collected} 里没有这份回执（{reference}）的记录，或者内容与回执不同。请持回执与收表机关核对"
        )
    yield f"回执 {reference} 在这份汇总里，内容与报送时一致；{'以这一次计入' if counts else '已被本单位以后的报送取代'}"
    yield f"汇总码 {short_code(digest_of(listed))}，应与公布的 Word、Excel 文件上的一致"


def _receipt(said: list[str]) -> tuple[str, str]:
    """Reference and digest, whole or as it is printed. Raises EvidenceError."""
    if len(said) == 2:
        return said[0], said[1].upper()
    document = _read(Path(said[0]))
    reference, digest = document.get("reference"), document.get("digest")
    if not isinstance(reference, str) or not isinstance(digest, str):
        raise EvidenceError(f"{said[0]} 不是带存证码的回执")
    return reference, digest


def _read(file: Path) -> dict[str, Any]:
    """The object in a file of JSON. Raises EvidenceError, OSError."""
    try:
        document = json.loads(file.read_bytes())
    except FileNotFoundError as error:
        raise EvidenceError(f"没有文件 {file}") from error
    except (ValueError, RecursionError) as error:
        raise EvidenceError(
            f"{file} 不是合格的 JSON：汇总要用同一次写出的 collected.json（不是 Excel、Word 文件），回执要用回执页存下的文件"
        ) from error
    if not isinstance(document, dict):
        raise EvidenceError(f"{file} 里没有要找的内容")
    return document


def _records(document: dict[str, Any], file: Path) -> list[tuple[str, str]]:
    """What a collected.json lists. Raises EvidenceError where it lists nothing, or its own digest is of another list."""
    try:
        listed = [(str(each["key"]), str(each["digest"])) for each in document["records"]]
        whole = digest_of(listed) == document["collection_digest"]
    except (KeyError, TypeError) as error:
        raise EvidenceError(f"{file} 不是带存证码的 collected.json，可能是以前版本写的") from error
    if not whole:
        raise EvidenceError(f"{file} 的汇总码与所列的记录不符，文件可能已被修改")
    return listed


def _filings(document: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Reference, digest, and whether it is the one that counts, of every filing."""
    for row in [*document.get("units", []), *document.get("unknown", [])]:
        if row["filing"]:
            yield row["filing"]["reference"], row["filing"]["digest"], True
        for old in row["superseded"]:
            yield old["reference"], old["digest"], False

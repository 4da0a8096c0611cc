"""Shapes of JSON, written in TOML a line for each member, made into JSON Schemas.

    [plain]
    moment = { type = "string", format = "date-time" }    a JSON Schema as it is
    [exactly.filing]                                      an object with these members; `at_least`: with others besides
    "unit by" = "text"                                    two members, each of the shape of that name
    note = "text?"                                        or null
    "late?" = "flag"                                      a member that may be missing
    sizes = ["size[]", "in bytes"]                        a list, and what is said of it
    reasons = "text{}"                                    an object of such, whatever its members are called
    value = "size | text"                                 one of these
    "..." = "evidence"                                    all members of another object

A name is that of a plain shape or of an object, in any of the files that are read together.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

Schema = Mapping[str, object]


@cache
def read_shapes(file: Path) -> Mapping[str, Mapping[str, Any]]:
    """What the file says, part by part; read once, as it is asked for at every address."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


class Shapes:
    """The shapes of some files and, by their names, those that are `filled` in."""

    def __init__(self, *files: Path, filled: Mapping[str, object]) -> None:
        self._said: dict[str, dict[str, Any]] = {"plain": {}, "exactly": {}, "at_least": {}}
        for file in files:
            for part, shapes in read_shapes(file).items():
                self._said.setdefault(part, {}).update(shapes)
        self._said["plain"].update(filled)

    def schema(self, shape: Any) -> Schema:  # as JSON and TOML have them
        """The JSON Schema of a shape: of a name and what follows it, with what is said or asked of it besides."""
        match shape:
            case [one, str(description)]:
                return {**self.schema(one), "description": description}
            case [one, more]:
                return {**self.schema(one), **more}
            case str():
                return self._named(shape)
            case _:
                return dict(shape)

    def _named(self, name: str) -> Schema:
        if " | " in name:
            return {"anyOf": [self._named(each) for each in name.split(" | ")]}
        if name.endswith("?"):
            return {"anyOf": [self._named(name[:-1]), {"type": "null"}]}
        if name.endswith("[]"):
            return {"type": "array", "items": self._named(name[:-2])}
        if name.endswith("{}"):
            return {"type": "object", "additionalProperties": self._named(name[:-2])}
        if name in self._said["plain"]:
            return self.schema(self._said["plain"][name])
        members = {member: self.schema(shape) for member, shape in self._members(name)}
        return object_of(members, exactly=name in self._said["exactly"])

    def _members(self, name: str) -> Iterator[tuple[str, Any]]:
        part = "exactly" if name in self._said["exactly"] else "at_least"
        for names, shape in self._said[part][name].items():
            if names == "...":
                yield from self._members(shape)
            else:
                yield from ((member, shape) for member in names.split())


def object_of(members: Mapping[str, Schema], *, exactly: bool = True) -> Schema:
    """The schema of an object; a member whose name ends in `?` may be missing. exactly: there are no others."""
    closed = {"additionalProperties": False} if exactly else {}
    return {
        "type": "object",
        "properties": {name.removesuffix("?"): schema for name, schema in members.items()},
        "required": [name for name in members if not name.endswith("?")],
        **closed,
    }

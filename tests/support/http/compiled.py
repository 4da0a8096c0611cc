"""Templates as they were compiled once: hundreds of tests make the application anew."""

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache


class _Compiled(BytecodeCache):
    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def keep_compiled() -> None:
    """From now on, in this process."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Compiled()}

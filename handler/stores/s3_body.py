"""The body of an object, believed once it is what the store says it is."""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_s3.type_defs import GetObjectOutputTypeDef


def read_whole(get: Callable[[], "GetObjectOutputTypeDef"]) -> bytes | None:
    """The bytes that the ETag, their MD5, stands for; None where what came was damaged on the way.

    An ETag may be something else (of an object encrypted by KMS, in other stores): then two that are alike are believed.
    """
    answer = get()
    data = answer["Body"].read()
    said = answer.get("ETag", "").strip('"')
    if said in ("", hashlib.md5(data, usedforsecurity=False).hexdigest()):
        return data
    again = get()["Body"].read()
    return data if again == data else None

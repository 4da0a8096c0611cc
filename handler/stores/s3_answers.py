"""What S3 answers: an object's bytes, believed once they are what it says they are; why it could not, in words.

The code that it gave stands behind what to do, for an engineer.
"""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from handler.stores import MissingError, NotAllowedError, NotSetUpError, StoreError

if TYPE_CHECKING:
    from types_boto3_s3.type_defs import GetObjectOutputTypeDef

S3_ERRORS = (ClientError, BotoCoreError)
"""All that a call may raise: an answer that cannot be read is a 500 to botocore."""
ADDRESS = "可能是登录页或代理的网页，请核对服务地址 AWS_ENDPOINT_URL_S3 和网络"
_KEYS = "访问密钥不对，请核对 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY"
_BUSY = "存储服务出错，或者答话的不是存储服务，请核对服务地址，稍后再试"
_REGION = "区域不对，请把 AWS_REGION 设成桶所在的区域"
_UNFIT = "存储不支持“没有同名的才写入”（If-None-Match），会覆盖已有的记录，请换一个存储"
_WORDS = {
    "NoSuchBucket": "没有这个桶，请核对桶名和服务地址",
    "SignatureDoesNotMatch": _KEYS,
    "InvalidAccessKeyId": _KEYS,
    "ExpiredToken": "访问密钥过期了，请换新的",
    "RequestTimeTooSkewed": "本设备的时钟与存储服务相差太多，请先校准时钟",
    "AuthorizationHeaderMalformed": _REGION,
    "PermanentRedirect": _REGION,
    "NotImplemented": _UNFIT,
    "501": _UNFIT,
    "InternalError": _BUSY,
    "SlowDown": _BUSY,
}


def code_of(error: Exception) -> str:
    """The code in the answer, or its HTTP status where it has none; of what was no answer the kind of error."""
    if not isinstance(error, ClientError):
        return type(error).__name__
    response = error.response
    return response.get("Error", {}).get("Code", "") or str(
        response.get("ResponseMetadata", {}).get("HTTPStatusCode", "")
    )


def failure(store: str, error: Exception) -> StoreError:
    """The error of S3 as the store's."""
    code = code_of(error)
    if code in ("AccessDenied", "403"):
        return NotAllowedError(f"无权访问 {store}（{code}）")
    if code in ("NoSuchKey", "404"):
        return MissingError(f"{store} 里没有这个对象")
    if code in ("NoCredentialsError", "PartialCredentialsError"):
        return NotSetUpError(
            f"{store}：没有访问密钥，请设 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY（{code}）"
        )
    if isinstance(error, BotoCoreError):
        return StoreError(f"连不上 {store}（{code}）")
    said = _WORDS.get(code) or (_BUSY if code.startswith("5") else "未能办理")
    lasting = code in _WORDS and said != _BUSY
    return (NotSetUpError if lasting else StoreError)(f"{store}：{said}（{code}）")


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

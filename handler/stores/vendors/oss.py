"""A bucket of Aliyun OSS as store, by Aliyun's own library (`alibabacloud-oss-v2`, to be installed by whoever uses it).

Never run on the real service yet: it is tried on a stub that answers as Aliyun's documents say. What differs from S3:
a name is created once by `x-oss-forbid-overwrite`, which a bucket ignores that is or was versioned; the bucket's name
stands in the host; there is no form that fixes a file's SHA-256, so attachments go through the site.
"""

import os
from collections.abc import Iterator
from typing import IO, NoReturn
from xml.etree.ElementTree import ParseError

import alibabacloud_oss_v2 as oss
from alibabacloud_oss_v2 import exceptions as refused
from alibabacloud_oss_v2.credentials import CredentialsProviderFunc

from handler.stores import CHUNK, MissingError, NotAllowedError, StoreError, Upload

_ERRORS = (refused.BaseError, ParseError)
"""What a call may raise whose answer is XML."""
_TAKEN = "FileAlreadyExists"
_PORTAL = "可能是登录页或代理的网页，请核对 OSS_ENDPOINT 和网络"
_KEYS = "没有访问密钥，请设 OSS_ACCESS_KEY_ID 和 OSS_ACCESS_KEY_SECRET"
_VERSIONED = "开着或开过版本控制，同名的记录会互相覆盖，不能用来存填报；请换一个从没有开过版本控制的桶"
_WORDS = {
    "NoSuchBucket": "没有这个桶，请核对桶名和 OSS_REGION",
    "InvalidAccessKeyId": "访问密钥不对，请核对 OSS_ACCESS_KEY_ID",
    "SignatureDoesNotMatch": "访问密钥不对，请核对 OSS_ACCESS_KEY_SECRET",
    "SecurityTokenExpired": "临时密钥过期了，请换新的",
    "RequestTimeTooSkewed": "本设备的时钟与存储服务相差太多，请先校准时钟",
    "InvalidBucketName": "桶名不对，请核对",
}


class OssStore:
    """Objects in `bucket`, every name led by `prefix` (empty, or ending in `/`)."""

    at_once = 32

    def __init__(self, client: oss.Client, bucket: str, prefix: str = "") -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix

    @classmethod
    def at(cls, address: str) -> "OssStore":
        """The store at `oss://bucket/prefix`; OSS_REGION, OSS_ACCESS_KEY_ID … as Aliyun's tools read them.

        OSS_ENDPOINT names another address, as inside a VPC. Raises StoreError, also for a bucket that was versioned.
        """
        bucket, _, prefix = address.removeprefix("oss://").partition("/")
        region = os.environ.get("OSS_REGION", "")
        if not bucket:
            raise StoreError(f"地址 {address} 里没有桶名，应写成 oss://桶名/前缀")
        if not region:
            raise StoreError(f"{address}：请设 OSS_REGION，如 cn-hangzhou")
        prefix = prefix.strip("/")
        store = cls(_client(region), bucket, f"{prefix}/" if prefix else "")
        store.refuse_versioned()
        return store

    def refuse_versioned(self) -> None:
        """Return if the bucket never was; who may not ask is left to the probe. Raises StoreError."""
        try:
            status = self._client.get_bucket_versioning(
                oss.GetBucketVersioningRequest(bucket=self._bucket)
            ).version_status
        except _ERRORS as error:
            if _code(error) == "AccessDenied":
                return
            self._fail(error)
        if status:
            raise StoreError(f"{self} {_VERSIONED}")

    def create(self, key: str, data: bytes) -> bool:
        return self._put(key, data, "application/json")

    def create_from(self, key: str, file: IO[bytes], media: str) -> bool:
        return self._put(key, file, media)

    def read(self, key: str) -> bytes:
        return b"".join(self.stream(key))

    def stream(self, key: str) -> Iterator[bytes]:
        request = oss.GetObjectRequest(bucket=self._bucket, key=self._prefix + key)
        try:
            with self._client.get_object(request).body as body:
                yield from body.iter_bytes(block_size=CHUNK)
        except refused.BaseError as error:
            self._fail(error)

    def list(self, prefix: str) -> Iterator[str]:
        return (key for key, _ in self.sizes(prefix))

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        request = oss.ListObjectsV2Request(bucket=self._bucket, prefix=self._prefix + prefix)
        try:
            for page in self._client.list_objects_v2_paginator().iter_page(request):
                if page.name != self._bucket:  # any other XML would pass for a list of nothing
                    raise StoreError(f"{self} 答的不是文件列表，{_PORTAL}")
                for item in page.contents or ():
                    yield item.key.removeprefix(self._prefix), item.size
        except _ERRORS as error:
            self._fail(error)

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:  # noqa: ARG002  # the shape of every store
        raise StoreError(f"{self}：浏览器不能直接传到 OSS，附件请经本站传（--uploads origin）")

    def __str__(self) -> str:
        return f"oss://{self._bucket}/{self._prefix}"

    def _put(self, key: str, body: bytes | IO[bytes], media: str) -> bool:
        request = oss.PutObjectRequest(
            bucket=self._bucket,
            key=self._prefix + key,
            body=body,
            content_type=media,
            forbid_overwrite="true",
        )
        try:
            done = self._client.put_object(request)
        except refused.BaseError as error:
            if _code(error) == _TAKEN:
                return False
            self._fail(error)
        if not done.etag:  # OSS sends one; a portal's page is a 200 as well
            raise StoreError(f"{self} 没有说写好了，{_PORTAL}")
        return True

    def _fail(self, error: Exception) -> NoReturn:
        code = _code(error)
        if code == "AccessDenied":
            raise NotAllowedError(f"无权访问 {self}（{code}）") from error
        if code == "NoSuchKey":
            raise MissingError(f"{self} 里没有这个对象") from error
        if isinstance(_cause(error), refused.CredentialsBaseError):
            raise StoreError(f"{self}：{_KEYS}") from error
        if isinstance(error, ParseError):
            raise StoreError(f"{self} 答的不是 XML，{_PORTAL}") from error
        if not code:
            raise StoreError(f"连不上 {self}（{type(_cause(error)).__name__}）") from error
        raise StoreError(f"{self}：{_WORDS.get(code, '未能办理')}（{code}）") from error


def _client(region: str) -> oss.Client:
    config = oss.config.load_default()
    config.region = region
    config.endpoint = os.environ.get("OSS_ENDPOINT") or None
    config.credentials_provider = CredentialsProviderFunc(_credentials)
    config.connect_timeout, config.readwrite_timeout = 2, 10
    return oss.Client(config)


def _credentials() -> oss.credentials.Credentials:
    """Read anew for each call: those of a role change while the server runs."""
    return oss.credentials.EnvironmentVariableCredentialsProvider().get_credentials()


def _cause(error: BaseException) -> BaseException:
    """The library wraps what happened once or twice."""
    inner = getattr(error, "unwrap", None)
    return _cause(inner()) if inner else error


def _code(error: BaseException) -> str:
    """What the service gave as its reason; empty where nothing answered."""
    cause = _cause(error)
    return str(cause.code or cause.status_code) if isinstance(cause, refused.ServiceError) else ""

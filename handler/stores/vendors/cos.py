"""A bucket of Tencent COS as store, by Tencent's own library (`cos-python-sdk-v5`, to be installed by whoever uses it).

Never run on the real service yet: it is tried on a stub that answers as Tencent's documents say. What differs from S3:
a name is created once by `x-cos-forbid-overwrite`, which a bucket ignores that is or was versioned.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import ParseError

from qcloud_cos import CosConfig, CosS3Client
from qcloud_cos.cos_exception import CosClientError, CosServiceError

from handler.stores import CHUNK, MissingError, NotAllowedError, StoreError, Upload

_NEEDED = ("TENCENTCLOUD_REGION", "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY")
_ONCE = {"x-cos-forbid-overwrite": "true"}
_PORTAL = "可能是登录页或代理的网页，请核对 COS_DOMAIN 和网络"
_VERSIONED = "开着或开过版本控制，同名的记录会互相覆盖，不能用来存填报；请换一个从没有开过版本控制的桶"
_WORDS = {
    "NoSuchBucket": "没有这个桶，请核对桶名（带 APPID）和 TENCENTCLOUD_REGION",
    "InvalidAccessKeyId": "访问密钥不对，请核对 TENCENTCLOUD_SECRET_ID",
    "SignatureDoesNotMatch": "访问密钥不对，请核对 TENCENTCLOUD_SECRET_KEY",
    "ExpiredToken": "临时密钥过期了，请换新的",
    "RequestTimeTooSkewed": "本设备的时钟与存储服务相差太多，请先校准时钟",
}


class CosStore:
    """Objects in `bucket`, every name led by `prefix` (empty, or ending in `/`)."""

    at_once = 32

    def __init__(self, bucket: str, prefix: str = "") -> None:
        self._bucket = bucket
        self._prefix = prefix

    @classmethod
    def at(cls, address: str) -> "CosStore":
        """The store at `cos://bucket/prefix`; TENCENTCLOUD_REGION, TENCENTCLOUD_SECRET_ID … as Tencent's tools read them.

        COS_DOMAIN names the bucket's own address, where it has one. Raises StoreError, also for a bucket that was versioned.
        """
        bucket, _, prefix = address.removeprefix("cos://").partition("/")
        if not bucket:
            raise StoreError(f"地址 {address} 里没有桶名，应写成 cos://桶名-APPID/前缀")
        if lacking := [name for name in _NEEDED if not os.environ.get(name)]:
            raise StoreError(f"{address}：请设 {'、'.join(lacking)}")
        store = cls(bucket, f"{prefix.strip('/')}/".lstrip("/"))
        store.refuse_versioned()
        return store

    def refuse_versioned(self) -> None:
        """Return if the bucket never was; who may not ask is left to the probe. Raises StoreError."""
        try:
            with self._told():
                status = _client().get_bucket_versioning(Bucket=self._bucket).get("Status")
        except NotAllowedError:
            return
        if status:
            raise StoreError(f"{self} {_VERSIONED}")

    def create(self, key: str, data: bytes) -> bool:
        return self.create_from(key, data, "application/json")

    def read(self, key: str) -> bytes:
        return b"".join(self.stream(key))

    def stream(self, key: str) -> Iterator[bytes]:
        with self._told():
            answer = _client().get_object(Bucket=self._bucket, Key=self._prefix + key)
            self._check(answer)
            yield from answer["Body"].get_stream(CHUNK)

    def list(self, prefix: str) -> Iterator[str]:
        return (key for key, _ in self.sizes(prefix))

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        after, more = "", True
        while more:
            with self._told():
                page = _client().list_objects(Bucket=self._bucket, Prefix=self._prefix + prefix, Marker=after)
            if page.get("Name") != self._bucket:  # any other XML would pass for a list of nothing
                raise StoreError(f"{self} 答的不是文件列表，{_PORTAL}")
            for item in page.get("Contents", ()):
                yield item["Key"].removeprefix(self._prefix), int(item["Size"])
            after, more = page.get("NextMarker", ""), page["IsTruncated"] == "true"

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:  # noqa: ARG002  # the shape of every store
        raise StoreError(f"{self}：浏览器不能直接传到 COS，附件请经本站传（--uploads origin）")

    def __str__(self) -> str:
        return f"cos://{self._bucket}/{self._prefix}"

    def create_from(self, key: str, file: IO[bytes] | bytes, media: str) -> bool:
        try:
            with self._told():
                put = _client().put_object
                self._check(put(self._bucket, file, self._prefix + key, ContentType=media, Metadata=_ONCE))
        except StoreError as error:
            if (
                isinstance(error.__cause__, CosServiceError)
                and error.__cause__.get_error_code() == "FileAlreadyExists"
            ):
                return False
            raise
        return True

    def _check(self, answer: dict[str, Any]) -> None:
        if not answer.get("ETag"):  # a portal's page, a 200 as well, has none
            raise StoreError(f"{self} 没有答复这个对象，{_PORTAL}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What fails within, as the error of stores, in words."""
        try:
            yield
        except CosServiceError as error:
            code = error.get_error_code()
            if code == "AccessDenied":
                raise NotAllowedError(f"无权访问 {self}（{code}）") from error
            if code == "NoSuchKey":
                raise MissingError(f"{self} 里没有这个对象") from error
            raise StoreError(f"{self}：{_WORDS.get(code, '未能办理')}（{code}）") from error
        except ParseError as error:
            raise StoreError(f"{self} 答的不是 XML，{_PORTAL}") from error
        except (CosClientError, OSError) as error:
            raise StoreError(f"连不上 {self}（{type(error).__name__}）") from error


def _client() -> CosS3Client:
    """Anew for each call, over the library's one pool: the credentials of a role change while the server runs."""
    own = urlsplit(os.environ.get("COS_DOMAIN", ""), scheme="https")
    config = CosConfig(
        Region=os.environ["TENCENTCLOUD_REGION"],
        SecretId=os.environ["TENCENTCLOUD_SECRET_ID"],
        SecretKey=os.environ["TENCENTCLOUD_SECRET_KEY"],
        Token=os.environ.get("TENCENTCLOUD_TOKEN") or None,
        Scheme=own.scheme,
        Domain=own.netloc or own.path or None,
        Timeout=(2, 10),
        PoolMaxSize=CosStore.at_once,
    )
    return CosS3Client(config, retry=1)

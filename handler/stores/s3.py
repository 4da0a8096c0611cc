"""An S3 bucket as store (AWS, or any compatible endpoint through the standard AWS settings)."""

import base64
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, TYPE_CHECKING, NoReturn, cast
from urllib.parse import urlsplit

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError

from handler.stores import CHUNK, FORM_SECONDS, StoreError, Upload
from handler.stores.s3_answers import ADDRESS, S3_ERRORS, code_of, failure, read_whole

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

WORKERS = 32
"""Connections kept: as many as the collecting side reads with at once."""
_CONFIG = Config(
    connect_timeout=2,
    read_timeout=4,
    retries={"mode": "standard", "total_max_attempts": 3},
    max_pool_connections=WORKERS,
    request_checksum_calculation="when_required",  # stores that are not AWS refuse the newer checksums
    response_checksum_validation="when_required",
    signature_version="s3v4",  # boto3 signs forms by the old version unless told
    s3={"us_east_1_regional_endpoint": "regional"},  # one shape of address, whatever the region
)
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_BUSY_TRIES = 5
_TAKEN = ("PreconditionFailed", "412", "NotModified", "304")
"""304 is for reading, but some gateways answer it to any `If-None-Match`."""
_BUSY = ("ConditionalRequestConflict", "OperationAborted", "409")


class S3Store:
    """Objects in `bucket`, every name led by `prefix` (empty, or ending in `/`)."""

    at_once = WORKERS

    def __init__(self, client: "S3Client", bucket: str, prefix: str = "") -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix

    @classmethod
    def at(cls, address: str) -> "S3Store":
        """The store at `s3://bucket/prefix`; credentials, region and endpoint are boto3's standard settings."""
        bucket, _, prefix = address.removeprefix("s3://").partition("/")
        if not bucket:
            raise StoreError(f"地址 {address} 里没有桶名，应写成 s3://桶名/前缀")
        prefix = prefix.strip("/")
        try:
            client = _client()
        except (BotoCoreError, ValueError) as error:
            raise StoreError(f"连不上 {address}：{error}") from error
        return cls(client, bucket, f"{prefix}/" if prefix else "")

    def create(self, key: str, data: bytes) -> bool:
        return self._put(key, lambda: data, "application/json")

    def create_from(self, key: str, file: IO[bytes], media: str) -> bool:
        return self._put(key, lambda: _from_its_beginning(file), media)

    def _put(self, key: str, body: Callable[[], bytes | IO[bytes]], media: str) -> bool:
        """body: asked for anew at each try."""
        for tried in range(_BUSY_TRIES):
            try:
                answer = self._client.put_object(
                    Bucket=self._bucket,
                    Key=self._prefix + key,
                    Body=body(),
                    ContentType=media,
                    IfNoneMatch="*",
                )
            except S3_ERRORS as error:
                if code_of(error) in _TAKEN:
                    return False
                if code_of(error) not in _BUSY:
                    self._fail(error)
            else:
                if "ETag" not in answer:  # every S3 sends one; a portal's page is a 200 as well
                    raise StoreError(f"{self} 没有说写好了，{ADDRESS}")
                return True
            time.sleep(0.05 * 2**tried)  # another writer is at the same name: see who won
        raise StoreError(f"{self} 繁忙，同一份数据正由另一个请求写入")

    def read(self, key: str) -> bytes:
        try:
            data = read_whole(partial(self._client.get_object, Bucket=self._bucket, Key=self._prefix + key))
        except S3_ERRORS as error:
            self._fail(error)
        if data is None:
            raise StoreError(f"{self}：读到的内容与所存的不符，可能在途中损坏")
        return data

    def stream(self, key: str) -> Iterator[bytes]:
        try:
            body = self._client.get_object(Bucket=self._bucket, Key=self._prefix + key)["Body"]
            yield from body.iter_chunks(CHUNK)
        except S3_ERRORS as error:
            self._fail(error)

    def list(self, prefix: str) -> Iterator[str]:
        return (key for key, _, _ in self.listed(prefix))

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        return ((key, size) for key, size, _ in self.listed(prefix))

    def listed(self, prefix: str) -> Iterator[tuple[str, int, str]]:
        """Name, bytes and ETag, which is another once there are other bytes under the name."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=self._prefix + prefix
        )
        try:
            for page in pages:
                if "IsTruncated" not in page:  # any other XML would pass for a list of nothing
                    raise StoreError(f"{self} 答的不是文件列表，{ADDRESS}")
                for item in page.get("Contents", []):
                    yield item["Key"].removeprefix(self._prefix), item["Size"], item.get("ETag", "")
        except S3_ERRORS as error:
            self._fail(error)

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:
        """AWS recomputes the checksum that the form carries and refuses another content; not every store does."""
        checksum = base64.b64encode(bytes.fromhex(sha256)).decode()
        fixed = {
            "Content-Type": media,
            "x-amz-checksum-algorithm": "SHA256",
            "x-amz-checksum-sha256": checksum,
        }
        try:
            form = self._client.generate_presigned_post(
                self._bucket,
                self._prefix + key,
                Fields=dict(fixed),
                Conditions=[
                    *({name: value} for name, value in fixed.items()),
                    ["content-length-range", size, size],
                ],
                ExpiresIn=FORM_SECONDS,
            )
        except (BotoCoreError, AttributeError) as error:  # the latter is how botocore misses credentials here
            raise StoreError(f"签不了 {self} 的上传单：没有可用的凭据") from error
        return Upload(url=self._regional(form["url"]), fields=form["fields"])

    def _regional(self, url: str) -> str:
        """boto3 sends forms to the global address, which redirects other regions' buckets; a form cannot follow."""
        host, endpoint = urlsplit(url).hostname or "", urlsplit(self._client.meta.endpoint_url)
        if host == f"{self._bucket}.s3.amazonaws.com":
            return f"{endpoint.scheme}://{self._bucket}.{endpoint.netloc}/"
        return url

    def __str__(self) -> str:
        return f"s3://{self._bucket}/{self._prefix}"

    def _fail(self, error: Exception) -> NoReturn:
        raise failure(str(self), error) from error


def _from_its_beginning(file: IO[bytes]) -> IO[bytes]:
    file.seek(0)
    return file


def _client() -> "S3Client":
    """A proxy that the environment names reaches other machines; a store on this one is asked itself."""
    session = botocore.session.get_session()
    client = _made(session, _CONFIG)
    if urlsplit(client.meta.endpoint_url).hostname not in _THIS_MACHINE:
        return client
    client.close()
    return _made(session, _CONFIG.merge(Config(proxies={})))


def _made(session: botocore.session.Session, config: Config) -> "S3Client":
    """boto3's client, from its core: what boto3 has around it (resources, transfers) costs a cold start 45 ms."""
    # the core reads the former alone
    region = os.environ.get("AWS_DEFAULT_REGION") or os.environ.get("AWS_REGION")
    return cast("S3Client", session.create_client("s3", config=config, region_name=region))

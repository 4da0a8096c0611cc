"""A bucket of Aliyun OSS as store, by Aliyun's own library (`alibabacloud-oss-v2`, to be installed by whoever uses it)."""

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import IO, ClassVar

import alibabacloud_oss_v2 as oss
from alibabacloud_oss_v2 import exceptions as refused
from alibabacloud_oss_v2.credentials import CredentialsProviderFunc

from handler.stores import CHUNK
from handler.stores.vendors.bucket import VendorStore


class OssStore(VendorStore):
    """OSS_REGION, OSS_ACCESS_KEY_ID … as Aliyun's tools read them; OSS_ENDPOINT names another address, as inside a VPC."""

    scheme, shape = "oss://", "oss://桶名/前缀"
    needed = ("OSS_REGION", "OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET")
    own_address = "OSS_ENDPOINT"
    errors = (refused.BaseError,)
    words: ClassVar = {
        "NoSuchBucket": "没有这个桶，请核对桶名和 OSS_REGION",
        "InvalidAccessKeyId": "访问密钥不对，请核对 OSS_ACCESS_KEY_ID",
        "SignatureDoesNotMatch": "访问密钥不对，请核对 OSS_ACCESS_KEY_SECRET",
        "SecurityTokenExpired": "临时密钥过期了，请换新的",
        "InvalidBucketName": "桶名不对，请核对",
    }

    @cached_property
    def _client(self) -> oss.Client:
        config = oss.config.load_default()
        config.region = os.environ["OSS_REGION"]
        config.endpoint = os.environ.get("OSS_ENDPOINT") or None
        config.credentials_provider = CredentialsProviderFunc(_credentials)
        config.connect_timeout, config.readwrite_timeout = 2, 10
        return oss.Client(config)

    def versioning(self) -> str | None:
        asked = self._client.get_bucket_versioning(oss.GetBucketVersioningRequest(bucket=self.bucket))
        return str(asked.version_status or "")

    def put(self, key: str, body: bytes | IO[bytes], media: str) -> str | None:
        request = oss.PutObjectRequest(
            bucket=self.bucket, key=key, body=body, content_type=media, forbid_overwrite="true"
        )
        return str(self._client.put_object(request).etag or "")

    def get(self, key: str) -> tuple[str | None, Iterable[bytes]]:
        answer = self._client.get_object(oss.GetObjectRequest(bucket=self.bucket, key=key))
        return answer.etag, _chunks(answer.body)

    def pages(self, prefix: str) -> Iterator[tuple[str | None, Iterable[tuple[str, int]]]]:
        request = oss.ListObjectsV2Request(bucket=self.bucket, prefix=prefix)
        for page in self._client.list_objects_v2_paginator().iter_page(request):
            yield page.name, ((item.key, item.size) for item in page.contents or ())

    def cause(self, error: BaseException) -> tuple[str, BaseException]:
        """The library wraps what happened once or twice."""
        if inner := getattr(error, "unwrap", None):
            return self.cause(inner())
        code = error.code or error.status_code if isinstance(error, refused.ServiceError) else ""
        return str(code), error


def _chunks(body: oss.StreamBody) -> Iterator[bytes]:
    with body:
        yield from body.iter_bytes(block_size=CHUNK)


def _credentials() -> oss.credentials.Credentials:
    """Read anew for each call: those of a role change while the server runs."""
    return oss.credentials.EnvironmentVariableCredentialsProvider().get_credentials()

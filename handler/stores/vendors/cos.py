"""A bucket of Tencent COS as store, by Tencent's own library (`cos-python-sdk-v5`, to be installed by whoever uses it)."""

import os
from collections.abc import Iterable, Iterator
from typing import IO, ClassVar
from urllib.parse import urlsplit

from qcloud_cos import CosConfig, CosS3Client
from qcloud_cos.cos_exception import CosClientError, CosServiceError

from handler.stores import CHUNK
from handler.stores.vendors.bucket import VendorStore

_ONCE = {"x-cos-forbid-overwrite": "true"}


class CosStore(VendorStore):
    """TENCENTCLOUD_REGION, TENCENTCLOUD_SECRET_ID … as Tencent's tools read them; COS_DOMAIN names the bucket's own address."""

    scheme, shape = "cos://", "cos://桶名-APPID/前缀"
    needed = ("TENCENTCLOUD_REGION", "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY")
    own_address = "COS_DOMAIN"
    errors = (CosServiceError, CosClientError, OSError)
    words: ClassVar = {
        "NoSuchBucket": "没有这个桶，请核对桶名（带 APPID）和 TENCENTCLOUD_REGION",
        "InvalidAccessKeyId": "访问密钥不对，请核对 TENCENTCLOUD_SECRET_ID",
        "SignatureDoesNotMatch": "访问密钥不对，请核对 TENCENTCLOUD_SECRET_KEY",
        "ExpiredToken": "临时密钥过期了，请换新的",
    }

    def versioning(self) -> str | None:
        return str(_client().get_bucket_versioning(Bucket=self.bucket).get("Status", ""))

    def put(self, key: str, body: bytes | IO[bytes], media: str) -> str | None:
        answer = _client().put_object(self.bucket, body, key, ContentType=media, Metadata=_ONCE)
        return str(answer.get("ETag", ""))

    def get(self, key: str) -> tuple[str | None, Iterable[bytes]]:
        answer = _client().get_object(Bucket=self.bucket, Key=key)
        return answer.get("ETag"), answer["Body"].get_stream(CHUNK)

    def pages(self, prefix: str) -> Iterator[tuple[str | None, Iterable[tuple[str, int]]]]:
        after, more = "", True
        while more:
            page = _client().list_objects(Bucket=self.bucket, Prefix=prefix, Marker=after)
            yield page.get("Name"), ((item["Key"], int(item["Size"])) for item in page.get("Contents", ()))
            after, more = page.get("NextMarker", ""), page["IsTruncated"] == "true"

    def cause(self, error: Exception) -> tuple[str, BaseException]:
        return error.get_error_code() if isinstance(error, CosServiceError) else "", error


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

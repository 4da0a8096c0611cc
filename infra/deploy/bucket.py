"""Filling the two buckets of a deployment: packages under names made of their content, and the frozen site."""

import hashlib
import mimetypes
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from handler.server.static import FOR_EVER, TYPES
from webform.manifest import MANIFEST, Known, parse_manifest, read_known

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

_MISSING = ("404", "NoSuchBucket", "NoSuchKey", "NotFound")
"""Of an asset, whose folder is named after its content."""
_ASK_EACH_TIME = "no-cache"
_TEXT = ("text/", "application/json", "image/svg+xml")
_NOT_HERE = "us-east-1"
"""The one region that refuses to be named when a bucket is made in it."""


def make_private_bucket(client: "S3Client", bucket: str, region: str) -> bool:
    """Whether it had to be made. Nobody outside the account can read it. Raises what boto3 raises."""
    try:
        client.head_bucket(Bucket=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] not in _MISSING:
            raise
    else:
        return False
    if region == _NOT_HERE:
        client.create_bucket(Bucket=bucket)
    else:
        client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})  # type: ignore[typeddict-item]  # a region that boto3's types do not know yet
    client.put_public_access_block(
        Bucket=bucket,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
    )
    return True


def package_key(file: Path) -> str:
    """`function-0123456789ab.zip`: under one name CloudFormation would see no change of content."""
    return f"{file.stem}-{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}.zip"


def has_object(client: "S3Client", bucket: str, key: str) -> bool:
    """Whether it is there; in a bucket that is not there nothing is."""
    try:
        client.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] not in _MISSING:
            raise
        return False
    return True


class SiteBucket:
    """The bucket behind the site, and what differs in it from the frozen site in `folder`.

    What an earlier upload put there is known by the manifest that goes with each; whatever else lies there stays.
    """

    def __init__(self, client: "S3Client", bucket: str, folder: Path) -> None:
        self._client, self._bucket, self._folder = client, bucket, folder
        there = self._there()
        pages = [*sorted(read_known(folder), key=_assets_first), MANIFEST]
        self.fresh = [name for name in pages if there.get(name) != self._etag(name)]
        """What is to be written: assets before the pages that name them, the manifest last."""
        earlier = self._earlier() if MANIFEST in there else {}
        self.stale = sorted(
            name for name in earlier if name in there and name not in pages and not _is_asset(name)
        )
        """What is to be removed. Earlier assets stay, for a page that is open somewhere."""

    def upload(self) -> Iterator[str]:
        """Make the bucket hold the site, yielding each name as it is done."""
        for name in self.fresh:
            self._client.put_object(
                Bucket=self._bucket,
                Key=name,
                Body=(self._folder / name).read_bytes(),
                ContentType=_media(name),
                CacheControl=FOR_EVER if _is_asset(name) else _ASK_EACH_TIME,
            )
            yield name
        for name in self.stale:
            self._client.delete_object(Bucket=self._bucket, Key=name)
            yield name

    def _there(self) -> Mapping[str, str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket)
        return {item["Key"]: item["ETag"] for page in pages for item in page.get("Contents", ())}

    def _etag(self, name: str) -> str:
        """S3's own for an object that is written in one piece and encrypted by S3's key."""
        return f'"{hashlib.md5((self._folder / name).read_bytes(), usedforsecurity=False).hexdigest()}"'

    def _earlier(self) -> Known:
        body = self._client.get_object(Bucket=self._bucket, Key=MANIFEST)["Body"]
        return parse_manifest(body.read(), f"s3://{self._bucket}/{MANIFEST}")


def _is_asset(name: str) -> bool:
    return name.startswith("assets/")


def _assets_first(name: str) -> tuple[bool, str]:
    return not _is_asset(name), name


def _media(name: str) -> str:
    media = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{media}; charset=utf-8" if media.startswith(_TEXT) else media

"""Fixtures that several packages' tests share: a real S3 server, and both stores."""

import hashlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from hypothesis import settings

from handler.stores import Store
from handler.stores.folder import FolderStore
from handler.stores.s3 import S3Store
from tests.ceph import S3Server, serve_s3

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


settings.register_profile("any machine", settings.default, deadline=None)  # a slow one is not a wrong one
settings.load_profile("any machine")


def pytest_make_parametrize_id(val: object) -> str | None:
    """A file among the arguments is named by what it is: whole, it would be the test's name."""
    return f"{len(val)}-bytes-{hashlib.sha256(val).hexdigest()[:8]}" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """One server for the whole run; a test gets its own bucket on it."""
    with serve_s3() as server:
        yield server


@pytest.fixture(scope="session")
def s3_session(s3_server: S3Server) -> boto3.Session:
    """What boto3 reads from its files, which takes longer than most tests, is read once."""
    return boto3.Session(s3_server.access_key, s3_server.secret_key, region_name="us-east-1")


@pytest.fixture
def s3_settings(s3_server: S3Server, s3_session: boto3.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard AWS settings, and nothing of this machine's own, name the server."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", s3_server.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_server.secret_key)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", s3_session)  # not one with another test's credentials


@pytest.fixture
def s3_client(s3_settings: None) -> Iterator["S3Client"]:  # noqa: ARG001  # asked for what it sets
    client = boto3.client("s3")
    yield client
    client.close()


@pytest.fixture
def bucket(s3_client: "S3Client") -> str:
    """The name of a fresh bucket, unversioned: in a versioned one this server ignores `If-None-Match`."""
    name = f"tests-{secrets.token_hex(8)}"
    s3_client.create_bucket(Bucket=name)
    return name


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of each sort, so that every rule is held by both."""
    if request.param == "folder":
        (tmp_path / "store").mkdir()
        return FolderStore(tmp_path / "store")
    return S3Store.at(f"s3://{request.getfixturevalue('bucket')}/some/prefix")

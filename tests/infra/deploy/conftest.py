"""An account of its own for each test that asks for one."""

from collections.abc import Iterator

import boto3
import pytest

from infra.deploy.account import Account, open_account
from tests.support.infra.emulated_aws import emulate_aws

REGION = "ap-east-1"


@pytest.fixture(scope="package")
def emulator() -> Iterator[str]:
    with emulate_aws() as endpoint:
        yield endpoint


@pytest.fixture
def account(emulator: str, monkeypatch: pytest.MonkeyPatch) -> Account:
    """Whoever holds these keys is the account's owner; nothing of an earlier test is left in it."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "owner")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "only-for-tests-on-loopback")
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3", raising=False)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    import urllib.request

    urllib.request.urlopen(
        urllib.request.Request(f"{emulator}/moto-api/reset", method="POST")
    ).close()  # the emulator on loopback
    return open_account(REGION)

"""What keeps one from deploying is said in one line, with what to do."""

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError
from botocore.parsers import ResponseParserError

from infra.deploy.account import Account, DeployError, in_words, open_account
from infra.deploy.bucket import has_object, make_private_bucket
from tests.support.infra.template import parameters

DENIED = ClientError({"Error": {"Code": "AccessDenied", "Message": "not authorized"}}, "CreateBucket")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NoCredentialsError(), "没有可用的 AWS 凭据"),
        (DENIED, "CreateBucket，凭据缺这一项权限：not authorized（AccessDenied）"),
        (ClientError({"Error": {"Code": "Throttling"}}, "PutObject"), "PutObject：没有说原因（Throttling）"),
        (EndpointConnectionError(endpoint_url="https://sts.example"), "连不上 AWS"),
        (ResponseParserError("<html>"), "答话的不是 AWS"),
    ],
)
def test_what_aws_or_the_network_refuses_is_said_in_words(error: Exception, said: str) -> None:
    with pytest.raises(DeployError, match=said), in_words():
        raise error


def test_the_region_is_asked_for_where_nothing_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")

    with pytest.raises(DeployError, match="请加 --region"):
        open_account()


@pytest.mark.programs
def test_aws_region_alone_names_it(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", account.region)

    assert open_account().region == account.region


@pytest.mark.programs
@pytest.mark.parametrize("region", ["us-east-1", "ap-east-1"])
def test_the_bucket_of_packages_is_made_once_and_is_private(account: Account, region: str) -> None:
    client = account.session.client("s3", region_name=region)

    assert make_private_bucket(client, f"packages-{region}", region)
    assert not make_private_bucket(client, f"packages-{region}", region)

    blocked = client.get_public_access_block(Bucket=f"packages-{region}")["PublicAccessBlockConfiguration"]
    assert set(blocked.values()) == {True}


@pytest.mark.programs
def test_a_bucket_that_is_somebody_elses_is_told(account: Account) -> None:
    client = account.session.client("s3")
    client.meta.events.register("before-call.s3", lambda **_: _deny())

    with pytest.raises(ClientError):
        make_private_bucket(client, "packages", "ap-east-1")
    with pytest.raises(ClientError):
        has_object(client, "packages", "function.zip")


def _deny() -> None:
    raise ClientError({"Error": {"Code": "403", "Message": "Forbidden"}}, "HeadBucket")


def test_no_parameter_is_hidden() -> None:
    """An update repeats what a parameter was; one that AWS hides would become asterisks."""
    assert not [name for name, made in parameters().items() if made.get("NoEcho")]

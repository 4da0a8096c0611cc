"""The AWS account that this machine's credentials open: its region, its number, and what it refuses, in words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import boto3
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, PartialCredentialsError
from botocore.parsers import ResponseParserError

from schema.errors import UserError

_UNFIT = "cn-"
_NO_KEYS = "没有可用的 AWS 凭据：请先设 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY，或运行 aws configure"
_REFUSED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403")


class DeployError(UserError):
    """The account could not, or would not, do what was asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """session: whose clients have the region and the credentials. number: the account's twelve digits."""

    session: boto3.Session
    region: str
    number: str


def open_account(region: str = "") -> Account:
    """The account, in `region` or the one that the AWS settings name. Raises DeployError."""
    # boto3 itself reads AWS_DEFAULT_REGION and the profile only
    named = region or os.environ.get("AWS_REGION", "")
    session = boto3.Session(region_name=named or None)
    if not session.region_name:
        raise DeployError("没有说用哪个区域：请加 --region，如 --region ap-east-1，或设 AWS_REGION")
    if session.region_name.startswith(_UNFIT):
        raise DeployError(
            f"{session.region_name} 是 AWS 中国区，那里没有本模板要用的两种资源（CloudFront 的来源访问控制和函数），"
            "不能这样部署；请用自己的服务器，见 infra/README.md"
        )
    with in_words():
        number = session.client("sts").get_caller_identity()["Account"]
    return Account(session=session, region=session.region_name, number=number)


@contextmanager
def in_words() -> Iterator[None]:
    """What AWS refuses inside is a DeployError with its code; so is an account that cannot be reached."""
    try:
        yield
    except (NoCredentialsError, PartialCredentialsError) as error:
        raise DeployError(_NO_KEYS) from error
    except ClientError as error:
        said = error.response.get("Error", {})
        code, message = said.get("Code", ""), said.get("Message", "")
        lacking = "，凭据缺这一项权限" if code in _REFUSED else ""
        raise DeployError(
            f"AWS 没有答应 {error.operation_name}{lacking}：{message or '没有说原因'}（{code}）"
        ) from error
    except BotoCoreError as error:
        raise DeployError(f"连不上 AWS：{error}") from error
    except ResponseParserError as error:
        raise DeployError("答话的不是 AWS，可能是登录页或代理的网页；请核对网络，再运行一次") from error

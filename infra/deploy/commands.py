"""The command that deploys: deploy."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from schema.cli import Commands, add_command

_PURPOSE = "部署到云上：建好存储、函数和网址，上传网站；再运行一次就更新（如换了新的一年）"


def add_deploy(commands: Commands) -> None:
    command = add_command(commands, "deploy", _deploy, _PURPOSE)
    command.add_argument("cloud", choices=("aws",), help="哪家的云；别处见 infra/README.md")
    command.add_argument("--stack", default="yearly-form", help="这一套的名字，也是 CloudFormation 栈的名字")
    command.add_argument("--region", default="", help="区域，如 ap-east-1；默认按 AWS 的设置")
    command.add_argument(
        "--domain", default="", help="自己的域名，如 forms.example.cn；要同时写 --certificate"
    )
    command.add_argument("--certificate", default="", help="这个域名在 us-east-1 的 ACM 证书的 ARN")
    command.add_argument(
        "--access", choices=("codes", "open"), help="凭填报码填报，或不用码；默认不变，起初用码"
    )
    command.add_argument(
        "--set",
        type=_setting,
        action="append",
        default=[],
        metavar="名=值",
        help="模板的其他参数，可以写多次",
    )
    command.add_argument("--out", type=Path, default=Path("public"), help="生成网站的文件夹")
    command.add_argument(
        "--handouts", type=Path, help="把汇总台入口和各单位的填报码写进这个文件夹（只有本人能读）"
    )
    command.add_argument("--dry-run", action="store_true", help="只说会做什么，什么都不做")


def _setting(text: str) -> tuple[str, str]:
    """`Name=value`, as an argument."""
    name, equals, value = text.partition("=")
    if not (name.isalnum() and equals):
        raise argparse.ArgumentTypeError(f"“{text}”应写成 参数名=值，如 AlarmEmail=someone@example.cn")
    return name, value


def _deploy(options: argparse.Namespace) -> Iterator[str]:
    from infra.deploy.deploy import deploy  # boto3 takes longer to import than most commands take to run

    yield from deploy(options)

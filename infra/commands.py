"""The commands that pack and deploy: package, the functions for the cloud; bundle, the program for a machine; deploy, all on AWS."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from infra.bundle.pack import make_bundle
from infra.package import make_collect_package, make_package, without_bytecode
from schema.cli import Commands, add_command
from schema.loading.catalogue import load_catalogue
from webform.app import render_shell
from webform.config import add_place, read_place


def add_package(commands: Commands) -> None:
    command = add_command(commands, "package", _package, "打包云函数")
    command.add_argument(
        "--file", type=Path, default=Path("dist/function.zip"), help="填报和查询用的压缩包的文件名"
    )
    command.add_argument(
        "--collect", type=Path, default=Path("dist/collect.zip"), help="汇总用的压缩包的文件名"
    )
    add_place(command)


def _package(options: argparse.Namespace) -> Iterator[str]:
    yield from without_bytecode()
    shell = render_shell(load_catalogue(), read_place(options))
    for made in (make_package(shell, options.file), make_collect_package(options.collect)):
        yield f"已写 {made}，{made.stat().st_size // 1024} kB"


def add_bundle(commands: Commands) -> None:
    command = add_command(
        commands, "bundle", _bundle, "把整个程序打成一个文件，拷到只有 Python 的机器上就能用"
    )
    command.add_argument("--file", type=Path, default=Path("dist/form.pyz"), help="文件名")
    command.add_argument(
        "--s3", action="store_true", help="带上 botocore：存放填报用 s3:// 时才要，文件大得多"
    )


def _bundle(options: argparse.Namespace) -> Iterator[str]:
    made = make_bundle(options.file, s3=options.s3)
    yield f"已写 {made}，{made.stat().st_size // 1024} kB；用法：python3 {made.name} install --site https://…"


def add_deploy(commands: Commands) -> None:
    command = add_command(
        commands,
        "deploy",
        _deploy,
        "部署到云上：建好存储、函数和网址，上传网站；再运行一次就更新（如换了新的一年）",
    )
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

"""Packages, stack and site on AWS, in one; run again, it does what is left to do."""

import argparse
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from handler.access.filing_codes import Codes, read_rounds
from handler.commands.code_sheet import make_code_rows
from handler.stores.folder.private_file import write_private
from infra.deploy.account import Account, DeployError, in_words, open_account
from infra.deploy.bucket import SiteBucket, has_object, make_private_bucket, package_key
from infra.deploy.stack import Stack
from infra.package import make_collect_package, make_package, without_bytecode
from schema.cli import show_progress
from schema.edition.survey import Catalogue
from schema.loading.catalogue import load_catalogue
from webform.app import render_code_sheet, render_shell
from webform.config import Place
from webform.freeze import freeze

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")

_DESK = """汇总台入口（拿到这个网址的人就能看全部报送，请当面或用内部邮件交给经办人，不要发到群里）：
{site}desk/#key={key}

汇总台密钥（网址打不开时，在 {site}desk/ 里输入）：
{key}
"""


def deploy(options: argparse.Namespace) -> Iterator[str]:
    """Yields what is done. Raises DeployError, and whatever packing and freezing raise."""
    given = _settings(options)
    catalogue = load_catalogue()
    account = open_account(options.region)
    bucket = f"{options.stack}-packages-{account.number}-{account.region}".lower()
    yield f"AWS 账号 {account.number}，区域 {account.region}，栈 {options.stack}"
    yield from without_bytecode()
    with TemporaryDirectory() as folder, in_words():
        packages = _pack(catalogue, Path(folder))
        keys = {"CodeBucket": bucket, **dict(zip(("CodeKey", "CollectCodeKey"), packages, strict=True))}
        stack = Stack(
            client=account.session.client("cloudformation"), name=options.stack, settings=given | keys
        )
        if options.dry_run:
            yield from _foretell(account, bucket, packages, stack)
            return
        yield from _upload_packages(account, bucket, packages)
        for line in stack.apply():
            show_progress(line) if line.isascii() else (yield line)
        show_progress("")
        yield from _put_site(account, catalogue, stack, options.out)
        yield from _tell(account, catalogue, stack, options.handouts)


def _settings(options: argparse.Namespace) -> dict[str, str]:
    """The template's parameters that were given. Raises DeployError."""
    if bool(options.domain) != bool(options.certificate):
        raise DeployError("--domain 和 --certificate 要同时写：CloudFront 用自己的域名时必须有它的证书")
    if options.domain and not _DOMAIN.fullmatch(options.domain):
        raise DeployError(f"--domain “{options.domain}”不是域名，应写成 forms.example.cn，前后什么都不加")
    own = {"DomainName": options.domain, "CertificateArn": options.certificate, "Access": options.access}
    return dict(options.set) | {name: value for name, value in own.items() if value}


def _pack(catalogue: Catalogue, folder: Path) -> dict[str, Path]:
    """The public functions' package and the bureau's, by their names in the bucket of packages."""
    public = make_package(render_shell(catalogue, Place()), folder / "function.zip")
    return {package_key(made): made for made in (public, make_collect_package(folder / "collect.zip"))}


def _foretell(account: Account, bucket: str, packages: Mapping[str, Path], stack: Stack) -> Iterator[str]:
    client = account.session.client("s3")
    for key in packages:
        there = has_object(client, bucket, key)
        yield f"程序包 {key}：{'已经在' if there else f'要上传到 {bucket}'}"
    status = stack.status()
    yield f"栈 {stack.name}：{f'要更新（现在是 {status}）' if status else '要新建'}"
    changed = {name: value for name, value in stack.settings.items() if stack.parameters().get(name) != value}
    yield f"参数：{'、'.join(f'{name}={value}' for name, value in changed.items()) or '都和现在一样'}"
    yield "网站：栈做好后生成并上传。这次什么都没有做"


def _upload_packages(account: Account, bucket: str, packages: Mapping[str, Path]) -> Iterator[str]:
    client = account.session.client("s3")
    if make_private_bucket(client, bucket, account.region):
        yield f"已建放程序包的桶 {bucket}"
    for key, file in packages.items():
        if not has_object(client, bucket, key):
            client.put_object(Bucket=bucket, Key=key, Body=file.read_bytes())
            yield f"已上传程序包 {key}"


def _put_site(account: Account, catalogue: Catalogue, stack: Stack, out: Path) -> Iterator[str]:
    """Assets and pages of the site as the stack needs it, those that differ."""
    outputs = stack.outputs()
    codes = stack.parameters().get("Access") != "open"
    for page in freeze(catalogue, replace(Place(), upload_origin=outputs["UploadOrigin"], codes=codes), out):
        show_progress(f"写入 {page}")
    site = SiteBucket(account.session.client("s3"), outputs["SiteBucketName"], out)
    for name in site.upload():
        show_progress(f"上传 {name}")
    show_progress("")
    done = f"已上传 {len(site.fresh)} 个文件，删去旧页 {len(site.stale)} 个"
    yield f"网站：{done if site.fresh or site.stale else '没有要改的'}"


def _tell(account: Account, catalogue: Catalogue, stack: Stack, handouts: Path | None) -> Iterator[str]:
    """Where everything is; secrets go into files only, never on the screen."""
    outputs, parameters = stack.outputs(), stack.parameters()
    if parameters.get("DomainName"):
        yield f"请把域名 {parameters['DomainName']} 用 CNAME 指到 {outputs['DistributionHost']}"
    yield f"填报网址：{outputs['SiteUrl']}"
    yield f"汇总台入口：{outputs['SiteUrl']}desk/"
    if not handouts:
        yield "汇总台密钥和各单位的填报码：再加 --handouts 文件夹 运行一次"
        return
    secrets = account.session.client("secretsmanager")
    key, secret = (
        secrets.get_secret_value(SecretId=outputs[name])["SecretString"]
        for name in ("BureauKeyArn", "CodeSecretArn")
    )
    codes = Codes(secret=secret, rounds=read_rounds(parameters.get("CodeRounds", ""), catalogue))
    yield from _hand_out(catalogue, outputs["SiteUrl"], key, codes, handouts)


def _hand_out(catalogue: Catalogue, site: str, key: str, codes: Codes, folder: Path) -> Iterator[str]:
    """The desk's link and for each edition a sheet of codes, as files that only their owner can read.

    site: its address, ending in `/`.
    """
    texts = {"汇总台入口.txt": _DESK.format(site=site, key=key)}
    for edition, survey in catalogue.items():
        texts[f"填报码-{edition}.html"] = render_code_sheet(survey, list(make_code_rows(survey, codes, site)))
    for name, text in texts.items():
        write_private(folder / name, text)
        yield f"已写 {folder / name}"

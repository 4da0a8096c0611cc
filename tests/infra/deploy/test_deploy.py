"""`build.py deploy aws`: one command makes the whole, and, run again, does what is left to do."""

import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import build
from infra.deploy import deploy as deploying
from infra.deploy.account import Account
from infra.deploy.stack import Stack
from schema.edition.survey import Catalogue
from tests.support.infra.emulated_aws import provable
from webform.config import Place
from webform.freeze import freeze
from webform.manifest import MANIFEST, read_known, write_site

pytestmark = pytest.mark.programs

KEY = "b" * 32
SECRET = "c" * 32


@pytest.fixture
def made(account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The account with the two secrets that the emulator's CloudFormation does not make."""
    secrets = account.session.client("secretsmanager")
    key, code = (
        secrets.create_secret(Name=name, SecretString=name[0] * 32)["ARN"] for name in ("bureau", "codes")
    )
    template = provable(tmp_path / "template.json", BureauKeyArn=key, CodeSecretArn=code)

    def small(**given: object) -> Stack:
        return Stack(**given, template=template, look_again=0)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(deploying, "Stack", small)
    monkeypatch.setattr(deploying, "freeze", _frozen_once)
    monkeypatch.chdir(tmp_path)
    return account


_FROZEN: dict[Place, dict[str, bytes]] = {}
"""The site for each place, frozen once: all its pages, and of its hundred assets, which are all the same here, five."""


def _frozen_once(catalogue: Catalogue, place: Place, out: Path) -> Iterator[str]:
    if place not in _FROZEN:
        with TemporaryDirectory() as folder:
            yield from freeze(catalogue, place, Path(folder))
            names = read_known(Path(folder))
            left_out = [name for name in names if name.startswith("assets/")][5:]
            _FROZEN[place] = {name: Path(folder, name).read_bytes() for name in names if name not in left_out}
    write_site(out, _FROZEN[place], read_known(out))


def deploy(*arguments: str) -> int:
    return build.main(["deploy", "aws", "--region", "ap-east-1", *arguments])


def bucket(account: Account, kind: str) -> str:
    """The name of the one that the stack has made for this."""
    [name] = [b["Name"] for b in account.session.client("s3").list_buckets()["Buckets"] if kind in b["Name"]]
    return name


def site(account: Account) -> dict[str, dict[str, object]]:
    """Name → head of each object in the site's bucket."""
    s3, name = account.session.client("s3"), bucket(account, "sitebucket")
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=name).get("Contents", ())]
    return {key: dict(s3.head_object(Bucket=name, Key=key)) for key in keys}


def test_one_command_makes_everything_and_run_again_it_has_nothing_to_do(
    made: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says where everything is; the secrets go into files that only their owner reads. A dry run says so too."""
    assert deploy("--handouts", "out") == 0

    said = capsys.readouterr().out
    there = site(made)
    assert {p.relative_to("public").as_posix() for p in Path("public").rglob("*") if p.is_file()} == {*there}
    _are_sent_as_they_are_kept(there)
    assert "填报网址：https://distribution.domainname/" in said
    assert "汇总台入口：https://distribution.domainname/desk/" in said
    assert KEY not in said and SECRET not in said
    _are_for_their_owner_alone(Path("out"))

    assert deploy("--dry-run") == 0

    said = capsys.readouterr().out
    assert said.count("已经在") == 2
    assert "要更新（现在是 CREATE_COMPLETE）" in said
    assert "都和现在一样" in said

    assert deploy("--handouts", "out") == 0  # they are written anew

    said = capsys.readouterr().out
    assert "已上传程序包" not in said
    assert "网站：没有要改的" in said
    before = {name: head["LastModified"] for name, head in there.items()}
    assert {name: head["LastModified"] for name, head in site(made).items()} == before


def _are_sent_as_they_are_kept(there: dict[str, dict[str, object]]) -> None:
    """A page is asked for at each visit, an asset once."""
    assert there["2021/index.html"]["ContentType"] == "text/html; charset=utf-8"
    assert there["2021/index.html"]["CacheControl"] == "no-cache"
    script = next(head for name, head in there.items() if name.startswith("assets/") and name.endswith(".js"))
    assert (script["ContentType"], script["CacheControl"]) == (
        "text/javascript; charset=utf-8",
        "public, max-age=31536000, immutable",
    )


def _are_for_their_owner_alone(handed_out: Path) -> None:
    desk, codes = sorted(handed_out.iterdir(), key=lambda file: file.suffix, reverse=True)
    assert f"https://distribution.domainname/desk/#key={KEY}" in desk.read_text(encoding="utf-8")
    assert "330212" in codes.read_text(encoding="utf-8")
    assert {stat.S_IMODE(file.stat().st_mode) for file in (desk, codes)} == {0o600}


def test_what_an_update_does_not_name_stays_and_a_page_that_is_gone_goes(
    made: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page is frozen for what was deployed; a domain is told where to point; what is not ours stays."""
    domain = ("--domain", "forms.example.cn", "--certificate", "arn:aws:acm:us-east-1:1:certificate/a")
    assert deploy("--access", "open", "--set", "AlarmEmail=someone@example.cn", *domain) == 0

    assert "请把域名 forms.example.cn 用 CNAME 指到 distribution.domainname" in capsys.readouterr().out
    page = Path("public/2021/index.html").read_text(encoding="utf-8")
    assert f"https://{bucket(made, 'databucket')}.s3.ap-east-1.amazonaws.com" in page
    assert "填报码" not in page
    _there_was_more(made)

    assert deploy("--set", "CodeRounds=2") == 0

    stack = Stack(client=made.session.client("cloudformation"), name="yearly-form", settings={})
    now = stack.parameters()
    assert (now["Access"], now["AlarmEmail"], now["CodeRounds"]) == ("open", "someone@example.cn", "2")
    there = site(made)
    assert "1999/index.html" not in there
    assert {"assets/0/a.js", "MP_verify_1.txt"} <= there.keys()


def _there_was_more(account: Account) -> None:
    """A page and an asset of an earlier site, and a file that is not ours."""
    s3, name = account.session.client("s3"), bucket(account, "sitebucket")
    manifest = s3.get_object(Bucket=name, Key=MANIFEST)["Body"].read()
    earlier = manifest + b"".join(
        b"0" * 64 + b"  " + path + b"\n" for path in (b"1999/index.html", b"assets/0/a.js")
    )
    s3.put_object(Bucket=name, Key=MANIFEST, Body=earlier)
    for gone in ("1999/index.html", "assets/0/a.js", "MP_verify_1.txt"):
        s3.put_object(Bucket=name, Key=gone, Body=b"")


def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    made: Account, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.package.RUNTIME", (2, 7))
    assert deploy("--dry-run", "--access", "open") == 0

    said = capsys.readouterr().out
    assert "要上传到 yearly-form-packages-123456789012-ap-east-1" in said
    assert "打包用的 Python 不是云函数的 2.7" in said
    assert "栈 yearly-form：要新建" in said
    assert "Access=open" in said
    assert not made.session.client("s3").list_buckets()["Buckets"]
    assert not made.session.client("cloudformation").list_stacks()["StackSummaries"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--domain", "forms.example.cn"], "要同时写"),
        (["--domain", "https://forms.example.cn/", "--certificate", "a"], "不是域名"),
        (["--region", "cn-north-1"], "AWS 中国区"),
    ],
)
def test_what_cannot_be_deployed_is_refused_before_anything_is_made(
    made: Account, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert deploy(*arguments) == 1

    assert said in capsys.readouterr().err
    assert not made.session.client("s3").list_buckets()["Buckets"]


def test_a_setting_is_a_name_and_a_value(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        deploy("--set", "AlarmEmail")

    assert "应写成 参数名=值" in capsys.readouterr().err

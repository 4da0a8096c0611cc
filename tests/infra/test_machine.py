"""A machine of one's own: the files that `install` writes are the ones that the programs there take."""

import stat
from pathlib import Path

import pytest

import build
from infra.bundle import program


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EDITIONS", raising=False)
    return tmp_path / "install"


def install(site: str) -> int:
    return program.main(["install", "--site", site])


def test_it_writes_the_files_and_says_where_they_go(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert install("https://forms.example.cn/forms/") == 0

    said = capsys.readouterr().out
    assert sorted(file.name for file in folder.iterdir()) == [
        "Caddyfile",
        "nginx.conf",
        "yearly-form.env",
        "yearly-form.service",
    ]
    assert all(f" {name}" in said for name in ("yearly-form.env", "yearly-form.service", "nginx.conf"))
    nginx = (folder / "nginx.conf").read_text(encoding="utf-8")
    assert "location /forms/ {" in nginx
    assert "return 301 https://forms.example.cn$request_uri;" in nginx
    assert "先放好证书 /etc/ssl/forms.example.cn.pem" in said
    unit = (folder / "yearly-form.service").read_text(encoding="utf-8")
    assert "serve --port 8000 --site https://forms.example.cn/forms/ " in unit


def test_its_secrets_are_fresh_private_off_the_screen_and_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install("https://forms.example.cn/")
    file = folder / "yearly-form.env"
    first = file.read_text(encoding="utf-8")
    install("https://forms.example.cn/")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    secrets = dict(line.split("=") for line in first.splitlines())
    assert len(secrets["BUREAU_KEY"]) > 40 < len(secrets["CODE_SECRET"])
    said = capsys.readouterr().out
    assert secrets["BUREAU_KEY"] not in said and secrets["CODE_SECRET"] not in said
    assert "已经有了，没有动" in said
    assert file.read_text(encoding="utf-8") == first


def test_plain_http_is_supported_and_says_what_it_costs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install("http://10.1.2.3:8080/")

    text = (folder / "nginx.conf").read_text(encoding="utf-8")
    assert "Plain http" in text and "ssl_certificate" not in text
    assert "证书" not in capsys.readouterr().out


def test_the_service_is_exposed_to_little(folder: Path) -> None:
    """With these `systemd-analyze security` says 1.3, where it says 9 without any."""
    install("https://forms.example.cn/")

    unit = (folder / "yearly-form.service").read_text(encoding="utf-8").splitlines()
    assert {
        "DynamicUser=yes",
        "UMask=0077",
        "StateDirectoryMode=0700",
        "IPAddressDeny=any",
        "CapabilityBoundingSet=",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "SystemCallFilter=@system-service",
    } <= set(unit)


def test_install_is_not_for_who_has_the_sources() -> None:
    with pytest.raises(SystemExit):
        build.main(["install", "--site", "https://forms.example.cn/"])

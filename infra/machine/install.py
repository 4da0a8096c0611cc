"""The command that prepares a machine: writes the service, its secrets and the proxy's file, and says where they go."""

import argparse
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from handler.server.addresses import Site, port, site
from handler.stores.folder.private_file import write_private
from schema.cli import Commands, add_command

HERE = Path(__file__).parent
_SECRETS = "yearly-form.env"
_NEXT = """接下来，以管理员身份（sudo -i）在 {folder} 里运行：
  install -D {program} /opt/yearly-form/form.pyz
  install -m 600 yearly-form.env /etc/yearly-form.env && rm yearly-form.env
  install -m 644 yearly-form.service /etc/systemd/system/ && systemctl daemon-reload && systemctl enable --now yearly-form
  curl -s --retry 30 --retry-connrefused http://127.0.0.1:{port}{path}api/health
最后一行答 ok 就是在运行了（首次启动要十几秒）；不答的，看 journalctl -u yearly-form。
代理二选一：
  nginx：{certificate}install -m 644 nginx.conf /etc/nginx/conf.d/yearly-form.conf && nginx -t && systemctl reload nginx
  Caddy：cat Caddyfile >> /etc/caddy/Caddyfile && systemctl reload caddy{offline}
然后打开 {site}；汇总台密钥是 /etc/yearly-form.env 里的 BUREAU_KEY；填报码：
  cd /var/lib/yearly-form && env $(cat /etc/yearly-form.env) python3 /opt/yearly-form/form.pyz codes {edition} --site {site} --out /root/codes.html
备份 /var/lib/private/yearly-form 和 /etc/yearly-form.env；换机器时原样放回就是恢复。"""
_CERTIFICATE = "先放好证书 /etc/ssl/{host}.pem 和 {host}.key（没有的，照 nginx.conf 里写的做一张），再 "
_OFFLINE = "（它自己去互联网取证书；上不了互联网的，先照 Caddyfile 里写的改一行）"


def add_install(commands: Commands) -> None:
    command = add_command(commands, "install", _install, "写好在这台机器上运行要用的几个文件，并说明放到哪里")
    command.add_argument(
        "--site", type=site, required=True, help="浏览器里打开本站的网址，如 https://forms.example.cn/"
    )
    command.add_argument("--port", type=port, default=8000, help="本程序在本设备用的端口")
    command.add_argument("--to", type=Path, default=Path("install"), help="写到哪个文件夹")


def _install(options: argparse.Namespace) -> Iterator[str]:
    """Secrets that are there are kept: another CODE_SECRET would void every code. Raises OSError."""
    from schema.loading.catalogue import load_catalogue

    edition = next(iter(load_catalogue()))
    folder: Path = options.to
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _files(options.site, options.port).items():
        (folder / name).write_text(text, encoding="utf-8")
        yield f"已写 {folder / name}"
    if (folder / _SECRETS).exists():
        yield f"{folder / _SECRETS} 已经有了，没有动"
    else:
        write_private(folder / _SECRETS, _fresh_secrets())
        yield f"已写 {folder / _SECRETS}（新的密钥，只有本人能读）"
    at: Site = options.site
    words = _words(at, options.port)
    secure = at.origin.startswith("https:")
    yield _NEXT.format(
        **words,
        folder=folder.resolve(),
        program=Path(sys.argv[0]).resolve(),
        edition=edition,
        certificate=_CERTIFICATE.format(**words) if secure else "",
        offline=_OFFLINE if secure else "",
    )


def _words(at: Site, local: int) -> dict[str, str]:
    """What the templates name."""
    host = urlsplit(at.origin).hostname or ""
    return {"site": f"{at}/", "origin": at.origin, "host": host, "path": at.base_path, "port": str(local)}


def _files(at: Site, local: int) -> dict[str, str]:
    words = _words(at, local)
    proxy = "nginx.conf" if at.origin.startswith("https:") else "nginx-http.conf"
    templates = {"yearly-form.service": "yearly-form.service", "nginx.conf": proxy, "Caddyfile": "Caddyfile"}
    return {
        name: (HERE / file).read_text(encoding="utf-8").format(**words) for name, file in templates.items()
    }


def _fresh_secrets() -> str:
    return f"BUREAU_KEY={secrets.token_urlsafe(32)}\nCODE_SECRET={secrets.token_urlsafe(48)}\nCODE_ROUNDS=1\n"

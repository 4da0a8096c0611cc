"""An S3 server that holds bucket policies as AWS does: a Ceph monitor, an object daemon in memory, a RADOS Gateway.

Debian and Ubuntu have it (`apt-get install --no-install-recommends radosgw ceph-mon ceph-osd`); it runs as any
user. Everything it writes lies in one short-named folder below /tmp, and only processes started here are stopped.
"""

import os
import shutil
import subprocess
import sysconfig
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.s3.s3_server import PATIENCE, Daemon, S3Server, S3ServerError, free_ports, start, tail

PACKAGES = {
    "ceph-mon": "ceph-mon",
    "ceph-osd": "ceph-osd",
    "radosgw": "radosgw",
    "ceph": "ceph-common",
    "radosgw-admin": "ceph-common",
    "monmaptool": "ceph-base",
}
"""Program → the Debian package it comes in."""


@contextmanager
def serve_ceph() -> Iterator[S3Server]:
    """A running server; it and its folder are gone afterwards. Raises S3ServerError."""
    check_programs()
    monitor, gateway = free_ports(2)
    server = S3Server(endpoint=f"http://127.0.0.1:{gateway}")
    with ExitStack() as stack:
        # The path of a unix socket has at most 108 bytes, so TMPDIR, which may be deep, is not asked.
        state = Path(tempfile.mkdtemp(prefix="rgw", dir="/tmp"))  # mkdtemp makes it private
        stack.callback(shutil.rmtree, state, ignore_errors=True)
        node = _Node(state=state, stack=stack)
        node.configure(monitor, gateway)
        node.start_monitor(monitor)
        node.start_osd()
        node.start_gateway(server)
        yield server


def why_left_out() -> str:
    """Empty where Ceph is installed, or must be: who may install it (root, and CI) leaves nothing out."""
    if os.environ.get("CI") or (os.name != "nt" and os.geteuid() == 0):
        return ""
    try:
        check_programs()
    except S3ServerError as error:
        return str(error)
    return ""


def check_programs() -> None:
    """Raises S3ServerError that names the packages to install."""
    missing = sorted({package for program, package in PACKAGES.items() if not shutil.which(program)})
    if missing:
        raise S3ServerError(
            f"Ceph's S3 server is needed, and these packages are not installed: {' '.join(missing)}. "
            "On Debian: sudo apt-get install --no-install-recommends radosgw ceph-mon ceph-osd"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Node:
    """The three daemons of one server, their files below `state`; `stack` stops what was started."""

    state: Path
    stack: ExitStack

    def configure(self, monitor: int, gateway: int) -> None:
        for name in ("mon", "osd", "rgw", "run", "log"):
            (self.state / name).mkdir()
        text = _CONFIGURATION.format(
            fsid=uuid.uuid4(),
            state=self.state,
            libraries=f"/usr/lib/{sysconfig.get_config_var('MULTIARCH')}",
            monitor=monitor,
            gateway=gateway,
        )
        (self.state / "ceph.conf").write_text(text, encoding="utf-8")

    def start_monitor(self, port: int) -> None:
        monmap = str(self.state / "monmap")
        self._run("monmaptool", "--create", "--addv", "a", f"[v2:127.0.0.1:{port}]", monmap)
        self._run("ceph-mon", "--mkfs", "-i", "a", "--monmap", monmap)
        self._start("ceph-mon", "-i", "a")

    def start_osd(self) -> None:
        identity = str(uuid.uuid4())
        self._run("ceph", "--connect-timeout", "20", "osd", "new", identity)
        self._run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", identity)
        self._start("ceph-osd", "-i", "0")

    def start_gateway(self, server: S3Server) -> None:
        keys = (f"--access-key={server.access_key}", f"--secret-key={server.secret_key}")
        self._run("radosgw-admin", "user", "create", "--uid=tests", "--display-name=tests", *keys)
        self._start("radosgw", "-n", "client.rgw.a").wait_for(server.endpoint)

    def _run(self, program: str, *arguments: str) -> None:
        command = self._command(program, arguments)
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
        except subprocess.CalledProcessError as error:
            raise S3ServerError(f"{program} failed\n{error.stderr.decode(errors='replace')}") from error
        except subprocess.TimeoutExpired as error:
            said = "\n".join(tail(self._log(daemon)) for daemon in ("ceph-mon", "ceph-osd"))
            raise S3ServerError(f"{program} took more than {PATIENCE:.0f} s\n{said}") from error

    def _start(self, program: str, *arguments: str) -> Daemon:
        command = [*self._command(program, arguments), "-f"]
        return start(command, self._log(program), self.state, self.stack)

    def _command(self, program: str, arguments: Sequence[str]) -> list[str]:
        return [program, "-c", str(self.state / "ceph.conf"), *arguments]

    def _log(self, program: str) -> Path:
        return self.state / "log" / f"{program}.out"


_CONFIGURATION = """\
[global]
fsid = {fsid}
mon_host = [v2:127.0.0.1:{monitor}]
mon_initial_members = a
public_addr = 127.0.0.1
public_network = 127.0.0.0/8
cluster_network = 127.0.0.0/8
ms_bind_msgr1 = false
ms_bind_ipv6 = false
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
auth_allow_insecure_global_id_reclaim = true
run_dir = {state}/run
crash_dir = {state}/run
admin_socket = {state}/run/$name.asok
log_file = {state}/log/$name.log
mon_cluster_log_file = {state}/log/cluster.log
log_to_stderr = false
err_to_stderr = true
plugin_dir = {libraries}/ceph
erasure_code_dir = {libraries}/ceph/erasure-code
osd_class_dir = {libraries}/rados-classes
# one copy on one disk is all there is
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_pool_default_pgp_num = 8
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
mon_warn_on_pool_no_redundancy = false
# 5 s by default, and a start that just missed the tick waits for it
objecter_tick_interval = 0.5
[mon]
mon_data = {state}/mon
mon_data_avail_crit = 0
mon_data_avail_warn = 0
mon_tick_interval = 1
# a new map at once: nobody else is asked
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
[osd]
osd_data = {state}/osd
osd_objectstore = memstore
memstore_device_bytes = 2147483648
memstore_page_set = false
osd_max_scrubs = 0
[client]
# without authentication the default (secure) hangs with error -13
ms_mon_client_mode = crc
# tcp_nodelay: without it every answer waits 40 ms
rgw_frontends = beast endpoint=127.0.0.1:{gateway} tcp_nodelay=1
rgw_data = {state}/rgw
rgw_dns_name = localhost
rgw_thread_pool_size = 64
rgw_override_bucket_index_max_shards = 1
rgw_rados_pool_pg_num_min = 8
rgw_dynamic_resharding = false
rgw_enable_quota_threads = false
rgw_run_sync_thread = false
rgw_enable_usage_log = false
rgw_enable_ops_log = false
"""

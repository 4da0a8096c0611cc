"""What `build.py serve` keeps in `var/` and tells whoever started it."""

import argparse
import json
import os
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from handler.http.access_log import Write
from handler.http.given_secret import SHORTEST, fault_of
from handler.records.record import now
from handler.server.clocks import eve_of
from handler.server.connections import LARGEST_REQUEST
from handler.stores.folder.private_file import write_private
from schema.contract.example import example_answers
from schema.edition.model import Edition, State
from schema.edition.survey import Survey
from schema.errors import UserError

KEY_FILE = Path("var/bureau.key")
EXAMPLE_FILE = Path("var/example.json")


def bureau_key(given: str, tell: Callable[[str], None]) -> str:
    """The key given, or this machine's own, made and told at the first start. Raises UserError, OSError."""
    key = given or local_key(KEY_FILE, tell)
    if fault := fault_of("汇总台密钥 BUREAU_KEY", key):
        raise UserError(fault)
    return key


def local_key(file: Path, tell: Callable[[str], None]) -> str:
    """The key that `file` keeps; made and told where it keeps none, or a kill has left it empty. Raises UserError, OSError."""
    key = _read_key(file)
    if not key:
        key = secrets.token_urlsafe(32)
        write_private(file, key)
        # a service's output is kept, and read by others
        seen = f"：{key}" if sys.stdout and sys.stdout.isatty() else ""
        tell(f"已生成汇总台密钥，存在 {file}{seen}")
    if len(key) < SHORTEST or not key.isascii():
        raise UserError(
            f"{file} 里不是完整的密钥（至少 {SHORTEST} 个英文字母或数字）。请删去这个文件再启动，会另生成一个"
        )
    return key


def _read_key(file: Path) -> str:
    if not file.exists():
        return ""
    # zeros: power was lost while it was written
    return file.read_bytes().strip(b"\0 \t\r\n").decode(errors="replace")


def write_example(survey: Survey) -> None:
    """A whole table that `curl` can file."""
    EXAMPLE_FILE.parent.mkdir(parents=True, exist_ok=True)
    document = {"answers": example_answers(survey)}
    EXAMPLE_FILE.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def what_to_try(options: argparse.Namespace, local: str, newest: Edition, *, codes: bool) -> str:
    """The first things to open and to type (Chinese).

    options: of the command. local: the address on this machine, without a slash at its end.
    """
    edition, site, at = newest.id, str(options.site or local), options.at
    key = "$BUREAU_KEY" if os.environ.get("BUREAU_KEY") else f"$(cat {KEY_FILE.as_posix()})"
    example = EXAMPLE_FILE.as_posix()
    access = f"填报码        {_program()} codes {edition} --site {site}/\n" if codes else ""
    clock = f"时钟定在 {at.isoformat()}（只为试用；去掉 --at 就用真实时间）。\n" if at else ""
    shut = (
        ""
        if newest.state(at or now()) in (State.OPEN, State.LATE)
        else f"此刻不在 {edition} 的报送时间内，提交会被退回；要试用，启动时加 --at {eve_of(newest).isoformat()}\n"
    )
    return f"""
{clock}{shut}打开          {site}/{edition}/
用 curl 填报  curl -sS {local}/api/{edition}/submissions -H 'Content-Type: application/json' --data @{example}
看看会说什么  curl -sS {local}/api/{edition}/submissions --data-urlencode 'unit=鄞州区' --data-urlencode 'drills=十二'
下载汇总      curl -sS --compressed -H "Authorization: Bearer {key}" {local}/api/{edition}/collection.json -o collected.json
              （另有 .xlsx、.csv，和填好合计的正式表 .docx）
填报存在      {options.store}
{access}{"" if options.site else _PROXIES}停止          Ctrl-C
"""


def _program() -> str:
    """As whoever reads it has started it: the sources' command line, or the one file."""
    started = Path(sys.argv[0])
    return f"python3 {started}" if started.suffix == ".pyz" else "python build.py"


_PROXIES = (
    "前面有代理的  启动时加 --site 写明浏览器里打开的网址（如 --site https://forms.example.cn/），否则经代理的填报会被拒收；"
    f"代理要放行 {LARGEST_REQUEST >> 20} MB 的请求（nginx：client_max_body_size {LARGEST_REQUEST >> 20}m）\n"
)
"""What a proxy needs, where nobody has said under which address it shows the site."""


def no_log(_line: str) -> None:
    """Keeps nothing."""


def make_log(file: Path | None) -> Write:
    """Adds lines to the file; keeps nothing where none is named. Raises OSError."""
    if file is None:
        return no_log
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()

    def write(line: str) -> None:
        # a full disk must not cost a receipt
        with suppress(OSError), file.open("a", encoding="utf-8") as log:
            log.write(f"{line}\n")

    return write

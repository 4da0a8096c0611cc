"""What `build.py serve` keeps in `var/` and tells whoever started it."""

import json
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from handler.collect.function import SHORTEST_KEY
from handler.local import no_log
from handler.private import write_private
from schema.catalogue import Survey
from schema.errors import UserError
from schema.example import example_answers

KEY_FILE = Path("var/bureau.key")
TICKET_FILE = Path("var/tickets.key")
CLOCK_FILE = Path("var/clock")
EXAMPLE_FILE = Path("var/example.json")


def bureau_key(given: str, tell: Callable[[str], None]) -> str:
    """The key given, or this machine's own, made and told at the first start. Raises UserError, OSError."""
    key = given or local_key(KEY_FILE, tell)
    if len(key.encode()) < SHORTEST_KEY:
        raise UserError(f"市局密钥 BUREAU_KEY 太短，至少要 {SHORTEST_KEY} 个字节")
    return key


def ticket_secret(given: str) -> str:
    """The secret given, or this machine's own, made at the first start: attachments' tickets are sealed with it."""
    return given or local_key(TICKET_FILE, no_log)


def local_key(file: Path, tell: Callable[[str], None]) -> str:
    """The key that `file` keeps; made and told where it keeps none, or a kill has left it empty. Raises UserError, OSError."""
    key = _read_key(file)
    if not key:
        key = secrets.token_urlsafe(32)
        write_private(file, key)
        tell(f"已生成市局密钥，存在 {file}：{key}")
    if len(key) < SHORTEST_KEY or not key.isascii():
        raise UserError(
            f"{file} 里不是完整的密钥（至少 {SHORTEST_KEY} 个英文字母或数字）。请删去这个文件再启动，会另生成一个"
        )
    return key


def _read_key(file: Path) -> str:
    if not file.exists():
        return ""
    return (
        file.read_bytes().strip(b"\0 \t\r\n").decode(errors="replace")
    )  # zeros: power was lost while it was written


def write_example(survey: Survey) -> None:
    """A whole table that `curl` can file."""
    EXAMPLE_FILE.parent.mkdir(parents=True, exist_ok=True)
    document = {"answers": example_answers(survey)}
    EXAMPLE_FILE.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def what_to_try(
    *, edition: str, site: str, store: str, at: datetime | None, codes: bool, own_key: bool
) -> str:
    """The first things to open and to type (Chinese)."""
    key = "$BUREAU_KEY" if own_key else f"$(cat {KEY_FILE.as_posix()})"
    example = EXAMPLE_FILE.as_posix()
    access = f"填报码        python build.py codes {edition} --site {site}/\n" if codes else ""
    clock = f"时钟定在 {at.isoformat()}（只为试用；去掉 --at 就用真实时间）。\n" if at else ""
    return f"""
{clock}打开          {site}/{edition}/
用 curl 填报  curl -sS {site}/api/{edition}/submissions -H 'Content-Type: application/json' --data @{example}
看看会说什么  curl -sS {site}/api/{edition}/submissions --data-urlencode 'unit=鄞州区' --data-urlencode 'drills=十二'
下载汇总      curl -sS --compressed -H "Authorization: Bearer {key}" {site}/api/{edition}/collection.json -o collected.json
              （另有 .xlsx、.csv，和填好合计的正式表 .docx）
填报存在      {store}
{access}停止          Ctrl-C
"""

"""The one command line: freeze the site, serve it, make and check editions, collect what was filed, package the function.

python build.py [freeze | serve | check | import | renew | changes | codes | collect | package] …   each with --help
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

THREADS = 16
LOOPBACK = ("127.0.0.1", "::1", "localhost")
ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "site"))  # a source folder: Python itself owns the name `site`

from schema.catalogue import EDITIONS, Survey, load_catalogue  # noqa: E402  # needs nothing but Python
from schema.checksum import short_code  # noqa: E402  # as above
from schema.errors import UserError  # noqa: E402  # as above

if TYPE_CHECKING:
    from handler.stores import Store
    from webform.app import Place


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it did what was asked. Errors the user can mend are one clear line each."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "freeze")
    options = _parser().parse_args(given)
    try:
        return int(options.run(options) or 0)
    except (UserError, OSError) as error:
        for line in str(error).splitlines():
            print(f"build.py: {line}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="年度统计表：建站、试用、检查、汇总、打包")
    commands = parser.add_subparsers(required=True, metavar="命令")
    freeze = _command(commands, "freeze", _freeze, "生成静态网站（默认命令）")
    _add_place(freeze)
    _add_access(freeze)
    serve = _command(commands, "serve", _serve, "在本机打开网站并接收填报")
    serve.add_argument("--host", default="127.0.0.1", help="监听的地址")
    serve.add_argument("--port", type=int, default=8000, help="监听的端口")
    serve.add_argument("--store", default="var/store", help="存放填报的文件夹，或 s3://桶/前缀")
    serve.add_argument("--at", type=_moment, help="把时钟定在这一刻试用，如 2021-06-30T09:00:00+08:00")
    serve.add_argument("--out", type=Path, default=Path("public"), help="生成网站的文件夹")
    serve.add_argument("--log", type=Path, help="每次请求记一行的文件（不含填报的内容）；默认不记")
    _add_access(serve)
    _command(commands, "check", _check, "检查每一年的表和名册")
    codes = _command(commands, "codes", _codes, "列出每个单位的填报码和链接（密钥在环境变量 CODE_SECRET 里）")
    codes.add_argument("edition", help="年份，如 2021")
    codes.add_argument(
        "--out", type=Path, help="写入的文件：.csv，或 .html（可打印、裁开）；默认显示在屏幕上"
    )
    codes.add_argument("--site", default="/", help="网站的网址，写在链接前面，如 https://form.example.cn/")
    _add_new_year(commands)
    collect = _command(commands, "collect", _collect, "汇总一年的填报")
    collect.add_argument("edition", help="年份，如 2021")
    collect.add_argument("--from", dest="store", required=True, help="存放填报的文件夹，或 s3://桶/前缀")
    collect.add_argument("--out", type=Path, required=True, help="写入汇总文件的文件夹")
    collect.add_argument(
        "--add",
        type=Path,
        action="append",
        default=[],
        metavar="文件",
        help="先收下用“存成文件”发来的表，可写多次",
    )
    collect.add_argument("--received", type=_moment, help="收到这些文件的时刻，默认现在")
    collect.add_argument("--compare", metavar="年份", help="与哪一年的合计并列，如 2021")
    package = _command(commands, "package", _package, "打包云函数")
    package.add_argument("--file", type=Path, default=Path("dist/function.zip"), help="压缩包的文件名")
    _add_place(package, out=False)
    return parser


def _add_new_year(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    document = _command(commands, "import", _import, "从市局下发的 Word 表生成一年的表")
    document.add_argument("document", type=Path, help="Word 表（.docx、.doc）或其文字（.txt）")
    document.add_argument("--year", type=_year, required=True, help="年份，如 2022")
    document.add_argument("--like", type=_year, help="沿用哪一年的编号，如 2021")
    document.add_argument("--out", type=Path, help="写入的文件，默认 schema/editions/年份.toml")
    document.add_argument("--due", type=_moment, help="截止时间，文件里没有写明时用")
    document.add_argument("--same", action="append", type=_same, default=[], metavar="新=旧", help="同一项")
    document.add_argument("--new", action="append", default=[], metavar="编号", help="不是去年的任何一项")
    document.add_argument("--replace", action="store_true", help="覆盖已有的文件")
    renew = _command(commands, "renew", _renew, "没有新文件：沿用上一年的表，年份和日期后移")
    renew.add_argument("year", type=_year, help="新的年份，如 2022")
    renew.add_argument("--from", dest="old", type=_year, help="沿用哪一年，默认上一年")
    changes = _command(commands, "changes", _changes, "两年之间改了什么")
    changes.add_argument("old", type=_year, help="年份，如 2021")
    changes.add_argument("new", type=_year, help="年份，如 2022")
    changes.add_argument("--json", action="store_true", help="用 JSON 写出")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int | None],
    purpose: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name, help=purpose, description=purpose, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    command.set_defaults(run=run)
    return command


def _add_place(command: argparse.ArgumentParser, *, out: bool = True) -> None:
    if out:
        command.add_argument("--out", type=Path, default=Path("public"), help="生成网站的文件夹")
    command.add_argument("--base-path", default="/", help="网站在服务器上的路径，以 / 开头和结尾")
    command.add_argument(
        "--api-origin", default="", help="云函数在别的网址时写 https://…；默认与网站同一网址"
    )


def _add_access(command: argparse.ArgumentParser) -> None:
    given = "codes" if os.environ.get("CODE_SECRET") else "open"
    command.add_argument(
        "--access",
        choices=("open", "codes"),
        default=given,
        help="codes 凭填报码填报，open 不用码；默认有 CODE_SECRET 时用码",
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是带时区的时刻，应写成 2021-06-30T09:00:00+08:00")
    return moment


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2099):
        raise argparse.ArgumentTypeError(f"“{text}”不是年份，应写成 2022")
    return int(text)


def _same(text: str) -> tuple[str, str]:
    new, equals, old = text.partition("=")
    if not (new and equals and old):
        raise argparse.ArgumentTypeError(f"“{text}”应写成 今年的编号=去年的编号")
    return new, old


def _freeze(options: argparse.Namespace) -> None:
    from webform.freeze import freeze

    _show_pages(freeze(load_catalogue(), _place(options), options.out), options.out)


def _place(options: argparse.Namespace) -> "Place":
    from webform.app import Place

    path = options.base_path
    if not re.fullmatch(r"/(?:[0-9A-Za-z_.~-]+/)*", path):
        raise UserError(f"--base-path “{path}”应以 / 开头和结尾，只含英文字母、数字和 _ . ~ -，如 /forms/")
    codes = getattr(options, "access", "open") == "codes"
    return Place(base_path=path, api_origin=options.api_origin.rstrip("/"), codes=codes)


def _show_pages(pages: Iterable[str], out: Path) -> None:
    written = 0
    for page in pages:
        written += 1
        _progress(f"写入 {page}")
    _progress("")
    print(f"网站已写入 {out}，共 {written} 个文件")


def _serve(options: argparse.Namespace) -> None:
    from waitress.server import create_server

    from handler import tryout
    from handler.local import StandingClock, make_local, make_log
    from handler.stores import open_store
    from handler.submit.settings import Settings, now, read_codes
    from webform.app import Place
    from webform.freeze import freeze, render_shell

    catalogue = load_catalogue()
    if not options.store.startswith("s3://"):
        Path(options.store).mkdir(parents=True, exist_ok=True)
    store = open_store(options.store)
    key = tryout.bureau_key(os.environ.get("BUREAU_KEY", ""), print)
    tryout.write_example(next(iter(catalogue.values())))
    trial = bool(options.at) and options.host in LOOPBACK
    codes = read_codes(_environment() if trial else os.environ, options.access, tryout=trial)
    place = Place(codes=codes is not None, at=options.at.isoformat() if options.at else "")
    _show_pages(freeze(catalogue, place, options.out), options.out)
    settings = Settings(
        catalogue=catalogue,
        shell=render_shell(catalogue, place),
        secure=False,
        codes=codes,
        clock=StandingClock(options.at, tryout.CLOCK_FILE) if options.at else now,
    )
    site = make_local(settings, store, key, options.out, make_log(options.log))
    server = create_server(site, host=options.host, port=options.port, threads=THREADS)
    print(
        tryout.what_to_try(
            edition=next(iter(catalogue)),
            site=f"http://{options.host}:{options.port}",
            store=options.store,
            at=options.at,
            codes=codes is not None,
            own_key=bool(os.environ.get("BUREAU_KEY")),
        ),
        flush=True,
    )
    server.run()


def _check(_options: argparse.Namespace) -> None:
    from schema.advice import advice

    catalogue = load_catalogue()
    for survey in catalogue.values():
        edition = survey.edition
        rows = len(list(edition.rows()))
        print(
            f"{edition.id}：{rows} 行 {len(edition.blanks)} 个空，名册 {len(survey.roster.units)} 家，没有错误"
        )
    for remark in advice(catalogue):
        print(f"提醒：{remark}")


def _import(options: argparse.Namespace) -> None:
    from schema.identify import Settlement
    from schema.importer.command import Import, import_edition

    order = Import(
        document=options.document,
        year=options.year,
        like=_edition_file(options.like) if options.like else None,
        out=options.out or EDITIONS / f"{options.year}.toml",
        due=options.due,
        settlement=Settlement(same=dict(options.same), new=options.new),
        replace=options.replace,
    )
    for line in import_edition(order):
        print(line)


def _renew(options: argparse.Namespace) -> None:
    from schema.renew import renew

    for line in renew(_edition_file(options.old or options.year - 1), EDITIONS / f"{options.year}.toml"):
        print(line)


def _edition_file(year: int) -> Path:
    file = EDITIONS / f"{year}.toml"
    if not file.is_file():
        raise UserError(f"没有 {year} 年的表（{file}）")
    return file


def _changes(options: argparse.Namespace) -> None:
    from schema.changes import compare
    from schema.report import to_json, to_text

    old, new = _survey(str(options.old)), _survey(str(options.new))
    changes = compare(old, new)
    print(to_json(old, new, changes) if options.json else "\n".join(to_text(old, new, changes)))


def _collect(options: argparse.Namespace) -> None:
    from handler.collect.command import collect, compare
    from handler.stores import open_store

    def show(done: int, total: int) -> None:
        _progress(f"已读 {done} / {total}")

    survey = _survey(options.edition)
    earlier = _survey(options.compare) if options.compare else None
    store = open_store(options.store)
    for file in options.add:
        _add(survey, store, file, options.received)
    lines = [collect(survey, store, options.out, show)]
    lines += [compare(earlier, survey, store, options.out, show)] if earlier else []
    for line in chain.from_iterable(lines):
        _progress("")
        print(line)


def _add(survey: Survey, store: "Store", file: Path, received: datetime | None) -> None:
    from handler.collect.adding import add_file
    from handler.submit.settings import Settings, now

    edition = survey.edition
    clock = (lambda: received) if received else now
    settings = Settings(catalogue={edition.id: survey}, shell="", clock=clock)
    receipt = add_file(settings, store, edition.id, file)
    print(
        f"已收下 {file}：{receipt.unit.name}，回执号 {receipt.reference}，校验码 {short_code(receipt.checksum)}"
    )


def _codes(options: argparse.Namespace) -> None:
    from handler.codes import SAMPLE_SECRET, Codes, read_rounds
    from handler.slips import make_slips, to_csv
    from webform.freeze import render_slips

    survey = _survey(options.edition)
    environment = _environment()
    if environment["CODE_SECRET"] == SAMPLE_SECRET:
        print("build.py: 没有设 CODE_SECRET，用的是示例密钥，这些填报码只能在本机试用", file=sys.stderr)
    rounds = read_rounds(environment.get("CODE_ROUNDS", ""))
    codes = Codes(secret=environment["CODE_SECRET"], rounds=rounds, tryout=True)
    slips = list(make_slips(survey, codes, f"{options.site.rstrip('/')}/"))
    if not options.out:
        print(to_csv(slips), end="")
        return
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.touch(mode=0o600)  # whoever reads it can file for every unit
    text = render_slips(survey, slips) if options.out.suffix == ".html" else f"\ufeff{to_csv(slips)}"
    options.out.write_text(text, encoding="utf-8", newline="")
    print(f"已写 {options.out}，{len(slips)} 家")


def _environment() -> dict[str, str]:
    """The environment, with the sample secret where it names none."""
    from handler.codes import SAMPLE_SECRET

    return {"CODE_SECRET": SAMPLE_SECRET, **os.environ}


def _survey(edition: str) -> Survey:
    catalogue = load_catalogue()
    if edition not in catalogue:
        raise UserError(f"没有 {edition} 年的表，有的是 {'、'.join(catalogue)}（在 {EDITIONS}）")
    return catalogue[edition]


def _package(options: argparse.Namespace) -> None:
    from infra.package import make_package
    from webform.freeze import render_shell

    shell = render_shell(load_catalogue(), _place(options))
    made = make_package(shell, options.file)
    print(f"已写 {made}，{made.stat().st_size // 1024} kB")


def _progress(line: str) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

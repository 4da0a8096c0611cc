"""Whether a store keeps what it has, found out before anything is entrusted to it; `build.py check` asks for it, too.

The whole order of a year rests on one promise: of two who create one name, one is told that it is taken. A versioned
bucket of Ceph 16 gives both a yes, as Garage does, and the later record takes the place of the earlier one.
"""

import argparse
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from handler.stores import NotAllowedError, Store, bucket_scheme, open_store
from handler.stores.folder import FolderStore
from schema.authoring.commands import check_editions
from schema.cli import Commands, add_command
from schema.errors import UserError

FOLDER = "submissions/.probe/"
"""No edition is called so, hence no merge sees it; and who may only add filings may write it."""
RACERS = 8
_IN_A_BUCKET = (
    "Ceph 的桶开了版本控制会这样，Garage 总是这样：请换没有开版本控制的桶，或换一种存储（如 AWS S3、MinIO）"
)
_IN_A_FOLDER = "请换成本设备硬盘上的文件夹"


class UnsafeStoreError(UserError):
    """The store would lose records; the message says which store, and what to take instead (Chinese)."""


def check_store(store: Store, address: str) -> None:
    """Return if a name can be created once and no more, in turn and in a race, is listed, and holds what was first written.

    Two small objects stay behind in a bucket, which nothing of ours can delete from; none in a folder. Who may not
    read is told by the answers alone. Raises UnsafeStoreError, and StoreError where the store cannot be asked.
    """
    in_turn, in_a_race = (f"{FOLDER}{secrets.token_hex(8)}.json" for _ in range(2))
    try:
        kept = store.create(in_turn, b"1") and not store.create(in_turn, b"2")
        if not kept or not _holds(store, in_turn, b"1") or not _one_wins(store, in_a_race):
            remedy = _IN_A_BUCKET if bucket_scheme(address) else _IN_A_FOLDER
            raise UnsafeStoreError(
                f"{address} 不能用来存填报：先报的会被同名的覆盖，或者写进去查不到。{remedy}"
            )
    finally:
        if isinstance(store, FolderStore):
            for key in (in_turn, in_a_race):
                with suppress(OSError):  # it was never made
                    (store.root / key).unlink()


def _one_wins(store: Store, key: str) -> bool:
    tries = [b"%d" % number for number in range(RACERS)]
    with ThreadPoolExecutor(RACERS) as pool:
        won = list(pool.map(partial(store.create, key), tries))
    winners = [data for data, created in zip(tries, won, strict=True) if created]
    return len(winners) == 1 and _holds(store, key, winners[0])


def _holds(store: Store, key: str, data: bytes) -> bool:
    """Whether it is listed, and read as it was written, as far as that may be seen."""
    return _seen(lambda: list(store.list(key)) == [key]) and _seen(lambda: store.read(key) == data)


def _seen(look: Callable[[], bool]) -> bool:
    """What the look says; true where the role may not look."""
    try:
        return look()
    except NotAllowedError:
        return True


def add_check(commands: Commands) -> None:
    command = add_command(
        commands, "check", _check, "检查每一年的表和报送单位名单；写明 --store 时也试一个存储"
    )
    command.add_argument("--store", help="存放填报的文件夹，或 s3://桶/前缀：试写两个小对象，看会不会覆盖")


def _check(options: argparse.Namespace) -> Iterator[str]:
    yield from check_editions()
    if options.store:
        check_store(open_store(options.store), options.store)
        yield f"{options.store} 可以用来存填报：同名的只能写入一次，八个同时写只有一个写成"

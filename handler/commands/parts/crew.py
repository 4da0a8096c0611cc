"""Who does the work: this process, several, or a cluster that is there already. Any executor of `concurrent.futures` will do."""

import argparse
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from handler.stores import Store, bucket_scheme, open_store
from schema.errors import UserError

P = ParamSpec("P")
T = TypeVar("T")
_PATIENCE = 10
"""Seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Crew:
    """open: opens the store where the work is done. ahead: how many parts are under way at once. units: of a part; elsewhere
    each part costs its way there and a store that is opened, so that there are fewer.
    """

    executor: Executor
    open: Callable[[], Store]
    ahead: int = 1
    units: int = 500


class ThisProcess(Executor):
    """Does at once what is submitted."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(work(*args, **kwargs))
        return future


def add_crew(command: argparse.ArgumentParser) -> None:
    command.add_argument("--jobs", type=int, default=1, help="用几个进程汇总（单位上万家时）")
    command.add_argument(
        "--dask", metavar="tcp://…", help="用哪个 Dask 集群汇总；各节点要有本程序，并能读到存储"
    )


def find_crew(options: argparse.Namespace, store: Store) -> AbstractContextManager[Crew]:
    """As the command was told; `store` is what stands at `options.store`. Raises UserError."""
    if options.jobs < 1 or (options.dask and options.jobs > 1):
        raise UserError("--jobs 至少写 1，并且不与 --dask 同用")
    if options.dask:
        return cluster(opener(options.store), options.dask)
    return processes(opener(options.store), options.jobs) if options.jobs > 1 else nullcontext(alone(store))


def alone(store: Store) -> Crew:
    return Crew(executor=ThisProcess(), open=lambda: store, units=150)


@contextmanager
def processes(open_there: Callable[[], Store], number: int) -> Iterator[Crew]:
    """So many, on this machine. open_there: opens the store in each of them."""
    with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as executor:
        yield Crew(executor=executor, open=open_there, ahead=2 * number)


@contextmanager
def cluster(open_there: Callable[[], Store], scheduler: str) -> Iterator[Crew]:
    """The workers of a Dask scheduler: each runs in this program's folder, and reaches the store. Raises UserError."""
    try:
        from distributed import Client
    except ImportError as error:
        raise UserError("没有安装 Dask，请先运行 pip install -r requirements-dask.txt") from error
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(f"连不上 Dask 调度器 {scheduler}，请核对地址，如 tcp://10.0.0.1:8786") from error
    with client:
        threads = sum(client.nthreads().values())
        yield Crew(executor=client.get_executor(pure=False), open=open_there, ahead=2 * threads + 1)


def opener(address: str) -> Callable[[], Store]:
    return partial(open_store, address if bucket_scheme(address) else str(Path(address).resolve()))

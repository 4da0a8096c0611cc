"""The collection written into a folder: every export, and what is to be said of it on the screen."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from handler.collect.collection import Collection
from handler.collect.exports import EXPORTS
from handler.collect.exports.reminders import to_chasing
from handler.collect.exports.without_names import as_kept
from handler.collect.read_and_merge import period_before
from handler.commands.collect.compare_years import summarise, to_comparison_csv, to_units_comparison_csv
from handler.commands.collect.download import download
from handler.commands.collect.find_filings import NothingFiledError
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.summary import set_aside, summary
from handler.commands.collect.unit_tables import write_tables
from handler.commands.parts.crew import Crew, alone
from handler.commands.parts.merge import merge_in_parts
from handler.commands.progress import Tell, untold
from handler.commands.verify_receipt import lost_since
from handler.records.record import now
from handler.records.seal import Sealer
from handler.stores import Store
from schema.edition.period import edition_in_words
from schema.edition.survey import Survey
from schema.errors import UserError
from schema.loading.catalogue import load_catalogue

NAMELESS = "联系人、电话已过保存期限（keep_until），没有写出；确需写出的，加 --with-names"
CHASING = "未报单位.txt"


class UnreadError(UserError):
    """The files are written, and lack what could not be read: another run may read it."""

    status = 3


def collect(
    survey: Survey,
    store: Store,
    folder: Folder,
    tell: Tell = untold,
    *,
    attachments: bool = False,
    units: bool = False,
    earlier: Survey | None = None,
    sealer: Sealer | None = None,
    previous: Path | None = None,
    crew: Crew | None = None,
    with_names: bool = False,
    clock: Callable[[], datetime] = now,
) -> Iterator[str]:
    """Write every export into `folder`, then yield the summary (Chinese). Raises StoreError, NothingFiledError.

    attachments: download them too; units: write each unit's own table too. earlier: what to compare with; by itself the edition before, where the store holds it. sealer:
    looks at the seals. previous: the collected.json of another time, whose records must still be there. crew: who merges;
    None for this process alone. with_names: also those whose time is over, by the clock.
    """
    before = earlier or period_before(survey, load_catalogue())
    with merge_in_parts(survey, store, before, crew or alone(store), tell, sealer=sealer) as merged:
        _stop_where_nothing_counts(merged)
        folder.failed.extend(lost_since(previous, merged) if previous else ())  # before it is written over
        collection = merged if with_names else as_kept(merged, clock())
        yield from [NAMELESS] * (collection is not merged)
        written = list(_write_exports(collection, folder, tell))
        yield from (*summary(collection), *written)
        yield from write_tables(collection, folder, tell) if units else ()
        yield from _fetch(collection, store, folder, tell) if attachments else ()
        yield from compare(collection, earlier, folder)
    _tell_unread(merged)


def _tell_unread(collection: Collection) -> None:
    unread = sum(aside.unread for aside in collection.set_aside)
    if unread:
        raise UnreadError(f"有 {unread} 份记录读了三次都读不出，没有计入（见上面“未计入”）。请稍后再汇总一次")


def _stop_where_nothing_counts(collection: Collection) -> None:
    if collection.coverage.filed or collection.unknown:
        return
    edition = edition_in_words(collection.edition.id)
    lines = [f"没有一份能算 {edition}的填报。没有写任何文件", *set_aside(collection)]
    raise NothingFiledError("\n".join(lines))


def _write_exports(collection: Collection, folder: Folder, tell: Tell) -> Iterator[str]:
    exports = {f"collected.{extension}": export.write(collection) for extension, export in EXPORTS.items()}
    for name, pieces in {**exports, CHASING: [to_chasing(collection)]}.items():
        tell(f"正在写 {name}")
        yield from folder.write(name, pieces)


def _fetch(collection: Collection, store: Store, folder: Folder, tell: Tell) -> Iterator[str]:
    """The attachments; what keeps them from coming does not undo what is written."""
    try:
        yield from download(collection, store, folder.path, tell)
    except OSError as error:
        folder.failed.append(f"附件没有下载完：{error}。排除后再汇总一次，已下载的不会再取")


def compare(collection: Collection, earlier: Survey | None, folder: Folder) -> Iterator[str]:
    """Write both periods side by side into `folder`, totals and units, and yield what cannot be compared."""
    last_year = collection.last_year
    if last_year is None:
        if earlier:
            then = edition_in_words(earlier.edition.id)
            folder.failed.append(f"没有与 {then}比较：存储里没有 {then}名单内单位的填报")
        return
    yield from summarise(collection, last_year)
    both = f"{last_year.collection.edition.id}-{collection.edition.id}"
    yield from folder.write(f"compared-{both}.csv", to_comparison_csv(collection, last_year))
    yield from folder.write(f"compared-units-{both}.csv", to_units_comparison_csv(collection, last_year))

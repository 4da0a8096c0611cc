"""Files written into a folder, each whole or not at all; one that cannot be written does not stop the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handler.stores.folder.private_file import create_private
from schema.errors import UserError


class NotWrittenError(UserError):
    """Files that could not be written, a line for each: which, why, and how to mend it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Folder:
    """The folder, and what went wrong so far."""

    path: Path
    failed: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, path: Path) -> "Folder":
        """The folder, to be made when the first file is written. Raises NotWrittenError where that is plainly no folder."""
        if path.exists() and not path.is_dir():
            raise NotWrittenError(f"{path} 是一个文件，不是文件夹，--out 请写一个文件夹")
        return cls(path=path)

    def write(self, name: str, pieces: Iterable[bytes]) -> Iterator[str]:
        """Write the pieces, made meanwhile, and yield that it is written (Chinese); a failure is kept for `finish`.

        Raises NotWrittenError where there can be no such folder.
        """
        self._make()
        file = self.path / name
        fresh = file.with_name(f"{name}.new")
        try:
            fresh.unlink(missing_ok=True)  # of a run that was killed
            with create_private(fresh) as writing:
                writing.writelines(pieces)
            fresh.replace(file)
        except UserError as error:
            self.failed.append(f"没有写 {file}：{error}")
        except PermissionError:
            self.failed.append(
                f"没有写 {file}：文件正被别的程序打开（如 Excel、Word），或不让写。请关闭它，再汇总一次"
            )
        except OSError as error:
            self.failed.append(f"没有写 {file}：{_why(error)}。排除后再汇总一次")
        else:
            yield f"已写 {file}"
        finally:
            fresh.unlink(missing_ok=True)

    def _make(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotWrittenError(f"不能建文件夹 {self.path}：{_why(error)}。--out 请换一个地方") from error

    def finish(self) -> None:
        """Raises NotWrittenError where a file could not be written."""
        if self.failed:
            raise NotWrittenError("\n".join(self.failed))


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__

"""Parts on the disk, stretch after stretch of the roster; their rows are gone through in order as often as wanted.

What parts come to lies there, too: a country's groups, kept for each of its parts, would be more than its rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from tempfile import TemporaryFile

from handler.collect.collection import Row
from handler.collect.coverage import Summed, Sums
from handler.commands.parts.part import Made, Part, unpack


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """The units of a stretch of the roster in its order; held: the rows of those that were kept to the end."""

    codes: tuple[str, ...]
    packed: bytes
    held: Mapping[str, Row]

    def rows(self) -> Iterator[Row]:
        plain = iter(unpack(self.packed))
        return (self.held[code] if code in self.held else next(plain) for code in self.codes)


class Spool(Summed, AbstractContextManager["Spool"]):
    """stretches: the codes of each. held, groups: known at the end. It is there until it is closed."""

    def __init__(self, stretches: Sequence[tuple[str, ...]]) -> None:
        self.held: Mapping[str, Row] = {}
        self.groups: Mapping[str, Sums] = {}
        self._stretches = stretches
        self._places: dict[int, tuple[int, int, int]] = {}
        self._file = TemporaryFile()  # noqa: SIM115  # closed with the spool

    def put(self, number: int, made: Made) -> None:
        """Of that stretch, without the rows that are held; put again it takes the place of the earlier."""
        self._places[number] = self._file.seek(0, 2), len(made.part), len(made.rows)
        self._file.write(made.part + made.rows)

    def parts(self) -> Iterator[Part]:
        for at, length, _ in self._places.values():
            yield unpack(self._read(at, length))

    def _read(self, at: int, length: int) -> bytes:
        self._file.seek(at)
        return self._file.read(length)

    def stretches(self) -> Iterator[Stretch]:
        for number, codes in enumerate(self._stretches):
            at, before, length = self._places[number]
            held = {code: self.held[code] for code in codes if code in self.held}
            yield Stretch(codes=codes, packed=self._read(at + before, length), held=held)

    def __iter__(self) -> Iterator[Row]:
        return (row for stretch in self.stretches() for row in stretch.rows())

    def __len__(self) -> int:
        return sum(map(len, self._stretches))

    def __exit__(self, *_: object) -> None:
        self._file.close()

"""What proves that a filing was neither changed nor lost: the seals."""

from collections.abc import Iterator

from handler.collect.collection import Collection
from handler.records.seal import Sealed


def seals(collection: Collection) -> Iterator[str]:
    """Whose filing nobody can vouch for: it may be of an earlier version, or written past the function."""
    said = {Sealed.UNSEALED: "未盖印", Sealed.OTHER_KEY: "印记是另一把密钥的"}
    for sealed, words in said.items():
        names = [row.unit.name for row in collection.rows if row.current and row.current.sealed is sealed]
        if names:
            yield f"{words}（{len(names)} 家，已计入；不是以前版本存的，请向单位核对）：{'、'.join(names)}"

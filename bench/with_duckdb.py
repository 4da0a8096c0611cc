"""The same lines by DuckDB: the checksum in SQL, each unit's newest, the sums; and what it takes that is set aside here."""

import re
import time
from pathlib import Path

from schema.edition.kinds import Count
from tests.support.builders import the_2021
from tests.support.filings import change, make_record, store_record

QUERY = """
WITH known AS (
  SELECT unit.code AS code, received_at || id AS place, answers,
    sha256(to_json(struct_pack({canonical}))::VARCHAR) = checksum AS sound
  FROM read_json('{file}', format='newline_delimited', columns={columns})
), newest AS (SELECT arg_max(answers, place) AS answers FROM known WHERE sound GROUP BY code)
SELECT count(*), {sums} FROM newest
"""


def with_duckdb(file: Path, threads: int) -> tuple[float, list[int]]:
    import duckdb

    edition = the_2021()
    types = {
        b.id: "BIGINT" if isinstance(b.kind, Count) else "BOOLEAN" if b.kind.words else "VARCHAR"
        for b in edition.blanks
    }
    answers = ", ".join(f'"{id_}" {type_}' for id_, type_ in types.items())
    columns = {
        "id": "VARCHAR",
        "unit": "STRUCT(code VARCHAR, name VARCHAR)",
        "answers": f"STRUCT({answers})",
        "received_at": "VARCHAR",
        "checksum": "VARCHAR",
    }
    query = QUERY.format(
        canonical=", ".join(f'"{id_}" := answers."{id_}"' for id_ in sorted(types)),
        file=file,
        columns=columns,
        sums=", ".join(f'sum(answers."{id_}")' for id_, type_ in types.items() if type_ == "BIGINT"),
    )
    with duckdb.connect(config={"threads": threads}) as connection:
        begun = time.perf_counter()
        row = connection.execute(query).fetchone()
        return time.perf_counter() - begun, list(map(int, row or ()))


def let_through(folder: Path) -> str:
    """Of lines that are set aside here, which DuckDB counts."""
    right = store_record(make_record())
    text = right.data.decode()
    odd = {
        "7.0": re.sub('("drills": [0-9]+)', r"\1.0", text),
        '"7"': re.sub('("drills": )([0-9]+)', r'\1"\2"', text),
        "a field more": change(right, more=1).data.decode(),
        "format 2": change(right, format=2).data.decode(),
    }
    taken = []
    for name, line in odd.items():
        file = folder / "odd.ndjson"
        file.write_text(line.strip() + "\n", encoding="utf-8")
        assert line != text, name
        if with_duckdb(file, 1)[1][0]:
            taken.append(name)
    return ", ".join(taken)

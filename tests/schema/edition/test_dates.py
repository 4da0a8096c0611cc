from datetime import datetime

import pytest

from schema.edition.dates import in_words
from tests.support.builders import the_2021


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2021-07-01T12:00:00+08:00", "2021年7月1日 12:00"),
        ("2021-07-01T04:00:00+00:00", "2021年7月1日 12:00"),
        ("2021-12-31T16:05:00+00:00", "2022年1月1日 00:05"),
        ("2021-06-30T23:00:00-05:00", "2021年7月1日 12:00"),
        ("2021-07-01T11:59:59+08:00", "2021年7月1日 11:59"),
        ("2021-07-01T12:00:00.999999+08:00", "2021年7月1日 12:00"),
        ("2021-07-01T12:00:40+08:00", "2021年7月1日 12:00:40"),
        ("2021-07-01T12:01:00+08:00", "2021年7月1日 12:01"),
        ("2021-07-02T12:01:00.5+08:00", "2021年7月2日 12:01:00"),
    ],
)
def test_a_moment_is_told_in_the_offset_of_the_edition(moment: str, words: str) -> None:
    assert in_words(datetime.fromisoformat(moment), the_2021()) == words

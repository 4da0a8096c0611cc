"""Bodies as no page sends them. More of them: `python -m tests.stress.bodies`."""

import pytest

from tests.support.http.bodies import check
from tests.support.random.examples import times


@pytest.mark.unmeasured
def test_no_body_breaks_the_function_and_what_it_takes_the_merge_takes() -> None:
    bodies = times(67)

    seen = check(bodies, seed=1)

    assert seen.keys() >= {201, 400, 422}
    assert seen[201] > bodies // 10

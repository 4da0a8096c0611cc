"""A hundred thousand bodies as no page sends them, through the function and the merge: python -m tests.stress.bodies"""

import sys
import time

from tests.support.http.bodies import check

if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    begun = time.monotonic()
    seen = check(number, seed=int(begun))
    print(
        f"{number} bodies in {time.monotonic() - begun:.0f} s, answers {dict(sorted(seen.items()))}, none broke a rule"
    )

"""The slowest of ten thousand requests, each with a member at its largest and worst: python -m tests.stress.slowest [NUMBER]"""

import random
import sys
import tempfile
import time
from pathlib import Path

from tests.support.http.largest import functions, random_large

SHOWN = 8


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(time.time())
    dice = random.Random(seed)
    took: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        respond = functions(Path(folder))
        for _ in range(number):
            asked = random_large(dice)
            begun = time.perf_counter()
            answer = respond(asked.request)
            took.append((time.perf_counter() - begun, asked.name))
            assert answer.status < 500, asked.name
    took.sort(reverse=True)
    print(f"{number} requests, seed {seed}: median {took[number // 2][0] * 1e3:.1f} ms; the slowest:")
    for seconds, name in took[:SHOWN]:
        print(f"{seconds * 1e3:8.1f} ms  {name}")


if __name__ == "__main__":
    main()

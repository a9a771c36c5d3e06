"""How much memory a process that indexes has at its most, however much it is given."""

import subprocess
import sys
from pathlib import Path

import pytest

#: Fifteen million made-up words. The system tells how much memory this process had, files it looked into included.
_INDEXES = """
import random, sys
from itertools import accumulate
from pathlib import Path
from newsearch import Article, NewsIndex

rng = random.Random(7)
lengths = [rng.randint(3, 7) for _ in range(40_000)]
words = sorted({"".join(rng.choices("ابتجدرسعفقكلمنهوي", k=length)) for length in lengths})
often = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
texts = (" ".join(rng.choices(words, cum_weights=often, k=1_500)) for _ in range(10_000))
with NewsIndex.create(sys.argv[1], memory=int(sys.argv[2])) as index:
    index.add(Article(str(number), title="", body=text) for number, text in enumerate(texts))
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_memory_stays_below_what_is_allowed(tmp_path: Path) -> None:
    """These take 340 megabytes if they may."""
    allowed = 280
    most = subprocess.run(
        [sys.executable, "-c", _INDEXES, str(tmp_path / "index"), str(allowed)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(most.stdout) * 1024 <= 1.08 * allowed * 10**6

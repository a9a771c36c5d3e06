"""One file of 100 MB: read to its end, in little memory."""

import json
import tracemalloc
from pathlib import Path

from newsearch.model import Record
from newsearch.sources import Sources


def test_a_file_of_100_mb_is_read_article_by_article(tmp_path: Path) -> None:
    body = "وصل الوفد إلى المدينة أمس. " * 20_000
    line = json.dumps({"body": body}, ensure_ascii=False)
    path = tmp_path / "large.jsonl"
    with path.open("w", encoding="utf-8") as file:
        count = 100_000_000 // len(line.encode()) + 1
        for number in range(count):
            file.write(f'{{"id": "{number}", {line[1:]}\n')
    assert path.stat().st_size > 100_000_000
    tracemalloc.start()
    try:
        ids = [item.article.id for item in Sources([str(path)]) if isinstance(item, Record)]
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert ids == [str(number) for number in range(count)]
    assert peak < 40_000_000

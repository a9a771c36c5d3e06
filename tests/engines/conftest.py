"""Every engine, by name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsearch.engines.base import Engine, Reader
from newsearch.engines.in_memory import InMemory
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.arrays.cold.oneshot import OneShot
from newsearch.engines.on_whoosh.stock import StockWhoosh


class OneShotReading(ArrayEngine):
    """The arrays, read as ``newsearch query`` reads them: without numpy where that will do."""

    def reader(self) -> Reader:  # type: ignore[override]
        self._check()
        return OneShot(self._folder)


ENGINES: dict[str, Callable[[Path], Engine]] = {
    "in_memory": lambda _folder: InMemory(),
    "arrays": ArrayEngine.create,
    "one_shot": OneShotReading.create,
    "stock": StockWhoosh.create,
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return ENGINES[request.param](tmp_path / "engine")

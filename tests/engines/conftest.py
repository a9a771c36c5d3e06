"""Every engine, by name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsearch.engines.base import Engine
from newsearch.engines.in_memory import InMemory
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.stock import StockWhoosh

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "in_memory": lambda _folder: InMemory(),
    "arrays": ArrayEngine.create,
    "stock": StockWhoosh.create,
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return ENGINES[request.param](tmp_path / "engine")

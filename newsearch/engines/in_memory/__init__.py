"""The reference engine: plain dictionaries, slow and obvious. What it answers is what every engine must answer."""

from newsearch.engines.in_memory.engine import InMemory
from newsearch.engines.in_memory.reader import MemoryReader

__all__ = ["InMemory", "MemoryReader"]

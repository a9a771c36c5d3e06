"""Memory that is no longer used, given back to the system."""

import ctypes
import sys
from functools import cache
from typing import Any


@cache
def _trim() -> Any:
    """Glibc's ``malloc_trim``, which other C libraries do not have, or do not need."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return None


def give_back() -> None:
    """Give back what was freed: a large transaction would otherwise hold the most it ever had until it ends."""
    if trim := _trim():
        trim(0)

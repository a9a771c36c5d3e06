"""The form of every token, counted within its lemma: one byte each, and the few that need more kept apart."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, ArrayFile, ArrayFileWriter, narrow
from newsearch.engines.on_whoosh.arrays.files.spool import Spool
from newsearch.engines.on_whoosh.arrays.segments.pages import FAR

_HELD: Final = 1 << 20


def write_which(file: ArrayFileWriter, folder: Path, pieces: Iterable[Array]) -> None:
    """Write the arrays ``which``, ``which_far`` and ``which_forms``. ``folder``: where temporary files may lie."""
    places, forms = Spool(folder, _HELD), Spool(folder, _HELD)
    count = most = 0

    def bytes_of() -> Iterator[NDArray[np.uint8]]:
        nonlocal count, most
        yield np.zeros(0, np.uint8)
        for piece in pieces:
            far = (piece >= FAR).nonzero()[0]
            if len(far):
                places.put(count + far)
                forms.put(piece[far].astype(np.int64))
                most = max(most, int(piece[far].max()))
            count += len(piece)
            yield np.minimum(piece, FAR).astype(np.uint8)

    file.stream("which", bytes_of())
    for name, of, top in (("which_far", places, count), ("which_forms", forms, most)):
        none = narrow(np.zeros(0, np.int64), top)
        file.stream(name, [none, *(narrow(piece, top) for piece in of.pieces())])


class Which:
    """The same, read: a slice of it is an array of whole numbers."""

    def __init__(self, file: ArrayFile) -> None:
        self.bytes = file.array("which")
        self._places, self._forms = file.array("which_far"), file.array("which_forms")

    def __getitem__(self, span: slice) -> Array:
        near: Array = self.bytes[span]
        low, high = self._between(span.start, span.stop)
        if low == high:
            return near
        whole = near.astype(self._forms.dtype)
        whole[self._places[low:high].astype(np.int64) - span.start] = self._forms[low:high]
        return whole

    def far(self, start: int, end: int, form: int) -> NDArray[np.int64]:
        """Which of the tokens from ``start`` to ``end`` have that form, ``FAR`` or more; counted from ``start``."""
        low, high = self._between(start, end)
        places: NDArray[np.int64] = self._places[low:high][self._forms[low:high] == form].astype(np.int64) - start
        return places

    def _between(self, start: int, end: int) -> tuple[int, int]:
        bounds = np.minimum([start, end], len(self.bytes)).astype(self._places.dtype)
        low, high = self._places.searchsorted(bounds).tolist()
        return low, high

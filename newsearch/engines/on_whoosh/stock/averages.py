"""The averages that scores are made with, per generation of the index, in a small JSON file beside Whoosh's own."""

import json
import os
from pathlib import Path
from typing import Final

from newsearch.engines.scoring import Averages
from newsearch.errors import IndexDamaged

NAME: Final = "averages.json"
#: Generations remembered: readers still at an older commit find theirs.
_KEPT: Final = 100


def read(folder: Path, generation: int) -> Averages | None:
    """Those of a generation; None if it has no articles yet. Raises IndexDamaged."""
    known = _known(folder)
    if generation and str(generation) not in known:
        raise IndexDamaged(f"{folder / NAME} does not fit the index beside it", hint="index again into another folder")
    return known.get(str(generation))


def write(folder: Path, generation: int, averages: Averages | None) -> None:
    """Note those of a generation that is about to be committed; harmless if it never is."""
    known = {number: of for number, of in _known(folder).items() if int(number) < generation}
    kept = [*known.items(), (str(generation), averages)][-_KEPT:]
    text = json.dumps({number: of and [of.title, of.body] for number, of in kept})
    temporary = folder / f"{NAME}.new"
    with temporary.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / NAME)


def _known(folder: Path) -> dict[str, Averages | None]:
    try:
        text = (folder / NAME).read_text(encoding="ascii")
    except FileNotFoundError:
        return {}
    return {number: of and Averages(*of) for number, of in json.loads(text).items()}

"""Articles in one byte a character, where it can be: half of UTF-8, and quicker to compress and to read.

The page below holds what ordinary Arabic news is written in. A text with any other character is kept in UTF-8.
"""

from codecs import charmap_decode
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # reading needs no numpy
    import numpy as np
    from numpy.typing import NDArray


def _span(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


#: The character of each byte. A part of the format: ``docs/format.md``.
PAGE: Final = (
    "\t\n\r"
    + _span(0x20, 0x7E)
    + _span(0x0621, 0x063A)  # Arabic letters
    + _span(0x0640, 0x0652)  # and marks
    + _span(0x0660, 0x0669)
    + _span(0x06F0, 0x06F9)  # digits
    + "\u060c\u061b\u061f\u066a\u066b\u066c\u06d4"
    + "\u0670\u0671\u067e\u0686\u0698\u06a4\u06a9\u06ad\u06af\u06be\u06cc\u06d5"
    + "\u00a0\u00a9\u00ab\u00ad\u00ae\u00b0\u00b1\u00b7\u00bb\u00d7"
    + "àâäçèéêîïñôöü"
    + _span(0x200B, 0x200F)  # joiners and bidi controls
    + _span(0x202A, 0x202E)
    + _span(0x2066, 0x2069)
    + "\ufeff"
    + "\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026\u2033\u2039\u203a\u20ac\u2122\u2212\u25cf"
    + "\ufdfa\ufef5\ufef7\ufef9\ufefb"
    + "\x1d\x1e\x1f"  # signs in the heads of articles
)
#: The byte of no character.
OTHER: Final = 255
assert len(PAGE) == len(set(PAGE)) < OTHER  # noqa: S101  a table checked where it is read
_CHARACTERS: Final = PAGE.ljust(256, "\ufffe")  # charmap_decode refuses a byte that stands for U+FFFE


@cache
def _bytes() -> "NDArray[np.uint8]":
    """The byte of each UTF-16 code unit."""
    import numpy as np

    codes = np.full(1 << 16, OTHER, np.uint8)
    codes[[ord(char) for char in PAGE]] = np.arange(len(PAGE))
    return codes


def encode(text: str) -> bytes:
    """UTF-8, half a surrogate pair included: what was added comes out again."""
    return text.encode("utf-8", "surrogatepass")


def decode(data: bytes | memoryview) -> str:
    """The text of ``encode``. Raises UnicodeDecodeError."""
    return str(data, "utf-8", "surrogatepass")


def to_bytes(texts: Sequence[str]) -> tuple[list[bytes], list[bool]]:
    """Each text in bytes, and whether it is UTF-8 rather than the page."""
    import numpy as np

    joined = "".join(texts)
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(units) != len(joined):  # there are characters of two units: rare
        if len(texts) == 1:
            return [encode(joined)], [True]
        each = [to_bytes([text]) for text in texts]
        return [coded for (coded,), _ in each], [wide for _, (wide,) in each]
    codes = _bytes().take(units).tobytes()
    coded, wide = [], []
    ends = accumulate(map(len, texts), initial=0)
    for text, (start, end) in zip(texts, pairwise(ends), strict=True):
        narrow = codes[start:end]
        wide.append(OTHER in narrow)
        coded.append(encode(text) if wide[-1] else narrow)
    return coded, wide


def from_bytes(coded: bytes, wide: bool) -> str:
    """The text of ``to_bytes``. Raises UnicodeError where it is none."""
    return decode(coded) if wide else charmap_decode(coded, "strict", _CHARACTERS)[0]

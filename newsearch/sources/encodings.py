"""Which encoding a file is in. UTF-8 nearly always; old exports come in the single-byte sets of Windows and ISO."""

import codecs
import re
from typing import Final

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SINGLE_BYTE: Final = ("windows-1256", "iso-8859-6")

#: Any Arabic text of some length has words of this kind; bytes read in the wrong set have none.
_COMMON: Final = re.compile(r"\b(?:في|من|على|إلى|الى|أن|ان|عن|التي|الذي|هذا|هذه|كان|بعد|مع|ال\w{3,})\b")


def is_binary(head: bytes) -> bool:
    """Whether the first bytes of a file are no text."""
    return b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def detect(head: bytes) -> str | None:
    """The encoding that the first bytes of a file are in, or None.

    UTF-8 if they can be read so; else the single-byte set in which Arabic words show.
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut
    except UnicodeDecodeError:
        counts = [(len(_COMMON.findall(head.decode(name, "replace"))), name) for name in _SINGLE_BYTE]
        found, name = max(counts, key=lambda count: count[0])
        return name if found else None
    return "utf-8"


def sound(text: str) -> str:
    """The text without NULs, and with half a surrogate pair replaced, so that it can be written as UTF-8."""
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text

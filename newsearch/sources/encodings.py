"""Which encoding a file is in: UTF-8 nearly always; old exports come in single-byte sets of Windows, ISO and Mac."""

import codecs
import re
from typing import Final

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

#: In this order where two fit alike: the Mac's set has the letters where ISO has them, and fills ISO's gaps.
SINGLE_BYTE: Final = ("windows-1256", "iso-8859-6", "mac-arabic")

#: Words that Arabic text of any length has; bytes read in the wrong set have next to none.
_COMMON: Final = re.compile(r"\b(?:في|من|على|إلى|الى|أن|ان|عن|التي|الذي|هذا|هذه|كان|بعد|مع|[ولبف]?ال\w{3,})\b")
_SHARE: Final = 0.08  # of all words; Arabic news has a third, Russian or French bytes read as Arabic none

#: Controls that no text has. Compressed and compiled files have one in nine bytes.
_CONTROLS: Final = bytes({*range(9), *range(0x0E, 0x20), 0x7F} - {0x1A, 0x1B})
_MOST_CONTROLS: Final = 0.02

NOT_TEXT: Final = "binary, not text"
NOT_ARABIC: Final = f"neither UTF-8 nor Arabic in {', '.join(SINGLE_BYTE)}"


def detect(head: bytes) -> tuple[str, int] | None:
    """The encoding that the first bytes of a file are in, and how long its byte order mark is; None if none fits.

    UTF-8 if they can be read so; else the single-byte set in which Arabic words show in those lines that cannot; UTF-8
    again if there is none and other lines are.
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, len(bom) if name == "utf-8" else 0  # UTF-16 needs its mark to tell the byte order
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut
    except UnicodeDecodeError:
        lines = head.split(b"\n")
        other = b"\n".join(line for line in lines if not _is_utf8(line))
        shares = [(_arabic(other, name), -place, name) for place, name in enumerate(SINGLE_BYTE)]
        share, _, name = max(shares)
        if share < _SHARE:
            return ("utf-8", 0) if any(_is_utf8(line) and not line.isascii() for line in lines) else None
        return name, 0
    return "utf-8", 0


def decode(data: bytes, encoding: str) -> str:
    """The text of a file, or of a line, in this encoding, but for lines that are UTF-8. Raises UnicodeDecodeError."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        if b"\n" in data:
            return "\n".join(decode(line, encoding) for line in data.split(b"\n"))
        return data.decode(encoding)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def is_binary(head: bytes) -> bool:
    """Whether the first bytes of a file are no text in any encoding that is read."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return len(head) - len(head.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(head)


def _arabic(head: bytes, name: str) -> float:
    """The share of common Arabic words among the words; 0 if the bytes are not in this set."""
    try:
        text = head.decode(name)
    except UnicodeDecodeError:
        return 0.0
    if name == "iso-8859-6" and re.search(r"[\x80-\x9f]", text):
        return 0.0  # controls that nobody writes; Latin letters on the Mac
    return len(_COMMON.findall(text)) / max(1, len(text.split()))


def sound(text: str) -> str:
    """The text without NULs, and with half a surrogate pair replaced, so that it can be written as UTF-8."""
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text

"""Keys of the Arabic layout and of the Latin one: what was typed with the wrong one switched on."""

from typing import Final

_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvnm,./`"
_ARABIC: Final = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ"
_TO_ARABIC: Final = {**dict(zip(_LATIN, _ARABIC, strict=True)), "b": "لا", "H": "أ", "Y": "إ", "N": "آ"}
_TO_LATIN: Final = dict(zip(_ARABIC, _LATIN, strict=True))


def other_layout(text: str) -> str | None:
    """The text as the same keys give it in the other layout; None if it is not of one layout."""
    if text.isascii():
        keys = [_TO_ARABIC.get(key, _TO_ARABIC.get(key.lower(), key if key == " " else "")) for key in text]
    else:
        text = text.replace("لا", "\0")
        keys = ["b" if key == "\0" else _TO_LATIN.get(key, key if key == " " else "") for key in text]
    return "".join(keys) if all(keys) else None

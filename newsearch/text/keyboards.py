"""Keys of the Arabic layout and of the Latin one: what was typed with the wrong one switched on, or one key aside."""

from typing import Final

_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvnm,./`"
_ARABIC: Final = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ"
_TO_ARABIC: Final = {**dict(zip(_LATIN, _ARABIC, strict=True)), "b": "لا", "H": "أ", "Y": "إ", "N": "آ"}
_TO_LATIN: Final = dict(zip(_ARABIC, _LATIN, strict=True))

#: The rows of letter keys, each half a key to the right of the one above; a key of no single letter is a blank.
_ROWS: Final = (
    ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر ىةوزظ"),
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
)


def _neighbours() -> dict[str, str]:
    found: dict[str, str] = {}
    for rows in _ROWS:
        for number, row in enumerate(rows):
            for i, letter in enumerate(row):
                sides = [row[i - 1 : i], row[i + 1 : i + 2]]
                above = [rows[number - 1][i : i + 2]] if number else []
                below = [rows[number + 1][max(i - 1, 0) : i + 1]] if number + 1 < len(rows) else []
                found[letter] = "".join([*sides, *above, *below]).replace(" ", "")
    del found[" "]
    return found


#: Letter → the letters of the keys that touch its key, in either layout.
NEIGHBOURS: Final = _neighbours()


def other_layout(text: str) -> str | None:
    """The text as the same keys give it in the other layout; None if it is not of one layout."""
    if text.isascii():
        keys = [_TO_ARABIC.get(key, _TO_ARABIC.get(key.lower(), key if key == " " else "")) for key in text]
    else:
        text = text.replace("لا", "\0")
        keys = ["b" if key == "\0" else _TO_LATIN.get(key, key if key == " " else "") for key in text]
    return "".join(keys) if all(keys) else None

"""Where the words of a text are: runs of letters *and marks* of one script, and numbers.

A word ends where the script changes or a digit begins, so that glued copy comes apart: ``2022و2023`` is three words,
``iPhone15`` two; and behind a ة that two letters or more follow, as in ``المدينةالمنورة`` (one may be a slip). Joiners,
bidi controls and soft hyphens inside a word belong to it; ``_``, hyphens and full stops part words. A number keeps its
grouping and decimal signs (``1,500``, ``١،٥٠٠``, ``1.500.000`` and ``1,5`` are one word each); ``7.10.2023`` is three,
and so is ``1,2,3``. ``letters.form`` makes the same number of all its spellings.
"""

import re
from functools import cache
from typing import Final

_ARABIC: Final = (
    r"\u0620-\u064a\u066e-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u0870-\u0887"
    r"\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfc\ufe70-\ufefc"
)
_MARKS: Final = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1aff"
    r"\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
_INVISIBLE: Final = (
    r"\u0640\u06e5\u06e6\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
_INSIDE: Final = _MARKS + _INVISIBLE

#: What is two letters or more in one character.
_LIGATURES: Final = (
    r"\ufbdd\ufbea-\ufbfb\ufc00-\ufc5a\ufc64-\ufc8f\ufc91-\ufcd8\ufcda-\ufcf1\ufcf5-\ufd3b\ufd50-\ufd8f"
    r"\ufd92-\ufdc7\ufdf0-\ufdfc\ufef5-\ufefc"
)
#: A ة with two letters behind it, which are none of its own word.
_GLUED: Final = (
    rf"[\u0629\u06c3\ufe93\ufe94](?:(?:[{_INSIDE}]*(?![{_INSIDE}])[{_ARABIC}]){{2}}|[{_INSIDE}]*[{_LIGATURES}])"
)
_ARABIC_WORD: Final = (
    rf"(?=[{_ARABIC}])(?:(?!{_GLUED})[{_ARABIC}{_INSIDE}])*[{_ARABIC}{_MARKS}](?:[{_INSIDE}]*[{_MARKS}])?"
)
#: Newsrooms group digits by commas or by points, and take the other for the decimal sign. Two or three groups, or both
#: signs, leave no doubt; a comma before one or two digits is decimal, one before three groups them, unless 0 is before.
_POINT: Final = "[.٫]"
_COMMA: Final = "[,٬،]"
_FREE: Final = r"(?<!\d)(?<!\d[.,٫٬،])"  # no number goes on here
_END: Final = r"(?![.,٫٬،]?\d)"
_GROUP: Final = r"(?![0٠۰])\d{1,3}"
_NUMBER: Final = (
    rf"{_FREE}{_GROUP}(?:{_COMMA}\d{{3}})++(?!\d)(?:{_POINT}\d++)?"
    rf"|{_FREE}{_GROUP}(?:(?:{_POINT}\d{{3}}){{2,}}(?:{_COMMA}\d{{1,2}})?|{_POINT}\d{{3}}{_COMMA}\d{{1,2}}"
    rf"|{_POINT}[0٠۰]{{3}}){_END}"
    rf"|{_FREE}(?:\d++{_COMMA}\d{{1,2}}|[0٠۰]{_COMMA}\d++){_END}"
    rf"|(?<!\d{_POINT})\d++{_POINT}\d++(?!{_POINT}?\d)"
    r"|\d++"
)
_LETTER: Final = rf"[^\W\d_{_ARABIC}]"
_OTHER_WORD: Final = (
    rf"{_LETTER}++(?:[{_INSIDE}]++{_LETTER}++)*+[{_MARKS}]*+"  # marks behind it are looked at twice at most
    rf"|{_NUMBER}"
)
#: Finds the words of a text, one after the other. Each match is one surface word.
WORD: Final = re.compile(f"{_ARABIC_WORD}|{_OTHER_WORD}")

#: Finds characters that an Arabic word may have.
INSIDE_ARABIC: Final = re.compile(f"[{_ARABIC}{_INSIDE}]")


@cache
def others() -> re.Pattern[str]:
    """Finds only those that are not Arabic. Compiled when first needed, for a single query does not need it."""
    return re.compile(rf"(?=[^\W_{_ARABIC}])(?:{_OTHER_WORD})")  # most characters are not worth more than a look

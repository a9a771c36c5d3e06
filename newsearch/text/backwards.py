"""Text in visual order: each line from its last letter to its first, as old PDFs give Arabic to those who copy it.

``ةموكحلا`` is الحكومة. Nothing is turned round by itself: a query is suggested the other way, an article is kept as it
is and named. Evidence is needed: no Arabic word begins with ة, few end in لا, and most words of a text are in the lemma
table only as they are meant.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from newsearch.text import letters, morphology
from newsearch.text.words import WORD

#: A blank with what only ends words behind it; and the shapes of that letter, which only old fonts have.
_TELLING: Final = (" \N{ARABIC LETTER TEH MARBUTA}", "\ufe93", "\ufe94")
#: The article, and as it is reversed: a text has more of the first, unless it is reversed itself, or vocalised.
_ARTICLE: Final = ("ال", "لا")
#: So many characters are looked at, at first fewer; and so many of their words must speak for it.
_HEAD: Final = 1600
_GLANCE: Final = 400
_ENOUGH: Final = 2
#: How many times as much must speak for it as against it.
_FAR_MORE: Final = 4
#: Of so many words it is asked whether the table has them, read either way.
_SAMPLE: Final = 40
_SHORTEST: Final = 4
#: What is not turned round with the rest: numbers and words of other scripts stand in their own order.
_OTHER_ORDER: Final = re.compile(r"[0-9A-Za-z\u0660-\u0669\u06f0-\u06f9][^\u0600-\u06ff\ufb50-\ufeff\s]*")


def turned(text: str) -> str:
    """The text with its letters in the opposite order; numbers and words of Latin letters keep theirs."""
    return _OTHER_ORDER.sub(lambda found: found[0][::-1], text[::-1])


def looks_backwards(word: str) -> bool:
    """Whether a word begins with what only ends words, or ends with the article."""
    return word[:1] == "ة" or (word[-2:] == "لا" and word[:2] != "ال")


def is_backwards(text: str) -> bool:
    """Whether a text stands in visual order. Costs some microseconds where nothing speaks for it."""
    right, reverse = (text.count(sign, 0, _GLANCE) for sign in _ARTICLE)
    if right > reverse and all(text.find(sign, 0, _HEAD) < 0 for sign in _TELLING):
        return False
    forms = [form for found in WORD.finditer(text, 0, _HEAD) if len(form := letters.form(found[0])) > 2]
    speaking, against = sum(map(looks_backwards, forms)), sum(looks_backwards(form[::-1]) for form in forms)
    if speaking < _ENOUGH or speaking < _FAR_MORE * against:
        return False
    sample = list(islice((form for form in dict.fromkeys(forms) if len(form) >= _SHORTEST), _SAMPLE))
    return 2 * _known(form[::-1] for form in sample) > len(sample) > 2 * _known(sample)


def _known(forms: Iterable[str]) -> int:
    knows = morphology.lexicon().knows
    return sum(map(knows, forms))

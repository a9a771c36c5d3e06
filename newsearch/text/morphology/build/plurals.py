"""Broken plurals by their shape, for those the analyser's dictionary lacks: ``غنائم`` is of ``غنيمة``.

A shape has digits for the letters of the root.
"""

import re
from collections.abc import Iterator
from typing import Final

#: Plural, and the singulars it may be of, the usual one first.
SHAPES: Final = {
    "12ائ3": ("12ي3ة", "12ا3ة", "12و3ة", "12ي3"),  # غنائم غرائب رسائل حلائب
    "1وا23": ("1ا23ة", "1ا23", "1و23", "1و23ة"),  # زوابع خوادم جواهر
    "1ي2ا34": ("1ي234",),
    "12ا34": ("1234", "1234ة"),  # نيازك مصاعب قنابل
    "12ا34ة": ("123ا4", "123ي4", "123و4", "1234ي", "1234"),  # أساتذة عباقرة قياصرة
    "12ا3ي4": ("12ا34", "123ا4", "123و4", "123ي4", "12ا3ة"),  # فساتين عصافير تعابير
    "1وا2ي3": ("1ا2و3", "1ا2و3ة", "1و2ا3"),  # قوانين
    "أ123ة": ("12ا3", "12ي3", "12و3", "123"),  # أقنعة أرغفة أعمدة أثمنة
    "أ12ا3": ("123", "123ة"),  # أكواخ أتعاب أبقار
    "12اة": ("1ا2ي", "1ا2ية"),  # دعاة
    "123ى": ("12ي3", "أ123", "1ا23"),  # جرحى حمقى هلكى
    "123اء": ("12ي3", "1ا23"),  # وزراء شعراء
}
_LETTER: Final = "[^اأإآويىةءؤئ]"  # of the root; the first may also be a weak one or أ
_FIRST: Final = "[^اإآىةؤئ]"


def _pattern(shape: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\d", lambda n: f"(?P<r{n[0]}>{_FIRST if n[0] == '1' else _LETTER})", shape))


_SHAPES: Final = {_pattern(plural): singulars for plural, singulars in SHAPES.items()}


def singulars(plural: str) -> Iterator[str]:
    """What a form may be the broken plural of, by its letters alone."""
    for shape, written in _SHAPES.items():
        if found := shape.fullmatch(plural):
            for singular in written:
                yield re.sub(r"\d", lambda digit: found[f"r{digit[0]}"], singular)

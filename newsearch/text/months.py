"""The months, which every region names its own way, and the numbers beside which a word surely is a month.

The months of the Hijra have one name everywhere; but newsrooms do not agree on the ordinal of some, and join others.
"""

from typing import Final

#: Egypt and the Gulf; the Levant and Iraq; Algeria and Tunisia; Morocco; other spellings, those without madda or hamza
#: where they are words of their own.
NAMES: Final = {
    1: ("يناير", "كانون الثاني", "كانون ثاني", "جانفي", "ينائر"),
    2: ("فبراير", "شباط", "فيفري", "فبرائر"),
    3: ("مارس", "آذار"),
    4: ("أبريل", "إبريل", "نيسان", "أفريل", "افريل"),
    5: ("مايو", "أيار", "ماي", "مايس"),
    6: ("يونيو", "حزيران", "جوان", "يونيه"),
    7: ("يوليو", "تموز", "جويلية", "يوليوز", "يوليه"),
    8: ("أغسطس", "آب", "أوت", "غشت", "أغشت", "أب"),
    9: ("سبتمبر", "أيلول", "شتنبر"),
    10: ("أكتوبر", "تشرين الأول", "تشرين أول"),
    11: ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "نونبر"),
    12: ("ديسمبر", "كانون الأول", "كانون أول", "دجنبر"),
}

#: Of the Hijra, those that are written in several ways even in lemmas.
HIJRI: Final = {
    4: ("ربيع الآخر", "ربيع الثاني"),
    6: ("جمادى الآخرة", "جمادى الثانية"),
    11: ("ذو القعدة", "ذا القعدة", "ذوالقعدة", "ذيالقعدة"),
    12: ("ذو الحجة", "ذا الحجة", "ذوالحجة", "ذيالحجة"),
}

#: Of these, such as have the lemmas of other words: «هذه الحجة» is an argument.
AS_SPELT: Final = frozenset(("ذا القعدة", "ذا الحجة"))

#: All of them: the names of each month.
ALL: Final = (*NAMES.values(), *HIJRI.values())

#: Names that are also words, people or cars: months only beside a day or a year.
AMBIGUOUS: Final = frozenset("آب أب أوت ماي مارس نيسان جوان يونيه يوليه".split())
#: Of these, what is typed so is rather the month: without a number, too, it finds other names that stand beside one.
RATHER_MONTHS: Final = frozenset("آب أوت اوت مارس نيسان يونيه يوليه".split())

#: The lemma of a number that can be a day, and of one that can be a year. Other numbers are their own lemma.
DAY: Final = "#day"
YEAR: Final = "#year"


def lemma_of_number(form: str) -> str | None:
    """The lemma of a form that is a number; None for any other form."""
    if not (form.isascii() and form.isdigit()):
        return None
    if len(form) <= 2 and 1 <= int(form) <= 31:
        return DAY
    return YEAR if len(form) == 4 and 1800 <= int(form) <= 2199 else form

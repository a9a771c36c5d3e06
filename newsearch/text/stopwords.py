"""Words that carry grammar rather than news, by class. They stay in the index; a query drops them (see ``resolve``).

Written as forms; ``is_stop`` also knows them with و or ف before them and with the usual spelling slips.
A word that is also a name or a content word (``علي``, ``ابن``, ``بعد``) stays out.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from newsearch.text.letters import spelling, spellings

_PRONOUN_SUFFIXES: Final = "ه ها هم هما هن ك كم كن نا ي".split()

#: Prepositions and particles that take a pronoun: the stem before it, and the word without one.
_WITH_PRONOUN: Final = {
    "preposition": "في من عن إلى على ب ل مع عند لدى بين حول منذ ضد دون خلال نحو عبر".split(),
    "particle": "أن إن كأن لكن لأن بأن".split(),
}

CLASSES: Final = {
    "preposition": "في من عن إلى على مع عند لدى بين حول منذ دون حتى خلال نحو عبر ب ل ك".split(),
    "conjunction": "و ف أو أم ثم بل لكن إذ إذا لو لولا كما بينما حيث لأن كي لكي حين حينما عندما كلما إما سواء".split(),
    "particle": "أن إن أنّ قد لقد لا ما لم لن ليس هل إلا غير سوف كأن بأن إنما أيضا فقط أي يا نعم كلا عدا سوى".split(),
    "pronoun": "هو هي هم هما هن أنا أنت أنتم نحن إياه إياها".split(),
    "demonstrative": "هذا هذه هذان هذين هؤلاء ذلك تلك أولئك ذاك هنا هناك هنالك كذلك لذلك بذلك لهذا بهذا هكذا".split(),
    "relative": "الذي التي الذين اللذان اللذين اللتان اللتين اللاتي اللواتي ممن مما عما فيما بما لما".split(),
    "interrogative": "كيف متى أين لماذا ماذا بماذا أيهما ماهو ماهي ماهم ماهذا ماهذه".split(),
    "dialect": "ليش وش ويش ايش شلون ازاي اللي عشان علشان كده هيك مش هاذا هاذي هادا".split(),
    "dialect of the Maghreb": "علاش شكون كيفاش شحال واش اشنو شنو".split(),
    "auxiliary": "كان كانت كانوا يكون تكون ليست ليسوا يكن تكن".split(),
    "quantifier": "كل بعض جميع".split(),
    "English": "a an the of and or in on at to for by with from is are was were be".split(),
    "French": "le la les de des du et un une en au aux".split(),
}


def _pronominal() -> set[str]:
    """The prepositions and particles with each pronoun: ``فيه``, ``منها``, ``إليهم``, ``عليه``, ``لأنه``."""
    words = set()
    for stems in _WITH_PRONOUN.values():
        for stem in stems:
            joined = stem[:-1] + "ي" if stem.endswith("ى") else stem
            words |= {joined + suffix for suffix in _PRONOUN_SUFFIXES if len(joined + suffix) > 2 or suffix != "ي"}
    return words


#: Made by the rules, but ordinary words or names.
_NOT_STOP: Final = frozenset("علي منك منه منهن دوني بينك نحوي ضدي عندك بك بكن لكم هنأ عبرة آلية آليه آلي آلى".split())
_PLAIN: Final = frozenset(word for words in CLASSES.values() for word in words)
_PRONOMINAL: Final = _pronominal() - _NOT_STOP
_EXACT: Final = _PLAIN | _PRONOMINAL
#: As they are, and behind و or ف.
_WRITTEN: Final = _EXACT | {"حتي"} | {before + word for before in "وف" for word in _EXACT if len(word) > 1}
#: Careless spellings: ``الى``, ``ان``, ``هذة``. Not where the careless spelling is a word of its own: ``علي``, ``منى``.
_SPELLINGS: Final = frozenset(
    spelling(word) for word in _PLAIN | _PRONOMINAL if word in _PLAIN or not word.endswith("ي")
) - {spelling("على"), spelling("حتى")}
#: How each of all these is spelt, careless or not.
_SPELT: Final = _SPELLINGS | frozenset(spellings(sorted(_WRITTEN)))


@lru_cache(maxsize=65536)
def is_stop(form: str) -> bool:
    """Whether the form is a stop word, alone or behind و or ف."""
    return _is_stop(form, spelling(form))


def is_spelt_alike(spelling: str) -> bool:
    """Whether that is the spelling of a stop word, and perhaps of other words: ``علي`` is one of ``على``."""
    return spelling in _SPELT


def is_abbreviation(word: str) -> bool:
    """Whether a word, as written, stands in Latin capitals: ``UN``, ``AU`` and ``IS`` name something."""
    return len(word) > 1 and word.isascii() and word.isupper()


def are_stops(forms: Sequence[str]) -> list[bool]:
    """``is_stop`` of each form, many at once."""
    return list(map(_is_stop, forms, spellings(list(forms))))


def _is_stop(form: str, spelt: str) -> bool:
    return form in _WRITTEN or (spelt in _SPELLINGS and form not in _NOT_STOP)

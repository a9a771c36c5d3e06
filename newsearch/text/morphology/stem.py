"""A careful light stem: what can be cut from a word no dictionary knows without cutting the word itself.

Two tables of affixes, each row with its reason and the shape the rest must have. Letters are compared by their
spelling class, so the stem of careless copy is that of careful copy.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from newsearch.text.morphology.segment import Of


@dataclass(frozen=True)
class Affix:
    """One affix: the letters, what is put in their place, and how the rest must look (a pattern of the whole rest)."""

    name: str
    letters: str
    rest: str
    reason: str
    instead: str = ""


#: A seated alef shows that the letter before it is a clitic: almost no word has one in second place.
_SEATED: Final = "[أإآ]"

#: Tried in order, each at most once; the first that fits comes off. و and ف may then uncover a second one.
CONJUNCTIONS: Final = (
    Affix("and", "و", f"(ال|بال|كال|لل|[بلك]?{_SEATED}).{{3,}}", "و before an article or a seated alef"),
    Affix("and", "و", "ا.{6,}", "و before a bare alef: only in long words, for واشنطن and واجبات keep theirs"),
    Affix("and", "و", "[^اويىةء].{5,}", "و before six letters: the first letter of longer nouns is rarely و"),
    Affix("so", "ف", f"(ال|بال|كال|لل|[بلك]?{_SEATED}).{{3,}}", "ف before an article or a seated alef"),
)
PREPOSITIONS: Final = (
    Affix("in the", "بال", "(?!ت.ا.$)[^اوىة].{2,}", "three letters together are hardly ever part of a word"),
    Affix("as the", "كال", "[^اوىة].{3,}", "as above; كالي and كالسيوم are why the rest is longer"),
    Affix("for the", "لل", "[^اىة].{2,}", "no Arabic word begins with two ل"),
    Affix("in", "ب", _SEATED + ".{3,}", "ب before a seated alef: بأذربيجان"),
    Affix("for", "ل", _SEATED + ".{3,}", "ل before a seated alef: لأذربيجان"),
    Affix("as", "ك", _SEATED + ".{3,}", "ك before a seated alef"),
)
ARTICLE: Final = (
    Affix(
        "the",
        "ال",
        "(?!ت(زم|زام|قط|قاط|قى|قي|قاء|هب|هاب|هم|هام|حق|حاق|حم|حام|مس|ماس|باس|فت|فات|فاف|واء)(ا|ت|ه|ها|هم|نا|وا|ات|ي|ية|ين)?$).{2,}",
        "ل of التزام and its kind (form VIII of roots in ل) is the root's own",
    ),
)
#: Of pronouns and of endings one each comes off: the first that fits, pronouns first.
PRONOUNS: Final = (
    Affix("their two", "هما", ".{4,}", "pronoun"),
    Affix("her, of a noun in ة", "تها", ".{2,}[^ا]", "ة opens to ت before a pronoun", "ة"),
    Affix("their, of a noun in ة", "تهم", ".{2,}[^ا]", "as above", "ة"),
    Affix("his, of a noun in ة", "ته", ".{3,}[^ا]", "as above", "ة"),
    Affix("her", "ها", ".{4,}", "pronoun"),
    Affix("their", "هم", ".{4,}", "pronoun"),
)
ENDINGS: Final = (
    Affix("relative adjective, plural", "يين", ".{3,}", "no stem ends so", "ي"),
    Affix("relative adjective, feminine plural", "يات", ".{4,}", "as above", "ية"),
    Affix("relative adjective, feminine", "ية", ".{4,}", "as above", "ي"),
    Affix("plural of a participle", "ين", "م.{3,}", "م makes participles: their plural is regular"),
    Affix("plural of a participle", "ون", "م.{3,}", "as above"),
    Affix("plural of a verbal noun", "ات", "([اإ].{2,}ا.|ت.{1,2}ي.)", "verbal nouns have no ة: اجتماعات, تصريحات"),
    Affix("feminine plural", "ات", ".{3,}", "the singular most often has ة; كرات stays", "ة"),
    Affix("accusative", "ا", "([اإ].{2,}ا.|ت.{1,2}ي.)", "tanwin alef, only after the shapes of verbal nouns"),
)


#: Verbs have these as well; what comes off with any other is a noun.
_ALSO_OF_VERBS: Final = frozenset((*CONJUNCTIONS, *PRONOUNS, *(one for one in PREPOSITIONS if one.letters == "ل")))

_Rules = tuple[tuple[Affix, re.Pattern[str]], ...]


def _rules(affixes: tuple[Affix, ...], position: int) -> dict[str, _Rules]:
    """The rules in their order, by the first (0) or last (-1) letter of the affix."""
    found: dict[str, _Rules] = {}
    for affix in affixes:
        letter = affix.letters[position]
        found[letter] = (*found.get(letter, ()), (affix, re.compile(affix.rest)))
    return found


_FRONTS: Final = tuple({affix.letters for affix in (*CONJUNCTIONS, *PREPOSITIONS, *ARTICLE)})
_ENDS: Final = tuple({affix.letters for affix in (*PRONOUNS, *ENDINGS)})


@cache
def _proclitics() -> tuple[dict[str, _Rules], ...]:
    """Compiled when first needed: most queries have only words that the dictionary knows."""
    return tuple(_rules(affixes, 0) for affixes in (CONJUNCTIONS, PREPOSITIONS, ARTICLE))


@cache
def _suffixes() -> tuple[dict[str, _Rules], ...]:
    return tuple(_rules(affixes, -1) for affixes in (PRONOUNS, ENDINGS))


_WITH_ARTICLE: Final = frozenset({"بال", "كال", "لل"})


def _before(word: str, rules: _Rules) -> Affix | None:
    for affix, rest in rules:
        if word.startswith(affix.letters) and rest.fullmatch(word, len(affix.letters)):
            return affix
    return None


def _after(word: str, rules: _Rules) -> Affix | None:
    for affix, rest in rules:
        if word.endswith(affix.letters) and rest.fullmatch(word, 0, len(word) - len(affix.letters)):
            return affix
    return None


def takes(affixes: Iterable[Affix]) -> Of:
    """Which words take them: التكبر is no form of the verb تكبر."""
    return Of.ANY if _ALSO_OF_VERBS.issuperset(affixes) else Of.NOUN


def split(form: str) -> tuple[tuple[Affix, ...], str]:
    """The affixes that come off a form, in the order in which they do, and what is left (not yet folded)."""
    cut: list[Affix] = []
    rest = form
    if form.startswith(_FRONTS):
        for table in _proclitics():
            if cut and cut[-1].letters in _WITH_ARTICLE:
                break
            rules = table.get(rest[:1])
            if rules and (affix := _before(rest, rules)):
                cut.append(affix)
                rest = rest[len(affix.letters) :]
    if form.endswith(_ENDS):
        for table in _suffixes():
            rules = table.get(rest[-1:])
            if rules and (affix := _after(rest, rules)):
                cut.append(affix)
                rest = rest[: -len(affix.letters)] + affix.instead
    return tuple(cut), rest

"""Clitics and endings of an unknown form, taken off only where what remains is a known word.

All letters here are folded as ``spelling`` does it: hamzas are equal. The table has such keys too. But a ``ى`` stays
one where it must (مقهاه is of مقهى, and عيناه of no عيني), and so does a ``ة``: دفعتي is of دفعة, and دفعه «his push».
Before it is folded, a form is tried as it is written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import reduce
from typing import Final, Protocol


class Of(Enum):
    """Which words take an affix."""

    ANY = auto()
    NOUN = auto()
    DEFINED = auto()  # a noun, no name, that news often has with the article
    FEMININE = auto()  # a noun whose last ه may be a ة: no verbal noun without one, before «his»
    RARE = auto()  # a noun that need not be seen in text, nor has an ending, where nothing else comes off
    VERB = auto()
    SURELY_VERB = auto()  # hardly anything else has such an affix, so that a short verb need not be seen in text
    SHORT_VERB = auto()  # the same, where nothing but the ending may be doubtful: no other person, and not «will»
    PRESENT = auto()  # a verb that has no ending to say who does it
    NOT_PAST = auto()  # a verb, but for the past tense of those in ت: ستردد is of no تردد

    @property
    def unseen(self) -> bool:
        """Whether a short rest need not be seen in text."""
        return self in (Of.SURELY_VERB, Of.SHORT_VERB, Of.RARE)

    @property
    def is_verb(self) -> bool:
        """Whether only verbs take it."""
        return self not in (Of.ANY, Of.NOUN, Of.DEFINED, Of.FEMININE, Of.RARE)

    def narrowed(self, other: "Of") -> "Of | None":
        """Which words take both affixes; ``None`` if there are none."""
        if Of.ANY in (self, other) or self is other:
            return other if self is Of.ANY else self
        if {self, other} == {Of.NOUN, Of.FEMININE}:
            return Of.FEMININE
        if {self, other} == {Of.VERB, Of.NOT_PAST}:
            return Of.NOT_PAST
        return Of.SURELY_VERB if {self, other} in ({Of.VERB, Of.SURELY_VERB}, {Of.NOT_PAST, Of.SURELY_VERB}) else None


@dataclass(frozen=True)
class Clitic:
    """Letters that come off at one end, what may have stood there instead, and the words that take them."""

    letters: str
    name: str
    of: Of = Of.ANY
    instead: tuple[str, ...] = ("",)
    least: int = 3  # letters of the rest
    begins: str = ""  # how the whole word begins,
    unless: str = ""  # and how it does not; of endings how it does not end

    @property
    def late(self) -> bool:
        """Whether it is in front, and endings are tried first: سترها is of ستر."""
        return self.of in (Of.PRESENT, Of.RARE) or self.letters.endswith("ست")

    def fits(self, word: str) -> bool:
        """Whether a word begins as it does behind this."""
        return word.startswith(self.begins or self.letters) and not (self.unless and word.startswith(self.unless))


#: Letters that only foreign words have: nothing in such a word is a clitic or an ending.
FOREIGN: Final = frozenset("پچژڤگ\N{ARABIC LETTER NG}\N{ARABIC LETTER KEHEH WITH THREE DOTS ABOVE}")
#: Alefs with what only careful copy writes on them.
SEATED: Final = frozenset("أإآ")
SHORT: Final = 4  # letters: a rest of so many must be seen in text,
SEEN: Final = 1
FREQUENT: Final = 40  # a rest of three letters must be seen 31 times (log2(31 + 1) * 8): chance leaves many such;
ARTICLE: Final = "ال"  # or so often with it
FAR_MORE: Final = 8  # twice as frequent
#: How verbs begin that «will» stands before: سجدت is none.
_PRESENT: Final = "يتناأ"
#: What لل may stand before: the word with its article, which tells most; the word; a word in ل.
_WITH_ARTICLE: Final = (ARTICLE, "", "ل")
#: Shortest first: the longest rest that is known is the most likely word.
PROCLITICS: Final[tuple[Clitic, ...]] = (
    *(
        Clitic(f"{before}س", "will, of a short verb", Of.SURELY_VERB, least=4, begins=f"{before}سن")
        for before in ("", "و", "ف")
    ),
    *(  # before س alone: سأفشل is of no أفشل
        Clitic(f"{before}سأ", "I will, of a verb known as he or she", Of.VERB, ("ي", "ت"), unless=f"{before}سأل")
        for before in ("", "و", "ف")
    ),
    Clitic("و", "and"),
    Clitic("ف", "so"),
    Clitic("ب", "in, by", Of.NOUN),
    Clitic("ل", "for, to"),
    Clitic("ك", "as", Of.NOUN),
    *(Clitic("س", "will", Of.NOT_PAST, begins="س" + who) for who in _PRESENT),
    Clitic("ال", "the", Of.NOUN),
    Clitic("لل", "for the", Of.NOUN, _WITH_ARTICLE),
    Clitic("ت", "she, of a verb that is known as he", Of.VERB, ("ي",)),
    Clitic("ي", "he, of a verb that is known as she", Of.NOT_PAST, ("ت",)),
    Clitic("لا", "not, typed together", Of.VERB, begins="لاي"),
    Clitic("لا", "not, typed together", Of.VERB, begins="لات"),
    Clitic("ما", "what or not, typed together", Of.VERB, begins="ماي"),
    Clitic("ا", "I, of a verb that is known as he or she", Of.PRESENT, ("ي", "ت"), unless="ال"),
    Clitic("وب", "and in", Of.NOUN),
    Clitic("ول", "and for"),
    *(Clitic("وس", "and will", Of.NOT_PAST, begins="وس" + who) for who in _PRESENT),
    Clitic("وك", "and as", Of.NOUN),
    Clitic("فب", "so in", Of.NOUN),
    Clitic("فل", "so for"),
    *(Clitic("فس", "so will", Of.NOT_PAST, begins="فس" + who) for who in _PRESENT),
    Clitic("وال", "and the", Of.NOUN),
    Clitic("فال", "so the", Of.NOUN),
    Clitic("بال", "in the", Of.NOUN),
    Clitic("كال", "as the", Of.NOUN),
    Clitic("ولل", "and for the", Of.NOUN, _WITH_ARTICLE),
    Clitic("فلل", "so for the", Of.NOUN, _WITH_ARTICLE),
    Clitic("وبال", "and in the", Of.NOUN),
    Clitic("وكال", "and as the", Of.NOUN),
    Clitic("فبال", "so in the", Of.NOUN),
    *(Clitic(f"{before}ست", "she will, of a verb known as he", Of.VERB, ("ي",)) for before in ("", "و", "ف")),
    *(
        Clitic(f"{before}ا", "and I, or do, of a verb known as he", Of.PRESENT, ("ي",), 4, unless=f"{before}ال")
        for before in "وف"
    ),
    *(  # last of all: such a verb need not be seen, and فيليس and ليواد are names
        Clitic(before, f"{name}, of a short verb", Of.SURELY_VERB, least=4, begins=before + who, unless=f"{before}يل")
        for before, name, of_whom in (("و", "and", "يتن"), ("ف", "so", "تن"), ("ل", "to", "ت"))
        for who in of_whom
    ),
    Clitic("و", "and, of a word that is rare", Of.RARE, least=4),
)
_OWNERS: Final = (
    *(("هما", "of them both"), ("ها", "her"), ("هم", "their"), ("هن", "their, of women"), ("نا", "our")),
    *(("كم", "your"), ("ه", "his"), ("ك", "your, of one")),
)
#: The others would be ends of relative adjectives and of foreign names.
_OWNERS_OF_TWO: Final = tuple((owner, name) for owner, name in _OWNERS if owner not in ("ه", "نا", "ك"))
#: Whom a verb is done to.
_OBJECTS: Final = (
    *(("هما", "them both"), ("ها", "her"), ("هم", "them"), ("هن", "them, of women"), ("ه", "him"), ("نا", "us")),
    *(("ني", "me"), ("كم", "you")),
    ("ك", "you, one"),
)
#: Those that do it, as written before whom they do it to; what they are without; how short the rest may be.
_SUBJECTS: Final = (
    ("تمو", "you, of a verb", ("تم", ""), 3),
    ("و", "they, of a verb", ("وا",), 3),
    ("و", "they, of a verb", ("",), 4),
    ("ون", "they, of a verb", ("",), 4),
    ("ان", "they both, of a verb", ("",), 4),
    ("نا", "we, of a verb", ("",), 3),
    ("ت", "she, of a verb", ("",), 4),
    ("ن", "they, of women, of a verb", ("",), 4),
)
#: A ة as it is written; and folded, for the word may have other letters that are.
_TEH: Final = ("ة", "ه")
#: What a ة opens before. A short word must have it as written: همتها is of no هم.
_AFTER_TEH: Final = (
    *((two + owner, f"two, {name}") for two in ("تا", "تي") for owner, name in _OWNERS_OF_TWO),
    *(("ت" + owner, name) for owner, name in _OWNERS),
    *(("تان", "two"), ("تين", "two"), ("تي", "two, before their owner, or my")),
)
#: Longest first: نا and ات say more than their last letter alone.
ENDINGS: Final[tuple[Clitic, ...]] = (
    *(
        Clitic(letters, f"{name}, after ة", of, instead, least, unless=f"{unless}{letters}" if unless else "")
        for letters, name in _AFTER_TEH  # نجماتهم is of نجمات, not of نجماه
        for of, instead, least, unless in ((Of.NOUN, _TEH[:1], 2, ""), (Of.FEMININE, _TEH[1:], 3, "ا"))
    ),
    *(
        Clitic(f"{who}{whom}", f"they, of a verb, and {object_}", Of.VERB, (instead,))
        for who, instead in (("ون", "ون"), ("و", "وا"))
        for whom, object_ in (("هما", "them both"), ("ها", "her"), ("هم", "them"), ("ه", "him"))
    ),
    Clitic("اهما", "of them both, after ى", instead=("ى",)),
    Clitic("هما", "of them both"),
    *(Clitic(f"ا{owner}", f"{name}, after ى", instead=("ى",)) for owner, name in _OWNERS[1:4]),
    Clitic("اكم", "your, after ى", instead=("ى",)),
    Clitic("ناها", "we, of a verb, and her", Of.VERB, ("نا", "")),  # no noun has two owners
    Clitic("ناهم", "we, of a verb, and them", Of.VERB, ("نا", "")),
    Clitic("ها", "her", least=2),
    Clitic("هم", "their"),
    Clitic("هن", "their, of women"),
    Clitic("كم", "your"),
    Clitic("اك", "your, of one, after ى", instead=("ى",)),
    Clitic("ك", "your, of one", Of.ANY, ("",), 4),
    Clitic("نا", "our, we"),
    Clitic("نا", "we, of a verb", Of.SURELY_VERB),
    Clitic("ني", "me", Of.VERB),
    Clitic("وهات", "plural of a loan word in و", Of.NOUN, ("و",)),
    Clitic("يات", "plural of a word in ية", Of.NOUN, ("يه", "ي")),
    Clitic("ات", "feminine plural", Of.NOUN, ("", *_TEH)),
    Clitic("تا", "they both, of a longer verb", Of.VERB, ("ت",), 4),
    Clitic("تا", "two, of a word in ة, before their owner", Of.NOUN, _TEH[:1], 4),
    Clitic("تا", "two, of a word in ة, before their owner", Of.FEMININE, _TEH[1:], 4),
    Clitic("آن", "two, of a word in أ", Of.NOUN, ("أ",), 2),
    *(Clitic(letters, "two, of a word in اء", Of.NOUN, ("اء",)) for letters in ("اوان", "اوين")),
    Clitic("ان", "two", Of.ANY, ("",)),
    Clitic("ين", "plural or two", Of.NOUN),
    Clitic("ين", "you, a woman, of a verb", Of.SURELY_VERB, ("",), begins="ت"),
    Clitic("ون", "plural"),
    Clitic("وا", "they, of a verb", Of.SURELY_VERB),
    *(
        Clitic("وا" if not whom else "و" + whom, f"do, all of you{name}", Of.PRESENT)  # اذبحوا is of يذبح
        for whom, name in (("", ""), ("ها", ", to her"), ("هم", ", to them"), ("ه", ", to him"))
    ),
    Clitic("تا", "they both, of a verb", Of.VERB, ("ت", "")),
    Clitic("تا", "two, of a short word in ة, before their owner", Of.NOUN, _TEH[:1], 2),
    *(Clitic(letters, "you, of a verb", Of.SURELY_VERB) for letters in ("تم", "تما")),
    Clitic("يه", "feminine of a word in ي", Of.NOUN, ("ي",)),
    Clitic("ا", "accusative, or they both", Of.ANY, ("",), 4),
    Clitic("انا", "our, after ى", instead=("ى",)),
    Clitic("اني", "me, after ى", Of.VERB, ("ى",)),
    Clitic("اه", "his, after ى", instead=("ى",)),
    Clitic("ناه", "we, of a verb, and him", Of.VERB, ("نا", "")),
    Clitic("ه", "his", Of.ANY, ("",), 4),
    Clitic("ت", "she, of a verb", Of.VERB),
    Clitic("ت", "she, of a short verb", Of.SHORT_VERB, unless="ات"),
    Clitic("ن", "they, of women", Of.VERB, ("",), 4),
    Clitic("ي", "my, or the end of a plural", Of.NOUN, ("ين",), 4),
    Clitic("و", "the end of a plural", Of.NOUN, ("ون",), 4),
    Clitic("و", "they, of a verb, typed without its alef", Of.VERB, ("وا",), 4),
    *(Clitic(f"ا{owner}", "its owner, after a careless ى", instead=("ي",)) for owner in ("ها", "هم", "ه", "نا")),
    *(
        Clitic(letters, f"{name}, after a hamza that is on an alef without it", of, ("ا",), 2)
        for letters, name, of in (
            *(("ء" + owner, name, Of.ANY) for owner, name in _OWNERS),
            *(("ء" + who, "they, of a verb", Of.VERB) for who in ("ون", "وا")),
        )
    ),
    *(
        Clitic("ات" + owner, f"feminine plural, {name}", Of.NOUN, (*_TEH, ""))
        for owner, name in (*_OWNERS, ("ي", "my"))
    ),
    *(Clitic("ي" + owner, f"two, or a plural, {name}", Of.NOUN, ("",), 4) for owner, name in _OWNERS_OF_TWO),
    *(
        Clitic(who + whom, f"{name}, and {object_}", Of.VERB, instead, least)
        for who, name, instead, least in _SUBJECTS
        for whom, object_ in _OBJECTS
    ),
    *(
        Clitic(whom, f"{object_}, of a short verb", Of.SHORT_VERB, begins=who)
        for who in "يتن"
        for whom, object_ in (*_OBJECTS[:-1], ("ون", "they"))
        if (who, whom) != ("ن", "ه")  # نجسة looks so
    ),
    *(
        Clitic(letters, f"they, {whom}, of a short verb", Of.SHORT_VERB, least=4, begins=who)
        for who in "يت"
        for letters, whom in (("ان", "both"), ("ن", "women"), *((f"ون{them}", whom) for them, whom in _OBJECTS[:6]))
    ),
    *(
        Clitic(f"و{whom}", f"they, of a short verb, and {object_}", Of.SURELY_VERB, ("وا", ""), least, unless="اوه")
        for whom, object_, least in (("ها", "her", 2), ("هم", "them", 2), ("ه", "him", 3))
    ),
    *(
        Clitic("و" + owner, f"the end of a plural, {name}", Of.NOUN, (end,), least, begins)
        for end, begins in (("ون", ""), ("ين", "م"))
        for owner, name, least in (
            *(("ها", "her", 4), ("هم", "their", 4), ("هما", "of them both", 4), ("ه", "his", 5)),
            *((("", "before its owner", 4),) if begins else ()),
        )
    ),
    Clitic("ا", "accusative of a short noun", Of.DEFINED),
    Clitic("ك", "your, of one, of a short noun", Of.DEFINED),
    *(
        Clitic("يه", "the end of a plural, his", Of.NOUN, ("ين",), 4, begins)
        for begins in ("مت", "مست", "منا", "منت")  # without these it is rather يه of a word in ية
    ),
    *(  # of what is not folded: إحيائها is of إحياء, and أحيائها of أحياء
        Clitic(f"{seat}{owner}", f"{name}, after a hamza as it is written", Of.NOUN, ("ء",), begins=begins)
        for seat in "ئؤ"
        for owner, name, begins in (*((*owner, "") for owner in _OWNERS), ("ي", "my", "أ"), ("ي", "my", "آ"))
    ),
    *(
        Clitic(f"{before}{letters}", f"{name}, after a ة with an alef or a hamza before it", of, (f"{before}ه",), least)
        for before, of, least in (("ا", Of.FEMININE, 2), ("ء", Of.NOUN, 1), ("ء", Of.RARE, 1))
        for letters, name in _AFTER_TEH
    ),
)

#: What comes off a form, and the word that remains.
Cut = tuple[tuple[Clitic, ...], str]


class Vocabulary(Protocol):
    """What is known of words."""

    def has(self, rest: str, of: Of) -> bool:
        """Whether a rest is a known word that takes such an affix."""
        ...

    def is_rather(self, word: str, ended: str, of: Of, behind: str) -> bool:
        """Whether a word is rather what an ending leaves of it (``of`` which sort) than what is ``behind`` a front."""
        ...


def _by_letter(clitics: tuple[Clitic, ...], position: int) -> dict[str, tuple[Clitic, ...]]:
    firsts = dict.fromkeys(clitic.letters[position] for clitic in clitics)
    return {letter: tuple(c for c in clitics if c.letters[position] == letter) for letter in firsts}


_PROCLITICS: Final = _by_letter(PROCLITICS, 0)
#: Without those that are there twice.
_APART: Final = tuple(clitic for clitic in PROCLITICS if clitic.of is not Of.RARE)
_ENDINGS: Final = _by_letter(ENDINGS, -1)
LONGEST: Final = 24  # longer words are not Arabic: nothing comes off


def takes(clitics: Iterable[Clitic]) -> Of:
    """Which words take all of these."""
    return reduce(lambda of, clitic: of.narrowed(clitic.of) or of, clitics, Of.ANY)


def with_front(word: str) -> Iterator[tuple[Clitic, str]]:
    """A folded word with each clitic that may stand before it; which of these are words is for a vocabulary to say."""
    for front in _APART:
        if "" in front.instead and len(word) >= front.least and front.fits(front.letters + word):
            yield front, front.letters + word
        if ARTICLE in front.instead and word.startswith(ARTICLE):
            yield front, front.letters + word.removeprefix(ARTICLE)


def without_front(word: str) -> Iterator[tuple[Clitic, str]]:
    """Each word that a folded one is ``with_front``, the longest first, and the clitic before it."""
    for front in _APART:
        if front.fits(word):
            rest = word[len(front.letters) :]
            if "" in front.instead and len(rest) >= front.least:
                yield front, rest
            if ARTICLE in front.instead:
                yield front, ARTICLE + rest


def segment(word: str, known: Vocabulary, *, ends: bool = True) -> Cut | None:
    """What comes off a form so that a known word remains, and that word; ``None`` if nothing does.

    Clitics in front come off first, then endings, both together last; so is an alef for «I», as much begins, and after
    that what is before a rare word. But if an ending leaves a far more frequent word that begins so, it comes off:
    لجنتهم is of لجنة, not of جنة. Without ``ends`` only what is in front.
    """
    if not 3 < len(word) <= LONGEST:
        return None
    fronts = [*_fronts(word)]
    whole = (((front,), rest) for front, rest in fronts if not front.late and known.has(rest, front.of))
    behind = next(whole, None)
    if not ends:
        return behind
    ended = _end(word, known, Of.ANY)
    if ended and (behind is None or known.is_rather(word, ended[1], ended[0].of, behind[1])):
        return (ended[0],), ended[1]
    if behind:
        for front, rest in fronts:  # ولجنتهم: one letter may rather be of the word than of what is in front
            longer = front.of is not Of.RARE and len(rest) == len(behind[1]) + 1
            ended = _end(rest, known, front.of) if longer else None
            if ended and known.is_rather(rest, ended[1], ended[0].of, behind[1]):
                return (front, ended[0]), ended[1]
        return behind
    for front, rest in fronts:
        if front.late and known.has(rest, front.of):
            return (front,), rest
        if front.of is not Of.RARE and (found := _end(rest, known, front.of)):
            return (front, found[0]), found[1]
    return None


def as_written(form: str, known: Vocabulary) -> Cut | None:
    """The same of a form that is not folded: its last ة and its hamzas tell الخاصة from خاصه, and آمرون from أمر.

    Endings come off only where there is a hamza on an alef, which nobody writes by chance, as one may a last ه.
    """
    return segment(form, known, ends=not SEATED.isdisjoint(form))


def _fronts(word: str) -> Iterator[tuple[Clitic, str]]:
    for front in _PROCLITICS.get(word[0], ()):
        if front.fits(word) and len(word) - len(front.letters) >= front.least:
            for letter in front.instead:
                yield front, letter + word[len(front.letters) :]


def _end(word: str, known: Vocabulary, of: Of) -> tuple[Clitic, str] | None:
    for ending in _ENDINGS.get(word[-1], ()):
        size = len(word) - len(ending.letters)
        fits = size >= ending.least and word.endswith(ending.letters) and word.startswith(ending.begins)
        fits = fits and not (ending.unless and word.endswith(ending.unless))
        if fits and (of_rest := of.narrowed(ending.of)):
            for letters in ending.instead:
                rest = word[:size] + letters
                if known.has(rest, of_rest):
                    return ending, rest
    return None

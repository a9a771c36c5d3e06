"""Arabic words written in Latin letters: by newspapers (``Zelensky``), or as one types without Arabic keys (``3omar``).

One table says what each letter, or few letters, may stand for, and how unlikely that is: 0 is what they mostly stand
for, 1 is rare. ``arabic`` lists the likeliest spellings; which of them is a word is for the index to say. All Arabic
letters here are those of spellings: ``ه`` is also ``ة``, ``ا`` any alef, ``ي`` also ``ى``.
"""

import re
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from typing import Final

from newsearch.text.letters import form, spelling
from newsearch.text.particles import SUN_LETTERS


@dataclass(frozen=True)
class Sound:
    """Latin letters, what they may stand for at the beginning, inside and at the end of a word, and why."""

    latin: str
    inside: dict[str, float]
    reason: str
    first: dict[str, float] | None = None  # as inside, where nothing else is said
    last: dict[str, float] | None = None


SOUNDS: Final = (
    Sound(
        "a",
        {"ا": 0.15, "": 0.2, "ع": 0.6, "ي": 0.6},
        "long, short, or all that is left of ع; English names",
        {"ا": 0.0, "ع": 0.2, "عا": 0.3},
        {"ا": 0.1, "ه": 0.1, "ي": 0.3, "اء": 0.6, "اع": 0.5},
    ),
    Sound(
        "e",
        {"ي": 0.2, "": 0.1, "ا": 0.4},
        "a short vowel; long in foreign names",
        {"ا": 0.0, "اي": 0.2, "ع": 0.4},
        {"": 0.1, "ه": 0.3, "ي": 0.2, "يه": 0.3},
    ),
    Sound(
        "i",
        {"ي": 0.1, "": 0.2, "اي": 0.5},
        "long or short; of English names",
        {"ا": 0.0, "اي": 0.1, "ع": 0.4},
        {"ي": 0.0},
    ),
    Sound("o", {"و": 0.1, "": 0.2}, "long or short", {"ا": 0.2, "او": 0.0, "ع": 0.3, "عو": 0.3}, {"و": 0.0}),
    Sound(
        "u",
        {"و": 0.1, "": 0.2, "يو": 0.5, "ا": 0.4},
        "long or short",
        {"ا": 0.2, "او": 0.0, "يو": 0.2, "ع": 0.4},
        {"و": 0.0},
    ),
    Sound("y", {"ي": 0.0, "": 0.5}, "a consonant, or a vowel", {"ي": 0.0}, {"ي": 0.0}),
    Sound(
        "aa",
        {"ا": 0.0, "ع": 0.2, "اع": 0.4, "عا": 0.4},
        "a long vowel written long, or with ع",
        None,
        {"اء": 0.1, "ا": 0.2, "عه": 0.2, "اعه": 0.4, "عا": 0.3},
    ),
    Sound("ee", {"ي": 0.0}, "a long vowel written long"),
    Sound("ii", {"ي": 0.0}, "a long vowel written long"),
    Sound("oo", {"و": 0.0}, "a long vowel written long"),
    Sound("ou", {"و": 0.0, "": 0.4}, "as the French write it"),
    Sound("ow", {"و": 0.1, "او": 0.2, "وف": 0.3}, "a diphthong; of Polish names the last"),
    Sound("oa", {"وا": 0.1, "و": 0.3, "عا": 0.3}, "of Spanish names; of English ones; of Arab ones"),
    Sound("oe", {"و": 0.1, "وي": 0.2}, "of German names"),
    Sound("ue", {"و": 0.1, "وي": 0.1}, "of German and Spanish names"),
    Sound("eu", {"و": 0.2, "يو": 0.1, "او": 0.2, "وي": 0.3}, "of French, Greek and German names"),
    Sound("ao", {"او": 0.0, "و": 0.3}, "of Portuguese and Chinese names"),
    Sound("eh", {"يه": 0.1, "ه": 0.2}, "the feminine ending", None, {"ه": 0.0, "يه": 0.1}),
    Sound("uu", {"و": 0.0}, "a long vowel written long"),
    Sound("ae", {"اع": 0.2, "اي": 0.1, "ي": 0.2, "ا": 0.3}, "ع between them, or a diphthong: Qaeda, Israel"),
    Sound("ai", {"اي": 0.1, "ي": 0.1, "اء": 0.5, "ا": 0.4}, "a diphthong, or a vowel of its own"),
    Sound("ay", {"اي": 0.1, "ي": 0.1}, "a diphthong"),
    Sound("ei", {"ي": 0.1, "اي": 0.1, "ءي": 0.3, "عي": 0.3}, "a diphthong; of Persian names the third"),
    Sound("ouei", {"وعي": 0.1, "وي": 0.3}, "of families of the Gulf"),
    Sound("aoui", {"اوي": 0.1, "وي": 0.1}, "as the French write the ending of families"),
    Sound("eddin", {"الدين": 0.0}, "the faith: its article is part of a name of two words"),
    Sound("eddine", {"الدين": 0.0}, "as above, as the French write it"),
    Sound("uddin", {"الدين": 0.0}, "as above, as in India"),
    Sound("eldin", {"الدين": 0.0}, "as above, as in Egypt"),
    Sound("ey", {"ي": 0.1, "اي": 0.2}, "a diphthong"),
    Sound("au", {"و": 0.2, "او": 0.1}, "a diphthong"),
    Sound("aw", {"و": 0.1, "او": 0.2}, "a diphthong", {"او": 0.0, "عو": 0.1}),
    Sound("ea", {"ي": 0.2, "ا": 0.3, "يا": 0.2}, "of English names"),
    Sound("ie", {"ي": 0.1}, "of English and German names"),
    Sound("ia", {"يا": 0.0, "يه": 0.2}, "of countries, and of women's names"),
    Sound("io", {"يو": 0.0}, "of Italian and Spanish names"),
    Sound("ya", {"يا": 0.1, "ي": 0.3, "يه": 0.2}, "at the end a feminine"),
    Sound("ah", {"ه": 0.0, "اه": 0.2, "اح": 0.4}, "the feminine ending", None, {"ه": 0.0, "اه": 0.2, "اح": 0.4}),
    Sound("allah", {"الله": 0.0}, "written with two lams"),
    Sound("ullah", {"الله": 0.0}, "as above, behind a name"),
    Sound("abdul", {"ابدال": 0.5}, "servant of the: the article is part of it", {"عبدال": 0.0}),
    Sound("abdel", {"ابديل": 0.5}, "as above, as the French write it", {"عبدال": 0.0}),
    Sound("abdal", {"ابدال": 0.5}, "as above", {"عبدال": 0.0}),
    Sound("b", {"ب": 0.0}, "the letter itself"),
    Sound("c", {"ك": 0.0, "س": 0.4, "تش": 0.5, "ج": 0.5}, "as k; of Slavic and Turkish names the last"),
    Sound("cz", {"تش": 0.1}, "of Polish names"),
    Sound("ce", {"س": 0.1, "سي": 0.1, "تشي": 0.4, "شي": 0.4}, "as s; of Italian names"),
    Sound("ci", {"سي": 0.0, "س": 0.2, "تشي": 0.4}, "as s; of Italian names"),
    Sound("cy", {"سي": 0.0}, "as s"),
    Sound("ic", {"يك": 0.2, "ك": 0.3, "يتش": 0.4}, "of Slavic names the last", None, {"يتش": 0.0, "يك": 0.2, "ك": 0.3}),
    Sound("ch", {"تش": 0.1, "ش": 0.1, "ك": 0.4, "خ": 0.4}, "English, French, Greek, German"),
    Sound("ck", {"ك": 0.0}, "one sound"),
    Sound("d", {"د": 0.0, "ض": 0.3}, "the second has no letter of its own"),
    Sound(
        "dh", {"ذ": 0.1, "ض": 0.3, "ظ": 0.3, "د": 0.2}, "what English books write for them; of Indian names the last"
    ),
    Sound("dj", {"ج": 0.0, "دي": 0.4}, "as the French write it; of Serbian names"),
    Sound("ev", {"يف": 0.1, "وف": 0.4}, "of Russian names the last"),
    Sound("f", {"ف": 0.0}, "the letter itself"),
    Sound("g", {"غ": 0.1, "ج": 0.1, "ق": 0.4, "ك": 0.5}, "newsrooms choose between them"),
    Sound("gh", {"غ": 0.0, "ق": 0.3}, "what English books write for it; of Persian names the second"),
    Sound("h", {"ه": 0.1, "ح": 0.1, "": 0.6}, "one letter for two"),
    Sound(
        "is", {"يس": 0.1, "س": 0.2, "ز": 0.5}, "as i and s; of peoples the last", None, {"يس": 0.1, "س": 0.2, "ي": 0.3}
    ),
    Sound("j", {"ج": 0.0, "ي": 0.3, "خ": 0.4}, "in German and Spanish names the others"),
    Sound("k", {"ك": 0.0, "ق": 0.25}, "the second has no letter that everybody knows"),
    Sound("kh", {"خ": 0.0}, "what English books write for it"),
    Sound("l", {"ل": 0.0}, "the letter itself"),
    Sound("ll", {"ل": 0.0, "ي": 0.3, "لي": 0.4}, "doubled; of Spanish names the others"),
    Sound("lh", {"لي": 0.2, "له": 0.2}, "of Portuguese names"),
    Sound("m", {"م": 0.0}, "the letter itself"),
    Sound("mb", {"مب": 0.0, "نب": 0.2}, "as it is said, where Arabic has an n: Jumblatt"),
    Sound("n", {"ن": 0.0}, "the letter itself"),
    Sound("nh", {"ني": 0.1, "نه": 0.1}, "of Portuguese names"),
    Sound("gn", {"ني": 0.3, "غن": 0.1, "جن": 0.2}, "of French and Italian names"),
    Sound("p", {"ب": 0.0}, "Arabic has no p"),
    Sound("ph", {"ف": 0.0}, "one sound"),
    Sound("pf", {"ف": 0.1, "بف": 0.2}, "of German names"),
    Sound("q", {"ق": 0.0, "ك": 0.4}, "the letter itself"),
    Sound("qu", {"كو": 0.2, "ك": 0.1, "قو": 0.3}, "of foreign names"),
    Sound("r", {"ر": 0.0}, "the letter itself"),
    Sound("s", {"س": 0.0, "ص": 0.3, "ز": 0.5}, "the second has no letter of its own"),
    Sound("sch", {"ش": 0.0}, "of German names"),
    Sound("st", {"ست": 0.0, "سط": 0.3, "شت": 0.3}, "of German names the last"),
    Sound("sz", {"ش": 0.2, "س": 0.2}, "of Polish and Hungarian names"),
    Sound("sh", {"ش": 0.0}, "what English books write for it"),
    Sound("t", {"ت": 0.0, "ط": 0.3}, "the second has no letter of its own"),
    Sound("tch", {"تش": 0.0}, "of French names"),
    Sound("th", {"ث": 0.0, "ت": 0.2, "ذ": 0.4}, "what English books write for it; Greek names"),
    Sound("ts", {"تس": 0.0}, "of Russian and Greek names"),
    Sound("v", {"ف": 0.0}, "Arabic has no v"),
    Sound("w", {"و": 0.0, "ف": 0.3}, "the letter itself; of German names"),
    Sound("x", {"كس": 0.0}, "two sounds; of Spanish and Chinese names one", {"كس": 0.1, "ز": 0.4, "تش": 0.3, "ش": 0.2}),
    Sound("z", {"ز": 0.0, "ذ": 0.4, "ظ": 0.3, "تز": 0.6}, "the letter itself; of German names"),
    Sound("zh", {"ج": 0.1, "ز": 0.4}, "of Russian names"),
    Sound("tz", {"تز": 0.1, "تس": 0.1, "ز": 0.3}, "of German names"),
    Sound("tsch", {"تش": 0.0}, "of German names"),
    Sound("2", {"ا": 0.1, "ء": 0.1, "ق": 0.4}, "looks like a hamza; in Cairo ق is said so"),
    Sound("3", {"ع": 0.0}, "looks like it"),
    Sound("3'", {"غ": 0.0}, "the same with its dot"),
    Sound("5", {"خ": 0.0}, "the first sound of خمسة"),
    Sound("6", {"ط": 0.0}, "looks like it"),
    Sound("6'", {"ظ": 0.0}, "the same with its dot"),
    Sound("7", {"ح": 0.0}, "looks like it"),
    Sound("7'", {"خ": 0.0}, "the same with its dot"),
    Sound("8", {"ق": 0.1, "غ": 0.3}, "looks like it; the Gulf writes the second so"),
    Sound("9", {"ص": 0.1, "ق": 0.2}, "looks like them"),
    Sound("9'", {"ض": 0.0}, "the same with its dot"),
)
#: Names and words: no shorter, or too many words would be meant; no longer, which no name is.
LENGTHS: Final = range(3, 21)
#: So many beginnings of words are gone on with from letter to letter, and so many words given: that bounds the work.
_KEPT: Final = 400
_GIVEN: Final = 240
_LONGEST_SOUND: Final = max(len(sound.latin) for sound in SOUNDS)
_VOWELS: Final = "aeiou"
#: A vowel before one consonant and another vowel may well be long: that it is left out costs so much more.
_OPEN: Final = frozenset(_VOWELS)
_SHORT: Final = 0.1
#: What is written with an h behind it for a sound of its own.
_WITH_H: Final = frozenset("cdgkpst")
#: Of a letter twice the first.
_SILENT: Final = {"": 0.0}
#: What an article costs that only Arabic writes: ``Sisi`` is السيسي.
ARTICLE: Final = 0.2

#: A word with one of the digits that stand for letters: at its beginning, between letters, or alone at its end.
_WITH_DIGITS: Final = re.compile(r"(?=.*[a-z])(?=.*[235-9])(?:[235-9]'?)?(?:[a-z]+[235-9]'?)*[a-z]*", re.IGNORECASE)
#: Words of names that are written apart: ``Osama bin Laden``, ``Abdel Fattah``.
PARTS: Final = {
    **dict.fromkeys(("bin", "ibn", "ben"), "بن"),
    **dict.fromkeys(("abu", "abou", "aboo"), "أبو"),
    **dict.fromkeys(("umm", "oum", "um"), "أم"),
    **dict.fromkeys(("abd", "abdul", "abdel", "abdal", "abdoul"), "عبد"),
}
_LETTERS: Final = re.compile(r"[a-z]+", re.IGNORECASE)
#: What English writes for ع and for a hamza inside a word: ``Sana'a``, ``Qur'an``; not that of ``O'Neill``, ``let's``.
_APOSTROPHE: Final = re.compile(r"(?<=[a-z]{2})['’‘`](?=[a-z]*[aeiou])", re.IGNORECASE)
_ARTICLE: Final = re.compile(rf"[ae](?:l|([{SUN_LETTERS}])(?=[-']\1))[-'](?=..)", re.IGNORECASE)
#: An article written with its name as it is said: ``Ennahda``, ``Echorouk``.
_AS_SAID: Final = re.compile(rf"(?:[ae]([{SUN_LETTERS}])(?=\1)|e(?=ch))(?=...)")


def is_chat(word: str) -> bool:
    """Whether a word has Latin letters and digits in the way of those who type Arabic without Arabic keys."""
    bare = without_article(word)
    return len(bare) in LENGTHS and bare.isascii() and _WITH_DIGITS.fullmatch(bare) is not None


def is_name(word: str) -> bool:
    """Whether a word is of plain Latin letters, and may be a name."""
    bare = without_article(plain(word))
    return len(bare) in LENGTHS and bare.isascii() and _LETTERS.fullmatch(bare) is not None


def is_word(word: str) -> bool:
    """Whether a word is of Latin letters only, but for hyphens."""
    return (bare := plain(word)).isascii() and bare.replace("-", "").isalpha()


def plain(word: str) -> str:
    """A word in Latin letters without marks and case: ``Özil`` → ``ozil``."""
    return spelling(form(word))


def without_article(word: str) -> str:
    """``Al-Sisi`` → ``Sisi``, ``An-Nahda`` → ``Nahda``."""
    return _ARTICLE.sub("", word, count=1) if word[2:3] in ("-", "'") else word


def without_apostrophes(word: str) -> str:
    """A name as most papers write it: ``Sana'a`` → ``Sanaa``."""
    return _APOSTROPHE.sub("", word)


@cache
def _by_letters() -> dict[str, Sound]:
    return {sound.latin: sound for sound in SOUNDS}


def arabic(word: str) -> dict[str, float]:
    """The likeliest Arabic spellings of a word in Latin letters, and what each costs; none if it has other signs.

    Doubled consonants are one letter, as Arabic writes them. The work is bounded, whatever the word.
    """
    word = plain(word)
    bare = without_article(word)
    if len(bare) not in LENGTHS:
        return {}
    found = _spelt(bare)
    with_article = {f"ال{text}": cost for text, cost in found.items()}
    if len(bare) < len(word):
        return _folded(with_article)
    if said := _AS_SAID.match(word):
        with_article |= {f"ال{text}": cost for text, cost in _spelt(word[said.end() :]).items()}
        with_article = dict(nsmallest(_GIVEN, with_article.items(), key=lambda of: of[1]))
    return _folded({**{text: cost + ARTICLE for text, cost in with_article.items()}, **found})


def _folded(costs: dict[str, float]) -> dict[str, float]:
    """The texts as spellings; of those that become one the cheapest counts."""
    dearest_first = sorted(costs.items(), key=lambda of: -of[1])
    return {spelling(text): cost for text, cost in dearest_first}


def _spelt(word: str) -> dict[str, float]:
    sounds, size = _by_letters(), len(word)
    reached: list[dict[str, float]] = [{} for _ in range(size + 1)]
    reached[0][""] = 0.0
    for at in range(size):
        doubled = word[at + 1 : at + 2] == word[at] and word[at] not in f"{_VOWELS}23456789"
        begun = nsmallest(_KEPT, reached[at].items(), key=lambda of: of[1])
        for length in range(1, min(_LONGEST_SOUND, size - at) + 1):
            sound = sounds.get(word[at : at + length])
            if sound is None:
                continue
            end = at + length
            letters = sound.inside
            if at == 0 and sound.first is not None:
                letters = sound.first
            elif end == size and sound.last is not None:
                letters = sound.last
            if length == 1 and doubled:
                letters = _SILENT
            elif word[at : at + length] == "h" and word[at - 1 : at] in _WITH_H:
                continue  # the two are one sound
            elif length == 1 and 0 < at < size - 1 and word[at] in _VOWELS:
                if word[at - 1] in _VOWELS:  # what two vowels may be is in the table
                    letters = {text: cost for text, cost in letters.items() if text}
                elif word[at + 2 : at + 3] in _OPEN and word[at + 1] not in _VOWELS:
                    letters = {text: cost if text else cost + _SHORT for text, cost in letters.items()}
            _go_on(begun, letters, reached[end])
    return dict(nsmallest(_GIVEN, reached[size].items(), key=lambda of: of[1]))


def _go_on(begun: list[tuple[str, float]], letters: dict[str, float], reached: dict[str, float]) -> None:
    for text, cost in begun:
        for more, price in letters.items():
            made, total = text + more, cost + price
            if total < reached.get(made, 9.0):
                reached[made] = total

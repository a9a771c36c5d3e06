"""Forms that verbs have though no text of ours has them: رموا, رمتهم, بعنا, أسأنا, مددنا, نشؤوا, نطرد, عوملوا, يصان.

Of a sound verb few need be known: endings come off, and a verb remains. A weak one changes its letters before
them, and so does one that ends in a hamza. What is made here need not be right, since the analyser is asked of each
form whether the verb has it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from newsearch.text.morphology.build.analyse import VERB, Reading
from newsearch.text.morphology.build.words import letters

_PERSONS: Final = ("نا", "ت", "تم", "ن")
_OTHERS: Final = ("", "ت", "وا")
_MOODS: Final = ("ون", "وا", "ين")
_OBJECTS: Final = ("ه", "ها", "هم")
#: A last hamza, as it is seated before endings.
_SEATED_PAST: Final = ("أت", "أنا", "أن", "أوا", "ؤوا", "ئت", "ئوا")
_SEATED_PRESENT: Final = ("أن", "أون", "ؤون", "ؤوا", "ئن", "ئون", "ئوا")


def conjugated(readings: Mapping[str, tuple[Reading, ...]], known: Mapping[str, float]) -> dict[str, set[str]]:
    """Unread forms → the verbs they may be of; of verbs with a ``known`` lemma."""
    forms: dict[str, set[str]] = {}
    presents = {
        (letters(r.lemma), r.root[-2:-1] == r.root[-1:], r.stem)
        for found in readings.values()
        for r in found
        if r.sort == VERB and r.lemma in known and r.tense == "مضارع" and not r.suffixes and r.voice != "مجهول"
    }
    seen = {(verb, stem) for verb, _doubled, stem in presents}
    verbs = {
        (letters(r.lemma), r.root[-2:-1] == r.root[-1:])
        for found in readings.values()
        for r in found
        if r.sort == VERB and r.lemma in known
    }
    for verb, doubled in verbs:
        stems = set(_stems(verb))
        if not any((verb, stem) in seen for stem in stems):
            presents |= {(verb, doubled, stem) for stem in stems}
    for verb, doubled, stem in sorted(presents):
        passive = _passive(verb, stem) if (verb, stem) in seen else ()  # غوير and دولس are names
        for form in (*_past(verb, doubled), *_present(stem, doubled), *passive, *_imperative(stem)):
            if form not in readings:
                forms.setdefault(form, set()).add(verb)
    return forms


def _stems(verb: str) -> Iterator[str]:
    """What the present of a verb may be of which only the past is seen: of أغاث يغيث, of استاء يستاء, of وخز يخز."""
    lost = verb[0] == "ا" or (verb[0] == "أ" and len(verb) == 4)
    rest = "ؤ" + verb[1:] if verb[0] == "آ" else verb[1:] if lost else verb
    yield "ي" + rest
    if verb[0] == "أ" and len(verb) == 3:
        yield "يؤ" + verb[1:]
    if rest[0] == "و" and len(verb) == 3:
        yield "ي" + rest[1:]
    if rest[-1] in "ىاي":
        yield from ("ي" + rest[:-1] + weak for weak in "يوى")
    elif rest[-2] == "ا":
        yield from ("ي" + rest[:-2] + weak + rest[-1] for weak in "يو")


def _past(verb: str, doubled: bool) -> Iterator[str]:
    """Of رمى رموا, رمينا and رمتهم, of باع بعنا and بيعت, of أساء أسأنا, of مد مددنا, of نشأ نشؤوا."""
    if verb[-1] in "ىاي":
        yield from (verb[:-1] + ending for ending in ("ت", "وا"))
        yield from (verb[:-1] + weak + ending for weak in "يو" for ending in _PERSONS)
        befores = "ات" if len(verb) == 3 else "ا"  # أسفتهم would make فلاسفتهم a verb
        yield from (verb[:-1] + before + object_ for before in befores for object_ in _OBJECTS)
    elif len(verb) > 2 and verb.endswith("اء"):
        yield from (verb[:-2] + seat + ending for seat in "أئ" for ending in _PERSONS)
        yield from (verb[:-2] + "ي" + ending for ending in ("ء", "ئت", "ئوا"))
    elif len(verb) > 2 and verb[-2] == "ا":
        yield from (verb[:-2] + verb[-1] + ending for ending in _PERSONS)
        yield from (verb[:-2] + "ي" + verb[-1] + ending for ending in _OTHERS)
    elif doubled:
        yield from (verb + verb[-1] + ending for ending in _PERSONS)
        yield from (verb + ending for ending in _OTHERS[1:])
    elif verb[-1] == "أ":
        yield from (verb[:-1] + ending for ending in _SEATED_PAST)


def _present(stem: str, doubled: bool) -> Iterator[str]:
    """Of يطرد نطرد, of يرمي يرمون, of يبيع يبيعون, يبعن and لم يبع, of يسيء يسيئون, of ينشأ ينشؤون, of يهز يهزان."""
    for person in "يتن":
        form = person + stem[1:]
        yield form
        if form[-1] in "يىو":
            yield form[:-1]
            yield from (form[:-1] + ending for ending in _MOODS)
        elif len(form) > 3 and form[-2] in "يوا" and form[-1] == "ء":
            yield from (form[:-2] + seat for seat in "أئؤ")
            yield from (form[:-1] + seat + ending for seat in "ئؤ" for ending in _MOODS)
        elif len(form) > 3 and form[-2] in "يوا":
            yield from (form[:-2] + form[-1] + ending for ending in ("", "ن"))
            yield from (form + ending for ending in _MOODS)
        elif form[-1] in "أئؤ":
            yield from (form[:-1] + ending for ending in _SEATED_PRESENT)
        elif doubled:
            yield from (form + "ان", form + form[-1] + "ن")


def _passive(verb: str, stem: str) -> Iterator[str]:
    """Where its letters are others: of عامل عوملوا, of تداول تدوول, of يصون يصان, of يزن يوزن."""
    before = verb[:1] if verb[0] == "ت" and len(verb) == 5 else ""
    rest = verb.removeprefix(before)
    if len(rest) == 4 and rest[1] == "ا" and rest[-1] not in "ىاي":
        yield from (before + rest[0] + "و" + rest[2:] + ending for ending in _OTHERS)
    if len(stem) > 3 and stem[-2] in "يو" and stem[-1] not in "ءىيو":
        yield from (person + stem[1:-2] + "ا" + stem[-1] for person in "يت")
    if len(verb) == 3 and verb[0] == "و":
        yield from (person + verb for person in "يت")


def _imperative(stem: str) -> Iterator[str]:
    """Of many, of what does not begin as its past tense does: of يصوم صوموا, of يضع ضعوا."""
    if len(stem) == 3 or (len(stem) == 4 and stem[-2] in "يو" and stem[-1] not in "ءىيو"):
        yield stem[1:] + "وا"


def confirmed(forms: Mapping[str, set[str]], readings: Mapping[str, tuple[Reading, ...]]) -> frozenset[str]:
    """The forms that one of their verbs has."""
    return frozenset(
        form
        for form, verbs in forms.items()
        if any(r.sort == VERB and letters(r.lemma) in verbs for r in readings.get(form, ()))
    )

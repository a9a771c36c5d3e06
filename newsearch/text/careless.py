"""Careful spellings that may be behind a word typed in a hurry: hamzas left out, ة without its dots, ى for ي.

The lists do not say which of them are words; see ``morphology.lexicon``, which asks a table how frequent they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Slip:
    """A letter typed for others, or for itself and another behind it.

    ``times``: how many times as frequent a word with one of these must be to be thought of.
    """

    typed: str
    meant: Sequence[str]
    times: float
    reason: str


#: On the first alef of a word, behind the article and particles.
HAMZA: Final = Slip("ا", "أإآ", 0.25, "most readers type no hamza on an alef")
#: On the last letter.
ENDS: Final = (
    Slip("ه", "ة", 0.25, "the dots are left out; but it may be «his»"),
    Slip("ى", "ي", 4, "Egyptian copy has no dots there; elsewhere it is another word: قوى, قوي"),
    Slip("ي", "ى", 4, "the reverse, by habit"),
)
#: Behind the last letter.
LAST_HAMZA: Final = Slip(
    "ا", ("اء",), 20, "not said, and not typed: صنعا, الوزرا; but it may be an accusative, or «both»"
)
#: What may stand before the first alef of a word. The lemma table is made with the same, but without the ك below:
#: foreign names begin with it (كاميل), while what is typed is only taken for words that the table has.
BEFORE: Final = ("", "ال", "و", "ب", "ل", "ف", "وال", "بال", "فال", "وب", "ول")

#: Hamzas that are written, each for no other: أعداد, إعداد.
_HAMZAS: Final = frozenset(HAMZA.meant)


def hurried(form: str) -> list[str]:
    """How a form with a hamza on its first alef is typed in a hurry; nothing of any other form."""
    at = _alef(form)
    if at is None:
        return []
    bare = form[:at] + HAMZA.typed + form[at + 1 :]
    return [bare, *(bare[:-1] + slip.typed for slip in ENDS if bare.endswith(tuple(slip.meant)))]


def other_hamzas(form: str) -> list[str]:
    """The form with another hamza on its first alef, if it has one there: hardly ever the same word."""
    at = _alef(form)
    return [] if at is None else [form[:at] + alef + form[at + 1 :] for alef in HAMZA.meant if alef != form[at]]


def _alef(form: str) -> int | None:
    """Where the first alef of a word is, if it has a hamza."""
    places = (len(before) for before in BEFORE if form.startswith(before))
    return next((at for at in places if form[at : at + 1] in _HAMZAS), None)


def careful(form: str) -> Iterator[tuple[str, float]]:
    """Other spellings of a form, and how many times as frequent as the form each must be."""
    fronts = [(form, 0.0)]
    for before in (*BEFORE, "ك"):
        if form.startswith(before + HAMZA.typed):
            rest = form[len(before) + 1 :]
            fronts += [(before + alef + rest, HAMZA.times) for alef in HAMZA.meant]
    for front, times in fronts:
        if front != form:
            yield front, times
        for slip in (*ENDS, LAST_HAMZA):
            if front.endswith(slip.typed):
                yield from ((front[:-1] + end, max(times, slip.times)) for end in slip.meant)

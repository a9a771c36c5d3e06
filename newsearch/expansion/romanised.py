"""The Arabic names of places and people that are written in Latin letters: ``Sweden``, ``Jamal``."""

from collections.abc import Iterator, Sequence
from typing import Final

from newsearch.engines.base import Reader, count, count_of_rarest
from newsearch.expansion.wording import Wording
from newsearch.query.leaves import Token
from newsearch.query.runs import Alternative
from newsearch.query.tiers import WEIGHTS, Tier
from newsearch.query.tree import Level, Phrase, Term
from newsearch.text import morphology, romanised
from newsearch.text.letters import is_latin
from newsearch.text.morphology import Kind

#: How many times more frequent than a word in Latin letters an Arabic name must be to be meant by it.
_FAR_MORE: Final = 10


class Romanised:
    """Finds the Arabic names of the places and people of a query, as an index has them."""

    def __init__(self, wording: Wording, reader: Reader) -> None:
        self._wording, self._reader = wording, reader

    def __call__(self, tokens: Sequence[Token], start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        """The Arabic names of what is written in Latin letters, unless articles have the word as such: Nice, Mobile."""
        if not is_latin(tokens[start].spelling):
            return
        run = [token.spelling for token in tokens[start : start + romanised.LONGEST]]
        for length in range(1, len(run) + 1):
            for name in romanised.arabic(" ".join(run[:length])):
                leaf = self._named(name, fields)
                typed = count(self._reader, Level.SPELLING, run[0])
                if length > 1 or count_of_rarest(self._reader, leaf) >= _FAR_MORE * typed:
                    yield Alternative(start, length, leaf, name)

    def _named(self, name: str, fields: tuple[str, ...]) -> Term | Phrase:
        """As ``Wording.leaf``; of a name that is a word of the language, too, only that very form."""
        tokens = self._wording.tokens(name)
        if len(tokens) == 1 and morphology.read(tokens[0].form).lemma.kind is not Kind.NAME:
            return Term(tokens[0].spelling, Level.SPELLING, fields, WEIGHTS[Tier.NAME])
        return self._wording.leaf(name, fields)

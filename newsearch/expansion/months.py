"""The names of a month, which are one beside a day or a year, and otherwise if they mean nothing else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from newsearch.expansion.name_keys import Key, key_of
from newsearch.expansion.wording import Wording, is_itself, leaf_of
from newsearch.query import leaves
from newsearch.query.leaves import Token
from newsearch.query.runs import Alternative
from newsearch.query.tiers import ALL, WEIGHTS, Tier, word
from newsearch.query.tree import Level, Phrase, Term
from newsearch.text import months
from newsearch.text.letters import spelling

_AMBIGUOUS: Final = frozenset(map(spelling, months.AMBIGUOUS))


def is_ambiguous(spelt: str) -> bool:
    """Whether a spelling is that of a month and of something else."""
    return spelt in _AMBIGUOUS


@dataclass(frozen=True)
class _Month:
    names: tuple[str, ...]
    name: str


class Months:
    """Finds the other names of the months of a query."""

    def __init__(self, wording: Wording, key: Callable[[str], Key]) -> None:
        self._wording = wording
        keys = [{name: key(name) for name in of} for of in months.ALL]
        self._names = {key: _Month(tuple(of), name) for of in keys for name, key in of.items()}
        #: How many words the longest name has.
        self.longest = max(map(len, self._names))
        #: The keys of names of two words, and the words by which two names of a month may stand side by side.
        self.pairs = {key for key in self._names if len(key) > 1}
        self.pairs |= {(one[-1], other[0]) for of in keys for one, other in permutations(of.values(), 2)}

    def __call__(
        self, tokens: Sequence[Token], start: int, keys: Sequence[Key], fields: tuple[str, ...]
    ) -> Iterator[Alternative]:
        """Its other names, if a month begins there; ``keys``: those of the words there, of one, two and more.

        Beside a day or a year a name stands for itself, instead of the other words that it may be. Two names of a month
        side by side are one.
        """
        for length, key in reversed([*enumerate(keys, 1)]):
            month = self._names.get(key)
            if month is None:
                continue
            yield from self._twice(tokens, start, length, month, fields)
            dated = any(token.lemma == months.DAY for token in tokens[max(start - 1, 0) : start]) or any(
                token.lemma == months.YEAR for token in tokens[start + length : start + length + 1]
            )
            ambiguous = length == 1 and tokens[start].spelling.removeprefix("ال") in _AMBIGUOUS
            sure = dated or not ambiguous
            if dated and ambiguous:
                yield from self._itself(tokens[start], month, start, fields)
            if sure or (len(tokens) == 1 and tokens[start].form in months.RATHER_MONTHS):
                for place, other in enumerate(month.names):
                    careless = spelling(other) in map(spelling, month.names[:place])  # أب is said to be آب
                    if self._wording.lemmas(other) != self._wording.lemmas(month.name):
                        for leaf in self._dated(other, fields, sure=sure):
                            yield Alternative(start, length, leaf, "" if careless else other, fixed=length > 1)
            return

    def _twice(
        self, tokens: Sequence[Token], start: int, length: int, month: _Month, fields: tuple[str, ...]
    ) -> Iterator[Alternative]:
        """Each name of a month where two of them stand side by side."""
        behind = start + length
        for more in range(1, self.longest + 1):
            words = [(one.form, one.spelling, one.lemma) for one in tokens[behind : behind + more]]
            other = self._names.get(key_of(words)) if len(words) == more else None
            if other and other != month and other.names == month.names:
                typed = [self._wording.lemmas(one.name) for one in (month, other)]
                for name in month.names:
                    said = "" if self._wording.lemmas(name) in typed else name
                    for leaf in self._dated(name, fields, sure=True):
                        yield Alternative(start, length + more, leaf, said, one=True)
                return

    def _itself(self, token: Token, month: _Month, start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        """The month that a word is, and no verb that is written so: مارس, but not يمارس."""
        named = {lemma for name in month.names if name not in months.AMBIGUOUS for lemma in self._wording.lemmas(name)}
        kept = tuple(one for one in token.lemmas if one in named or is_itself(token.spelling, one))
        weights = word(ALL)
        if not kept:  # the word as it is spelt counts as its lemma would
            weights[Level.SPELLING] += weights[Level.LEMMA]
        for tier, leaf in leaves.word(token, weights, fields, lambda _: kept):
            yield Alternative(start, 1, leaf, tier=tier, instead=True)

    def _dated(self, name: str, fields: tuple[str, ...], *, sure: bool) -> list[Term | Phrase]:
        """A month's name, beside a day or a year if it means other things, or if no month is ``sure`` to be meant."""
        lemmas = self._wording.lemmas(name)
        if name in months.AS_SPELT:
            spelt = tuple(token.spelling for token in self._wording.tokens(name))
            return [Phrase(spelt, Level.SPELLING, fields, weight=WEIGHTS[Tier.NAME])]
        if sure and name not in months.AMBIGUOUS:
            return [self._wording.leaf(name, fields)]
        return [leaf_of((months.DAY, *lemmas), fields), leaf_of((*lemmas, months.YEAR), fields)]

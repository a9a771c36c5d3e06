"""How a name is asked for: as one writes it, with its inflections, unless it only looks like one of another word."""

from collections.abc import Sequence

from newsearch.query.leaves import Token
from newsearch.query.tiers import WEIGHTS, Tier
from newsearch.query.tree import Level, Phrase, Term
from newsearch.text.analyser import Analyser
from newsearch.text.letters import spelling


class Wording:
    """Reads names for the queries of one process, each name once."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._known: dict[str, tuple[Sequence[Token], tuple[str, ...]]] = {}

    def _read(self, name: str) -> tuple[Sequence[Token], tuple[str, ...]]:
        if name not in self._known:
            tokens = self._analyser.tokens(name)
            _spellings, lemmas = self._analyser.classes([token.form for token in tokens])
            self._known[name] = tokens, tuple(lemmas)
        return self._known[name]

    def tokens(self, name: str) -> Sequence[Token]:
        """The words of a name."""
        return self._read(name)[0]

    def lemmas(self, name: str) -> tuple[str, ...]:
        """The lemmas of these words, as an index has them."""
        return self._read(name)[1]

    def leaf(self, name: str, fields: tuple[str, ...]) -> Term | Phrase:
        """What finds a name."""
        tokens = self.tokens(name)
        if len(tokens) == 1 and not is_itself(tokens[0].spelling, tokens[0].lemma):
            return Term(tokens[0].spelling, Level.SPELLING, fields, WEIGHTS[Tier.NAME])
        return leaf_of(self.lemmas(name), fields)


def leaf_of(lemmas: tuple[str, ...], fields: tuple[str, ...]) -> Term | Phrase:
    """What finds a lemma, or several side by side."""
    if len(lemmas) == 1:
        return Term(lemmas[0], Level.LEMMA, fields, WEIGHTS[Tier.NAME])
    return Phrase(lemmas, Level.LEMMA, fields, weight=WEIGHTS[Tier.NAME])


def is_itself(spelt: str, lemma: str) -> bool:
    """Whether a word is its own lemma, but for the article: قطر is, قوقل (read as a verb) is not."""
    own = (spelt, spelt.removeprefix("ال"))
    return lemma in own or spelling(lemma) in own

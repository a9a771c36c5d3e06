"""Names of two words, which are written joined or apart, in any case of the first: عبد الله, أبو زيد, بن سلمان."""

from collections.abc import Callable, Iterator, Sequence

from newsearch.engines.base import Reader, document_frequency
from newsearch.expansion import clitics
from newsearch.expansion.wording import Wording
from newsearch.query.leaves import Token
from newsearch.query.runs import Alternative
from newsearch.query.tiers import WEIGHTS, Tier
from newsearch.query.tree import Level, Phrase, Term
from newsearch.text import names, particles
from newsearch.text.letters import spelling


class Compounds:
    """Finds the other ways in which an index writes such names. ``behind``: see ``clitics.spellings``."""

    def __init__(self, wording: Wording, reader: Reader, behind: Callable[[str], tuple[str, ...]]) -> None:
        self._wording, self._reader, self._behind = wording, reader, behind

    def __call__(self, tokens: Sequence[Token], start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        """The two words of a name joined, or a joined name in two words, in all cases, where the index has it so."""
        one = tokens[start]
        for name in dict.fromkeys((one.spelling, spelling(one.lemma))):
            if parts := names.apart(name):
                for *_, phrase in self.apart(*parts, fields):
                    yield Alternative(start, 1, phrase, " ".join(parts))
                for case in names.cases(*parts):
                    if case != parts[0]:
                        yield from self._joined(case, parts[1], start, 1, fields)
                continue
            for perhaps in names.perhaps_apart(name):
                if clitics.is_bare(name):
                    for *_, phrase in self.apart(*perhaps, fields):
                        if document_frequency(self._reader, phrase):
                            yield Alternative(start, 1, phrase, " ".join(perhaps))
        second, third, *_ = (*(token.spelling for token in tokens[start + 1 : start + 3]), "", "")
        # بن عبد العزيز is بن and a name; آل سعود is a family, no سعود with the article
        cases = () if names.cases(second, third) or one.form == "آل" else names.cases(one.spelling, second)
        for case in cases:
            yield from self._joined(case, second, start, 2, fields)
        # between two names بن is hardly ever written otherwise
        if len(cases) > 1 and (one.spelling != "بن" or not start):
            for case, lemma, phrase in self.apart(one.spelling, second, fields):
                if lemma not in one.lemmas:
                    yield Alternative(start, 2, phrase, f"{case} {second}")

    def apart(self, head: str, second: str, fields: tuple[str, ...]) -> Iterator[tuple[str, str, Phrase]]:
        """The two words of a name in all cases of the first: the case, the word it is an inflection of, the phrase."""
        lemma = self._wording.lemmas(second)[0]
        if self._is_grammar(lemma) or not self._reader.variants(Level.LEMMA, lemma):
            return
        for case in names.cases(head, second):
            (first,) = self._wording.lemmas(case)
            if case == "ابن":  # ابنة and أبناء are of the same word, and no part of a name
                for text in names.written(case):
                    if self._reader.variants(Level.SPELLING, text):
                        yield case, first, Phrase((text, second), Level.SPELLING, fields, weight=WEIGHTS[Tier.NAME])
            else:
                yield case, first, Phrase((first, lemma), Level.LEMMA, fields, weight=WEIGHTS[Tier.NAME])

    def _is_grammar(self, lemma: str) -> bool:
        """Whether it is a stop word, and no name: اما is one of إن, لالي of إلى."""
        return all(token.stop for token in self._wording.tokens(lemma))

    def _joined(
        self, head: str, second: str, start: int, length: int, fields: tuple[str, ...]
    ) -> Iterator[Alternative]:
        """The two words of a name in one, by itself and behind particles."""
        name = head + second
        article = head == names.ARTICLE  # without which it would be any form of the second word
        known = self._reader.variants(Level.SPELLING, name)
        said = known[0].text if known else name
        if known and (head not in names.DOUBTFUL or clitics.is_bare(known[0].text)):
            leaf = (
                Term(name, Level.SPELLING, fields, WEIGHTS[Tier.NAME]) if article else self._wording.leaf(said, fields)
            )
            yield Alternative(start, length, leaf, said)
        telling = article or head in names.TELLING
        others = (of for of, _particle in particles.behind(name)) if telling else self._behind(name)
        for text in others:
            if self._reader.variants(Level.SPELLING, text):
                yield Alternative(start, length, Term(text, Level.SPELLING, fields, WEIGHTS[Tier.NAME]), said)

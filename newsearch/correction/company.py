"""Which of the spellings that a word may be are meant: those at home beside the other words of the query.

Words in Latin letters that stand side by side are read together: first and last names do so in articles, too.
"""

import math
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice, pairwise
from operator import itemgetter
from typing import Final

from newsearch.correction.candidates import COMPARED, ENOUGH, RARE, Candidate, is_alike, is_plain, sounding
from newsearch.engines.base import Reader, count, document_frequency
from newsearch.fields import TEXT_FIELDS
from newsearch.query.leaves import Token
from newsearch.query.runs import Expand
from newsearch.query.tiers import Role
from newsearch.query.tree import And, Level, Near, Node, Term
from newsearch.text import latin
from newsearch.text.particles import LATIN_ARTICLES

#: As a power of e: words of a query are less independent of each other than the formula has it.
_COMPANY: Final = 0.8
#: What is added to a count of articles in common, so that none at all is no proof.
_NONE: Final = 0.25
#: Words are close with so many others between them, at most; an article that has both apart counts so much.
_BETWEEN: Final = 1
_APART: Final = 0.05
#: Beside how many other words of the query spellings are compared, and how many of each word in a row.
_BESIDE: Final = 4
_IN_ROW: Final = 4
#: How many spellings are looked for next to a name.
_WIDE: Final = 24
#: So many words are looked at for rows: that bounds the work.
_ROW: Final = 8
#: How many spellings are searched for, and by how much (as a power of e) the others may be less likely than the first.
_MEANT: Final = 2
_HARDLY: Final = 1.0
#: As far behind a word of the language are what may be meant as well, for that is mostly no name.
_CLEARLY: Final = 2.0


class Company:
    """The words of a query beside each other, in one snapshot of an index."""

    def __init__(self, reader: Reader, expand: Expand, read: Callable[[str], Sequence[Token]]) -> None:
        self._reader, self._expand, self._read = reader, expand, read
        self._counted: dict[Node, int] = {}
        self._named_as: dict[str, Sequence[Token]] = {}
        self._heard: dict[str, Sequence[Candidate]] = {}

    def meant(self, words: Sequence[str], slipped: Mapping[str, Sequence[Candidate]]) -> dict[str, tuple[str, ...]]:
        """What is meant by those words of a query that are ``slipped``, and by others in Latin letters beside them."""
        together = self._together(words) if any(map(latin.is_word, words)) else frozenset()
        unsure = {text: of for text, of in {**slipped, **self._in_rows(words, slipped)}.items() if text not in together}
        line = {
            text: unsure[text] if text in unsure else self._named(text)
            for text in words
            if text in unsure or not (text.lower() in LATIN_ARTICLES or all(token.stop for token in self._read(text)))
        }
        typed, meant = [*line], dict[str, tuple[str, ...]]()
        likely = dict(zip(line, self._side_by_side([*line.values()]), strict=True))
        for at, text in enumerate(typed):
            before, behind = typed[max(at - 1, 0) : at], typed[at + 1 : at + 2]
            next_to = [likely[other] for other in (*before, *behind)]
            certain = text in together or text.lower() in latin.PARTS
            if not certain and (known := self._next_to(text, line[text], next_to)):
                meant[text] = known
            elif text in unsure:
                beside = [likely[other] for other in typed if other not in (*before, text, *behind, *unsure)]
                best = self._chosen(unsure[text], next_to, beside)
                if text in slipped or (best and self._is_close(best[0], next_to)):
                    meant[text] = tuple(one.text for one in best)
        meant |= self._known([text for text in line if text not in together], meant)
        for text, noun in pairwise(words):
            is_article = text.lower() in LATIN_ARTICLES and text not in together
            if is_article and noun in likely and not likely[noun].spelling.isascii():
                meant[text] = meant.get(noun) or (likely[noun].form,)
        return {text: of for text, of in meant.items() if of}

    def _chosen(
        self, candidates: Sequence[Candidate], next_to: Sequence[Token], beside: Sequence[Token]
    ) -> list[Candidate]:
        """The likeliest of the spellings, given the other words of the query; two if one is hardly likelier.

        As Bayes has it, taking the other words for independent of each other. Words typed ``next_to`` it mostly stand
        close to what was meant in articles, too. For a name in Latin letters a name is meant rather than a word of the
        language, and none of two such words.
        """

        def likelihood(candidate: Candidate) -> float:
            if not (next_to or beside):
                return candidate.likelihood
            one = self._read(candidate.text)[0]
            often = self._articles(Term(one.lemma)) + 1
            company = [self.shared(one, other) + _NONE for other in beside[:_BESIDE]]
            company += [self._closeness(one, other) for other in next_to]
            return candidate.likelihood + _COMPANY * sum(math.log(count / often) for count in company)

        if len(candidates) == 1:
            return [*candidates]
        ranked = sorted(((likelihood(one), one) for one in candidates), key=lambda of: (-of[0], of[1].text))
        most, best = ranked[0]
        if not best.is_name:
            rivals = [one for value, one in ranked if value >= most - (_HARDLY if next_to else _CLEARLY)]
            names = [one for one in rivals if one.is_name]
            return names[:1] or ([best] if len({self._read(one.text)[0].lemma for one in rivals}) == 1 else [])
        return [one for value, one in ranked if value >= most - _HARDLY and one.is_name][:_MEANT]

    def _next_to(self, text: str, place: Sequence[Candidate] | Token, names: Sequence[Token]) -> tuple[str, ...]:
        """What a word in Latin letters is next to these names, whatever it may be elsewhere: العودة next to سلمان.

        Several articles have the two side by side; nothing if there is no such word.
        """
        others = [name for name in names if not name.spelling.isascii()]
        open_to_doubt = isinstance(place, Sequence) or place.spelling.isascii()
        if not others or not open_to_doubt or not latin.is_name(text) or self._seen(text) > RARE:
            return ()
        found: list[tuple[float, str]] = []
        for one in islice((one for one in self._sounding(text) if is_alike(one, text)), _WIDE):
            token = self._read(one.text)[0]
            close = max(self.shared(token, other, close=True, written=not one.is_base) for other in others)
            if close >= ENOUGH:
                found.append((replace(one, articles=close, cost=one.sounds).likelihood, one.text))
        found.sort(reverse=True)
        by_lemma: dict[str, str] = {}
        for value, name in found:
            if value >= found[0][0] - _HARDLY:
                by_lemma.setdefault(self._read(name)[0].lemma, name)
        return tuple(by_lemma.values())[:_MEANT]

    def _seen(self, text: str) -> int:
        return count(self._reader, Level.SPELLING, self._read(text)[-1].spelling)

    def _known(self, words: Sequence[str], meant: Container[str]) -> dict[str, tuple[str, ...]]:
        """The Arabic names, as far as they are known, of words in a row in Latin letters that hardly any article has.

        Put in their place, they are looked for next to each other.
        """
        found: dict[str, tuple[str, ...]] = {}
        for foreign, of in groupby(words, latin.is_word):
            row = [*of] if foreign else []
            for text in row if len(row) > 1 else ():
                name = self._names(text)
                if len(name) == 1 and not name[0].spelling.isascii() and text not in meant and self._seen(text) <= RARE:
                    found[text] = (name[0].form,)
        return found

    def _named(self, text: str) -> Token:
        """The first token of a name in Latin letters as it is in Arabic; of any other word the last one."""
        return self._names(text)[0]

    def _names(self, text: str) -> Sequence[Token]:
        """The tokens of a name in Latin letters as it is in Arabic; of any other word the last one."""
        if text not in self._named_as:
            token = self._read(text)[-1]
            others = self._expand([token], TEXT_FIELDS) if token.spelling.isascii() else ()
            said = (other.said for other in others if other.role is not Role.RANKS)
            name = next((one for one in said if one and not one.isascii()), None)
            self._named_as[text] = self._read(name) if name else (token,)
        return self._named_as[text]

    def _sounding(self, text: str) -> Sequence[Candidate]:
        """What a word in Latin letters sounds like, worked out once."""
        if text not in self._heard:
            self._heard[text] = sounding(text, self._reader)
        return self._heard[text]

    def _together(self, words: Sequence[str]) -> frozenset[str]:
        """The words that are names with others beside them: ``Kuala Lumpur``."""
        tokens = [(text, token) for text in words for token in self._read(text)]
        return frozenset(
            text
            for other in self._expand([token for _, token in tokens], TEXT_FIELDS)
            if other.length > 1 and other.role is not Role.RANKS
            for text, _ in tokens[other.start : other.start + other.length]
        )

    def _in_rows(self, words: Sequence[str], slipped: Container[str]) -> dict[str, Sequence[Candidate]]:
        """What words in Latin letters may be beside others, though not alone: too short, or such as articles have.

        Nothing where articles have them all as typed.
        """
        found: dict[str, Sequence[Candidate]] = {}
        for foreign, of in groupby(words[:_ROW], latin.is_word):
            row = [*of]
            if foreign and len(row) > 1 and not self._stand(row):
                for text in row:
                    if part := latin.PARTS.get(text.lower()):
                        found[text] = (Candidate(part, 1, 0.0),)
                    elif text not in slipped and self._named(text).spelling.isascii():
                        plain = (one for one in self._sounding(text) if is_plain(one, text))
                        found[text] = [*islice(plain, COMPARED)]
        return {text: candidates for text, candidates in found.items() if candidates}

    def _stand(self, row: Sequence[str]) -> bool:
        """Whether articles have all the words as typed."""
        return self.together([token for text in row for token in self._read(text)]) > RARE

    def _side_by_side(self, line: Sequence[Sequence[Candidate] | Token]) -> list[Token]:
        """The likeliest reading of words that stand side by side, each of them next to the one before."""
        paths: list[tuple[float, list[Token]]] = [(0.0, [])]
        for place in line:
            if isinstance(place, Sequence):
                options = [(one.likelihood, self._read(one.text)[0]) for one in place[:_IN_ROW]]
            else:
                options = [(0.0, place)]
            fit = self._fit if len(paths) > 1 or len(options) > 1 else _anyhow
            paths = [
                max(((value + of + fit(path, one), [*path, one]) for value, path in paths), key=itemgetter(0))
                for of, one in options
            ]
        return max(paths, key=itemgetter(0))[1]

    def _fit(self, path: Sequence[Token], one: Token) -> float:
        """How well a word stands next to the one before, as a power of e."""
        if not path:
            return 0.0
        often = [self._articles(Term(token.lemma)) + 1 for token in (path[-1], one)]
        return _COMPANY * math.log(self._closeness(one, path[-1]) / math.prod(often))

    def _is_close(self, candidate: Candidate, others: Sequence[Token]) -> bool:
        """Whether a spelling stands next to one of the others in articles."""
        return any(self._closeness(self._read(candidate.text)[0], other) >= 1 for other in others)

    def _closeness(self, one: Token, other: Token) -> float:
        """In how many articles two words stand next to each other, and a little for those that have both apart."""
        shared = self.shared(one, other)
        close = self.shared(one, other, close=True) if shared else 0
        return close + _APART * (shared + _NONE)

    def shared(self, one: Token, other: Token, *, close: bool = False, written: bool = False) -> int:
        """How many articles have both words, ``close`` or anywhere, in any inflection or as they are ``written``.

        All days of a month have one lemma.
        """
        level = Level.SPELLING if written or other.spelling[0].isdigit() else Level.LEMMA
        texts = (one.spelling, other.spelling) if level is Level.SPELLING else (one.lemma, other.lemma)
        both = Near(texts, level, slop=_BETWEEN) if close else And(tuple(Term(text, level) for text in texts))
        return self._articles(both)

    def together(self, tokens: Sequence[Token]) -> int:
        """How many articles have all of the words."""
        return self._articles(And(tuple(Term(token.lemma) for token in tokens)))

    def _articles(self, node: Node) -> int:
        if node not in self._counted:
            self._counted[node] = document_frequency(self._reader, node)
        return self._counted[node]


def _anyhow(_path: Sequence[Token], _one: Token) -> float:
    return 0.0

"""Which words of an article made it match, and the pieces of it worth showing. Offsets, no markup."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from newsearch.engines.base import Use
from newsearch.fields import TEXT_FIELDS
from newsearch.highlighting.excerpts import Mark, best, passage
from newsearch.highlighting.spotter import Found, Name, Names, Spotter
from newsearch.highlighting.windows import Met, together
from newsearch.model import Article, Passage, Reason
from newsearch.query.tiers import RANKING, Tier, tier_of
from newsearch.query.tree import Leaf, Near, Node, Phrase, Synonyms, Term, flat_leaves, positive

#: What a word is met by that is none of the tiers: a word put right, and what is no word.
_REPAIRED, _PHRASE, _PATTERN = "repaired", "phrase", "pattern"
#: Tiers that a word is only met by if it is met by nothing else.
_FAR: Final[dict[str, int]] = {Tier.FAMILY: 1, Tier.ROOT: 2}


class Quoter:
    """Quotes articles found by one query."""

    def __init__(self, tree: Node, names: Names, use: Use = Use.ANYTHING, typed: Node | None = None) -> None:
        """``use``: see ``Spotter``; ``typed``: of a query that was put right, the tree without."""
        found = _reasons(tree, typed)
        leaves = list(found)
        #: Of each leaf the number of the word of the query that it stands for, and how close it is to that.
        self._word_of = [word for word, _tier in found.values()]
        self._tier_of = [tier for _word, tier in found.values()]
        #: The leaves whose words are only marked where there is nothing else to mark.
        self._faint = {number for number, tier in enumerate(self._tier_of) if tier == Tier.ROOT}
        self._spotter = spotter = Spotter(leaves, names, use)
        phrases = [
            (n, leaf, _bits(spotter.behind[n])) for n, leaf in enumerate(leaves) if isinstance(leaf, Phrase | Near)
        ]
        self._phrases = [of for of in phrases if not self._marks_all(*of)]

    def quote(self, article: Article) -> tuple[Passage, ...]:
        """The title with its matches, if it has any; then the best passages of the body, or its beginning."""
        text, body_at = f"{article.title}\n{article.body}", len(article.title) + 1
        words = self._spotter.words(text)
        in_body = bisect_left(words, (body_at,))
        title = self._marks("title", text, words[:in_body], 0)
        body = self._marks("body", text, words[in_body:], body_at)
        if (faint := self._faint) and any(leaf not in faint for _place, leaf in (*title, *body)):
            title, body = ([mark for mark in marks if mark[1] not in faint] for marks in (title, body))
        words_of = self._word_of
        pieces = best(article.body, [(place, words_of[leaf]) for place, leaf in body])
        titled = [passage("title", article.title, 0, [mark for mark, _leaf in title])] if title else []
        return (*titled, *pieces)

    def reasons(self, article: Article) -> tuple[Reason, ...]:
        """What of the article the query met, the closest first, then what stands there most often."""
        counts: dict[tuple[str, str], int] = {}
        for field, text in (("title", article.title), ("body", article.body)):
            for (start, end), leaf in self._marks(field, text, self._spotter.words(text), 0):
                met = self._tier_of[leaf], text[start:end]
                counts[met] = counts.get(met, 0) + 1
        order = {met: place for place, met in enumerate((*map(str, Tier), _REPAIRED, _PHRASE, _PATTERN))}
        ranked = sorted(counts.items(), key=lambda of: (of[0][0] in RANKING, order[of[0][0]], -of[1], of[0]))
        return tuple(Reason(word, tier, times) for (tier, word), times in ranked)

    def _marks(self, field: str, text: str, words: list[Found], begin: int) -> list[Mark]:
        """Those of the words that are to be marked, their places counted from ``begin``."""
        firsts = self._spotter.firsts[field]
        marks = [((start - begin, end - begin), firsts[name]) for start, end, name in words if name in firsts]
        if self._phrases:
            marked = dict(marks)
            for number, phrase, bits in self._phrases:
                if field in phrase.fields:
                    some = [Met(start, end, bits[name]) for start, end, name in words if name in bits]
                    for word in together(phrase, text, some):
                        place = word.start - begin, word.end - begin
                        marked[place] = min(marked.get(place, number), number)
            marks = sorted(marked.items())
        return marks

    def _marks_all(self, number: int, phrase: Phrase | Near, names: Iterable[Name]) -> bool:
        """Whether all words of a phrase are marked without it, for leaves that come before."""
        return all(self._spotter.firsts[field].get(name, number) < number for field in phrase.fields for name in names)


def _reasons(tree: Node, typed: Node | None) -> dict[Leaf, tuple[int, str]]:
    """Each leaf, members of synonyms in their place, with the number of its word and its tier.

    Whatever is not in the tree of the query as ``typed`` is there by repair; relatives stay what they are.
    """
    found: dict[Leaf, tuple[int, str]] = {}
    for number, leaf in enumerate(positive(tree)):
        if isinstance(leaf, Synonyms):
            for tier, member in zip(leaf.tiers, leaf.members, strict=True):
                found.setdefault(member, (number, tier))
        else:
            found.setdefault(leaf, (number, _kind(leaf)))
    if typed is not None:
        put_right = found.keys() - set(flat_leaves(typed))
        found |= {leaf: (found[leaf][0], _REPAIRED) for leaf in put_right if found[leaf][1] not in RANKING}
    # a relative of one word of the query may be another word of it
    return dict(sorted(found.items(), key=lambda of: _FAR.get(of[1][1], 0)))


def _kind(leaf: Leaf) -> str:
    """What a leaf by itself is called, in the place of a tier."""
    match leaf:
        case Term(level=level):
            return tier_of(level)
        case Phrase() | Near():
            return _PHRASE
        case _:
            return _PATTERN


def _bits(names: list[Sequence[Name]]) -> dict[Name, int]:
    """Of each name one bit for each term of a phrase that it stands behind."""
    bits: dict[Name, int] = {}
    for number, of in enumerate(names):
        for name in of:
            bits[name] = bits.get(name, 0) | 1 << number
    return bits


assert TEXT_FIELDS == ("title", "body")  # noqa: S101  the two fields that ``quote`` knows

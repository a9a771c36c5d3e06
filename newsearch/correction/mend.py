"""Misspelt words put right: which words of a query are slips, and what is searched for instead.

A word is taken for a slip if no dictionary knows it but by rule, hardly any article has it, and a spelling of the index
that may have been meant (see ``candidates``) is far more frequent. A name in Latin letters that the index hardly has is
taken for one in Arabic letters by the same rule. Nothing is put right in doubt, and what was is always said.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from newsearch.engines.base import Reader
from newsearch.model import Note
from newsearch.query.leaves import Token
from newsearch.query.runs import KEPT, Expand
from newsearch.query.syntax import Both, Either, Exact, Group, In, Pattern, Quoted, Syntax, Without, Word
from newsearch.query.tree import Level
from newsearch.text import morphology
from newsearch.text.letters import is_latin
from newsearch.text.particles import LATIN_ARTICLES

if TYPE_CHECKING:
    from newsearch.correction.candidates import Candidate

#: Below this many letters one slip makes another word: حرب is not حزب. Longer words have too many neighbours.
LENGTHS: Final = range(4, 25)
#: Of so many words of a query it is asked whether they are slips, and so many are put right: that bounds the work.
MOST_WORDS: Final = 16
MOST_SLIPS: Final = 4


class Mended(NamedTuple):
    """A query put right, and what is to be said about it."""

    syntax: Syntax
    notes: tuple[Note, ...]


class Mender:
    """Puts queries right in one snapshot of an index; remembers what single words may be. Threads may share one."""

    def __init__(self, reader: Reader, expand: Expand, read: Callable[[str], Sequence[Token]]) -> None:
        """``read`` gives the tokens of a word as typed."""
        self._reader, self._expand = reader, expand
        self._read = read
        # made of what it needs, not of self: see ``query.runs``
        self._candidates = lru_cache(KEPT)(partial(_candidates, reader, expand, read))

    def mended(self, syntax: Syntax) -> Mended | None:
        """The query with its slips put right; None if there are none."""
        words = {word.text: word for word in words_of(syntax)}
        found = ((text, of) for text in islice(words, MOST_WORDS) if (of := self._candidates(text)))
        slipped = dict(islice(found, MOST_SLIPS))
        if not slipped and sum(map(is_latin, words)) < 2:
            return None
        from newsearch.correction.company import Company

        return self._with(syntax, Company(self._reader, self._expand, self._read).meant([*words], slipped), slipped)

    def mended_in_context(self, syntax: Syntax) -> Mended | None:
        """A query that no article has all of, with the word put right that articles have with the others; or None."""
        if not (isinstance(syntax, Group | Both) and all(isinstance(part, Word) for part in syntax.parts)):
            return None
        from newsearch.correction.context import misplaced

        words = dict.fromkeys(word.text for word in words_of(syntax))
        meant = misplaced([*words], self._reader, self._expand, self._read)
        return self._with(syntax, meant, ())

    def _with(self, syntax: Syntax, meant: Mapping[str, tuple[str, ...]], slipped: Container[str]) -> Mended | None:
        """The query with what is ``meant`` by some words, and what is said about each; None if there are none."""
        words = {word.text: word for word in words_of(syntax)}
        better, notes = dict[str, tuple[str, ...]](), list[Note]()
        for text, others in meant.items():
            token = self._read(text)[-1]
            said = f"no article has {text}: searched for {' or '.join(others)} instead"
            better[text] = others
            if text.lower() in LATIN_ARTICLES:
                said = f"{text} is taken for the article of {' or '.join(others)}"
            elif self._reader.variants(Level.LEMMA, token.lemma):
                have = f"{'few' if text in slipped else 'other'} articles have {text}"
                if not self._reader.variants(Level.SPELLING, token.spelling):
                    have = f"no article has {text} as it is written"
                said = f"{have}: also searched for {' or '.join(others)}"
                better[text] = (text, *others)
            notes.append(Note(said, words[text].start, words[text].end))
        return Mended(respelt(syntax, better), tuple(notes)) if better else None


def _candidates(
    reader: Reader, expand: Expand, read: Callable[[str], Sequence[Token]], text: str
) -> "tuple[Candidate, ...]":
    """What may have been meant by a word, the likeliest first; nothing if it is likely meant as it is."""
    if not any(map(_is_strange, read(text))):
        return ()
    from newsearch.correction import candidates  # few searches need it

    return candidates.of(text, reader, expand, read)


def _is_strange(token: Token) -> bool:
    """Whether a word may be a slip, as far as can be told without the index."""
    text, lexicon = token.spelling, morphology.lexicon()
    if len(text) not in LENGTHS or not text.isalpha() or token.stop:
        return False
    form = token.form
    return not lexicon.knows(form) or lexicon.is_made(form) or lexicon.is_rare_name(form)


def words_of(syntax: Syntax) -> Iterator[Word]:
    """The words of a query that are looked for in texts, in letters that may differ from those typed."""
    match syntax:
        case Word():
            yield syntax
        case Group(parts) | Both(parts) | Either(parts):
            for part in parts:
                yield from words_of(part)
        case In(field, part):
            if field in {"title", "body"}:
                yield from words_of(part)
        case Without() | Exact() | Pattern() | Quoted():
            return
        case _:
            assert_never(syntax)


def respelt(syntax: Syntax, better: Mapping[str, tuple[str, ...]]) -> Syntax:
    """The query with words in the place of others: any of those given for each."""
    match syntax:
        case Word(text) if text in better:
            others = tuple(replace(syntax, text=other) for other in better[text])
            return others[0] if len(others) == 1 else Either(others, start=syntax.start, end=syntax.end)
        case Group(parts) | Both(parts) | Either(parts):
            return replace(syntax, parts=tuple(respelt(part, better) for part in parts))
        case In(field, part) if field in {"title", "body"}:
            return replace(syntax, part=respelt(part, better))
        case _:
            return syntax

"""A word typed of a woman: what an index says of women counts as the word, what it says of men hardly counts."""

from collections.abc import Set as AbstractSet
from typing import Final

from newsearch.engines.base import Reader
from newsearch.query.leaves import Token
from newsearch.query.tree import Level
from newsearch.text import morphology
from newsearch.text.letters import spelling
from newsearch.text.morphology.people import FEMININE, feminine_endings
from newsearch.text.morphology.table import Lemma

#: Of so many ways to write it, the most frequent ones, each is looked for; in the others it counts as little as a man.
_MOST: Final = 16
_ONE: Final = FEMININE[0]
_HIS: Final = "ه"
_TYPED: Final = (*FEMININE, _HIS)


def feminine(token: Token, lemma: Lemma, reader: Reader) -> tuple[tuple[Level, str], ...]:
    """How an index writes the word for women, if it is typed so; nothing for nearly all words.

    Spellings, or forms where a spelling is rather «his minister». ``lemma``: that of the form as it is read by itself.
    """
    if lemma.term != token.lemma or not token.form.endswith(_TYPED):
        return ()
    # so قضاة and طلبة are men
    women = {lemma.term + ending for ending in feminine_endings(lemma, morphology.lexicon())}
    ends = tuple(women | {spelling(word) for word in women if not word.endswith(_ONE)})
    if not (token.form.endswith(ends) or _is_careless(token, women, reader)):
        return ()
    forms = [vocable.text for vocable in reader.variants(Level.LEMMA, lemma.term) if vocable.text.endswith(ends)]
    return tuple(dict.fromkeys(_way(form, reader) for form in (token.form, *forms)))[:_MOST]


def _way(form: str, reader: Reader) -> tuple[Level, str]:
    """The spelling of a form, unless most that are spelt so are of a man: سائقه for سائقة."""
    word = spelling(form)
    return (Level.FORM, form) if form.endswith(_ONE) and _is_his(word, reader) else (Level.SPELLING, word)


def _is_careless(token: Token, women: AbstractSet[str], reader: Reader) -> bool:
    """Whether the word is one of these in careless spelling: وزيره, where that is not rather «his minister»."""
    ends = tuple(spelling(word) for word in women if word.endswith(_ONE))
    return token.form.endswith(_HIS) and token.spelling.endswith(ends) and not _is_his(token.spelling, reader)


def _is_his(word: str, reader: Reader) -> bool:
    """Whether a spelling stands for «his minister» in most articles, or in none at all."""
    alike = reader.variants(Level.SPELLING, word)
    return not (alike and alike[0].text.endswith(_ONE))

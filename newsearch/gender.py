"""A word typed of a woman: what an index says of women counts as the word, what it says of men hardly counts."""

from typing import Final

from newsearch.engines.base import Reader
from newsearch.query.leaves import Token
from newsearch.query.tree import Level
from newsearch.text import morphology
from newsearch.text.letters import spelling
from newsearch.text.morphology.people import FEMININE, is_of_people
from newsearch.text.morphology.table import Lemma

#: Of so many spellings, the most frequent ones, each is looked for; in the others it counts as little as a man.
_MOST: Final = 16


def feminine(token: Token, lemma: Lemma, reader: Reader) -> tuple[str, ...]:
    """The spellings that an index has of the word for women, if it is typed so; none for nearly all words.

    ``lemma``: that of the form as it is read by itself.
    """
    if lemma.term != token.lemma or not (_is_feminine(token, reader) and is_of_people(lemma, morphology.lexicon())):
        return ()
    forms = (vocable.text for vocable in reader.variants(Level.LEMMA, lemma.term))
    women = (spelling(form) for form in forms if form.endswith(FEMININE))
    return tuple(dict.fromkeys((token.spelling, *women)))[:_MOST]


def _is_feminine(token: Token, reader: Reader) -> bool:
    """Whether the word is typed so, or in careless spelling: وزيره, where that is not rather «his minister»."""
    if token.form.endswith("ه"):
        alike = reader.variants(Level.SPELLING, token.spelling)
        return bool(alike) and alike[0].text.endswith("ة")
    return token.form.endswith(FEMININE)

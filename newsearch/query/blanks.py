"""Names in a phrase, written otherwise: joined where they were typed apart, or the reverse (عبد الله, عبدالله).

A name with a number behind it is a phrase, too, if they were typed as one: ``Covid-19`` is كوفيد-19.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, product
from typing import Final

from newsearch.fields import TEXT_FIELDS
from newsearch.query.leaves import Token
from newsearch.query.runs import Alternative, Analyser, Expand
from newsearch.text import morphology, names
from newsearch.text.letters import form, spelling
from newsearch.text.morphology import Kind

#: Of a phrase with several such names, so many ways to write it are looked for.
_WAYS: Final = 4


def otherwise(tokens: Sequence[Token], analyser: Analyser, expand: Expand) -> list[Sequence[Token]]:
    """The same words with other blanks in names, where the index has these so; nothing for most phrases."""
    words = [token.spelling for token in tokens]
    if not any(map(_may_be_two, words)) and not any(names.cases(*two) for two in pairwise(words)):
        return []
    others = {other.start: other for other in expand(tokens, TEXT_FIELDS) if _is_same(other, words)}
    ways = islice(product(*_choices(tokens, analyser, others)), 1, _WAYS)  # the first is as typed
    return [[token for part in way for token in part] for way in ways]


def numbered(tokens: Sequence[Token], analyser: Analyser, expand: Expand) -> list[Sequence[Token]]:
    """Other names of a name with a number behind it, each with the number; nothing for anything else."""
    match tokens:
        case [name, number] if name.spelling.isalpha() and number.spelling.isdecimal():
            named = dict.fromkeys(other.said for other in expand([name], TEXT_FIELDS) if other.said)
            return [[*analyser.tokens(said), number] for said in islice(named, _WAYS)]
        case _:
            return []


def _may_be_two(word: str) -> bool:
    """Whether a word may be a name of two words."""
    doubtful = any(names.perhaps_apart(word)) and morphology.lexicon().kind(word) is Kind.NAME
    return doubtful or names.apart(word) is not None


def _choices(
    tokens: Sequence[Token], analyser: Analyser, others: dict[int, Alternative]
) -> Iterator[list[Sequence[Token]]]:
    """The words one after the other: as typed, and if there is one, as the alternative has them."""
    at = 0
    while at < len(tokens):
        other = others.get(at)
        length = other.length if other else 1
        yield [tokens[at : at + length], *([analyser.tokens(other.said)] if other else [])]
        at += length


def _is_same(other: Alternative, words: Sequence[str]) -> bool:
    """Whether an alternative has the letters that were typed, but for a particle before them, and other blanks."""
    if words[other.start] == names.ARTICLE:
        return False  # it would be lost: what is compared is the word behind it
    typed = "".join(words[other.start : other.start + other.length])
    said = spelling(form(other.said)).split()
    return len(said) not in (0, other.length) and "".join(said) in (typed, typed[1:])

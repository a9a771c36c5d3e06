"""Slips that make another word, or a form that clitics explain: the other words of the query tell.

By itself nothing is a slip that a dictionary knows. But where no article has all words of a query, that word may be one
which hardly any article has as it is spelt, if articles have them all with a spelling one slip away, next to the same
words: ``معرقة الزبداني`` is معركة الزبداني. Of what nobody knows it may be two slips, of the likelier ones. What more
articles have, or what is short, must be a likely slip, and far more of them have what was meant next to its neighbours:
``عاصفة الجزم`` is عاصفة الحزم.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

from newsearch.correction.candidates import (
    COMPARED,
    DEAR,
    ENOUGH,
    FAR_MORE_AT_LEAST,
    RARE,
    TWICE,
    Candidate,
    costs,
    is_told,
    present,
)
from newsearch.correction.company import Company
from newsearch.correction.mend import LENGTHS
from newsearch.engines.base import Reader, count
from newsearch.fields import TEXT_FIELDS
from newsearch.query.leaves import Token
from newsearch.query.runs import Expand
from newsearch.query.tree import Level
from newsearch.text import morphology
from newsearch.text.morphology import Kind, Source
from newsearch.text.slips import NEIGHBOUR, REPLACED, slips, two_slips

#: Queries of so many words that tell something are looked at: that bounds the work.
_WORDS: Final = range(2, 9)
#: Words of so many letters; shorter ones than elsewhere, for more is asked of their neighbours.
_LENGTHS: Final = range(3, LENGTHS.stop)
#: In so many articles what is meant stands next to one of its neighbours; in one next to the other.
_CLOSE: Final = 2


def misplaced(
    words: Sequence[str], reader: Reader, expand: Expand, read: Callable[[str], Sequence[Token]]
) -> dict[str, tuple[str, ...]]:
    """The word of a query that is likeliest such a slip, and what was meant; empty if there is none.

    No article has all of the words. ``read`` gives the tokens of a word as typed.
    """
    line = [(text, of[-1]) for text in words if (of := read(text)) and not all(token.stop for token in of)]
    if len(line) not in _WORDS:
        return {}
    company, found = Company(reader, expand, read), dict[str, Candidate]()
    for at, (text, token) in enumerate(line):
        others = [other for _, other in (*line[:at], *line[at + 1 :])]
        rare = len(token.spelling) in LENGTHS and count(reader, Level.SPELLING, token.spelling) <= RARE
        known = morphology.read(token.form).source is Source.TABLE  # no letter of it is any other: أضاحي, إضافي
        most = REPLACED if rare and not known else DEAR
        least = _CLOSE if rare else FAR_MORE_AT_LEAST
        fitting = []
        for one in _near(token, most, reader, expand, read) if len(read(text)) == 1 else ():
            meant = read(one.text)[0]
            if company.together([meant, *others]) >= ENOUGH:
                close = [company.shared(meant, other, close=True) for other in others[max(at - 1, 0) : at + 1]]
                if min(close) and max(close) >= least:
                    fitting.append(replace(one, articles=max(close)))
        if fitting:
            found[text] = max(fitting, key=attrgetter("likelihood"))
    best = max(found, key=lambda text: found[text].likelihood, default=None)
    return {best: (found[best].text,)} if best else {}


def _near(
    token: Token, most: float, reader: Reader, expand: Expand, read: Callable[[str], Sequence[Token]]
) -> Iterator[Candidate]:
    """What may have been meant by a word, by slips of such cost at ``most``; nothing if it is a name that is known."""
    text, reading = token.spelling, morphology.read(token.form)
    if len(text) not in _LENGTHS or not text.isalpha() or text.isascii():
        return
    if reading.source is Source.TABLE and reading.lemma.kind is Kind.NAME:
        return
    if is_told(expand([token], TEXT_FIELDS), reader):
        return
    unknown = most > DEAR and reading.source is Source.RULES and len(text) in TWICE
    twice = two_slips(text, NEIGHBOUR) if unknown else {}
    root = reading.lemma.root
    for one in present(costs(slips(text, most), twice), reader)[:COMPARED]:
        meant = read(one.text)[-1]
        related = root and morphology.read(meant.form).lemma.root == root  # it ranks articles anyway
        if not meant.stop and meant.lemma != token.lemma and not related:
            yield one

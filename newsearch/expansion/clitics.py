"""Names that the lemma table does not know, behind particles: which spellings of an index are one of them.

The table takes particles off words that it knows. What is left to do, at query time, is for new names: ``ستارمر`` asks
for ``لستارمر`` too, and the reverse, if the index has both and the name by itself more often; see ``text.particles``.
"""

from collections.abc import Iterator
from typing import Final

from newsearch.engines.base import Reader
from newsearch.query.tree import Level
from newsearch.text import morphology, particles
from newsearch.text.letters import spelling
from newsearch.text.morphology import Kind, Source

#: Shorter names are too often the end of another word, longer words are no names.
LENGTHS: Final = range(4, 24)
#: A name that stands behind another particle, too, is hardly the end of another word, unless it is as short as this:
#: it counts as if so many more articles had it by itself.
_SHORT: Final = 4
_ANOTHER: Final = 3


def spellings(name: str, reader: Reader) -> tuple[str, ...]:
    """Other spellings of the index that are ``name`` (a spelling) behind particles, or without those it has."""
    bare = _bare(name, reader)
    found = [of for one in _with_article(bare) for of in _behind(one, reader)]
    return tuple(one for one in dict.fromkeys((bare, *found)) if one != name)


def _bare(name: str, reader: Reader) -> str:
    """The name without particles; itself if it has none."""
    rests = {rest: _articles(rest, reader) for rest, _particle in particles.without(name)}
    best = max(rests, key=lambda rest: (rests[rest], -len(rest)), default=name)
    return best if name in _behind(best, reader) else name


def _with_article(name: str) -> tuple[str, ...]:
    """The name as it is, and with the article or without."""
    other = name.removeprefix("ال") if name.startswith("ال") else "ال" + name
    return (name, other) if morphology.lemma(name) == morphology.lemma(other) else (name,)


def _behind(name: str, reader: Reader) -> Iterator[str]:
    """The spellings that are the name behind a particle."""
    if len(name) not in LENGTHS:
        return
    texts = dict(particles.behind(name))
    if (knows := morphology.lexicon().knows)(name):
        # the table has taken particles off it, but for spellings that it has for names of their own
        texts = {of: particle for of, particle in texts.items() if knows(of) and is_bare(of)}
    counts = {of: count for of in texts if (count := _articles(of, reader))}
    alone = _articles(name, reader) if counts else 0
    last = {texts[of].letters[-1] for of in counts}
    for of, count in counts.items():
        others = len(last - {texts[of].letters[-1]}) if len(name) > _SHORT else 0
        if texts[of].comes_off(name, alone + _ANOTHER * others if alone else 0, count):
            yield of


def _articles(text: str, reader: Reader) -> int:
    """How many articles have a spelling, if it is that of a name as it stands, or of a word that nobody knows."""
    found = reader.variants(Level.SPELLING, text)
    return sum(one.articles for one in found) if found and is_bare(found[0].text) else 0


def is_bare(form: str) -> bool:
    """Whether the table has a form as a name, with nothing before it but the article, or knows nothing of it."""
    reading = morphology.read(form)
    if reading.lemma.kind is not Kind.NAME or reading.source is Source.CLITICS:
        return False
    begin = spelling(reading.lemma.term)[:2]
    return reading.source is Source.RULES or spelling(reading.rest).startswith((begin, "ال" + begin))

"""What was done to a word, step by step, in words: for ``newsearch analyze``."""

import unicodedata

from newsearch.text import letters, stopwords
from newsearch.text.morphology import explain as explain_lemma


def steps(surface: str) -> tuple[str, ...]:
    """The steps from a surface word to its lemma, those that changed something only."""
    form = letters.form(surface)
    if not form:
        return ("only marks: not a word",)
    taken = [*_rows(surface, letters.Tier.ALWAYS), *_rows(form, letters.Tier.DEFAULT)]
    taken += [reason for pattern, _new, reason in letters.SPELLINGS if pattern.search(form)]
    if surface.lower() != surface:
        taken.insert(0, "case")
    if stopwords.is_stop(form):
        taken.append("stop word: searched for only in phrases, or when nothing else is asked for")
    return (*dict.fromkeys(taken), *explain_lemma(form))


def _rows(word: str, tier: letters.Tier) -> list[str]:
    composed = unicodedata.normalize("NFC", word)
    changed = []
    for row in letters.TABLE:
        if row.tier is tier and any(row.fold(char) != char for char in composed):
            changed.append(row.name)
    return changed

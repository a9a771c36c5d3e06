"""Which dictionary word a form belongs to."""

from newsearch.text.morphology import stem
from newsearch.text.morphology.stem import light_stem

__all__ = ["FINGERPRINT", "explain", "lemma", "light_stem"]

#: Changes whenever a form may get another lemma.
FINGERPRINT = "rules-" + repr((stem.CONJUNCTIONS, stem.PREPOSITIONS, stem.ARTICLE, stem.PRONOUNS, stem.ENDINGS))


def lemma(form: str) -> str:
    """The term shared by the forms of one word: ``السياح`` and ``سائح`` have one, ``كتاب`` and ``كاتب`` two."""
    return light_stem(form)


def explain(form: str) -> tuple[str, ...]:
    """The steps from a form to its lemma, in words."""
    affixes, _rest = stem.split(form)
    return tuple(f"{affix.letters} comes off: {affix.name}" for affix in affixes)

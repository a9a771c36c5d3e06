"""Which dictionary word a form belongs to."""

from newsearch.text.morphology.stem import light_stem

__all__ = ["lemma", "light_stem"]


def lemma(form: str) -> str:
    """The term shared by the forms of one word: ``السياح`` and ``سائح`` have one, ``كتاب`` and ``كاتب`` two."""
    return light_stem(form)

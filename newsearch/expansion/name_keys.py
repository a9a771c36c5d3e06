"""What a name is looked up by: the lemmas of its words, so that it is found in every case and behind particles.

The keys of our own names and of the months are shipped (``data/names.keys``): working them out takes longer than a
search. ``python -m newsearch.expansion.name_keys`` writes the file; one that does not fit the list or the analyser is
as good as none.
"""

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from newsearch.expansion.wording import is_itself
from newsearch.lists import OwnList
from newsearch.text import months, morphology
from newsearch.text.analyser import Analyser
from newsearch.text.morphology import Kind
from newsearch.text.stopwords import is_stop

Key = tuple[str, ...]
#: Tells what each of some names is looked up by; nothing, if it has no word.
Keys = Callable[[Sequence[str]], Sequence[Key]]

_DATA: Final = Path(__file__).parents[1] / "text" / "data"
#: Our own list of names.
OURS: Final = _DATA / "aliases.tsv"
KEYS: Final = _DATA / "names.keys"


def key_of(words: Sequence[tuple[str, str, str]]) -> Key:
    """The key of a name, of which ``words`` has the form, spelling and lemma of each word.

    Of a word that only looks inflected it is the spelling.
    """
    if len(words) == 1:
        ((form, spelt, lemma),) = words
        if not is_itself(spelt, lemma) and morphology.lexicon().kind(form) is not Kind.NAME:
            return (f"={spelt}",)
    return tuple(lemma for _form, _spelling, lemma in words)


def keys_of(names: Sequence[str], analyser: Analyser) -> list[Key]:
    """The keys of some names, worked out: by what a query means by each word."""
    words = list(map(analyser.forms, names))
    forms = list({form: None for of in words for form in of})
    spellings, lemmas = analyser.classes(forms)
    # an index may have a word as one of grammar that a query does not mean by it: بي of بي بي سي
    meant = [morphology.lemmas(form)[0] if is_stop(lemma) else lemma for form, lemma in zip(forms, lemmas, strict=True)]
    terms = dict(zip(forms, zip(spellings, meant, strict=True), strict=True))
    return [key_of([(form, *terms[form]) for form in of]) for of in words]


def quick_keys(analyser: Analyser) -> Keys:
    """Tells the keys of names: those that are shipped are not worked out again."""
    known = read_keys(analyser.fingerprint)

    def keys(names: Sequence[str]) -> list[Key]:
        others = [name for name in names if name not in known]
        found = dict(zip(others, keys_of(others, analyser), strict=True)) if others else {}
        return [known[name] if name in known else found[name] for name in names]

    return keys


def read_keys(fingerprint: str) -> dict[str, Key]:
    """The shipped keys; none if they were made by another analyser (see its ``fingerprint``) or of another list."""
    try:
        head, *lines = KEYS.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    if head != _head(fingerprint):
        return {}
    return {name: tuple(key.split()) for name, _, key in (line.partition("\t") for line in lines)}


def _head(fingerprint: str) -> str:
    return f"# {fingerprint} {zlib.crc32(OURS.read_bytes()):08x}"


def shipped_names() -> list[str]:
    """All names whose keys are shipped: those of our own list, and the months."""
    ours = [name for _number, names in OwnList(OURS).rows for name in names if name]
    return [*ours, *(name for of in months.ALL for name in of)]


def main() -> None:
    """Write the file that ``read_keys`` reads."""
    analyser, names = Analyser(), shipped_names()
    keys = zip(names, keys_of(names, analyser), strict=True)
    lines = [_head(analyser.fingerprint), *sorted({f"{name}\t{' '.join(key)}" for name, key in keys})]
    KEYS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

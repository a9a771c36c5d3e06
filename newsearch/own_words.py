"""Words that a newsroom knows better than the lemma table: a list that it keeps beside its index.

One form a line: the form, a tab, the word it is a form of; ``#`` begins a note. A line that is nothing of the kind is
reported with its number and left out; the rest is used. What the list says wins over the table, for queries: an index
holds what the table said when it was made, and need not be made anew. See docs/decisions/0006.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Self

from newsearch.model import Note
from newsearch.query.leaves import Token
from newsearch.query.runs import Alternative, Analyser, Expand
from newsearch.query.tiers import WEIGHTS, Role, Tier
from newsearch.query.tree import Level, Term

#: The file, beside the manifest of the index.
OWN_WORDS: Final = "lexicon.tsv"


class OwnWords:
    """Forms, each with the term of the word it is a form of."""

    def __init__(self) -> None:
        self._lemmas: dict[str, str] = {}  # spelling → the term it is indexed by if the table knows it, or else itself
        self._forms: dict[str, list[str]] = {}  # the same term → spellings
        self._indexed: dict[str, str] = {}  # spelling → the term that the table indexes it by
        #: What was wrong in the file: (line number, what it says).
        self.broken: list[tuple[int, str]] = []

    @classmethod
    def read(cls, folder: Path, analyser: Analyser) -> Self:
        """The list in the folder of an index; an empty one if there is none."""
        own, path = cls(), folder / OWN_WORDS
        if path.exists():
            text = path.read_bytes().decode("utf-8-sig", "replace")
            for number, line in enumerate(text.splitlines(), 1):
                if (entry := line.split("#")[0].strip()) and not own._add(entry, analyser):
                    own.broken.append((number, line.strip()))
            for spelling, term in own._lemmas.items():
                own._forms.setdefault(term, []).append(spelling)
        return own

    def _add(self, entry: str, analyser: Analyser) -> bool:
        words = [analyser.tokens(column) for column in entry.split("\t")]
        if len(words) != 2 or any(len(tokens) != 1 for tokens in words):
            return False
        ((form,), (word,)) = words
        self._lemmas[form.spelling], self._indexed[form.spelling] = word.lemma, form.lemma
        return True

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was wrong in the file, in words."""
        what = "is no form and its word, and was left out"
        return tuple(Note(f"{OWN_WORDS}:{number} {what}: {line}") for number, line in self.broken)

    def beside(self, expand: Expand) -> Expand:
        """Finds what these words are forms of, and what ``expand`` finds for all others."""
        return _Beside(expand, self._lemmas, self._forms, self._indexed) if self._lemmas else expand


class _Beside:
    """See ``query.runs.Expand``."""

    def __init__(
        self, expand: Expand, lemmas: dict[str, str], forms: dict[str, list[str]], indexed: dict[str, str]
    ) -> None:
        self._expand = expand
        self._lemmas, self._forms, self._indexed = lemmas, forms, indexed
        self.related = expand.related

    def __call__(self, tokens: Sequence[Token], fields: tuple[str, ...]) -> list[Alternative]:
        own = [one for start, token in enumerate(tokens) for one in self._own(token, start, fields)]
        read = {one.start for one in own if one.role is Role.INSTEAD}
        return [*own, *(o for o in self._expand(tokens, fields) if o.length > 1 or o.start not in read)]

    def lemmas(self, token: Token) -> tuple[str, ...]:
        """The words of the list first; its forms are looked for by the words that the index has them as."""
        term = self._lemmas.get(token.spelling)
        words = self._expand.lemmas(token) if term is None else (term,)
        forms = (form for word in words for form in self._forms.get(word, ()))
        return tuple(dict.fromkeys((*words, *map(self._indexed.__getitem__, forms))))

    def _own(self, token: Token, start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        term = self._lemmas.get(token.spelling)
        if term is None:
            for text in (text for lemma in token.lemmas for text in self._forms.get(lemma, ())):
                yield Alternative(start, 1, Term(text, Level.SPELLING, fields), tier=Tier.LEMMA)
            return
        yield Alternative(start, 1, Term(term, Level.LEMMA, fields), tier=Tier.LEMMA, instead=True)
        for text in self._forms[term]:
            yield Alternative(start, 1, Term(text, Level.SPELLING, fields), tier=Tier.LEMMA, instead=True)
        form = Term(token.form, Level.FORM, fields, WEIGHTS[Tier.FORM])
        yield Alternative(start, 1, form, tier=Tier.FORM, instead=True)

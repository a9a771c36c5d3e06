"""Where the words of a segment stand, for those who read it without numpy; ``tokens`` tells the same with it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsearch.engines.on_whoosh.arrays.files.mapped import MappedFile
from newsearch.engines.on_whoosh.arrays.segments.pages import FAR


class Span(NamedTuple):
    """The tokens of a lemma, from ``start`` to ``stop``; ``form``: of which of its forms, None for all."""

    start: int
    stop: int
    form: int | None


class Places:
    """The arrays of one segment that tell which word stands where."""

    def __init__(self, file: MappedFile) -> None:
        self._tokens, self._starts = file.view("tokens"), file.view("token_starts")
        self._lemma_of, self._which_of = file.view("lemma_of"), file.view("which_of")
        self._which, self._far, self._forms = (file.view(name) for name in ("which", "which_far", "which_forms"))

    def of_lemma(self, of: int, form: int | None = None) -> Span:
        """Where a lemma stands, given the number of its list."""
        return Span(self._starts[of - 1], self._starts[of], form)

    def of_form(self, number: int, lists: memoryview) -> Span:
        """Where a form stands, given the number of its text, and the lists of all lemmas."""
        return self.of_lemma(lists[self._lemma_of[number]], self._which_of[number])

    def all(self, spans: Sequence[Span]) -> Iterator[int]:
        """Every token."""
        for start, stop, form in spans:
            if form is None:
                yield from self._tokens[start:stop]
            else:
                near = min(form, FAR)
                at = (place for place, byte in enumerate(self._which[start:stop], start) if byte == near)
                yield from (self._tokens[place] for place in at if near < FAR or self._form_at(place) == form)

    def has(self, spans: Sequence[Span], token: int) -> bool:
        """Whether one of the words stands there."""
        for start, stop, form in spans:
            place = bisect_left(self._tokens, token, start, stop)
            if place < stop and self._tokens[place] == token and form in (None, self._form_at(place)):
                return True
        return False

    def between(self, spans: Sequence[Span], low: int, high: int) -> list[int]:
        """The tokens from ``low`` to ``high`` (excluded), ascending."""
        found = []
        for start, stop, form in spans:
            place = bisect_left(self._tokens, low, start, stop)
            while place < stop and self._tokens[place] < high:
                if form in (None, self._form_at(place)):
                    found.append(self._tokens[place])
                place += 1
        return sorted(found)

    def _form_at(self, place: int) -> int:
        form: int = self._which[place]
        return form if form < FAR else int(self._forms[bisect_left(self._far, place)])

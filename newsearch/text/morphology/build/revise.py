"""What forms say of one another, once each has its likeliest reading: passes over all of them, one after the other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from newsearch.text.morphology.build.analyse import Reading
from newsearch.text.morphology.build.evidence import SPREAD, Evidence
from newsearch.text.morphology.build.words import Candidate, Sort, Word, is_strained, word_of

#: Candidates and how much speaks for each.
Masses = dict[Candidate, float]
#: The words of a form with their probabilities, likeliest first.
Ranked = list[tuple[Word, float]]

#: The article, and what may stand before it.
ARTICLES: Final = ("ولل", "وبال", "وال", "بال", "فال", "كال", "لل", "ال")

_PARTICLES: Final = ("و", "ف", "ب", "ل", "وب", "ول")

_FAR_FETCHED: Final = 0.1  # a form with a prior this low,
_SELDOM: Final = 20  # and not by the chance of a few occurrences,
_TOO_OFTEN: Final = 3.0  # that is this many times as frequent as the prior makes it, is a name
_UNLIKELY: Final = 0.001  # no word of a form, unless its letters are all of it but the article
_AFTER: Final = 0.02  # a word that so often follows ب and ل is no accusative
#: With the article a noun is so often seen for each time without, where clitics stand before it; before its owner
#: or with one, which nouns have more often; and at least.
_OFTEN: Final = 0.5
_OFTEN_BEFORE: Final = 1.0
_ENOUGH: Final = 3
#: A noun that is this many times as frequent as what و, or else a preposition, leaves of it, and with the article
#: at least so often, is no such rest: وجهة is not of جهة.
_BEHIND: Final = (0.2, 0.5)
_SEEN_WITH: Final = 0.02


class Reviser:
    """Changes the word of forms that others contradict."""

    def __init__(
        self,
        readings: Mapping[str, tuple[Reading, ...]],
        evidence: Evidence,
        candidates: Mapping[str, Masses],
        own: Mapping[str, Masses],
        labels: Mapping[str, Masses],
    ) -> None:
        """``candidates`` of each form: those of its ``own`` readings, and others; ``labels``: what a tagger said."""
        self._readings, self._evidence = readings, evidence
        self._candidates, self._own, self._labels = candidates, own, labels

    def revised(self, chosen: Mapping[str, Ranked]) -> dict[str, Ranked]:
        """All forms, after all passes."""
        found = dict(chosen)
        steps = (self._names, self._no_accusatives, self._agreed, self._as_with_article, self._as_without_clitics)
        for step in steps:
            found |= dict(step(found))
        return found

    def _names(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Forms far more frequent than their far-fetched reading allows: ليبرمان is no dual of أبرم."""
        evidence = self._evidence
        totals: dict[Word, float] = defaultdict(float)
        for form, words in chosen.items():
            totals[words[0][0]] += evidence.counts.get(form, 0)
        for form, words in chosen.items():
            word = words[0][0]
            likely = max((p for c, p in self._own[form].items() if c.word == word), default=1.0)
            count = evidence.counts.get(form, 0)
            if likely < _FAR_FETCHED and count > max(_SELDOM, _TOO_OFTEN * likely * totals[word]):
                labelled = any(c.word == word for c in self._labels.get(form, ()))
                if not labelled and all(is_strained(r) for r in self._readings[form] if word_of(r) == word):
                    yield form, [(Word(form, Sort.NOUN), 1.0), *words]

    def _no_accusatives(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Names that look like accusatives, which never follow ب or ل: درعا is not of درع."""
        counts = self._evidence.counts
        for form, words in chosen.items():
            for clitic in ("", "و", "ب", "ل"):
                name = form.removeprefix(clitic)
                if form.startswith(clitic) and words[0][0] == (name[:-1], Sort.NOUN) and name[-1:] == "ا":
                    after = [counts.get(preposition + name, 0) for preposition in "بل"]
                    own = max(counts.get(name, 0), counts.get("ال" + name[:-1], 0) + 1)
                    if all(after) and sum(after) > _AFTER * own:
                        yield form, [(Word(name, Sort.NOUN), 1.0), *words]
                        break

    def _agreed(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Forms that differ only by the article and what stands before it have one word: السعودية and بالسعودية.

        So has the noun without it, الشباب and شباب, but not the feminine of a relative adjective: الحيوية is vitality.
        """
        by_rest: dict[str, list[str]] = defaultdict(list)
        for form in chosen:
            article = next((letters for letters in ARTICLES if form.startswith(letters)), "")
            if article and len(form) - len(article) > 2:
                by_rest[form[len(article) :]].append(form)
        for rest, forms in by_rest.items():
            if rest in chosen and self._is_plain(rest, rest, chosen[rest][0][0]):
                # للجنة is of لجنة, not of جنة
                forms = [
                    form for form in forms if Candidate(chosen[form][0][0], "ل" + rest) not in self._candidates[form]
                ]
                forms.append(rest)
            votes: dict[Word, float] = defaultdict(float)
            for form in forms:
                for word, share in chosen[form]:
                    votes[word] += share * self._evidence.weight(form) ** SPREAD
            agreed = max(votes, key=lambda word: (votes[word], word))
            for form in forms:
                likely = dict(chosen[form]).get(agreed, 0) > _UNLIKELY
                if chosen[form][0][0] != agreed and (likely or Candidate(agreed, rest) in self._candidates[form]):
                    yield form, _preferring(agreed, chosen[form])

    def _is_plain(self, form: str, rest: str, word: Word) -> bool:
        """Whether a word is a noun in this shape, but for clitics, and no feminine of a relative adjective."""
        feminine = any(r.type == "نسبة" and r.suffixes and word_of(r) == word for r in self._readings[form])
        return word.sort is Sort.NOUN and Candidate(word, rest) in self._candidates[form] and not feminine

    def _as_with_article(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Nouns read as what no article allows, though they often have one: بنية is no intention, مركزي not «my»."""
        for form, words in chosen.items():
            word, (agreed, _) = words[0][0], chosen.get("ال" + form, words)[0]
            if word == agreed or word.sort is Sort.VERB or word.letters == form:
                continue
            known = Candidate(agreed, form) in self._candidates[form]
            possible = any(c.word == word for c in self._candidates["ال" + form])
            if known and not possible and self._is_often_defined(form, word):
                yield form, _preferring(agreed, words)

    def _is_often_defined(self, form: str, word: Word) -> bool:
        """Whether a form has the article too often to be ``word`` with clitics or before an owner."""
        counts = self._evidence.counts
        own, defined = counts.get(form, 1), sum(counts.get(article + form, 0) for article in ARTICLES)
        cores = [c.core for c in self._candidates[form] if c.word == word]
        rests = [counts.get(core, 0) for core in cores if form.endswith(core) and core != form]
        if any(own > _BEHIND[form[0] in "بل"] * rest for rest in rests) and defined > _SEEN_WITH * own:
            return defined >= _ENOUGH
        times = _OFTEN_BEFORE if any(map(form.startswith, cores)) else _OFTEN
        return defined >= max(times * own, _ENOUGH)

    def _as_without_clitics(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Nouns behind particles are what they are without, where that is more frequent: لشباب is of شباب."""
        for form, words in chosen.items():
            for clitic in _PARTICLES:
                rest = form.removeprefix(clitic)
                if rest == form or len(rest) < 3 or rest not in chosen:
                    continue
                word, bare = words[0][0], chosen[rest][0][0]
                plain = self._is_plain(form, rest, word) and self._is_plain(rest, rest, bare)
                known = plain and Candidate(bare, rest) in self._candidates[form]
                if word != bare and known and self._evidence.weight(rest) >= self._evidence.weight(form):
                    yield form, _preferring(bare, words)
                    break


def _preferring(word: Word, words: Ranked) -> Ranked:
    """The words of a form with one of them before all others."""
    return [(word, 1.0), *((other, share) for other, share in words if other != word)]

"""The likeliest reading of each form, by expectation-maximisation over the graph of forms, cores and words.

A form's count is shared among its candidates in proportion to: prior of the reading × (count of the core as this
word)^A × (count of the word)^A × (1 + what a tagger said of the form in context). A *core* is the form without
clitics, so that الوزير and للوزير decide together; a *word* is an unvowelled lemma, verb or not. Words that explain
many forms win: السياح is of سائح, أرباح of ربح.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from newsearch.text.letters import spelling
from newsearch.text.morphology.build.analyse import PARTICLE, VERB, Reading, bare
from newsearch.text.morphology.build.evidence import Evidence
from newsearch.text.morphology.build.priors import prior
from newsearch.text.morphology.segment import PROCLITICS


class Sort(StrEnum):
    """Words of the same letters are told apart by these."""

    NOUN = "n"
    VERB = "v"
    PARTICLE = "p"


class Word(NamedTuple):
    """A candidate class: the letters of a lemma, and its sort."""

    letters: str
    sort: Sort


class Candidate(NamedTuple):
    """A word, and the core in which a form shows it."""

    word: Word
    core: str


@dataclass(frozen=True)
class Chosen:
    """For each form its words with their probabilities, likeliest first; and the mass of each word."""

    words: dict[str, list[tuple[Word, float]]]
    mass: dict[Word, float]


ROUNDS: Final = 6
SPREAD: Final = 0.5  # counts to this power: a frequent form is no better evidence than many rare ones
SHARP: Final = 0.7  # A above
LABELLED: Final = 2.0  # weight of labelled occurrences of cores and words
IN_CONTEXT: Final = 3.0  # weight of what was said of the very form
_CARELESS: Final = (0.05, 0.2)  # another spelling's reading, for a form with its own; if ten times as frequent
_UNREAD: Final = 0.02  # the form as a word of its own, beside real readings
_ONLY_LABELLED: Final = 0.3  # a lemma that a tagger gave but no reading has
_FAR_FETCHED: Final = 0.1  # a form with a prior this low,
_SELDOM: Final = 20  # and not by the chance of a few occurrences,
_TOO_OFTEN: Final = 3.0  # that is this many times as frequent as the prior makes it, is a name
_SMOOTH: Final = 0.01
_BEFORE_WEAK: Final = ("\N{ARABIC KASRA}ل", "\N{ARABIC DAMMA}ل", "\N{ARABIC SHADDA}ل")  # فاعِل, تفاعُل, تفعُّل

_ARTICLES: Final = ("ولل", "وبال", "وال", "بال", "فال", "كال", "لل", "ال")

_Masses = dict[Candidate, float]


def letters(lemma: str) -> str:
    """The letters of a vowelled lemma; defective nouns with their ي (قاضٍ → قاضي)."""
    return bare(lemma) + ("ي" if lemma.endswith("\N{ARABIC KASRATAN}") else "")


def word_of(reading: Reading) -> Word:
    """The word a reading is of."""
    if reading.sort == VERB:
        return Word(letters(reading.lemma), Sort.VERB)
    written = letters(reading.lemma)
    weak = reading.root[-1:] in {"و", "ي"} and len(bare(reading.pattern)) == len(written) + 1
    if weak and reading.pattern.endswith(_BEFORE_WEAK) and len(written) > 2 and written[-1] not in "ىياة":
        written += "ي"  # a defective noun as the analyser writes it: وال of والي, تحد of تحدي
    return Word(written, Sort.PARTICLE if reading.sort == PARTICLE else Sort.NOUN)


class Chooser:
    """Candidates of all forms, their labels, and the choice among them."""

    def __init__(self, readings: Mapping[str, tuple[Reading, ...]], evidence: Evidence) -> None:
        self._readings = readings
        self._evidence = evidence
        verbs = {r.lemma for rs in readings.values() for r in rs if r.sort == VERB}
        others = {r.lemma for rs in readings.values() for r in rs if r.sort != VERB}
        self._only_verbs = verbs - others
        self._unknown = evidence.lemmas.keys() - verbs - others
        self._particle_lemmas = {r.lemma for rs in readings.values() for r in rs if r.sort == PARTICLE}
        self._particles = set(map(letters, self._particle_lemmas))
        self._past = _past_tenses(readings, evidence)
        self._own = {form: self._of(form) for form in readings}
        self._labels: dict[str, _Masses] = {}
        self._candidates = dict(self._all())

    def choose(self) -> Chosen:
        """Run the rounds."""
        evidence, candidates = self._evidence, self._candidates
        spread = {form: evidence.weight(form) ** SPREAD for form in candidates}
        total = sum(spread.values())
        base_words: dict[Word, float] = defaultdict(float)
        for lemma, share in evidence.lemmas.items():
            base_words[Word(letters(lemma), self._sort(lemma))] += total * share
        base: _Masses = defaultdict(float)
        said: dict[str, dict[Word, float]] = {}
        for form, labels in self._labels.items():
            count = sum(labels.values())
            said[form] = defaultdict(float)
            for candidate, occurrences in labels.items():
                base[candidate] += LABELLED * count**SPREAD * occurrences / count
                base_words[candidate.word] += LABELLED * count**SPREAD * occurrences / count
                said[form][candidate.word] += IN_CONTEXT * occurrences / (count + 3)
        cores, words = dict(base), dict(base_words)
        scores: dict[str, _Masses] = {}
        for _ in range(ROUNDS):
            next_cores, next_words = defaultdict(float, base), defaultdict(float, base_words)
            for form, own in candidates.items():
                here = {
                    c: p * ((cores.get(c, 0) + _SMOOTH) * (words.get(c.word, 0) + _SMOOTH)) ** SHARP
                    for c, p in own.items()
                }
                if form in said:
                    here = {c: score * (1 + said[form][c.word]) for c, score in here.items()}
                scores[form] = here
                share = spread[form] / sum(here.values())
                for c, score in here.items():
                    next_cores[c] += share * score
                    next_words[c.word] += share * score
            cores, words = next_cores, next_words
        chosen = {form: _ranked(here) for form, here in scores.items()}
        chosen |= dict(self._names(chosen))
        return Chosen(chosen | dict(self._agreed(chosen)), words)

    def _names(self, chosen: Mapping[str, list[tuple[Word, float]]]) -> Iterator[tuple[str, list[tuple[Word, float]]]]:
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
                if not labelled and all(_strained(r) for r in self._readings[form] if word_of(r) == word):
                    yield form, [(Word(form, Sort.NOUN), 1.0), *words]

    def _agreed(self, chosen: Mapping[str, list[tuple[Word, float]]]) -> Iterator[tuple[str, list[tuple[Word, float]]]]:
        """Forms that differ only by what stands before the article have one word: السعودية and بالسعودية."""
        by_rest: dict[str, list[str]] = defaultdict(list)
        for form in chosen:
            article = next((letters for letters in _ARTICLES if form.startswith(letters)), "")
            if article and len(form) - len(article) > 2:
                by_rest[form[len(article) :]].append(form)
        for forms in by_rest.values():
            votes: dict[Word, float] = defaultdict(float)
            for form in forms:
                for word, share in chosen[form]:
                    votes[word] += share * self._evidence.weight(form) ** SPREAD
            agreed = max(votes, key=lambda word: (votes[word], word))
            for form in forms:
                shares = dict(chosen[form])
                if chosen[form][0][0] != agreed and shares.get(agreed, 0) > 0.001:
                    yield form, [(agreed, 1.0), *((word, p) for word, p in chosen[form] if word != agreed)]

    def _of(self, form: str) -> _Masses:
        """The candidates of a form from its own readings, with their priors."""
        readings = self._readings[form]
        nouns = {bare(r.lemma) for r in readings if r.sort != VERB}
        found: _Masses = {}
        for reading in readings:
            candidate = Candidate(word_of(reading), reading.stem)
            factor = prior(reading, self._evidence.lemmas.keys(), nouns)
            found[candidate] = max(found.get(candidate, 0), factor)
        verbs = {c.word.letters for c in found if c.word.sort is Sort.VERB}
        if len(verbs) > 1:  # يظل: the verb whose past tense is seen
            most = max(self._past[verb] for verb in verbs) + 3
            for c in found:
                if c.word.sort is Sort.VERB:
                    found[c] *= ((self._past[c.word.letters] + 3) / most) ** 0.5
        return found

    def _all(self) -> Iterator[tuple[str, _Masses]]:
        """The candidates of all forms: their own, those of other spellings, what was labelled, the form itself."""
        spellings = defaultdict(list)
        for form in self._readings:
            spellings[spelling(form)].append(form)
        counts = self._evidence.counts
        for form, own in self._own.items():
            found = dict(own)
            for other in spellings[spelling(form)]:
                if other != form:
                    usual = counts.get(other, 0) >= 10 * counts.get(form, 1)
                    factor = _CARELESS[usual] if own else 1.0
                    for c, p in self._own[other].items():
                        if not own or c.word.sort is not Sort.PARTICLE:
                            found[c] = max(found.get(c, 0), p * factor)
            self._label(form, found)
            itself = Candidate(Word(form, Sort.NOUN), form)
            found.setdefault(itself, _UNREAD if found else 1.0)
            if form in counts:
                for rest in self._names_within(form):
                    factor = _UNREAD if own else 0.5
                    candidate = Candidate(Word(rest, Sort.NOUN), rest)
                    found[candidate] = max(found.get(candidate, 0), factor)
            yield form, found

    def _label(self, form: str, found: _Masses) -> None:
        """Note what a tagger said of a form; a lemma that no reading has becomes a candidate."""
        labels: _Masses = {}
        for lemma, count in self._evidence.labels.get(form, {}).items():
            word = Word(letters(lemma), self._sort(lemma))
            same = [c for c in found if c.word.letters == word.letters]
            if same and all(c.word.sort is Sort.PARTICLE for c in same) and form.endswith("ي"):
                continue  # the tagger reads the name Ali as «on me»
            if not same:
                if self._own[form] and word.letters in self._particles:
                    continue
                same = [Candidate(word, form)]
                found[same[0]] = _ONLY_LABELLED
            best = [c for c in same if c.word.sort is word.sort]
            best = best or [c for c in same if (c.word.sort is Sort.VERB) == (word.sort is Sort.VERB)] or same
            candidate = max(best, key=found.__getitem__)
            labels[candidate] = labels.get(candidate, 0) + count
        if labels:
            self._labels[form] = labels

    def _sort(self, lemma: str) -> Sort:
        if lemma in self._particle_lemmas:
            return Sort.PARTICLE
        verb = lemma in self._only_verbs or (lemma in self._unknown and lemma.endswith("\N{ARABIC FATHA}"))
        return Sort.VERB if verb else Sort.NOUN

    def _names_within(self, form: str) -> Iterator[str]:
        """What clitics leave of a form, if it has no readings and is seen twice as often: نيويورك in بنيويورك."""
        counts, article = self._evidence.counts, ("ال", "لل")
        for clitic in PROCLITICS:
            if form.startswith(clitic.letters) and len(form) - len(clitic.letters) >= 3:
                for instead in clitic.instead:
                    rest = instead + form[len(clitic.letters) :]
                    if counts.get(rest, 0) >= 2 * counts[form] and not self._readings.get(rest):
                        yield rest
                if clitic.letters.endswith(article) and clitic.letters != "ال":
                    rest = "ال" + form[len(clitic.letters) :]
                    if counts.get(rest, 0) >= 2 * counts[form] and not self._readings.get(rest):
                        yield rest


def _strained(reading: Reading) -> bool:
    """Whether a reading needs affixes that news seldom has, which chance finds in foreign names."""
    verb = reading.sort == VERB and not reading.stem.startswith("ا")
    return verb or reading.enclitics in {"ي", "ني", "ك", "نا"} or reading.proclitics[:1] in {"ف", "ك", "أ"}


def _past_tenses(readings: Mapping[str, tuple[Reading, ...]], evidence: Evidence) -> Counter[str]:
    """How often the third person feminine past of each verb is seen: few other words look like it."""
    seen: Counter[str] = Counter()
    for form, count in evidence.counts.items():
        verbs = {
            letters(r.lemma)
            for r in readings[form]
            if r.sort == VERB and r.tense == "ماض" and r.voice != "مجهول" and r.person == "غائب"
            if r.suffixes.endswith("ت") and not r.enclitics
        }
        if verbs:
            others = {letters(r.lemma) for r in readings[form] if r.sort != VERB}
            for verb in verbs:
                seen[verb] += count // (len(verbs) + len(others))
    return seen


def _ranked(scores: _Masses) -> list[tuple[Word, float]]:
    total = sum(scores.values())
    words: dict[Word, float] = defaultdict(float)
    for candidate, score in scores.items():
        words[candidate.word] += score / total
    return sorted(words.items(), key=lambda item: (-item[1], item[0]))

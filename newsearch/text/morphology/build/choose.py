"""The likeliest reading of each form, by expectation-maximisation over the graph of forms, cores and words.

A form's count is shared among its candidates in proportion to: prior of the reading × (count of the core as this
word)^A × (count of the word)^A × (1 + what a tagger said of the form in context). A *core* is the form without
clitics, so that الوزير and للوزير decide together; a *word* is an unvowelled lemma, verb or not. Words that explain
many forms win: السياح is of سائح, أرباح of ربح.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from newsearch.text.letters import spelling
from newsearch.text.morphology.build.analyse import PARTICLE, VERB, Reading, bare
from newsearch.text.morphology.build.dictionary import sound
from newsearch.text.morphology.build.evidence import SPREAD, Evidence
from newsearch.text.morphology.build.plurals import singulars
from newsearch.text.morphology.build.priors import prior
from newsearch.text.morphology.build.revise import ARTICLES, Masses, Ranked, Reviser
from newsearch.text.morphology.build.words import Candidate, Sort, Word, core_of, is_strained, letters, word_of
from newsearch.text.morphology.segment import PROCLITICS


@dataclass(frozen=True)
class Chosen:
    """For each form its words with their probabilities, likeliest first; and the mass of each word."""

    words: dict[str, list[tuple[Word, float]]]
    mass: dict[Word, float]


ROUNDS: Final = 6
SHARP: Final = 0.7  # A above
OWN_CORE: Final = 0.75  # of what a core brings a word this much does not count for it: words show in several shapes
LABELLED: Final = 2.0  # weight of labelled occurrences of cores and words
IN_CONTEXT: Final = 3.0  # weight of what was said of the very form
_CARELESS: Final = (0.05, 0.2)  # another spelling's reading, for a form with its own; if ten times as frequent
_UNSEATED: Final = 0.3  # one with the hamza elsewhere on an alef than the form, which has one
_UNREAD: Final = 0.02  # the form as a word of its own, beside real readings
_ONLY_LABELLED: Final = 0.3  # a lemma that a tagger gave but no reading has; less where it is rare beside readings
_SHAPED: Final = 0.3  # the broken plural of a known word by its shape alone
_LISTED: Final = 0.4  # a broken plural by the dictionary but not the analyser
_BY_ITSELF: Final = 0.02  # the same, of what is a word by itself, too
_ALSO_MASCULINE: Final = 0.3  # ماضية as a form of ماضي
_SMOOTH: Final = 0.01

#: Letters that no word begins with.
_NO_FIRST: Final = "ؤئ"
#: How the lemma of a verb ends whose last two letters are one.
_DOUBLED: Final = {"\N{ARABIC SHADDA}", "\N{ARABIC FATHA}"}

#: Endings of words without readings, what may have stood there, and how many times as frequent that must be: foreign
#: names end so too.
_ENDINGS: Final = (
    ("يين", "ي", 0.5),
    ("يون", "ي", 0.5),
    ("يات", "ي", 2),
    ("يات", "ية", 0.2),
    ("ية", "ي", 0.2),
    ("ات", "", 2),
    ("ات", "ة", 0.5),
    ("ين", "", 10),
    ("ان", "", 10),
    ("ون", "", 10),
    ("ا", "", 10),
)

#: Letters of a lemma that its forms may lack.
_DROPPED: Final = frozenset("اأإآؤئءويىةه")


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
        bare_forms = {form.removeprefix("ال") for form in evidence.counts}
        self._singulars = bare_forms & {letters(lemma) for lemma in others}
        self._common = {
            word_of(r) for rs in readings.values() for r in rs if r.lemma in evidence.lemmas and "علم" not in r.type
        }
        self._own = {form: self._of(form) for form in readings}
        self._labels: dict[str, Masses] = {}
        self._candidates = dict(self._all())

    def choose(self) -> Chosen:
        """Run the rounds."""
        evidence, candidates = self._evidence, self._candidates
        spread = {form: evidence.weight(form) ** SPREAD for form in candidates}
        total = sum(spread.values())
        base_words: dict[Word, float] = defaultdict(float)
        for lemma, share in evidence.lemmas.items():
            base_words[Word(letters(lemma), self._sort(lemma))] += total * share
        base: Masses = defaultdict(float)
        said: dict[str, dict[Word, float]] = {}
        for form, labels in self._labels.items():
            count = sum(labels.values())
            said[form] = defaultdict(float)
            for candidate, occurrences in labels.items():
                base[candidate] += LABELLED * count**SPREAD * occurrences / count
                base_words[candidate.word] += LABELLED * count**SPREAD * occurrences / count
                said[form][candidate.word] += IN_CONTEXT * occurrences / (count + 3)
        cores, words = dict(base), dict(base_words)
        scores: dict[str, Masses] = {}
        for _ in range(ROUNDS):
            next_cores, next_words = defaultdict(float, base), defaultdict(float, base_words)
            for form, own in candidates.items():
                here = {}
                for c, p in own.items():
                    core = cores.get(c, 0)
                    word = words.get(c.word, 0)
                    if c.word in self._common:
                        word = max(word - OWN_CORE * core, 0)
                    here[c] = p * ((core + _SMOOTH) * (word + _SMOOTH)) ** SHARP
                if form in said:
                    here = {c: score * (1 + said[form][c.word]) for c, score in here.items()}
                scores[form] = here
                share = spread[form] / sum(here.values())
                for c, score in here.items():
                    next_cores[c] += share * score
                    next_words[c.word] += share * score
            cores, words = next_cores, next_words
        chosen = {form: _ranked(here) for form, here in scores.items()}
        reviser = Reviser(self._readings, evidence, candidates, self._own, self._labels)
        return Chosen(reviser.revised(chosen), words)

    def _of(self, form: str) -> Masses:
        """The candidates of a form from its own readings, with their priors."""
        readings = self._readings[form]
        nouns = {bare(r.lemma) for r in readings if r.sort != VERB}
        found: Masses = {}
        for reading in readings:
            candidate = Candidate(word_of(reading), core_of(reading))
            factor = prior(reading, self._evidence.lemmas.keys(), nouns)
            found[candidate] = max(found.get(candidate, 0), factor)
            if reading.type == "اسم فاعل" and reading.lemma.endswith("ة"):  # so the analyser has الماضية
                masculine = Candidate(Word(candidate.word.letters[:-1], Sort.NOUN), candidate.core)
                found[masculine] = max(found.get(masculine, 0), factor * _ALSO_MASCULINE)
        verbs = {c.word.letters for c in found if c.word.sort is Sort.VERB}
        if len(verbs) > 1:  # يظل: the verb whose past tense is seen
            most = max(self._past[verb] for verb in verbs) + 3
            for c in found:
                if c.word.sort is Sort.VERB:
                    found[c] *= ((self._past[c.word.letters] + 3) / most) ** 0.5
        return found

    def _all(self) -> Iterator[tuple[str, Masses]]:
        """The candidates of all forms: their own, those of other spellings, what was labelled, the form itself."""
        spellings = defaultdict(list)
        for form in self._readings:
            spellings[spelling(form)].append(form)
        counts = self._evidence.counts
        for form, own in self._own.items():
            found = dict(own)
            for other in spellings[spelling(form)]:
                if other != form and not self._evidence.is_only_listed(other):
                    usual = counts.get(other, 0) >= 10 * counts.get(form, 1)
                    factor = _CARELESS[usual] if own else _UNSEATED if _is_careful(form, other) else 1.0
                    for c, p in self._own[other].items():
                        odd = own and c.word.sort is Sort.PARTICLE
                        if c.word.sort is Sort.VERB:  # التنس is not أ and لتنس, and no verb ends in ة
                            odd = form.endswith("ة") or (form.startswith("ال") and not usual)
                        odd = odd or (own and form[0] in "أإ" and other.startswith("ال"))  # ألسنة is not السنة
                        if not odd:
                            found[c] = max(found.get(c, 0), p * factor)
            if all(c.word.sort is Sort.VERB for c in own):
                found |= dict.fromkeys(self._shaped(form), _SHAPED)
            self._label(form, found)
            for candidate, factor in self._listed(form):
                found.setdefault(candidate, factor)
            itself = Candidate(Word(form, Sort.NOUN), form)
            found.setdefault(itself, _UNREAD if found else 1.0)
            if form in counts:
                for rest in self._names_within(form):
                    factor = _UNREAD if own else 0.5
                    candidate = Candidate(Word(rest, Sort.NOUN), rest)
                    found[candidate] = max(found.get(candidate, 0), factor)
            yield form, found

    def _label(self, form: str, found: Masses) -> None:
        """Note what a tagger said of a form; a lemma that no reading has becomes a candidate."""
        labels: Masses = {}
        for lemma, count in self._evidence.labels.get(form, {}).items():
            word = Word(letters(lemma), self._sort(lemma))
            if lemma[0] in _NO_FIRST or (
                word.sort is Sort.VERB and form.endswith("ة")
            ):  # ؤخر, for يؤخر; شخص, for شخصنة
                continue
            same = [c for c in found if c.word.letters == word.letters]
            if same and all(c.word.sort is Sort.PARTICLE for c in same) and form.endswith("ي"):
                continue  # the tagger reads the name Ali as «on me»
            if not same:
                if self._own[form] and (word.letters in self._particles or _needs_two(form, lemma)):
                    continue
                same = self._meant(form, word.letters)
                if not same and self._own[form] and not _has_consonants(form, word.letters):
                    continue  # راوند, for نر
                if not same:
                    same = [Candidate(word, form)]
                    found[same[0]] = _ONLY_LABELLED * count / (count + bool(self._own[form]))
            best = [c for c in same if c.word.sort is word.sort]
            best = best or [c for c in same if (c.word.sort is Sort.VERB) == (word.sort is Sort.VERB)] or same
            candidate = max(best, key=found.__getitem__)
            labels[candidate] = labels.get(candidate, 0) + count
        if labels:
            self._labels[form] = labels

    def _meant(self, form: str, lemma: str) -> list[Candidate]:
        """The candidates a tagger's lemma stands for: it takes plurals, and nouns that names are made of, for words."""
        if lemma.endswith("ات"):
            singular = {lemma[:-2], lemma[:-2] + "ة"}
        else:
            singular = self._singulars.intersection(singulars(lemma)) or {lemma + "ي"}  # الراجحي is not of راجح
        return [c for c in self._own[form] if c.word.sort is Sort.NOUN and c.word.letters in singular]

    def _shaped(self, form: str) -> Iterator[Candidate]:
        """Known words whose broken plural a form without readings looks like."""
        for article in ("", *ARTICLES):
            if form.startswith(article):
                core = form[len(article) :]
                for singular in singulars(core):
                    if singular in self._singulars:
                        yield Candidate(Word(singular, Sort.NOUN), core)

    def _listed(self, form: str) -> Iterator[tuple[Candidate, float]]:
        """Words whose broken plural a form is by the dictionary, unless the analyser has another for its core."""
        plurals = self._evidence.dictionary.plurals
        nouns: dict[str, dict[str, float]] = defaultdict(dict)
        plain = {Candidate(word_of(r), core_of(r)) for r in self._readings[form] if not is_strained(r)}
        for (word, core), factor in self._own[form].items():
            if word.sort is not Sort.VERB and (word, core) in plain:
                nouns[core][word.letters] = factor
        for article in ("", *ARTICLES, "و", "ب", "ل"):
            core = form[len(article) :]
            if form.startswith(article) and not nouns:
                yield from ((Candidate(Word(one, Sort.NOUN), core), _LISTED) for one in plurals.get(core, ()))
        for core, of in nouns.items():
            if of.keys() == {core} and core in plurals:  # a word by itself, too, or only this plural
                said = {sound(r.lemma) for r in self._readings[form] if word_of(r) == (core, Sort.NOUN)}
                only = said <= self._evidence.dictionary.sounds[core]
                factor = of[core] * (_LISTED if only else _BY_ITSELF)
                yield from ((Candidate(Word(one, Sort.NOUN), core), factor) for one in plurals[core])

    def _sort(self, lemma: str) -> Sort:
        if lemma in self._particle_lemmas:
            return Sort.PARTICLE
        verb = lemma in self._only_verbs or (lemma in self._unknown and lemma.endswith("\N{ARABIC FATHA}"))
        return Sort.VERB if verb else Sort.NOUN

    def _names_within(self, form: str) -> Iterator[str]:
        """What clitics and endings leave of a form without readings, if it is much seen: نيويورك in بنيويورك."""
        counts = self._evidence.counts
        for rest, times in self._rests(form):
            if counts.get(rest, 0) >= times * counts[form] and self._unread(rest):
                yield rest

    def _rests(self, form: str) -> Iterator[tuple[str, float]]:
        """What may be left of a form, and how many times as frequent it must be."""
        for clitic in PROCLITICS:
            if clitic.begins or clitic.unless:  # of verbs only, whose beginnings names have, too: لاورا
                continue
            if form.startswith(clitic.letters) and len(form) - len(clitic.letters) >= 3:
                rest = form[len(clitic.letters) :]
                yield from ((instead + rest, 2) for instead in clitic.instead)
                if clitic.letters.endswith(("ال", "لل")) and clitic.letters != "ال":
                    yield "ال" + rest, 2
        if not self._readings[form]:
            for article in ("", *ARTICLES):
                for ending, instead, times in _ENDINGS:
                    rest = form[len(article) : len(form) - len(ending)] + instead
                    if form.startswith(article) and form.endswith(ending) and len(rest) > 3:
                        yield rest, times

    def _unread(self, form: str) -> bool:
        """Whether a form has no readings but those of names, or a tagger read it as itself."""
        readings = self._readings.get(form, ())
        itself = form in map(letters, self._evidence.labels.get(form, ()))
        return all("علم" in r.type for r in readings) or (itself and all(word_of(r).letters != form for r in readings))


def _is_careful(form: str, other: str) -> bool:
    """Whether a form has its hamza above an alef where the other has it below: أحراش is no إحراش."""
    return "أ" in form and form.replace("أ", "إ", 1) == other


def _has_consonants(form: str, lemma: str) -> bool:
    """Whether a form has all letters of a lemma but those that inflection drops; g may be غ or ج."""
    return {"ج" if letter == "غ" else letter for letter in lemma} <= _DROPPED | set(form.replace("غ", "ج"))


def _needs_two(form: str, lemma: str) -> bool:
    """Whether «we» would open the doubled letter of a verb, which is closed: استعدنا is of استعاد, not of استعدّ."""
    return form.endswith("نا") and set(lemma[-2:]) == _DOUBLED


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


def _ranked(scores: Masses) -> Ranked:
    total = sum(scores.values())
    words: dict[Word, float] = defaultdict(float)
    for candidate, score in scores.items():
        words[candidate.word] += score / total
    return sorted(words.items(), key=lambda item: (-item[1], item[0]))

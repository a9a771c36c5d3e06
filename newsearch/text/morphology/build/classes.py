"""From chosen words to the table's classes: terms, roots, patterns, kinds, second readings, corrections by hand."""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from pathlib import Path
from typing import Final

from newsearch.text.letters import spelling
from newsearch.text.morphology.build.analyse import PARTICLE, VERB, Reading
from newsearch.text.morphology.build.choose import Chosen
from newsearch.text.morphology.build.evidence import Evidence
from newsearch.text.morphology.build.words import Sort, Word, word_of
from newsearch.text.morphology.table import VERB_SIGN, Kind, Lemma, pack

CORRECTIONS: Final = Path(__file__).with_name("corrections.tsv")

#: The analyser's types of nouns that say more than noun.
KINDS: Final = {
    "مصدر أصلي": Kind.VERBAL_NOUN,
    "مصدر ميمي": Kind.VERBAL_NOUN,
    "مصدر مرة": Kind.VERBAL_NOUN,
    "مصدر هيئة": Kind.VERBAL_NOUN,
    "اسم فاعل": Kind.PARTICIPLE,
    "اسم مفعول": Kind.PARTICIPLE,
    "نسبة": Kind.RELATIVE,
    "صفة مشبهة": Kind.ADJECTIVE,
    "اسم تفضيل": Kind.ADJECTIVE,
    "مبالغة اسم الفاعل": Kind.ADJECTIVE,
    "اسم علم": Kind.NAME,
}
OWN_SHARE: Final = 0.1  # how likely another word must be that the form is the lemma of
OWN_LETTERS: Final = 0.05  # how frequent, beside the first, a verb (or noun) must be that the form is the lemma of


def table(chosen: Chosen, readings: Mapping[str, tuple[Reading, ...]], evidence: Evidence) -> bytes:
    """The bytes of the table: all forms that were counted or labelled, and their careless spellings."""
    of_words, of_forms = _corrections()
    kept = sorted(evidence.forms().keys() & chosen.words.keys())
    known = _described(chosen, readings, evidence)

    seen = {form.removeprefix("ال") for form in evidence.counts}

    def first_of(form: str) -> Word | None:
        return chosen.words[form][0][0] if form in chosen.words else None

    of_forms = dict(_behind_prepositions(of_forms, first_of)) | of_forms

    def settled(word: Word) -> Word:
        if word not in known and word.letters.startswith("ال") and len(word.letters) > 5:
            word = Word(word.letters[2:], word.sort)  # a name without readings: البرادعي
        if word.sort is Sort.NOUN and word.letters not in seen:  # جث is never seen, but جثة is: one word, and قبطي
            found = (first_of(word.letters + end) for end in "ةي" if word.letters + end in seen)
            word = next((other for other in found if other), word)
        if word not in known and not readings.get(word.letters):
            word = first_of(word.letters) or word  # وغنائم is of what غنائم is of
        return Word(of_words.get(word.letters, word.letters), word.sort) if word.sort is Sort.NOUN else word

    first = {form: of_forms.get(form) or settled(chosen.words[form][0][0]) for form in kept}
    usual = _usual(set(first.values()) - known.keys(), chosen)
    first = {form: usual.get(word, word) for form, word in first.items()}
    lemmas: dict[str, Lemma] = {}
    for word in sorted(set(first.values())):
        lemma = _lemma(word, known.get(word))
        if lemma.term not in lemmas or lemmas[lemma.term].kind in {Kind.NAME, Kind.PARTICLE}:
            lemmas[lemma.term] = lemma
    ordered = sorted(lemmas.values(), key=lambda lemma: (lemma.kind is not Kind.VERB, lemma.term))
    number = {lemma.term: position for position, lemma in enumerate(ordered)}
    entries = {form: (number[_term(first[form])], _weight(evidence.weight(form))) for form in kept}
    for lemma in reversed(ordered):  # a word is its own form, though only others of it be seen: nouns before verbs
        entries.setdefault(lemma.term.removesuffix(VERB_SIGN), (number[lemma.term], 0))
    for old, new in of_words.items():
        if new in number:
            entries.setdefault(old, (number[new], 0))
    for key, (word, count) in _spellings(kept, first, evidence).items():
        entries.setdefault(key, (number[_term(word)], _weight(count)))
    for form, entry in list(entries.items()):
        entries.setdefault(spelling(form), entry)
    seconds = [
        (form, number[_term(word)])
        for form in kept
        for word in map(settled, _further(form, chosen))
        if _term(word) in number and number[_term(word)] != entries[form][0]
    ]
    return pack(entries, sorted(set(seconds)), ordered)


def _corrections() -> tuple[dict[str, str], dict[str, Word]]:
    """Words, and forms, that are another word's; of forms those behind particles, too."""
    words: dict[str, str] = {}
    forms: dict[str, Word] = {}
    with CORRECTIONS.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for what, old, new, _reason in rows:
            if what == "word":
                words[old] = new
            else:
                forms[old] = Word(new.removesuffix(VERB_SIGN), Sort.VERB if new.endswith(VERB_SIGN) else Sort.NOUN)
    behind = {other: word for form, word in forms.items() for other in _behind_particles(form, word)}
    return words, behind | forms


def _usual(unread: Set[Word], chosen: Chosen) -> dict[Word, Word]:
    """Of words without readings that are one in careless spelling, that which is seen most: انستجرام, إنستجرام."""
    alike: dict[tuple[str, Sort], list[Word]] = defaultdict(list)
    for word in sorted(unread):
        alike[spelling(word.letters), word.sort].append(word)
    most = {key: max(words, key=lambda word: chosen.mass.get(word, 0)) for key, words in alike.items()}
    return {word: most[key] for key, words in alike.items() for word in words}


def _behind_particles(form: str, word: Word) -> Iterator[str]:
    """Not behind ك: كالأسود is «like lions», whatever الأسود is."""
    if word.sort is Sort.VERB:
        yield from (before + form for before in ("و", "ف", "س", "ل", "وس"))
        return
    yield from (before + form for before in "وف")
    if form.startswith("ال"):
        yield from (before + form for before in ("ب", "وب"))
        yield from (before + form[2:] for before in ("لل", "ولل"))


def _behind_prepositions(
    forms: Mapping[str, Word], first_of: Callable[[str], Word | None]
) -> Iterator[tuple[str, Word]]:
    """Nouns put right behind ب and ل, too, where these were taken for the same word: بآلام, not بعد for عد."""
    for form, word in forms.items():
        for other in ("ب" + form, "ل" + form):
            if word.sort is Sort.NOUN and (taken := first_of(other)) and taken == first_of(form):
                yield other, word


def _described(
    chosen: Chosen, readings: Mapping[str, tuple[Reading, ...]], evidence: Evidence
) -> dict[Word, tuple[str, str, Kind]]:
    """Root, pattern and kind of each word: those of its readings that most of its forms vote for."""
    votes: dict[Word, Counter[tuple[str, str, Kind]]] = defaultdict(Counter)
    for form, words in chosen.words.items():
        share = dict(words)
        for reading in readings[form]:
            word = word_of(reading)
            if share.get(word, 0) > 0.01:
                kind = KINDS.get(reading.type, Kind.NOUN)
                kind = Kind.VERB if reading.sort == VERB else Kind.PARTICLE if reading.sort == PARTICLE else kind
                vote = share[word] * evidence.weight(form) ** 0.5
                vote *= (3 if reading.lemma in evidence.lemmas else 1) * (0.1 if kind is Kind.NAME else 1)
                votes[word][reading.root, reading.pattern, kind] += vote
    return {word: max(cast.items(), key=lambda item: (item[1], item[0]))[0] for word, cast in votes.items()}


def _term(word: Word) -> str:
    return word.letters + VERB_SIGN if word.sort is Sort.VERB else word.letters


def _lemma(word: Word, described: tuple[str, str, Kind] | None) -> Lemma:
    unread = ("", "", Kind.VERB if word.sort is Sort.VERB else Kind.NAME)
    return Lemma(_term(word), *(described or unread))


def _weight(count: float) -> int:
    return min(255, round(8 * math.log2(count + 1)))


def _spellings(kept: list[str], first: Mapping[str, Word], evidence: Evidence) -> dict[str, tuple[Word, float]]:
    """For each careless spelling the word that most often hides behind it, and how often it is seen."""
    votes: dict[str, Counter[Word]] = defaultdict(Counter)
    for form in kept:
        votes[spelling(form)][first[form]] += evidence.weight(form)  # type: ignore[assignment]
    return {key: (max(cast, key=lambda w: (cast[w], w)), sum(cast.values())) for key, cast in sorted(votes.items())}


def _further(form: str, chosen: Chosen) -> Iterator[Word]:
    """A form that is the lemma of a verb and of a noun belongs to both: ``قتل``, ``وصل``; and to any likely lemma.

    So does one whose words are equally likely.
    """
    (best, most), *others = chosen.words[form]
    for word, share in others:
        frequent = chosen.mass.get(word, 0) >= OWN_LETTERS * chosen.mass.get(best, 0)
        likely = share >= OWN_SHARE or {word.sort, best.sort} == {Sort.NOUN, Sort.VERB}
        if (word.letters == form and frequent and likely) or share == most:
            yield word

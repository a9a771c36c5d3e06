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
from newsearch.text.morphology.build.revise import ARTICLES, OWNERS, PARTICLES
from newsearch.text.morphology.build.words import Sort, Word, word_of
from newsearch.text.morphology.segment import SHORT
from newsearch.text.morphology.table import VERB_SIGN, Kind, Lemma, pack
from newsearch.text.stopwords import is_stop

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
_BEFORE_VERBS: Final = ("و", "ف", "س", "ل", "وس")
#: Words that agree with what they are said of.
AGREEING: Final = frozenset({Kind.PARTICIPLE, Kind.ADJECTIVE, Kind.RELATIVE})
OWN_SHARE: Final = 0.1  # how likely another word must be that the form is the lemma of
OWN_LETTERS: Final = 0.05  # how frequent, beside the first, a verb (or noun) must be that the form is the lemma of
FREQUENT: Final = 40  # a weight: so frequent a verbal noun is hardly ever the verb it is written like
OWN_FORMS: Final = 3  # how often the forms of a word must be seen at least, if its own letters are another's


def table(chosen: Chosen, readings: Mapping[str, tuple[Reading, ...]], evidence: Evidence) -> bytes:
    """The bytes of the table: all forms that were counted or labelled, and their careless spellings."""
    of_words, corrected, of_two = _corrections()
    forms = evidence.forms().keys() & chosen.words.keys()
    listed = set(filter(evidence.is_only_listed, forms))
    # نوبه in copy is نوبة, and no form of وبه
    kept = sorted(forms - (listed & set(map(spelling, forms - listed))))
    known = _described(chosen, readings, evidence)

    seen = {form.removeprefix("ال") for form in evidence.counts}

    def first_of(form: str) -> Word | None:
        return chosen.words[form][0][0] if form in chosen.words else None

    def is_another(other: str, form: str) -> bool:
        """Whether what looks like a form behind a particle is rather a word by itself: فرص is no رص."""
        return first_of(other) != first_of(form) and evidence.counts.get(other, 0) > evidence.counts.get(form, 0)

    behind = ((other, form, word) for form, word in corrected.items() for other in _behind_particles(form, word))
    of_forms = {other: word for other, form, word in behind if not is_another(other, form)} | corrected
    of_forms = dict(_beside_others(of_forms, first_of)) | of_forms

    def settled(word: Word) -> Word:
        if word not in known and word.letters.startswith("ال") and len(word.letters) > 5:
            word = Word(word.letters[2:], word.sort)  # a name without readings: البرادعي
        if word.sort is Sort.NOUN and word.letters not in seen:  # جث is never seen, but جثة is: one word, and قبطي
            found = (first_of(word.letters + end) for end in "ةي" if word.letters + end in seen)
            word = next((other for other in found if other), word)
        if word not in known and not readings.get(word.letters):
            word = first_of(word.letters) or word  # وغنائم is of what غنائم is of
        return word

    def mended(word: Word) -> Word:
        if word.sort is not Sort.NOUN or word.letters not in of_words:
            return word
        letters = of_words[word.letters]
        if Word(letters, word.sort) not in known and (other := of_forms.get(letters) or first_of(letters)):
            letters = of_words.get(other.letters, other.letters)  # ديموقراطية is of what ديمقراطية is of
        return Word(letters, word.sort)

    first = {form: of_forms.get(form) or settled(chosen.words[form][0][0]) for form in kept}
    usual = _usual(set(first.values()) - known.keys(), chosen)
    first = {form: mended(usual.get(word, word)) for form, word in first.items()}
    relative = dict(_relatives(first))
    for word in relative.values():
        if word not in known and (base := known.get(first[word.letters])):
            known[word] = base[0], "", Kind.RELATIVE
    lemmas: dict[str, Lemma] = {}
    for word in sorted({*first.values(), *relative.values(), *corrected.values()}):
        lemma = _lemma(word, known.get(word))
        if lemma.term not in lemmas or lemmas[lemma.term].kind in {Kind.NAME, Kind.PARTICLE}:
            lemmas[lemma.term] = lemma
    ordered = sorted(lemmas.values(), key=lambda lemma: (lemma.kind is not Kind.VERB, lemma.term))
    number = {lemma.term: position for position, lemma in enumerate(ordered)}
    entries = {form: (number[_term(first[form])], _weight(evidence.weight(form))) for form in kept}
    for form, word in corrected.items():
        entries.setdefault(form, (number[_term(word)], 0))
    for key, (word, count) in _spellings(kept, first, evidence).items():
        entries.setdefault(key, (number[_term(word)], _weight(count)))
    for lemma in reversed(ordered):  # a word is its own form, though only others of it be seen: nouns before verbs
        entries.setdefault(lemma.term.removesuffix(VERB_SIGN), (number[lemma.term], 0))
    for form, word in relative.items():
        entries.setdefault(form, (number[_term(word)], 0))
    for form, term in of_words.items():
        if term in number:
            entries.setdefault(form, (number[term], 0))
    for form in kept:
        if bare := _without_article(form, first[form]):
            entries.setdefault(bare, (number[_term(first[form])], 0))
    for form, entry in dict(_agreeing(ordered, entries)).items():
        entries.setdefault(form, entry)
    for form, entry in list(entries.items()):
        entries.setdefault(spelling(form), entry)
    seconds = [
        (form, number[_term(word)])
        for form in kept
        for word in map(mended, map(settled, _further(form, chosen, of_forms)))
        if _term(word) in number and number[_term(word)] != entries[form][0]
    ]
    seconds += [(form, number[_term(word)]) for form, word in _adjectives(first, evidence.counts)]
    own = [(form, klass) for form, klass in seconds if ordered[klass].term.removesuffix(VERB_SIGN) == form]
    others = [
        *_cited(ordered, entries, _occurrences(first, evidence), evidence.counts),
        *_shared(of_two, entries, number, evidence),
    ]
    also = sorted({(klass, form) for form, klass in (*own, *others)})
    seconds += _past_alike(first, ordered, entries, set(corrected.values()))
    alike: dict[str, list[str]] = defaultdict(list)
    for form in entries:
        alike[spelling(form)].append(form)
    seconds = [
        (other, klass)
        for form, klass in (*seconds, *others)
        for other in alike[spelling(form)]
        if other == form or entries[other][0] == entries[form][0]
    ]
    return pack(entries, sorted(set(seconds)), ordered, also)


def _past_alike(
    first: Mapping[str, Word], lemmas: list[Lemma], entries: Mapping[str, tuple[int, int]], made: Set[Word]
) -> Iterator[tuple[str, int]]:
    """Rare verbal nouns of the patterns that are written like the past of their verbs, with these: تنمرت is of تنمر.

    So are words without readings whose verbs are ``made`` by hand; not names, like تدمر.
    """
    verbs = {lemma.term: position for position, lemma in enumerate(lemmas) if lemma.kind is Kind.VERB}
    for form, word in first.items():
        verb = Word(form, Sort.VERB)
        if word != Word(form, Sort.NOUN) or not form.startswith("ت") or _term(verb) not in verbs:
            continue
        number, weight = entries[form]
        if (lemmas[number].kind is Kind.VERBAL_NOUN and weight < FREQUENT) or verb in made:
            yield form, verbs[_term(verb)]


def _relatives(first: Mapping[str, Word]) -> Iterator[tuple[str, Word]]:
    """Relative adjectives with the article that were only seen without, as «my sector»: القطاعي is of no قطاع."""
    for form, word in first.items():
        owned = word.letters + "ي", word.letters.removesuffix("ة") + "تي"
        if word.sort is Sort.NOUN and form in owned and "ال" + form not in first:
            yield "ال" + form, Word(form, Sort.NOUN)


def _agreeing(lemmas: list[Lemma], entries: Mapping[str, tuple[int, int]]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Inflections of short adjectives that no text has, nor them alone: منفقة. Of longer ones the ending tells."""
    for number, lemma in enumerate(lemmas):
        word = lemma.term
        short = len(word) <= SHORT and word[0] not in "أآ" and word[-1] not in "ىاءة"
        if lemma.kind in AGREEING and short and entries[word] == (number, 0):
            men = word if lemma.kind is Kind.RELATIVE else word.removesuffix("ي")  # نخليون, but واشون
            for form in (word + "ة", men + "ون", men + "ين", word + "ا"):
                if spelling(form) not in entries:
                    yield form, entries[word]


def _adjectives(first: Mapping[str, Word], counts: Mapping[str, int]) -> Iterator[tuple[str, Word]]:
    """Feminines that are a word of their own, with that which they are with the article: خاصة, الخاصة."""
    for form, word in first.items():
        other = first.get("ال" + form) if form.endswith("ة") else None
        if other and other != word and counts.get("ال" + form, 0) > OWN_SHARE * counts.get(form, 0):
            yield form, other


def _occurrences(first: Mapping[str, Word], evidence: Evidence) -> Counter[str]:
    """How often the forms of each term are seen."""
    seen: Counter[str] = Counter()
    for form, word in first.items():
        seen[_term(word)] += evidence.counts.get(form, 0)
    return seen


def _cited(
    lemmas: list[Lemma], entries: Mapping[str, tuple[int, int]], seen: Mapping[str, int], counts: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """Words as a dictionary has them that are rather forms of others, with their class: تمثل, جانبي."""
    for number, lemma in enumerate(lemmas):
        form = lemma.term.removesuffix(VERB_SIGN)
        other = lemmas[entries[form][0]]
        if other is lemma or other.kind is Kind.PARTICLE or is_stop(form):
            continue
        alike = other.term.removesuffix(VERB_SIGN) == form
        beside = seen[other.term] if alike else counts.get(form, 0)
        if seen[lemma.term] >= max(OWN_LETTERS * beside, OWN_FORMS):
            yield form, number


def _shared(
    plurals: list[tuple[str, str]],
    entries: Mapping[str, tuple[int, int]],
    number: Mapping[str, int],
    evidence: Evidence,
) -> Iterator[tuple[str, int]]:
    """The forms of plurals of two words, and of what two verbs have, with the class of the one that lacks them."""
    for plural, term in plurals:
        is_verb = term.endswith(VERB_SIGN)
        for form in _inflected(plural, is_verb=is_verb):
            known = form == plural or form in (entries if is_verb else evidence.counts)
            if known and entries[form][0] == entries[plural][0] != number[term]:
                yield form, number[term]


def _without_article(form: str, word: Word) -> str:
    """What the article leaves of a form, if it is one."""
    bare = form.removeprefix("ال")
    if bare == form or len(bare) < 3 or word.sort is not Sort.NOUN or spelling(word.letters).startswith("ال"):
        return ""
    return "" if word.letters.startswith("ل") and not bare.startswith("ل") else bare  # الغام are ألغام


def _corrections() -> tuple[dict[str, str], dict[str, Word], list[tuple[str, str]]]:
    """Words, and forms, that are another word's; plurals, and who has them, too."""
    also: list[tuple[str, str]] = []
    words: dict[str, str] = {}
    forms: dict[str, Word] = {}
    with CORRECTIONS.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for what, old, new, _reason in rows:
            if what == "word":
                words[old] = new
                continue
            if what == "also":
                also.append((old, new))
                continue
            sort = Sort.VERB if new.endswith(VERB_SIGN) else Sort.NOUN
            for form in (old, "ال" + old) if what == "noun" else (old,):
                forms[form] = Word(new.removesuffix(VERB_SIGN), sort)
    return words, forms, also


def _inflected(word: str, *, is_verb: bool) -> Iterator[str]:
    """A word with what may stand before and behind it."""
    yield word
    fronts = _BEFORE_VERBS if is_verb else PARTICLES
    yield from (before + word for before in (*fronts, *(() if is_verb else ARTICLES)))
    yield from (before + word + owner for before in ("", *fronts) for owner, _times in OWNERS)


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
        yield from (before + form for before in _BEFORE_VERBS)
        return
    yield from (before + form for before in "وف")
    if form.startswith("ال"):
        yield from (before + form for before in ("ب", "وب"))
        yield from (before + form[2:] for before in ("لل", "ولل"))


def _beside_others(forms: Mapping[str, Word], first_of: Callable[[str], Word | None]) -> Iterator[tuple[str, Word]]:
    """Nouns put right behind ب and ل, and before owners, where these were taken for the same word: بآلام, not بعد."""
    for form, word in forms.items():
        before_owner = form[:-1] + "ت" if form.endswith("ة") else form
        for other in ("ب" + form, "ل" + form, *(before_owner + owner for owner, _times in OWNERS)):
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


def _further(form: str, chosen: Chosen, corrected: Mapping[str, Word]) -> Iterator[Word]:
    """A form that is the lemma of a verb and of a noun belongs to both: ``قتل``, ``وصل``; and to any likely lemma.

    So does one whose words are equally likely.
    """
    (best, most), *others = chosen.words[form]
    if form in corrected and best.letters == form:
        yield best
    for word, share in others:
        frequent = chosen.mass.get(word, 0) >= OWN_LETTERS * chosen.mass.get(best, 0)
        likely = share >= OWN_SHARE or {word.sort, best.sort} == {Sort.NOUN, Sort.VERB}
        if (word.letters == form and frequent and likely) or share == most:
            yield word

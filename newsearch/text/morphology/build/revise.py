"""What forms say of one another, once each has its likeliest reading: passes over all of them, one after the other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from newsearch.text.letters import spelling
from newsearch.text.morphology.build.analyse import VERB, Reading
from newsearch.text.morphology.build.evidence import SPREAD, Evidence
from newsearch.text.morphology.build.words import Candidate, Sort, Word, is_strained, word_of

#: Candidates and how much speaks for each.
Masses = dict[Candidate, float]
#: The words of a form with their probabilities, likeliest first.
Ranked = list[tuple[Word, float]]

#: The article, and what may stand before it.
ARTICLES: Final = ("ولل", "وبال", "وال", "بال", "فال", "كال", "لل", "ال")

PARTICLES: Final = ("و", "ف", "ب", "ل", "وب", "ول")
#: What stands before a noun, and what of it is the noun's: the article.
_FRONTS: Final = (
    *((letters, "ال") for letters in ("وال", "بال", "وبال", "فال", "لل", "ولل")),
    *((letters, "") for letters in PARTICLES),
)
#: The fronts among these that names hardly begin with.
_NO_NAMES: Final = ("وال", "وبال", "لل", "ولل")

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
#: A noun that a form is this likely to be, and that is with the article as often as this for each time without, is what
#: the form is, whichever verb looks like it: أسهم are shares.
_AS_LIKELY: Final = 0.25
#: With the article so often for each time without, a form is the noun rather than an unusual form of a verb; or this
#: often, if that would be far-fetched: تراكم is no «sees you».
_MOSTLY: Final = 5.0
_NOW_AND_THEN: Final = 0.2
#: A place has the article no more often than this, for each time without; and this often, and at least so many times,
#: ب or ل.
_DEFINED: Final = 0.05
_AT: Final = 0.03
#: What a particle leaves of a word is so many times as frequent, if that is what the word is: بحركة.
_REST: Final = 3
#: The past of a verb, and each person of its present, are as often seen as one of them, if that is what it is.
_OTHER_FORM: Final = 1.0
#: Owners, and how many times as frequent what is before them must be; behind a hamza that is seated for an owner.
OWNERS: Final = (("هما", 2), ("ها", 2), ("هم", 2), ("نا", 10), ("ه", 5))
_SEATED: Final = 0.2
#: A plural in ات is of the noun in ة that is so many times as frequent as the one without.
_OF_FEMININE: Final = 1.5


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
        self._read = {c.word for found in own.values() for c in found}

    def revised(self, chosen: Mapping[str, Ranked]) -> dict[str, Ranked]:
        """All forms, after all passes."""
        found = dict(chosen)
        steps = (
            self._names,
            self._no_accusatives,
            self._agreed,
            self._as_with_article,
            self._of_feminines,
            self._places,
            self._as_without_clitics,
            self._without_owners,
            self._unread,
        )
        for step in steps:
            found |= dict(step(found))
        return found | dict(self._with_their_nouns(chosen, found))

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
            rest = _without_article(form)
            if len(form) > len(rest) > 2:
                by_rest[rest].append(form)
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
                # of names the analyser knows the article, but not بال
                where = {form, "ال" + rest if form != rest else form}
                known = any(Candidate(agreed, rest) in self._candidates.get(one, ()) for one in where)
                if chosen[form][0][0] != agreed and (likely or known):
                    yield form, _preferring(agreed, chosen[form])

    def _is_plain(self, form: str, rest: str, word: Word) -> bool:
        """Whether a word is a noun in this shape, but for clitics, and no feminine of a relative adjective."""
        feminine = any(r.type == "نسبة" and r.suffixes and word_of(r) == word for r in self._readings[form])
        return word.sort is Sort.NOUN and Candidate(word, rest) in self._candidates[form] and not feminine

    def _as_with_article(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Nouns read as what no article allows, though they often have one: بنية is no intention, مركزي not «my»."""
        for form, words in chosen.items():
            word, (agreed, _) = words[0][0], chosen.get("ال" + form, words)[0]
            if word == agreed or (word.letters == form and word.sort is not Sort.VERB):
                continue
            if agreed.letters == "ال" + form and self._own[form] and not self._own[agreed.letters]:  # المترو
                agreed, known = Word(form, Sort.NOUN), True
            else:
                known = Candidate(agreed, form) in self._candidates[form]
            possible = any(c.word == word for c in self._candidates["ال" + form])
            if not known or possible:
                continue
            if word.sort is Sort.VERB:
                prefer = agreed.sort is Sort.NOUN and self._is_rather(agreed, form, words)
            else:
                prefer = self._is_often_defined(form, word)
            if prefer:
                yield form, _preferring(agreed, words)

    def _is_rather(self, noun: Word, form: str, words: Ranked) -> bool:
        """Whether a form has the article so often that it is the noun rather than its likeliest word, a verb."""
        own, defined = self._evidence.counts.get(form, 1), self._defined(form)
        if noun.letters != form and defined >= _OFTEN * own and dict(words).get(noun, 0) >= _AS_LIKELY:
            return True
        prior = max((p for c, p in self._own[form].items() if c.word == words[0][0]), default=1.0)
        times = _NOW_AND_THEN if prior <= _FAR_FETCHED else _MOSTLY
        return prior < 1 and defined >= max(times * own, _ENOUGH)

    def _defined(self, form: str) -> int:
        """How often a form is seen with an article."""
        return sum(self._evidence.counts.get(article + form, 0) for article in ARTICLES)

    def _is_often_defined(self, form: str, word: Word) -> bool:
        """Whether a form has the article too often to be ``word`` with clitics or before an owner."""
        counts = self._evidence.counts
        own, defined = counts.get(form, 1), self._defined(form)
        cores = [c.core for c in self._candidates[form] if c.word == word]
        rests = [counts.get(core, 0) for core in cores if form.endswith(core) and core != form]
        if any(own > _BEHIND[form[0] in "بل"] * rest for rest in rests) and defined > _SEEN_WITH * own:
            return defined >= _ENOUGH
        times = _OFTEN_BEFORE if any(map(form.startswith, cores)) else _OFTEN
        return defined >= max(times * own, _ENOUGH)

    def _of_feminines(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Plurals in ات are of the noun in ة where that is the usual one, and has no broken plural: تأشيرات."""
        counts = self._evidence.counts
        broken: dict[Word, int] = defaultdict(int)
        for form, words in chosen.items():
            if any(r.number == "جمع" and not r.suffixes and word_of(r) == words[0][0] for r in self._readings[form]):
                broken[words[0][0]] += counts.get(form, 0)
        for form, words in chosen.items():
            core = _without_article(form)
            masculine, feminine = core[:-2], core[:-2] + "ة"
            if not core.endswith("ات") or words[0][0].letters not in {masculine, core} or feminine not in chosen:
                continue
            word = chosen[feminine][0][0]
            often, seldom = (counts.get(one, 0) + counts.get("ال" + one, 0) for one in (feminine, masculine))
            plurals = counts.get(core, 0) + counts.get("ال" + core, 0)
            if word.letters == feminine and often > max(_OF_FEMININE * seldom, _ENOUGH) and broken[word] < plurals:
                yield form, _preferring(word, words)

    def _places(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Places that look like inflections of another word, alone and behind particles: جازان, بأبها, وجدة."""
        for place in sorted(self._evidence.places & chosen.keys()):
            words = chosen[place]
            word, name = words[0][0], Word(place.removeprefix("ال"), Sort.NOUN)
            if len(place) < 3 or word.sort is Sort.PARTICLE:
                continue
            known = word.sort is Sort.NOUN and spelling(word.letters) in (spelling(name.letters), spelling(place))
            sure = known or self._is_surely(place, word)
            if not sure and not self._may_be_place(place, word):
                continue
            named = word if known else name
            if not known:
                yield place, _named(name, words, sure)
            for form in self._behind(place, chosen):
                others = {c.word for c in self._candidates[place] if c.word.sort is word.sort} if known else {word}
                first = chosen[form][0][0]
                unread = all(c.word != first for c in self._own[form]) and first == (form, Sort.NOUN)
                if first != named and (first in others or unread or not self._own[form]):
                    yield form, _named(named, chosen[form], sure)

    def _behind(self, place: str, chosen: Mapping[str, Ranked]) -> Iterator[str]:
        """The place behind particles, where that is no more frequent than alone."""
        article = "ال" if place.startswith("ال") else ""
        for form in (before + place.removeprefix(article) for before, instead in _FRONTS if instead == article):
            if form in chosen and self._evidence.weight(form) <= self._evidence.weight(place):
                yield form

    def _is_surely(self, place: str, word: Word) -> bool:
        """Whether a place is hardly a form of another word: it follows ب and ل, or that would be far-fetched."""
        counts, core = self._evidence.counts, place.removeprefix("ال")
        own = counts.get(place, 0)
        if core == place and self._defined(place) > _DEFINED * own:
            return False
        priors = (p for c, p in self._own[place].items() if c.word == word)
        far_fetched = max(priors, default=float(word in self._read)) < _FAR_FETCHED
        readings = self._read_as(place, word)
        owned = any(r.enclitics not in {"", "ي"} for r in readings)  # بداخله is inside it
        if far_fetched and not owned and all(map(is_strained, readings)):
            return own >= _ENOUGH
        behind = ["ب" + place, "ل" + place] if core == place else ["بال" + core, "لل" + core]
        if core.startswith("ل") or word.sort is Sort.VERB:  # للحج is not «for Lahij», nor لينقل «for Yanqul»
            behind.pop()
        at = sum(counts.get(form, 0) for form in behind if self._is_rest_of(place, word, form))
        return at >= max(_AT * own, _ENOUGH) and not owned and (core == place or self._is_odd(place, word))

    def _is_rest_of(self, place: str, word: Word, form: str) -> bool:
        """Whether a form may be the place behind a particle: بكين is of بكين, not of كين."""
        own = {c.word for c in self._own.get(form, ())}
        return not own or word in own or Word(place, Sort.NOUN) in own

    def _may_be_place(self, place: str, word: Word) -> bool:
        """Whether a place may as well be a form of the word, but not one that is as usual as it is: ليون, سرت."""
        counts = self._evidence.counts
        own = counts.get(place, 0)
        if own < _ENOUGH or self._defined(place) > _DEFINED * own or not self._is_odd(place, word):
            return False
        if word.sort is Sort.VERB:
            stems = {r.stem for r in self._read_as(place, word) if r.tense == "مضارع"}
            others = [other + stem[1:] for stem in stems for other in "يت" if other != stem[0]]
            return all(counts.get(other, 0) < _OTHER_FORM * own for other in (word.letters, *others))
        cores = [c.core for c in self._own[place] if c.word == word]
        return all(counts.get(core, 0) < _REST * own for core in cores if core != place)

    def _read_as(self, form: str, word: Word) -> list[Reading]:
        """The readings of a form as this word."""
        return [reading for reading in self._readings.get(form, ()) if word_of(reading) == word]

    def _is_odd(self, place: str, word: Word) -> bool:
        """Whether all readings as this word make it a verb, a dual, or what stands behind a particle."""
        readings = self._read_as(place, word)
        behind = (r.proclitics not in {"", "ال"} and not place.endswith("ا") for r in readings)
        odd = (r.sort == VERB or r.number == "مثنى" or so for r, so in zip(readings, behind, strict=True))
        return bool(readings) and not any(r.enclitics for r in readings) and all(odd)

    def _as_without_clitics(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Nouns behind particles are what they are without, where that is more frequent: لشباب is of شباب."""
        for form, words in chosen.items():
            for clitic in PARTICLES:
                rest = form.removeprefix(clitic)
                if rest == form or len(rest) < 3 or rest not in chosen:
                    continue
                word, bare = words[0][0], chosen[rest][0][0]
                plain = self._is_plain(form, rest, word) and self._is_plain(rest, rest, bare)
                if word != bare and plain and self._evidence.weight(rest) >= self._evidence.weight(form):
                    yield form, _preferring(bare, words)
                    break

    def _with_their_nouns(
        self, before: Mapping[str, Ranked], after: Mapping[str, Ranked]
    ) -> Iterator[tuple[str, Ranked]]:
        """Nouns behind particles that were taken for the same word as without, which is another one by now: بآلام."""
        for form, words in after.items():
            taken, word = before[form][0][0], words[0][0]
            if taken == word or {taken.sort, word.sort} != {Sort.NOUN}:
                continue
            for other in (clitic + form for clitic in "وبل"):
                same = other in after and after[other][0][0] == taken and Candidate(word, form) in self._own[other]
                if same and not other.startswith("لل"):  # للعين is of عين, whatever لعين is
                    yield other, _preferring(word, after[other])

    def _without_owners(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Forms without readings are what their owner leaves of them, if that is more frequent: احتوائه, أجندتها."""
        counts = self._evidence.counts
        for form, words in chosen.items():
            if self._own[form] or form not in counts or words[0][0] != (form, Sort.NOUN):
                continue
            for rest, times in _before_owner(form):
                seen = counts.get(rest, 0) + counts.get("ال" + rest, 0)
                if len(rest) > 3 and rest in chosen and seen >= times * counts[form]:
                    yield form, _preferring(chosen[rest][0][0], words)
                    break

    def _unread(self, chosen: Mapping[str, Ranked]) -> Iterator[tuple[str, Ranked]]:
        """Forms without readings are what particles leave of them, if that is much more frequent: لشرائه, بالديزل.

        Or if it is seen at all, where hardly a name begins so: والاعتمادية.
        """
        counts = self._evidence.counts
        for form, words in chosen.items():
            if self._own[form] or form not in counts:
                continue
            for before, instead in _FRONTS:
                rest = instead + form.removeprefix(before)
                times = 0.0 if before in _NO_NAMES else 2.0
                if form.startswith(before) and len(rest) > 3 and counts.get(rest, 0) >= max(times * counts[form], 1):
                    bare = chosen[rest][0][0] if rest in chosen else words[0][0]
                    alone = not any(r.proclitics for r in self._read_as(rest, bare))
                    if bare != words[0][0] and bare.sort is not Sort.VERB and (instead or alone):
                        yield form, _preferring(bare, words)
                    break


def _before_owner(form: str) -> Iterator[tuple[str, float]]:
    """What may stand before the owner in a form, and how many times as frequent it must be: so end names, too."""
    for owner, times in OWNERS:
        rest = form.removesuffix(owner)
        if rest != form and len(rest) > 2:
            if rest[-1] in "ؤئء":
                yield from ((rest[:-1] + hamza, _SEATED) for hamza in "ءأ")
            if rest[-1] == "ت":
                yield rest[:-1] + "ة", 1
            yield rest, times


def _without_article(form: str) -> str:
    """A form without the article and what stands before that."""
    return form[len(next((letters for letters in ARTICLES if form.startswith(letters)), "")) :]


def _preferring(word: Word, words: Ranked) -> Ranked:
    """The words of a form with one of them before all others."""
    return [(word, 1.0), *((other, share) for other, share in words if other != word)]


def _named(name: Word, words: Ranked, sure: bool) -> Ranked:
    """The words of a form that is a name, and as likely what it was taken for, unless it is surely none of these."""
    return [(name, 1.0)] if sure else [(name, words[0][1]), *((word, share) for word, share in words if word != name)]

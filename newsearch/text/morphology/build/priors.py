"""How likely a kind of reading is in news, whatever the word: one factor a row, multiplied."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Final

from newsearch.text.morphology.build.analyse import PARTICLE, VERB, Reading, bare


@dataclass(frozen=True)
class Prior:
    """A factor, the readings it applies to, and why it is not 1."""

    factor: float
    reason: str
    applies: Callable[[Reading], bool]


def _to_me(reading: Reading) -> bool:
    return reading.sort == PARTICLE and (reading.stem + reading.enclitics).endswith("ي") and "جار" in reading.type


def _noun(reading: Reading) -> bool:
    return reading.sort != VERB


def _two_of(reading: Reading) -> bool:
    return reading.number == "مثنى" and reading.suffixes == "ي"


def _owned(reading: Reading) -> bool:
    return reading.enclitics not in {"", "ي", "ك"}  # with ك foreign names end: بلجيك


def _us(reading: Reading) -> bool:
    alone = not reading.suffixes and reading.stem.endswith("ا")  # كفانا and كفتنا are nothing else
    return reading.tense == "ماض" and reading.enclitics == "نا" and not alone and reading.suffixes != "ت"


def _ours(reading: Reading) -> bool:
    defective = reading.type == "مصدر أصلي" and reading.stem.endswith("ي") and reading.root[-1:] in {"و", "ي"}
    return defective and reading.enclitics == "نا"


def _verb(reading: Reading) -> bool:
    return reading.sort == VERB


PRIORS: Final = (
    Prior(0.6, "و is frequent, but less so than nothing", lambda r: r.proclitics.startswith("و")),
    Prior(0.05, "ف joins sentences in tales, rarely in news", lambda r: r.proclitics.startswith("ف")),
    Prior(0.0003, "أ asks a question, which news does with هل", lambda r: r.proclitics.startswith("أ")),
    Prior(0.4, "preposition", lambda r: "ب" in r.proclitics),
    Prior(0.4, "preposition", lambda r: "ل" in r.proclitics.removesuffix("ال") and not r.emphatic_l),
    Prior(0.02, "emphatic ل", lambda r: r.emphatic_l),
    Prior(0.05, "ك compares", lambda r: "ك" in r.proclitics),
    Prior(0.6, "future", lambda r: "س" in r.proclitics),
    Prior(0.02, "imperative", lambda r: r.tense == "أمر"),
    Prior(0.1, "passive", lambda r: r.voice == "مجهول"),
    Prior(0.02, "emphatic ن", lambda r: r.emphatic),
    Prior(0.15, "news speaks of others: first person", lambda r: _verb(r) and r.person == "متكلم"),
    Prior(0.05, "and second person", lambda r: _verb(r) and r.person == "مخاطب" and r.tense != "أمر"),
    Prior(0.1, "and least of all a woman", lambda r: _verb(r) and r.person == "مخاطب" and r.suffixes in {"ي", "ين"}),
    Prior(0.3, "verb with object", lambda r: _verb(r) and bool(r.enclitics)),
    Prior(0.6, "noun with possessor", lambda r: _noun(r) and bool(r.enclitics)),
    Prior(0.02, "my: news rarely has it, and a relative adjective ends so", lambda r: _noun(r) and r.enclitics == "ي"),
    Prior(0.0001, "on me, to me: not the name Ali", lambda r: _to_me(r)),
    Prior(0.3, "me", lambda r: _verb(r) and r.enclitics in {"ي", "ني"}),
    Prior(0.15, "your", lambda r: r.enclitics in {"ك", "كم", "كما", "كن"}),
    Prior(0.5, "our", lambda r: r.enclitics in {"نا", "هن"}),
    Prior(0.1, "the same, of what is written as «we» of its verb: تخطينا", lambda r: _ours(r)),
    Prior(0.08, "they, of women", lambda r: _verb(r) and r.suffixes == "ن"),
    Prior(0.4, "they both", lambda r: _verb(r) and r.suffixes in {"ا", "تا", "ان"}),
    Prior(0.1, "and behind لم or أن: the car is تسلا", lambda r: r.tense == "مضارع" and r.suffixes == "ا"),
    Prior(0.1, "us, behind a past tense: mostly it is «we»", lambda r: _us(r)),
    Prior(0.3, "dual", lambda r: _noun(r) and r.number == "مثنى"),
    Prior(0.03, "dual before its owner, against a relative adjective", lambda r: _two_of(r) and not _owned(r)),
    Prior(0.3, "the same, with its owner: عينيه", lambda r: _two_of(r) and _owned(r)),
    Prior(0.3, "relative adjective with its owner", lambda r: r.type == "نسبة" and _owned(r) and not r.suffixes),
    Prior(0.05, "sound plural of what is no person, before its owner: نظري", lambda r: _things_before(r)),
    Prior(0.4, "feminine of two letters: دمية is not of دم", lambda r: _feminine(r) and len(bare(r.lemma)) == 2),
    Prior(0.5, "broken plural, against a singular of the same letters", lambda r: r.number == "جمع" and not r.suffixes),
    Prior(0.7, "name, against a word", lambda r: "علم" in r.type),
    Prior(0.5, "feminine of a relative adjective", lambda r: _feminine(r) and r.type == "نسبة"),
    Prior(0.3, "feminine of another masculine word", lambda r: _feminine(r) and r.type != "نسبة"),
    Prior(0.03, "jussive of a hollow verb (يرد of أراد), against a doubled one", lambda r: _shortened(r)),
    Prior(0.02, "doubled letter opened without need (يحدد of حد)", lambda r: _opened(r)),
)

#: For lemmas that no labelled text has: what is formed by pattern from any root, and seldom used.
RARE: Final = {
    "مصدر مرة": 0.1,
    "مصدر هيئة": 0.1,
    "اسم آلة": 0.3,
    "مبالغة اسم الفاعل": 0.3,
    "مصدر ميمي": 0.1,
    "اسم تفضيل": 0.5,
    "اسم زمان أو مكان": 0.4,
    "مصدر صناعي": 0.7,
    "اسم مفعول": 0.7,
}
_RARE_VERB: Final = 0.3
_RARE_OTHER: Final = 0.8
_ADJECTIVES: Final = ("نسبة", "صفة", "اسم فاعل", "اسم مفعول", "اسم الفاعل", "تفضيل")


def prior(reading: Reading, lemmas: Set[str], nouns: Set[str]) -> float:
    """The factor of a reading; ``lemmas`` are those known from text, ``nouns`` the letters of this form's nouns."""
    factor = 1.0
    for row in PRIORS:
        if row.applies(reading):
            factor *= row.factor
    if reading.lemma not in lemmas:
        factor *= _RARE_VERB if _verb(reading) else RARE.get(reading.type, _RARE_OTHER)
    if _noun(reading) and bare(reading.lemma) + "ة" in nouns:
        factor *= _beside_noun(reading)
    return factor


def _beside_noun(reading: Reading) -> float:
    """The factor of a masculine word's form that is also one of a noun in ة: مدرسة is a school, تقنيات are of تقنية."""
    relative, plural = reading.type == "نسبة", reading.number == "جمع"
    if not _feminine(reading) and not (relative and plural and reading.stem.endswith("يات")):
        return 1.0
    if not _adjective(reading):
        return 0.2
    return 0.15 if plural else 0.7 if relative else 0.5


def _adjective(reading: Reading) -> bool:
    return any(kind in reading.type for kind in _ADJECTIVES)


def _feminine(reading: Reading) -> bool:
    ends = reading.suffixes[:2] in {"ة", "ات", "تا", "تي", "ت"}
    if reading.type == "مصدر أصلي" and reading.number == "جمع":
        return False  # the plural of verbal nouns: إصدارات
    return ends and _noun(reading) and not bare(reading.lemma).endswith("ة")


def _things_before(reading: Reading) -> bool:
    things = reading.type in {"اسم جامد", "مصدر أصلي", "مصدر ميمي"}
    return things and reading.number == "جمع" and reading.suffixes == "ي"


def _shortened(reading: Reading) -> bool:
    root = reading.root
    hollow = _verb(reading) and reading.tense == "مضارع" and len(root) == 3 and root[1] in "وي"
    return hollow and not reading.suffixes and len(reading.stem) > 1 and reading.stem[-2] not in "اوي"


def _opened(reading: Reading) -> bool:
    root = reading.root
    if not _verb(reading) or len(root) != 3 or root[1] != root[2] or reading.suffixes:
        return False
    return root[1] * 2 in reading.stem and root[1] * 2 not in bare(reading.lemma)

"""Page chrome: what a site's template puts around an article. Pure functions on lines, driven by one table.

A phrase counts only where it stands as a line of its own (whatever signs surround it) or, for teasers, at the head of
one. Inside a sentence it is news.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from newsearch.text.letters import form, spelling
from newsearch.text.words import WORD


class Drop(Enum):
    """What goes when a line of chrome is met."""

    LINE = "line"  # the line
    TEASER = "teaser"  # the line with what follows on it; of a bare heading, the one line below it
    BLOCK = "block"  # the line and all short lines below it that are no sentences


@dataclass(frozen=True)
class Chrome:
    """Phrases of one kind, how much they take with them, and why they are there."""

    kind: str
    drop: Drop
    phrases: str  # parted by |
    reason: str


TABLE: Final = (
    Chrome(
        "related",
        Drop.BLOCK,
        "مقالات ذات صلة | مواضيع ذات صلة | موضوعات ذات صلة | أخبار ذات صلة | مواد ذات صلة | ذات صلة | "
        "مقالات متعلقة | أخبار متعلقة | مواضيع متعلقة | مواضيع مشابهة | مقالات مشابهة | أخبار مشابهة | "
        "قد يعجبك أيضا | قد يهمك أيضا | قد يهمك | مقالات أخرى للكاتب | المزيد من الأخبار | الأكثر قراءة | "
        "الأكثر مشاهدة | الأكثر تداولا | آخر الأخبار | أحدث الأخبار | اخترنا لك | المزيد",
        "headlines of other articles: their words are not this article's",
    ),
    Chrome(
        "read also",
        Drop.TEASER,
        "اقرأ أيضا | إقرأ أيضا | اقرأ المزيد | إقرأ المزيد | اقرأوا أيضا | طالع أيضا | شاهد أيضا | "
        "انظر أيضا | للمزيد | اقرأ كذلك | تابع أيضا",
        "a teaser between two paragraphs",
    ),
    Chrome(
        "share",
        Drop.BLOCK,
        "شارك | شاركها | شاركه | مشاركة | شارك المقال | شارك الخبر | شارك هذا المقال | شارك هذا الخبر | "
        "شارك الموضوع | شارك على | انشر | شارك عبر | نشر المقال | مشاركة المقال | مشاركة الخبر",
        "the heading of a row of buttons",
    ),
    Chrome(
        "networks",
        Drop.LINE,
        "فيسبوك | فايسبوك | تويتر | إكس | واتساب | واتس اب | تيليجرام | تلغرام | تيلقرام | لينكد إن | "
        "لينكدإن | انستغرام | إنستغرام | بينتيريست | ماسنجر | مشاركة عبر البريد | البريد الإلكتروني | "
        "نسخ الرابط | طباعة | Facebook | Twitter | X | WhatsApp | Telegram | LinkedIn | Pinterest | "
        "Messenger | Email | Print | شارك على فيسبوك | شارك على تويتر | شارك عبر واتساب | "
        "مشاركة على فيسبوك | غرد | أرسل بريدا إلكترونيا",
        "a button",
    ),
    Chrome(
        "follow",
        Drop.LINE,
        "تابعنا على | تابعونا على | تابعنا | تابعونا | تابعنا على فيسبوك | تابعونا على تويتر | "
        "اشترك الآن | اشترك في النشرة البريدية | النشرة البريدية | اشترك في قناتنا | تابعوا آخر الأخبار | "
        "حمل التطبيق",
        "an invitation",
    ),
    Chrome(
        "page",
        Drop.LINE,
        "زر الذهاب إلى الأعلى | الذهاب إلى الأعلى | العودة إلى الأعلى | إلى الأعلى | أعلى الصفحة | "
        "الرئيسية | الصفحة الرئيسية | إغلاق | بحث | القائمة | تسجيل الدخول | من نحن | اتصل بنا | "
        "سياسة الخصوصية | التالي | السابق | المقال السابق | المقال التالي | تحميل المزيد | إعلان | "
        "إعلانات | جميع الحقوق محفوظة | Advertisement",
        "a part of the page",
    ),
    Chrome(
        "comments",
        Drop.BLOCK,
        "التعليقات | تعليقات | أضف تعليقا | أضف تعليق | اترك تعليقا | اترك ردا | لا يوجد تعليقات | "
        "لا توجد تعليقات | إلغاء الرد | لن يتم نشر عنوان بريدك الإلكتروني",
        "the form below the article",
    ),
    Chrome(
        "tags",
        Drop.BLOCK,
        "الوسوم | وسوم | الكلمات المفتاحية | كلمات مفتاحية | كلمات دلالية | الكلمات الدلالية | تاغز | Tags",
        "a list of subjects",
    ),
)

#: A line of at most so many letters, without the stop of a sentence, is taken for a headline or a button.
TEASER_LENGTH: Final = 140

#: How the line below an outlet's name begins when the outlet describes itself.
_OUTLETS: Final = frozenset("منصة موقع صحيفة وكالة شبكة قناة مجلة جريدة بوابة مؤسسة إذاعة".split())
_OUTLET_TRAITS: Final = frozenset(
    map(
        spelling,
        "إخبارية إخباري إعلامية إعلامي إلكترونية إلكتروني مستقلة مستقل يومية أسبوعية أنباء شاملة عربية".split(),
    )
)


def key(line: str) -> tuple[str, ...]:
    """The words of a line, spelt alike: what the table is compared with."""
    return tuple(filter(None, (spelling(form(word)) for word in WORD.findall(line))))


_PHRASES: Final = {key(phrase): row for row in reversed(TABLE) for phrase in row.phrases.split("|")}
_TEASERS: Final = {words for words, row in _PHRASES.items() if row.drop is Drop.TEASER}
_LONGEST: Final = max(map(len, _PHRASES))


def is_teaser_like(line: str) -> bool:
    """Whether a line is short and no sentence."""
    return len(line) <= TEASER_LENGTH and not line.rstrip(' »”"').endswith((".", "؟", "!", "…", "؛"))


def without_chrome(lines: Sequence[str]) -> list[str]:
    """The lines of an article without those of the page around it."""
    kept: list[str] = []
    in_block = teaser_follows = False
    for line in lines:
        if not line.strip():
            if not in_block:
                kept.append(line)
            continue
        words = key(line) if len(line) <= 2 * TEASER_LENGTH else ()
        row = _PHRASES.get(words) if words else None
        if row is not None:
            in_block = in_block or row.drop is Drop.BLOCK
            teaser_follows = row.drop is Drop.TEASER
        elif _is_teaser(line, words) or ((in_block or teaser_follows) and is_teaser_like(line)):
            teaser_follows = False
        else:
            in_block = teaser_follows = False
            kept.append(line)
    return kept


def _is_teaser(line: str, words: tuple[str, ...]) -> bool:
    """Whether a line begins with a teaser's phrase, parted from what follows by a sign."""
    for length in range(1, min(_LONGEST, len(words) - 1) + 1):
        if words[:length] in _TEASERS:
            places = list(WORD.finditer(line))
            between = line[places[length - 1].end() : places[length].start()]
            return any(sign in between for sign in ":|-–—«»…/")
    return False


def describes_outlet(line: str) -> bool:
    """Whether a paragraph is an outlet's description of itself: «منصة إخبارية مستقلة …»."""
    words = [spelling(form(word)) for word in WORD.findall(line[:200])]
    return bool(words) and words[0] in {spelling(word) for word in _OUTLETS} and bool(_OUTLET_TRAITS & set(words[1:4]))

"""The phrases that sites of Arabic news print around an article: one table, a reason per row. Data only."""

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Stand(Enum):
    """Where on a line a phrase must stand to count. Inside a sentence it never does."""

    ALONE = "alone"  # it is the whole line, but for signs and numbers
    LABEL = "label"  # or it begins a line and a sign parts it from the rest: «اقرأ أيضا: …»
    OPENING = "opening"  # or it begins a short line in any way: «تابعونا على منصات التواصل»


class Drop(Enum):
    """What goes when a phrase was met."""

    LINE = "line"  # the line
    NEXT = "next"  # if nothing else stands on it, also the headlines right below, up to an empty line
    BLOCK = "block"  # if nothing else stands on it, also all headlines and buttons below


@dataclass(frozen=True)
class Chrome:
    """Phrases of one kind, parted by ``|``: where they count, how much they take with them, and why they are chrome."""

    kind: str
    stand: Stand
    drop: Drop
    phrases: str
    reason: str


#: Spelling, marks and signs do not matter: «إقرأ أيضاً» is «اقرا ايضا».
TABLE: Final = (
    Chrome(
        "related",
        Stand.LABEL,
        Drop.BLOCK,
        "مقالات ذات صلة | مواضيع ذات صلة | موضوعات ذات صلة | أخبار ذات صلة | مواد ذات صلة | تقارير ذات صلة | "
        "قصص ذات صلة | روابط ذات صلة | محتوى ذو صلة | ذات صلة | مقالات متعلقة | أخبار متعلقة | مواضيع متعلقة | "
        "موضوعات متعلقة | مواضيع مشابهة | مقالات مشابهة | أخبار مشابهة | مواضيع مرتبطة | موضوعات مرتبطة | "
        "أخبار مرتبطة | مقالات مرتبطة | أخبار ذات علاقة | مواضيع ذات علاقة | قد يعجبك أيضا | قد يعجبك | "
        "ربما يعجبك أيضا | قد يهمك أيضا | قد يهمك | قد يهمكم | ربما يهمك | مواضيع قد تهمك | أخبار قد تهمك | "
        "مواضيع تهمك | يهمك أيضا | مقالات أخرى للكاتب | مقالات أخرى | مواضيع أخرى | المزيد من الأخبار | "
        "المزيد من المقالات | المزيد من هذا القسم | المزيد في هذا القسم | المزيد حول هذه القصة | "
        "أخبار أخرى | من نفس القسم | الأكثر قراءة | الأكثر قراءة اليوم | الأكثر مشاهدة | الأكثر تداولا | "
        "الأكثر شعبية | الأكثر تعليقا | آخر الأخبار | أحدث الأخبار | آخر المستجدات | أحدث المقالات | آخر المقالات | "
        "اخترنا لك | اخترنا لكم | اخترنا لكم من الأرشيف | نرشح لك | نرشح لكم | نوصي بقراءة | مختارات | "
        "مقالات مختارة | شاهد المزيد",
        "headlines of other articles: their words are not this article's",
    ),
    Chrome(
        "read also",
        Stand.LABEL,
        Drop.NEXT,
        "اقرأ المزيد | اقرؤوا المزيد | اقرأ التفاصيل | اقرأ في هذا الملف | اقرأ | للمزيد | لقراءة المزيد | "
        "طالع المزيد | "
        "طالع أيضا | طالعوا أيضا | شاهد أيضا | شاهدوا أيضا | تابع أيضا | استمع أيضا | تابع القراءة | تابع التفاصيل",
        "a teaser between two paragraphs; with a sign only, since «شاهد أيضا عدة مواطنين» is news",
    ),
    Chrome(
        "read also, said in full",
        Stand.OPENING,
        Drop.NEXT,
        "اقرأ أيضا | اقرأوا أيضا | اقرؤوا أيضا | اقرئي أيضا | أيضا اقرأ | انظر أيضا | اقرأ كذلك | اقرأ كمان",
        "the same; nobody begins a sentence of news so",
    ),
    Chrome(
        "share",
        Stand.LABEL,
        Drop.LINE,
        "شارك | شاركها | شاركه | شاركنا | مشاركة | المشاركة | شارك المقال | شارك المقالة | شارك الخبر | "
        "شارك هذا المقال | "
        "شارك هذا الخبر | شارك الموضوع | شارك القصة | شارك الصفحة | شارك على | شارك عبر | شارك مع أصدقائك | انشر | "
        "انشر الخبر | نشر المقال | مشاركة المقال | مشاركة الخبر | مشاركة على | مشاركة عبر | شارك على فيسبوك | "
        "شارك على تويتر | شارك عبر واتساب | مشاركة عبر البريد | مشاركة عبر البريد الإلكتروني | Share | Share this",
        "the heading of a row of buttons; only the line goes, since the row often stands above the text",
    ),
    Chrome(
        "networks",
        Stand.ALONE,
        Drop.LINE,
        "فيسبوك | فايسبوك | فيس بوك | تويتر | إكس | واتساب | واتس اب | واتس آب | تيليجرام | تيليغرام | تلغرام | "
        "تلجرام | تيلقرام | تليجرام | لينكد إن | لينكدإن | انستغرام | انستجرام | إنستغرام | إنستقرام | يوتيوب | "
        "تيك توك | سناب شات | سناب تشات | ثريدز | فايبر | بينتيريست | بنترست | ماسنجر | ريديت | "
        "البريد الإلكتروني | بريد إلكتروني | البريد | نسخ الرابط | انسخ الرابط | نسخ | رابط المقال | رابط مختصر | "
        "طباعة | اطبع | اطبع المقال | طباعة المقال | طباعة الخبر | حفظ | حفظ المقال | أرسل إلى صديق | "
        "أرسل بريدا إلكترونيا | غرد | Facebook | Twitter | X | WhatsApp | Telegram | LinkedIn | Instagram | "
        "YouTube | TikTok | Snapchat | Threads | Viber | Pinterest | Messenger | Reddit | Tumblr | VKontakte | "
        "Odnoklassniki | Pocket | Skype | Email | Mail | Print | PDF | RSS | Copy link | Copy URL | Link",
        "a button",
    ),
    Chrome(
        "follow",
        Stand.OPENING,
        Drop.LINE,
        "تابعونا على | تابعونا عبر | تابعنا على منصات | تابعنا على مواقع | تابعنا على فيسبوك | تابعنا على تويتر | "
        "تابعنا على إكس | تابعنا على غوغل | تابعنا على جوجل | تابعنا على تيليجرام | تابعنا على انستغرام | "
        "تابع صفحتنا | تابعوا صفحتنا | تابع قناتنا | تابعوا قناتنا | تابعوا آخر الأخبار | تابع آخر الأخبار | "
        "تابع آخر أخبار | تابعوا آخر أخبار | لمتابعة آخر الأخبار | لمتابعة أحدث الأخبار | لمتابعة آخر أخبار | "
        "احصل على آخر الأخبار | انضم إلى قناتنا | انضموا إلى قناتنا | انضم إلينا على | انضموا إلينا على | "
        "اشترك في نشرتنا | اشتركوا في نشرتنا | اشترك في النشرة | اشتركوا في النشرة | اشترك في قناتنا | "
        "اشتركوا في قناتنا | اشترك في القائمة البريدية | سجل في النشرة | للاشتراك في النشرة | للاشتراك في قناتنا | "
        "أدخل بريدك الإلكتروني | ضع بريدك الإلكتروني | حمل تطبيقنا | حملوا تطبيقنا | Follow us | Subscribe to",
        "an invitation to the reader",
    ),
    Chrome(
        "follow, in a word",
        Stand.LABEL,
        Drop.LINE,
        "تابعنا | تابعونا | تابعنا على | تابعنا عبر | اشترك | اشترك الآن | اشترك مجانا | اشتراك | النشرة البريدية | "
        "النشرة الإخبارية | القائمة البريدية | نشرتنا البريدية | حمل التطبيق | حمل تطبيق الموقع | متوفر على | "
        "Subscribe | "
        "Follow | Newsletter",
        "the same; with a sign only, since «تابعنا باهتمام» begins a quotation",
    ),
    Chrome(
        "rights",
        Stand.OPENING,
        Drop.LINE,
        "جميع الحقوق محفوظة | كافة الحقوق محفوظة | كل الحقوق محفوظة | الحقوق محفوظة | حقوق النشر محفوظة | "
        "حقوق النشر والطبع محفوظة | حقوق الطبع والنشر محفوظة | جميع حقوق النشر محفوظة | كافة حقوق النشر محفوظة | "
        "Copyright | All rights reserved | نستخدم ملفات تعريف الارتباط | "
        "يستخدم هذا الموقع ملفات تعريف الارتباط | هذا الموقع يستخدم ملفات تعريف الارتباط",
        "the foot of every page of the site",
    ),
    Chrome(
        "makers",
        Stand.LABEL,
        Drop.LINE,
        "حقوق النشر | حقوق الطبع والنشر | تصميم وتطوير | تصميم وبرمجة | Powered by",
        "the same",
    ),
    Chrome(
        "way through the site",
        Stand.LABEL,
        Drop.LINE,
        "الرئيسية | الصفحة الرئيسية | الصفحة السابقة | الصفحة التالية | المقال السابق | المقال التالي | "
        "الخبر السابق | الخبر التالي | المقالة السابقة | المقالة التالية | الموضوع السابق | الموضوع التالي",
        "the path above the headline, and the headlines of the neighbours below the text",
    ),
    Chrome(
        "page",
        Stand.ALONE,
        Drop.LINE,
        "زر الذهاب إلى الأعلى | الذهاب إلى الأعلى | اذهب إلى الأعلى | العودة إلى الأعلى | عودة إلى الأعلى | "
        "العودة للأعلى | الرجوع إلى الأعلى | الانتقال إلى الأعلى | إلى الأعلى | للأعلى | أعلى الصفحة | "
        "إلى أعلى الصفحة | بداية الصفحة | انتقل إلى المحتوى | تخطي إلى المحتوى | تخطى إلى المحتوى | "
        "الانتقال إلى المحتوى | إغلاق | أغلق | بحث | البحث | ابحث | بحث عن | ابحث في الموقع | القائمة | "
        "القائمة الرئيسية | القائمة الجانبية | تسجيل الدخول | تسجيل | إنشاء حساب | من نحن | اتصل بنا | تواصل معنا | "
        "أعلن معنا | الإعلان معنا | هيئة التحرير | سياسة الخصوصية | شروط الاستخدام | الشروط والأحكام | "
        "اتفاقية الاستخدام | "
        "خريطة الموقع | ملفات تعريف الارتباط | التالي | السابق | تحميل المزيد | عرض المزيد | المزيد | مزيد | "
        "عرض الكل | "
        "إعلان | إعلانات | مساحة إعلانية | محتوى إعلاني | إعلان ممول | موافق | قبول | تكبير الصورة | "
        "تكبير الخط | تصغير الخط | "
        "حجم الخط | الوضع الليلي | استمع إلى المقال | استمع للمقال | استمع إلى الخبر | استمع للخبر | "
        "Next | Previous | Back to top | Scroll to top | Menu | Search | Close | Loading | Advertisement | "
        "Advertisements | Sponsored | Read more",
        "a part of the page",
    ),
    Chrome(
        "reading time",
        Stand.LABEL,
        Drop.LINE,
        "وقت القراءة | مدة القراءة | زمن القراءة | عدد المشاهدات | عدد القراءات | عدد الزيارات | عدد التعليقات | "
        "قيم هذا المقال",
        "counted by the site",
    ),
    Chrome(
        "counters",
        Stand.ALONE,
        Drop.LINE,
        "دقيقة للقراءة | دقائق للقراءة | دقائق قراءة | دقيقة قراءة | مشاهدات | مشاهدة | قراءات | زيارات | زيارة | "
        "مشاركات | أقل من دقيقة",
        "the same, beside a number",
    ),
    Chrome(
        "comments",
        Stand.LABEL,
        Drop.BLOCK,
        "التعليقات | أضف تعليقا | أضف تعليق | أضف تعليقك | إضافة تعليق | اكتب تعليقا | اكتب تعليقك | اترك تعليقا | "
        "اترك تعليقك | اترك ردا | اترك رد | شاركنا رأيك | شاركنا برأيك | شاركنا تعليقك | تعليقات القراء | "
        "تعليقات الزوار | تعليقات فيسبوك",
        "the form below the article and what readers wrote there",
    ),
    Chrome(
        "comments, in a word",
        Stand.ALONE,
        Drop.BLOCK,
        "تعليقات | تعليق | تعليق واحد | لا تعليقات | لا يوجد تعليقات | لا توجد تعليقات | إلغاء الرد | إرسال التعليق | "
        "إرسال | Comments | Leave a comment",
        "the same; «لا توجد تعليقات رسمية» is news",
    ),
    Chrome(
        "comment form",
        Stand.OPENING,
        Drop.LINE,
        "كن أول من يعلق | لن يتم نشر عنوان بريدك الإلكتروني | الحقول الإلزامية مشار إليها | "
        "يجب أن تكون مسجلا الدخول | يجب أنت تكون مسجل الدخول | يجب تسجيل الدخول للتعليق | احفظ اسمي",
        "the form's own words",
    ),
    Chrome(
        "tags",
        Stand.LABEL,
        Drop.BLOCK,
        "الوسوم | وسوم | الأوسمة | أوسمة | الكلمات المفتاحية | كلمات مفتاحية | الكلمات الدالة | كلمات دالة | "
        "الكلمات الدلالية | كلمات دلالية | كلمات البحث | الهاشتاغات | تاغات | تاغز | تاجز | Tags | Keywords",
        "a list of subjects, the same for many articles",
    ),
)

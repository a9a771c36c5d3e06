"""The light stemmer: what comes off an unknown word, and what must not."""

import pytest

from newsearch.text import morphology
from newsearch.text.analyser import Analyser
from newsearch.text.letters import spelling
from newsearch.text.morphology import stem


def light_stem(form: str) -> str:
    return spelling(stem.split(form)[1])


ONE_STEM = [
    "أذربيجان وأذربيجان لأذربيجان بأذربيجان ولأذربيجان وبأذربيجان اذربيجان",
    "حكومة الحكومة والحكومة للحكومة بالحكومة الحكومه حكومته حكومتها حكومتهم",
    "قرار القرار قرارها قرارهم وبالقرار",
    "مسؤول المسؤولون مسؤولين مسئولون",
    "اجتماع إجتماع الاجتماعات اجتماعا اجتماعاتهم",
    "سيارة السيارات سياراتهم",
]

KEPT = "كتاب وزير بلد لبنان ليبيا فيصل ألمانيا التزام التقى مدرس واشنطن باكستان فلسطين تلفزيون كاتب وطن والي كأس بأس"


@pytest.mark.parametrize("forms", ONE_STEM)
def test_forms_of_one_word_share_their_stem(forms: str) -> None:
    assert len({light_stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("form", KEPT.split())
def test_letters_of_the_word_are_not_clitics(form: str) -> None:
    assert light_stem(form) == spelling(form)


def test_teh_marbuta_tells_words_apart() -> None:
    assert light_stem("المدرسة") != light_stem("المدرس")
    assert light_stem("جامعة") != light_stem("الجامع")


@pytest.mark.parametrize(
    "form", ["", "و", "ال", "لل", "nato", "2023", "a380", "#", "\ud800", "ا" * 10_000, "لل" * 5_000]
)
def test_any_string_has_a_stem(form: str) -> None:
    assert isinstance(light_stem(form), str)


@pytest.mark.parametrize("word", ["التكبر", "التطهر", "النذر", "العصف"])
def test_what_has_the_article_is_no_verb(word: str) -> None:
    """Also where only a verb is known that looks like the rest."""
    assert morphology.lemma(word) == word.removeprefix("ال")
    assert Analyser().classes([word])[1] == [word.removeprefix("ال")]

"""Words of one root, and which of them are close."""

import pytest

from newsearch.text import morphology
from newsearch.text.morphology.families import Kinship, measures_of, relatives


@pytest.mark.parametrize(
    ("patterns", "measure"),
    [
        (("فَعَلَ", "فَعْل", "فُعُول", "فَاعِل", "مَفْعُول"), "1"),
        (("فَعَّلَ", "تَفْعِيل", "تَفْعِلَة", "مُفَعِّل", "مُفَعَّل"), "2"),
        (("فَاعَلَ", "مُفَاعَلَة", "فِعَال", "مُفَاعِل"), "3"),
        (("أَفْعَلَ", "إِفْعَال", "إِفْعَالَة", "مُفْعِل", "مُفْعَل"), "4"),
        (("تَفَعَّلَ", "تَفَعُّل", "مُتَفَعِّل"), "5"),
        (("تَفَاعَلَ", "تَفَاعُل", "مُتَفَاعِل"), "6"),
        (("انْفَعَلَ", "انْفِعَال", "مُنْفَعِل"), "7"),
        (("افْتَعَلَ", "افْتِعَال", "مُفْتَعِل", "مُفْتَعَل"), "8"),
        (("اسْتَفْعَلَ", "اسْتِفْعَال", "مُسْتَفْعِل"), "0"),
        (("فَعْلَلَ", "فَعْلَلَة", "تَفَعْلَلَ", "مُفَعْلِل"), "9"),
    ],
)
def test_a_verb_its_noun_and_its_participles_are_of_one_measure(patterns: tuple[str, ...], measure: str) -> None:
    assert [pattern for pattern in patterns if measure not in measures_of(pattern)] == []


def test_patterns_that_are_written_apart_are_of_different_measures() -> None:
    apart = ["فَعْل", "تَفْعِيل", "مُفَاعَلَة", "إِفْعَال", "تَفَعُّل", "تَفَاعُل", "انْفِعَال", "افْتِعَال", "اسْتِفْعَال", "فَعْلَلَة"]
    assert len(set(map(measures_of, apart))) == len(apart)


@pytest.mark.parametrize(
    ("word", "close", "distant"),
    [
        ("انتحر", "انتحار", "نحر"),
        ("استعمال", "استعمل/v", "عمل/v"),
        ("أعلن", "إعلان", "علني"),
        ("كفاح", "كافح/v", "متكافح"),
    ],
)
def test_what_a_verb_does_is_closer_than_the_rest_of_the_root(word: str, close: str, distant: str) -> None:
    kin = dict(relatives(morphology.read(word).lemma))
    assert (kin[close], kin[distant]) == (Kinship.CLOSE, Kinship.DISTANT)


def test_names_have_no_relatives() -> None:
    assert list(relatives(morphology.read("أذربيجان").lemma)) == []

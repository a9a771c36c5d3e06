"""Searching an index: what feedback, tiers and sums do to hits."""

from pathlib import Path
from typing import Any

import pytest

from newsearch import Article, NewsIndex
from newsearch.query.choices import Feedback, Words
from newsearch.query.tiers import Tier

_FILLER = " ".join(["كلام عام لا يفيد"] * 20)


@pytest.fixture
def index(tmp_path: Path) -> NewsIndex:
    """Eleven articles on an earthquake and its rescuers; two with the word once: on rescuers, on football."""
    quakes = [
        Article(
            f"q{n}", title="زلزال يضرب الساحل", body=f"فرق الإغاثة تنتشل الناجين من الأنقاض بعد زلزال عنيف {_FILLER}"
        )
        for n in range(11)
    ]
    made = NewsIndex.create(tmp_path / "index")
    made.add(
        [
            *quakes,
            Article("z-rescue", body=f"الإغاثة والأنقاض والناجين وكلمة زلزال {_FILLER}"),
            Article("a-football", body=f"المهاجم والمرمى والهداف وكلمة زلزال {_FILLER}"),
        ]
    )
    return made


def ranked(index: NewsIndex, feedback: Feedback) -> list[str]:
    return [hit.head.id for hit in index.search("زلزال", 20, feedback=feedback)]


def test_articles_about_the_same_rise(index: NewsIndex) -> None:
    """Without feedback the two are equal, and the smaller id decides."""
    assert ranked(index, Feedback.OFF)[-2:] == ["a-football", "z-rescue"]
    assert ranked(index, Feedback.LIFTS)[-2:] == ["z-rescue", "a-football"]


def test_a_score_with_feedback_is_the_sum_of_its_shares(index: NewsIndex) -> None:
    hits = index.search("زلزال الساحل", 20, sums=True)
    for hit in hits:
        assert sum(share.score for share in hit.shares) == pytest.approx(hit.score)
    assert {share.part for hit in hits for share in hit.shares} == {"زلزال", "الساحل", "feedback"}
    assert all(hit.shares == () for hit in index.search("زلزال"))


def test_a_headline_is_looked_for_by_where_its_words_stand(index: NewsIndex) -> None:
    """Six words, whether typed side by side or joined by OR; five are none."""
    words = "فرق الإغاثة تنتشل الناجين زلزال عنيف".split()
    for query in (" ".join(words), " OR ".join(words)):
        hits = index.search(query, 20, sums=True)
        for hit in hits:
            assert sum(share.score for share in hit.shares) == pytest.approx(hit.score)
        parts = {share.part for hit in hits for share in hit.shares}
        assert "headline" in parts
        assert "feedback" not in parts
    assert not any(
        share.part == "headline" for hit in index.search(" ".join(words[1:]), sums=True) for share in hit.shares
    )


def test_tiers_decide_what_is_found_and_what_ranks(index: NewsIndex) -> None:
    def found(query: str, *tiers: Tier) -> int:
        return index.search(query, tiers=frozenset(tiers)).total

    assert found("الزلازل") == 0
    assert found("الزلازل", Tier.LEMMA) == 13
    assert index.search("زلزل", tiers=frozenset({Tier.LEMMA})).total_some == 0
    assert {reason.tier for hit in index.search("الزلازل") for reason in hit.why} == {"lemma"}


def test_words_of_the_same_root_are_marked_only_where_nothing_else_is(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "two") as index:
        index.add([Article("1", body="الحكومة تستأنف أمام المحكمة"), Article("2", body="قرار المحكمة نهائي")])
        marked = {}
        for hit in index.search("حكومة"):
            (passage,) = hit.passages
            marked[hit.head.id] = [passage.text[start:end] for start, end in passage.marks]
            assert "root" in {reason.tier for reason in hit.why}
    assert marked == {"1": ["الحكومة"], "2": ["المحكمة"]}


@pytest.mark.parametrize("query", ['"نقل المصابين"', '"نقل المصابين"~2'])
def test_a_homograph_in_a_phrase_is_the_verb_and_the_noun(query: str, tmp_path: Path) -> None:
    bodies = ["وتم نقل المصابين إلى المستشفى", "طائرات لنقل المصابين", "وينقل المصابين إليها", "المصابين والنقل"]
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(Article(str(number), body=body) for number, body in enumerate(bodies))
        assert {hit.head.id for hit in index.search(query)} >= {"0", "1", "2"}
        assert index.search('"نقل المصابين"').total == 3


def test_words_that_stand_side_by_side_as_typed_come_first(tmp_path: Path) -> None:
    body = "الربيع {} العربي {} نهاية"
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(
            [
                Article("a-apart", body=body.format("جاء والشارع", "فرح بالمطر")),
                Article("b-together", body=body.format("", "جاء والشارع فرح بالمطر")),
            ]
        )
        for words in Words:
            hits = index.search("الربيع العربي", words=words, sums=True)
            assert [hit.head.id for hit in hits] == ["b-together", "a-apart"]
            assert [hit.match for hit in hits] == ["all", "all"]
            assert [[share.part for share in hit.shares][2:] for hit in hits] == [["«ربيع عربي»"], []]
        assert [hit.head.id for hit in index.search("العربي الربيع")] == ["a-apart", "b-together"]


@pytest.mark.parametrize("choice", [{"words": "all"}, {"feedback": False}, {"order": "newest"}, {"tiers": {"stem"}}])
def test_what_is_no_choice_is_refused(index: NewsIndex, choice: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="is none of"):
        index.search("قطار", **choice)


def test_a_relative_of_one_word_that_is_another_word_of_the_query_is_met_as_that(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="تراجعت هجرة المهاجرين إلى الشمال.")])
        (hit,) = index.search("هجرة المهاجرين")
        assert {reason.word: reason.tier for reason in hit.why} == {"هجرة": "form", "المهاجرين": "form"}
        (passage,) = hit.passages
        assert [passage.text[start:end] for start, end in passage.marks] == ["هجرة", "المهاجرين"]


def test_the_second_word_of_a_name_is_no_word_of_grammar(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="افتتح شاطئ خورفكان أمس."), Article("2", body="خور عبدالله هادئ.")])
        assert {hit.head.id: str(hit.match) for hit in index.search("خور فكان")} == {"1": "all", "2": "some"}

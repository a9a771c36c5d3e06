"""Names in Latin letters with hyphens mean what they do without."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsearch import Article, Match, NewsIndex

BODIES = {
    "dhabi": "قمة في أبوظبي",
    "moon": "الأمين العام بان كي مون",
    "sharm": "مؤتمر شرم الشيخ",
    "claude": "المفوض جان كلود يونكر",
    "storm": "انطلقت عاصفة الحزم",
    "wifi": "شبكة Wi-Fi مجانية",
    "fi": "Fi and Wi",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsIndex]:
    folder: Path = tmp_path_factory.mktemp("hyphens") / "index"
    with NewsIndex.create(folder) as made:
        made.add(Article(name, body=body) for name, body in BODIES.items())
    (folder / "aliases.tsv").write_text("عاصفة الحزم\tDecisive Storm\n", encoding="utf-8")
    with NewsIndex.open(folder) as opened:
        yield opened


def found(index: NewsIndex, query: str) -> set[str]:
    return {hit.head.id for hit in index.search(query) if hit.match is not Match.SOME}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("Abu-Dhabi", {"dhabi"}),
        ("title:Abu-Dhabi", set()),
        ("body:Abu-Dhabi", {"dhabi"}),
        ("Ban Ki-moon", {"moon"}),
        ("Sharm el-Sheikh", {"sharm"}),
        ("Jean-Claude Juncker", {"claude"}),
        ("Decisive-Storm", {"storm"}),
        ("Abu-Dhabi OR Decisive\N{HYPHEN}Storm", {"dhabi", "storm"}),
        ("(Decisive-Storm)", {"storm"}),
        ("مؤتمر -Sharm-el-Sheikh", set()),
        ("Wi-Fi", {"wifi"}),
        ("=Abu-Dhabi", set()),
        ('"Abu-Dhabi"', set()),
        ("source:Abu-Dhabi", set()),
        ("-".join("abcdefgh"), set()),
    ],
)
def test_a_name_with_hyphens_is_one_without(index: NewsIndex, query: str, ids: set[str]) -> None:
    assert found(index, query) == ids


def test_explain_and_forms_read_it_so_too(index: NewsIndex) -> None:
    assert "أبوظبي" in [row.form for row in index.forms("Abu-Dhabi")]
    assert any("ظبي" in str(note) for note in index.explain("Abu-Dhabi").notes)

"""A text as an index reads it: with the lists of its user, and the names that a query also asks for."""

from pathlib import Path

from newsearch import Article, NewsIndex
from newsearch.query.parse import MAX_WORDS
from tests.cli.conftest import Command, command  # noqa: F401  a fixture

NEWS = [
    Article("1", body="أوقفت الشرطة حراقة قرب الميناء، وعاد مهاجر إلى بيته مع بعثة المدينة"),
    Article("2", body="قال ترمب وعبدالله إن الموعد 3 آب"),
]
LEXICON = "حراقة\tمهاجر\nتدمر\tتدمر\nوحيد\n"
ALIASES = "الوفد\tبعثة المدينة\n"


def made(folder: Path) -> Path:
    with NewsIndex.create(folder) as index:
        index.add(NEWS)
    (folder / "lexicon.tsv").write_text(LEXICON, encoding="utf-8")
    (folder / "aliases.tsv").write_text(ALIASES, encoding="utf-8")
    return folder


def read(folder: Path, text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    with NewsIndex.open(folder) as index:
        return {token.form: (token.lemma, steps) for token, steps in index.analyze(text).words}


def test_the_list_counts_for_more_than_the_table(tmp_path: Path) -> None:
    words = read(made(tmp_path / "index"), "والحراقة وتدمر")
    assert words["والحراقة"] == ("مهاجر", ("teh marbuta", "lexicon.tsv: a form of مهاجر"))
    assert words["وتدمر"] == ("تدمر", ("lexicon.tsv: a form of تدمر",))
    assert "lexicon.tsv: also حراقة" in read(tmp_path / "index", "مهاجرون")["مهاجرون"][1]


def test_other_names_are_told_with_their_first_word(tmp_path: Path) -> None:
    words = read(made(tmp_path / "index"), "وصل الوفد مع عبد الله يوم 3 أغسطس")
    assert words["الوفد"][1][-1] == "also: بعثة المدينة"
    assert words["عبد"][1][-1] == "also: عبدالله"
    assert words["أغسطس"][1][-1] == "also: آب"


def test_a_long_text_is_read_to_its_end(tmp_path: Path) -> None:
    """However it is cut, no word is told twice, and names go on across the cut."""
    made(tmp_path / "index")
    with NewsIndex.open(tmp_path / "index") as index:
        for before in range(MAX_WORDS - 3, MAX_WORDS + 2):
            words = index.analyze("قلم " * before + "عبد الله في 3 أغسطس").words
            assert len(words) == before + 5
            assert words[before][1].count("also: عبدالله") == 1
            assert words[-1][1].count("also: آب") == 1


def test_analyze_takes_an_index(command: Command, tmp_path: Path) -> None:  # noqa: F811
    folder = made(tmp_path / "index")
    (word,) = command("analyze", "حراقة", "--json", "--index", folder).records
    assert word["lemma"] == "مهاجر"
    assert command("analyze", "حراقة", "--index", folder).err == (
        "note: lexicon.tsv:3 is no form and its word, parted by a tab, and was left out: وحيد\n"
    )
    (word,) = command("analyze", "حراقة", "--json").records
    assert word["lemma"] != "مهاجر"
    assert command("analyze", "حراقة", "--index", tmp_path / "nowhere").code == 2

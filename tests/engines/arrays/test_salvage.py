"""Of a damaged index every article that can be read comes out as it was added, and nothing else does unsaid."""

from pathlib import Path

import pytest

from newsearch import Article, NewsIndex
from newsearch.engines.on_whoosh.arrays.files.toc import generations, name_of, read_toc
from tests.engines.arrays.test_damage import _flipped


def article(number: int, version: int = 0) -> Article:
    return Article(f"{number}", title=f"خبر {number}", body=f"نص الخبر رقم {number}، النسخة {version}. " * 9)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty articles, one of them replaced in a newer segment, another one deleted."""
    with NewsIndex.create(tmp_path / "index") as of:
        of.add(article(number) for number in range(30))
        of.add([article(1, 1), article(30)])
        of.delete(["2"])
        assert of.stats().segments == 2
    return tmp_path / "index"


SOUND = {str(number): article(number, int(number == 1)) for number in range(31) if number != 2}


def exported(folder: Path) -> tuple[dict[str, Article], list[str]]:
    lost: list[str] = []
    with NewsIndex.open(folder) as of:
        found = list(of.export(lost.append))
    assert len({article.id for article in found}) == len(found)
    return {article.id: article for article in found}, lost


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def newest(folder: Path, suffix: str) -> Path:
    """That file of the large segment in the last commit."""
    (ref,) = (ref for ref in read_toc(folder).segments if ref.articles == 30)
    return folder / next(name for name in ref.files() if name.endswith(suffix))


def test_a_sound_index_comes_out_whole(folder: Path) -> None:
    assert exported(folder) == (SOUND, [])


@pytest.mark.parametrize("place", [0, 64, -1])
def test_where_it_is_not_known_what_was_deleted_that_is_said(folder: Path, place: int) -> None:
    flip(newest(folder, ".dead"), place)
    found, (lost,) = exported(folder)
    assert found == SOUND | {"2": article(2)}
    assert "1 of 29 articles were deleted" in lost


def test_what_was_only_replaced_need_not_be_known(folder: Path) -> None:
    (folder / name_of(generations(folder)[-1])).unlink()  # the commit that deleted one
    flip(newest(folder, ".dead"), 64)
    assert exported(folder) == (SOUND | {"2": article(2)}, [])


def test_articles_are_added_where_what_was_deleted_need_not_be_known(folder: Path) -> None:
    flip(newest(folder, ".dead"), 64)
    with NewsIndex.open(folder) as of:
        assert of.add([article(40), article(41)]).added == 2
        assert of.delete(["30"]) == 1
        assert of.check()


def test_a_body_that_is_lost_costs_no_other_article(folder: Path) -> None:
    flip(newest(folder, ".store"), -1)
    found, lost = exported(folder)
    assert 0 < len(SOUND) - len(found) == len(lost) <= 4
    assert found.items() <= SOUND.items()
    for article_id in SOUND.keys() - found.keys():
        assert any(line.endswith(f"with the articles {article_id}") for line in lost)


@pytest.mark.parametrize("name", ["heads", "heads.ends", "slots"])
def test_what_is_not_what_was_added_is_left_out(folder: Path, name: str) -> None:
    _flipped(newest(folder, ".seg"), name)
    found, lost = exported(folder)
    assert found.items() <= SOUND.items()
    assert 0 < len(SOUND) - len(found) <= len(lost) <= 2


@pytest.mark.parametrize("name", ["tokens", "texts.text", "entries", "moments"])
def test_what_no_article_is_read_from_costs_none(folder: Path, name: str) -> None:
    _flipped(newest(folder, ".seg"), name)
    assert exported(folder) == (SOUND, [])


@pytest.mark.parametrize("suffix", [".seg", ".store", ".imp"])
def test_a_file_that_is_missing(folder: Path, suffix: str) -> None:
    newest(folder, suffix).unlink()
    found, lost = exported(folder)
    assert found == (SOUND if suffix == ".imp" else {"1": article(1, 1), "30": article(30)})
    assert len(lost) == (suffix != ".imp")

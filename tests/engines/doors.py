"""Whoosh's door and a stock Whoosh index, over the same made-up articles."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import RamStorage

from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.door import DoorIndex
from newsearch.engines.on_whoosh.door.schema import TEXTS, made
from newsearch.model import Article
from tests.engines import building


@dataclass(frozen=True)
class Word:
    start: int
    end: int
    form: str


class Spaces:
    def tokens(self, text: str) -> Sequence[Word]:
        words, at = [], 0
        for form in text.split():
            at = text.index(form, at)
            words.append(Word(at, at + len(form), form))
            at += len(form)
        return words

    def keywords(self, value: str) -> tuple[str, ...]:
        words = [building.spelling(form) for form in value.split()]
        return (" ".join(words), *words) if words else ()

    def classes(self, forms: list[str]) -> tuple[list[str], list[str]]:
        return list(map(building.spelling, forms)), list(map(building.lemma, forms))


def articles(seed: int, count: int = 80) -> list[Article]:
    rng = random.Random(seed)
    made_up = [building.article(rng, f"a{i:03}") for i in range(count)]
    return [
        Article(a.id, title=a.title, body=a.body, source=a.source.replace(" ", ""), date=a.date and _day(a.date))
        for a in made_up
    ]


def _day(date: dt.date) -> dt.date:
    return dt.date(date.year, date.month, date.day)


def door(folder: Path, *commits: list[Article]) -> tuple[ArrayEngine, DoorIndex]:
    engine = ArrayEngine.create(folder)
    for commit in commits:
        with engine.writer() as writer:
            writer.add(building.batch(*commit))
    return engine, DoorIndex(engine, Spaces(), lambda added: building.batch(*added))


def stock(*commits: list[Article]) -> Any:
    """A stock Whoosh index with the same analyser."""
    index = RamStorage().create_index(made(Spaces()))
    for commit in commits:
        writer = index.writer()
        for article in commit:
            texts = {field: getattr(article, name) for field, (name, _level) in TEXTS.items()}
            date = article.date.isoformat() if article.date else ""
            writer.update_document(id=article.id, source=article.source, date=date, **texts)
        writer.commit(merge=False)
    return index

"""Batches without an analyser, random ones too: words are parted at spaces; their classes follow from their letters.

The spelling of a form is the form without its last letter if that is ``ه`` or ``ة``; its lemma has no ``ال`` before
it either. So the three levels differ, and each is a function of the form.
"""

import datetime as dt
import random
from collections.abc import Callable, Sequence

import numpy as np

from newsearch.batch import Batch, Column, FormTable, moment
from newsearch.fields import KEYWORD_FIELDS
from newsearch.model import Article, Record
from newsearch.query.plan import Order, Search
from newsearch.query.tree import (
    All,
    And,
    Between,
    Fuzzy,
    Level,
    Near,
    Node,
    Not,
    Nothing,
    Only,
    Or,
    Phrase,
    Synonyms,
    Term,
    Wildcard,
)


def same(form: str) -> str:
    return form


def spelling(form: str) -> str:
    return form[:-1] if form[-1] in "هة" else form


def lemma(form: str) -> str:
    return spelling(form).removeprefix("ال") or form


def rarity(lemma: str) -> int:
    """Some number that depends on the lemma alone."""
    return sum(map(ord, lemma)) * 37 % 256


def rarities(lemmas: Sequence[str]) -> list[int]:
    """``rarity`` of each."""
    return list(map(rarity, lemmas))


def fold(level: Level) -> Callable[[str], str]:
    """The function from forms to terms of a level."""
    return {Level.FORM: same, Level.SPELLING: spelling, Level.LEMMA: lemma}[level]


def new_table() -> FormTable:
    """A table of forms with the terms and rarities that are made up here."""
    return FormTable(lambda forms: (list(map(spelling, forms)), list(map(lemma, forms))), rarities)


def batch(*articles: Article, table: FormTable | None = None) -> Batch:
    """The articles, analysed; several batches of one writer share a ``table``."""
    table = table or new_table()
    numbers = {form: i for i, form in enumerate(table.forms)}

    def number(form: str) -> int:
        if form not in numbers:
            numbers[form] = len(table.forms)
            table.forms.append(form)
        return numbers[form]

    def column(texts: Sequence[str]) -> Column:
        rows = [[number(word) for word in text.split()] for text in texts]
        starts = np.cumsum([0, *map(len, rows)]).astype(np.int64)
        return Column(np.array([n for row in rows for n in row], np.int32), starts)

    return Batch(
        records=[Record(article, digest=f"d{article.id}{len(article.body)}", origin="file") for article in articles],
        table=table,
        columns={
            "title": column([article.title for article in articles]),
            "body": column([article.body for article in articles]),
        },
        keywords={
            name: [
                tuple(dict.fromkeys([value, *value.split()])) if (value := getattr(a, name)) else () for a in articles
            ]
            for name in KEYWORD_FIELDS
        },
        moments=np.array([moment(article.date) for article in articles], np.int64),
    )


WORDS = "كتاب الكتاب كتابة مدرسة المدرسة مدرس وزير الوزير خبر الخبر باكو سفر سفير سفارة في من على".split()
_SOURCES = ("الغد", "المدى الجديد", "", "الجديد")


def article(rng: random.Random, article_id: str, longest: int = 40) -> Article:
    """A random article; frequent words are much more frequent than rare ones."""

    def text(most: int) -> str:
        return " ".join(WORDS[min(int(rng.expovariate(0.25)), len(WORDS) - 1)] for _ in range(rng.randrange(most)))

    date = moment_of(rng) if rng.random() < 0.8 else None
    return Article(article_id, title=text(5), body=text(longest), source=rng.choice(_SOURCES), date=date)


def moment_of(rng: random.Random) -> dt.date:
    day = dt.date(2024, 1, 1) + dt.timedelta(days=rng.randrange(40))
    return day if rng.random() < 0.5 else dt.datetime(day.year, day.month, day.day, rng.randrange(24), tzinfo=dt.UTC)


def leaf(rng: random.Random) -> Node:
    """A random leaf of any kind."""
    level = rng.choice(list(Level))
    fields = rng.choice([("title", "body"), ("title", "body"), ("title",), ("body",)])
    weight = rng.choice([1.0, 1.0, 0.5, 0.25, 2.0])

    def words(least: int, most: int) -> tuple[str, ...]:
        return tuple(fold(level)(rng.choice([*WORDS, "غائب"])) for _ in range(rng.randrange(least, most)))

    match rng.randrange(15):
        case 12 | 13 | 14:
            return synonyms(rng)
        case 0 | 1 | 2 | 3:
            return Term(words(1, 2)[0], level, fields, weight)
        case 4:
            return Phrase(words(2, 4), level, fields, rng.choice([0, 0, 1, 3]), weight)
        case 5:
            return Near(words(2, 4), level, fields, rng.choice([0, 1, 4]), weight)
        case 6 | 7:
            word = list(words(1, 2)[0])
            for _ in range(rng.randrange(1, 3)):
                place = rng.randrange(len(word) + 1)
                word[place : place + rng.randrange(3)] = rng.choice("*?")
            return Wildcard("".join(word), level, fields, weight)
        case 8:
            return Fuzzy(words(1, 2)[0], rng.choice([1, 2]), level, fields, weight)
        case 9:
            return Only("source", rng.choice(["الغد", "الجديد", "المدى الجديد", "غائب"]))
        case 10:
            low, high = sorted(moment(moment_of(rng)) for _ in range(2))
            return Between(rng.choice([low, None]), rng.choice([high, None]))
        case _:
            return All() if rng.random() < 0.5 else Nothing()


def synonyms(rng: random.Random) -> Synonyms:
    """A random word with other ways to write it, phrases among them."""
    members: list[Term | Phrase] = []
    while len(members) < rng.choice((1, 2, 3, 8)):
        member = leaf(rng)
        if isinstance(member, Term | Phrase):
            members.append(member)
    telling = rng.randrange(1, len(members) + 1)
    return Synonyms(tuple(members), telling, rng.randint(telling, len(members)), rng.choice([1.0, 0.5]))


def tree(rng: random.Random, depth: int = 3) -> Node:
    """A random tree."""
    if depth == 0 or rng.random() < 0.3:
        return leaf(rng)
    match rng.randrange(5):
        case 0 | 1:
            return And(tuple(tree(rng, depth - 1) for _ in range(rng.randrange(4))))
        case 2 | 3:
            return Or(tuple(tree(rng, depth - 1) for _ in range(rng.randrange(4))))
        case _:
            return Not(tree(rng, depth - 1))


def search(rng: random.Random) -> Search:
    """A random search; the partial tree is wider than the asked one, as the plan demands."""
    asked = tree(rng)
    partial = rng.choice([None, None, Or((asked, tree(rng, 1))), Or((asked, leaf(rng), leaf(rng)))])
    return Search(
        asked,
        partial,
        rng.choice(list(Order)),
        rng.choice([0, 1, 3, 10, 1000]),
        rng.choice([0, 0, 1, 5, 500]),
        rng.choice([0.0, 0.0, 0.4]),
        rng.choice([False, True]),
    )

"""What the tests of this room share: a small analyser, the meaning of a tree on one article, queries at random."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from newsearch.fields import FIELDS
from newsearch.query.choices import Words
from newsearch.query.parse import parse
from newsearch.query.resolve import Resolved, Resolver
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


@dataclass(frozen=True)
class Token:
    start: int
    end: int
    form: str
    spelling: str
    lemma: str
    stop: bool

    @property
    def lemmas(self) -> tuple[str, ...]:
        return (self.lemma,)


class SmallAnalyser:
    """Words are runs of letters; a spelling has no hamza on alef, a lemma no article; two words are stop words."""

    def tokens(self, text: str) -> Sequence[Token]:
        return list(self._tokens(text))

    @staticmethod
    def _tokens(text: str) -> Iterator[Token]:
        for found in re.finditer(r"[^\W_]+", text):
            form = found[0].lower()
            spelling = form.translate(str.maketrans("أإآ", "ااا"))
            yield Token(*found.span(), form, spelling, spelling.removeprefix("ال") or spelling, form in ("من", "في"))

    def keywords(self, value: str) -> tuple[str, ...]:
        words = [token.spelling for token in self.tokens(value)]
        return (" ".join(words), *words) if words else ()

    def fold_pattern(self, pattern: str) -> str:
        return pattern.lower().translate(str.maketrans("أإآ", "ااا"))


ANALYSER = SmallAnalyser()


@dataclass(frozen=True)
class Text:
    """An article as the tests need it."""

    body: str = ""
    title: str = ""
    keywords: dict[str, str] = field(default_factory=dict)
    moment: int | None = None


def understood(query: str, words: Words = Words.SOME) -> Resolved:
    return Resolver(ANALYSER).resolve(parse(query).syntax, words)


def found(query: str, body: str = "", **rest: object) -> str:
    """``all``, ``some`` or nothing: how much of the query the article has."""
    resolved, text = understood(query), Text(body, **rest)  # type: ignore[arg-type]
    if meets(resolved.asked, text):
        return "all"
    return "some" if resolved.partial and meets(resolved.partial, text) else ""


def meets(node: Node, text: Text) -> bool:
    match node:
        case And(children):
            return all(meets(child, text) for child in children)
        case Or(children):
            return any(meets(child, text) for child in children)
        case Not(child):
            return not meets(child, text)
        case All():
            return True
        case Nothing():
            return False
        case Only(name, value):
            return value in ANALYSER.keywords(text.keywords.get(name, ""))
        case Between(low, high):
            return text.moment is not None and (low or -(10**18)) <= text.moment <= (high or 10**18)
        case Synonyms(members, matching=matching):
            return any(meets(member, text) for member in members[:matching])
        case Term() | Phrase() | Near() | Wildcard() | Fuzzy():
            return any(_stands(node, _terms(getattr(text, name), node.level)) for name in node.fields)


def _terms(text: str, level: Level) -> list[str]:
    return [getattr(token, level.value) for token in ANALYSER.tokens(text)]


def _stands(leaf: Term | Phrase | Near | Wildcard | Fuzzy, words: list[str]) -> bool:
    match leaf:
        case Term(text):
            return text in words
        case Phrase(texts):
            return any(tuple(words[i : i + len(texts)]) == texts for i in range(len(words)))
        case Near(texts, slop=slop):
            size = len(texts) + slop
            return any(set(texts) <= set(words[i : i + size]) for i in range(len(words)))
        case Wildcard(pattern):
            regex = "".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in pattern)
            return any(re.fullmatch(regex, word) for word in words)
        case Fuzzy():
            raise AssertionError("no query asks for this yet")


NAMES = [name for kind in FIELDS for name in (kind.name, *kind.arabic)]
PIECES = [
    *'()|-=~*?:"“”„«»؟٭−_.,#/\\&+ ',
    *("OR", "AND", "NOT", "or", "أو", "~5", "5~", "~٣", "..", "2015-08", "date:", "://", "\n", "\0", "\t"),
    *(f"{name}:" for name in NAMES),
    *("بحر", "الجبل", "أرض", "من", "في", "F-35", "sea", "1.5", "م", "\N{ARABIC FATHA}"),
    *("\N{RIGHT-TO-LEFT EMBEDDING}", "\N{POP DIRECTIONAL FORMATTING}", "\N{SOFT HYPHEN}", "\ud800", "\N{SNOWMAN}"),
]
#: Whatever a keyboard, a cat or an attacker may type.
QUERIES = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join),
)
ARTICLES = st.lists(st.sampled_from(["بحر", "الجبل", "أرض", "من", "في", "f", "35", "sea"]), max_size=6).map(" ".join)

"""The schema as one table: what an article has, what readers call it, and how it is searched."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """How a field is indexed."""

    TEXT = "text"  # analysed into words, with positions
    KEYWORD = "keyword"  # a short value, found whole or by any of its words
    DATE = "date"  # compared and sorted as a moment
    STORED = "stored"  # kept and shown, not searched


@dataclass(frozen=True)
class Field:
    """One attribute of an article: its name, the Arabic names a reader may type, its kind and its meaning."""

    name: str
    arabic: tuple[str, ...]
    kind: Kind
    doc: str


FIELDS: Final = (
    Field("id", (), Kind.STORED, "what tells the article from all others"),
    Field("title", ("عنوان", "العنوان"), Kind.TEXT, "the headline"),
    Field("body", ("نص", "النص", "متن"), Kind.TEXT, "the text below the headline"),
    Field("url", ("رابط",), Kind.STORED, "where it was published"),
    Field("source", ("مصدر", "المصدر", "صحيفة"), Kind.KEYWORD, "the outlet"),
    Field("section", ("قسم", "القسم"), Kind.KEYWORD, "the outlet's section"),
    Field("author", ("كاتب", "الكاتب"), Kind.KEYWORD, "the byline"),
    Field("date", ("تاريخ", "التاريخ"), Kind.DATE, "when it was published"),
)
BY_NAME: Final = {name: field for field in FIELDS for name in (field.name, *field.arabic)}

#: The analysed fields, in the order in which every batch and every engine keeps them.
TEXT_FIELDS: Final = tuple(field.name for field in FIELDS if field.kind is Kind.TEXT)
KEYWORD_FIELDS: Final = tuple(field.name for field in FIELDS if field.kind is Kind.KEYWORD)

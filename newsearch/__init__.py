"""Full-text search for Arabic news.

>>> from newsearch import Article, NewsIndex
>>> with NewsIndex.create("my-index") as index:                              # doctest: +SKIP
...     index.add([Article("1", title="لقاء في باكو", body="وصل الوفد إلى أذربيجان.")])
...     hits = index.search("اذربيجان")
"""

from typing import TYPE_CHECKING, Any

from newsearch import version

if TYPE_CHECKING:
    from newsearch.engines.base import Use
    from newsearch.errors import NewsearchError
    from newsearch.index import Mode, NewsIndex
    from newsearch.model import Article, Changes, Forms, Hit, Hits, Match, Note, Passage, Reached, Reason, Share, Stats
    from newsearch.query.choices import Feedback, Repair, Words
    from newsearch.query.plan import Order
    from newsearch.query.tiers import Tier

__version__ = version.VERSION

_HOMES = {
    "Article": "newsearch.model",
    "Changes": "newsearch.model",
    "Feedback": "newsearch.query.choices",
    "Forms": "newsearch.model",
    "Hit": "newsearch.model",
    "Hits": "newsearch.model",
    "Match": "newsearch.model",
    "Mode": "newsearch.index",
    "NewsIndex": "newsearch.index",
    "NewsearchError": "newsearch.errors",
    "Note": "newsearch.model",
    "Order": "newsearch.query.plan",
    "Passage": "newsearch.model",
    "Reached": "newsearch.model",
    "Reason": "newsearch.model",
    "Repair": "newsearch.query.choices",
    "Share": "newsearch.model",
    "Stats": "newsearch.model",
    "Tier": "newsearch.query.tiers",
    "Use": "newsearch.engines.base",
    "Words": "newsearch.query.choices",
}

__all__ = [
    "Article",
    "Changes",
    "Feedback",
    "Forms",
    "Hit",
    "Hits",
    "Match",
    "Mode",
    "NewsIndex",
    "NewsearchError",
    "Note",
    "Order",
    "Passage",
    "Reached",
    "Reason",
    "Repair",
    "Share",
    "Stats",
    "Tier",
    "Use",
    "Words",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first used: starting up stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module 'newsearch' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__

"""How a query is to be searched for: what a caller chooses, and nothing that a search needs."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum, StrEnum

from newsearch.query.plan import Order
from newsearch.query.tiers import ALL, Tier


class Words(StrEnum):
    """Which of the words that stand side by side an article must have."""

    ALL = "all"
    SOME = "some"  # one of them will do, unless it is marked as required


class Repair(Enum):
    """Whether misspelt words are put right."""

    WHEN_SURE = "when sure"  # where it is hardly in doubt what was meant
    NEVER = "never"


class Feedback(Enum):
    """Whether articles rise that are about the same as the best ones; see ``engines.feedback``."""

    LIFTS = "lifts"
    OFF = "off"


@dataclass(frozen=True)
class Asked:
    """How a query is to be searched for; see ``NewsIndex.search``."""

    words: Words = Words.SOME
    order: Order = Order.SCORE
    repair: Repair = Repair.WHEN_SURE
    feedback: Feedback = Feedback.LIFTS
    tiers: AbstractSet[Tier] = ALL
    sums: bool = False

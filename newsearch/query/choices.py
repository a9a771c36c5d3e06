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
class Choices:
    """How a query is to be searched for; see ``NewsIndex.search``. Raises TypeError for what is no such choice."""

    words: Words = Words.SOME
    order: Order = Order.SCORE
    repair: Repair = Repair.WHEN_SURE
    feedback: Feedback = Feedback.LIFTS
    tiers: AbstractSet[Tier] = ALL
    sums: bool = False

    def __post_init__(self) -> None:
        # a mere False or "all" would be taken for neither choice, and nobody would notice
        given = (Words, [self.words]), (Order, [self.order]), (Repair, [self.repair]), (Feedback, [self.feedback])
        for kind, choices in (*given, (Tier, self.tiers)):
            for choice in choices:
                if not isinstance(choice, kind):
                    known = ", ".join(f"{kind.__name__}.{one.name}" for one in kind)
                    raise TypeError(f"{choice!r} is none of {known}")

"""What can be set: one table. A flag wins over the environment, the environment over the default."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Setting:
    """One setting: its environment variable, default and meaning."""

    variable: str
    default: str
    doc: str


INDEX: Final = Setting("NEWSEARCH_INDEX", "index", "the folder of the index")
PATH: Final = Setting("NEWSEARCH_PATHS", "seeds", "what is indexed when no PATH is given: one file or folder")
LIMIT: Final = Setting("NEWSEARCH_LIMIT", "10", "how many hits a page has")
COLOR: Final = Setting("NEWSEARCH_COLOR", "auto", "whether matches are highlighted: auto, always or never")
MEMORY: Final = Setting("NEWSEARCH_MEMORY", "400", "megabytes that each process that indexes may take, about")
WORKERS: Final = Setting("NEWSEARCH_WORKERS", "1", "how many processes take in many new articles side by side")

SETTINGS: Final = (INDEX, PATH, LIMIT, COLOR, MEMORY, WORKERS)

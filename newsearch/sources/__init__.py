"""Where articles come from: files and folders, lines of JSON, standard input → records, in bounded memory."""

from newsearch.sources.items import Backwards, Doubt, Keep, Severity, Skipped
from newsearch.sources.reading import STDIN, Sources, ids_by_line

__all__ = ["STDIN", "Backwards", "Doubt", "Keep", "Severity", "Skipped", "Sources", "ids_by_line"]

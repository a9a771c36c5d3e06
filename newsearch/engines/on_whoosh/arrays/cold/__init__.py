"""One search in a process that does nothing else: without numpy, whose import takes longer than the search."""

"""The engine on Whoosh: its index API, our analysis."""

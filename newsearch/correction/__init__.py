"""Misspelt queries: what a word that nobody knows may mean, by itself and beside others; other queries worth trying."""

"""Whoosh's door: its public interfaces over our arrays, so that what is written for Whoosh runs on a news index.

``index`` and ``writer`` stand in for ``whoosh.index.Index`` and ``whoosh.writing.IndexWriter``, ``reader`` for
``whoosh.reading.IndexReader``, ``terms`` walks its terms, ``matcher`` the postings of one, ``schema`` says which Whoosh
field is which of ours. No codec, no storage, no pickle; as slow as Whoosh's own Python.
"""

from newsearch.engines.on_whoosh import distribution

distribution.check()

from newsearch.engines.on_whoosh.door.index import DoorIndex  # noqa: E402  only where Whoosh is one

__all__ = ["DoorIndex"]

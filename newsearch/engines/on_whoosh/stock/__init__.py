"""The index as Whoosh itself keeps it: its schema, segments and files, with our terms in them.

It is there to be compared with: the documents of every search come from Whoosh's own postings and query nodes, the
scores are the integers of ``engines.scoring``, exactly. One module per question::

    schema      what a document is, for Whoosh
    writer      one transaction
    leaves      a leaf of the query, read from Whoosh's postings of one segment
    matching    the tree as a Whoosh query
    reader      a snapshot: search, vocabulary, articles
    averages    the lengths that scores are made with, kept beside Whoosh's files
    foreign     whose error it is

Whoosh unpickles what it reads: open only an index that you made. A transaction is held in memory until its commit.
"""

from newsearch.engines.on_whoosh import distribution

distribution.check()

from newsearch.engines.on_whoosh.stock.engine import StockWhoosh  # noqa: E402  not before the check

__all__ = ["StockWhoosh"]

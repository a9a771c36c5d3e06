"""The index as memory-mapped numpy arrays: batches become segments, commits name them, snapshots search them.

A posting's way from batch to score, one module per stretch::

    writer      one transaction: batches in, one commit out
    run         the words of the batches, sorted: (lemma, token, form)
    merge       runs and old segments made one: articles and words numbered anew
    lists       sorted tokens made posting lists with impacts, at every level
    segment     what lies in the files of one segment          docs/format.md
    toc         which segments make up a commit
    snapshot    a reader's view over all of them
    leaves      a leaf of the query made a list of articles and impacts
    search      the tree, the sum of the scores, the best of it
"""

from newsearch.engines.on_whoosh.arrays.engine import ArrayEngine

__all__ = ["ArrayEngine"]

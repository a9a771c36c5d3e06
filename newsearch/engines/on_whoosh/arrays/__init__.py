"""The index as memory-mapped numpy arrays: batches become segments, commits name them, snapshots search them.

Rooms, each resting on those above it: ``files`` (bytes, arrays and texts on the disk), ``segments`` (what one is made
of), ``building`` and ``searching`` (which know nothing of each other), ``cold`` (one search without numpy); and here
the engine, its checks, and a way out of damage. A posting's way from batch to score, one module per stretch::

    building/
        writer      one transaction: batches in, one commit out
        intake      the new articles of it: runs, spilled to the disk when they are many
        run         the words of the batches; invert sorts them: (lemma, token, form)
        renumber    the articles and terms of several runs and segments numbered anew
        merge       runs and old segments made one
        lists       sorted tokens made posting lists with impacts, at every level
    segments/
        champions   the best articles of every long list, kept apart
        segment     what lies in the files of one segment          docs/format.md
    files/
        toc         which segments make up a commit
    searching/
        snapshot    a reader's view over all of them
        leaves      a leaf of the query made a list of articles and impacts
        matching    the tree made a set of articles
        thresholds  the best of several lists without reading all of them
        local       the search in one segment
        second_step the best of them weighed whole              engines/steps.py
        lifting     and by what they are about                  engines/feedback.py
        raising     and by where the words of a headline stand  engines/headline.py
        search      the search in all segments
"""

from newsearch.engines.on_whoosh.arrays.engine import ArrayEngine

__all__ = ["ArrayEngine"]

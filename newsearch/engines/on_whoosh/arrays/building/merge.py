"""Runs and older segments made into one new segment, in a bounded amount of memory."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

import numpy as np

from newsearch.engines.on_whoosh.arrays.building.lists import Chunk, Deriver, parts
from newsearch.engines.on_whoosh.arrays.building.memory import give_back
from newsearch.engines.on_whoosh.arrays.building.renumber import GONE, Plan, renumber
from newsearch.engines.on_whoosh.arrays.building.signatures import Signer
from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, ArrayFile, ArrayFileWriter, narrow
from newsearch.engines.on_whoosh.arrays.files.codepage import encode
from newsearch.engines.on_whoosh.arrays.files.spool import SHARED, Spool, Spools, let_go
from newsearch.engines.on_whoosh.arrays.files.store import StoreWriter
from newsearch.engines.on_whoosh.arrays.files.toc import FileRef
from newsearch.engines.on_whoosh.arrays.segments.articles import MOST_TOKENS
from newsearch.engines.on_whoosh.arrays.segments.champions import write_champions
from newsearch.engines.on_whoosh.arrays.segments.impacts import Baker
from newsearch.engines.on_whoosh.arrays.segments.ledger import write_ledger
from newsearch.engines.on_whoosh.arrays.segments.pages import PAGE_BITS
from newsearch.engines.on_whoosh.arrays.segments.radix import STEP
from newsearch.engines.on_whoosh.arrays.segments.source import Source
from newsearch.engines.on_whoosh.arrays.segments.stored import SpilledRun
from newsearch.engines.on_whoosh.arrays.segments.terms import Ints
from newsearch.engines.on_whoosh.arrays.segments.texts import Texts
from newsearch.engines.on_whoosh.arrays.segments.vocabulary import write_vocabulary
from newsearch.engines.on_whoosh.arrays.segments.which import write_which
from newsearch.engines.scoring import Averages

#: Bytes kept in memory of one growing array.
_HELD: Final = 1 << 21
#: So many articles with terms of keyword fields are put together at a time.
_KEYED: Final = 1 << 18
#: Of so many lemmas, at most, the tokens are put together at a time.
_LEMMAS: Final = 1 << 20
#: After so many tokens what was read of the sources is let go.
_FORGET: Final = 1 << 20


def build(
    sources: Sequence[Source], store: StoreWriter, averages: Averages, path: Path, impacts_path: Path
) -> tuple[FileRef, FileRef]:
    """Write the segment of all live articles of the sources, whose bodies are in the (closed) store, and its impacts.

    Both files are durable on return.
    """
    plan = renumber(sources, STEP, path.parent)
    _forget(plan)
    give_back()
    file = ArrayFileWriter(path)
    try:
        for name, numbers in (("ends", store.ends), ("crcs", store.crcs), ("counts", store.counts)):
            file.add(f"store.{name}", narrow(np.asarray(numbers)) if name == "ends" else np.asarray(numbers))
        _write_articles(file, plan)
        _forget(plan)
        _write_terms(file, plan)
        file.add("rarities", plan.rarities)
        _write_keys(file, plan)
        give_back()
        signer = Signer(plan.rarities, len(plan.places), path.parent)
        deriver = _deriver(plan, Baker(plan.column("titles"), plan.column("bodies"), averages), path.parent, signer)
        _write_words(file, plan, deriver.run(_chunks(plan)))
        text_of, count = plan.terms.lemmas[plan.terms.first[:-1]], len(plan.texts)
        kind = narrow(np.array([count])).dtype
        file.stream("signatures", chain((np.zeros(0, kind),), signer.rows(text_of, count, kind)))
        impacts = write_impacts(impacts_path, deriver)
        lists = (deriver.lemmas, deriver.spellings, deriver.forms)
        file.stream("docs", chain((np.zeros(0, deriver.owners.dtype),), *(of.docs.pieces() for of in lists)))
        counts = [np.zeros(1, np.uint8), *chain.from_iterable(of.counts for of in lists)]  # list 0 is empty
        file.stream("list_starts", _starts(counts))
        size, crc = file.close()
    except BaseException:
        file.abandon()
        raise
    return FileRef(path.name, size, crc), impacts


def spill(sources: Sequence[Source], path: Path) -> SpilledRun:
    """Write the articles and words of runs, without any lists, and read them from there; the file is temporary."""
    plan = renumber(sources, STEP, path.parent)
    file = ArrayFileWriter(path, temporary=True)
    try:
        _write_articles(file, plan)
        _forget(plan)
        file.add("texts.text", plan.texts.coded)
        file.add("texts.ends", plan.texts.edges)
        for name in ("forms", "spellings", "lemmas"):
            file.add(name, getattr(plan.terms, name))
        file.add("rarities", plan.rarities)
        _write_keys(file, plan)
        if plan.same:
            source = plan.moves[0].source
            file.add("tokens", source.tokens)
            spans = range(0, len(source.tokens), STEP)
            write_which(file, path.parent, (source.which[start : start + STEP] for start in spans))
            file.add("token_starts", source.starts)
        else:
            _write_words(file, plan, _chunks(plan))
        size, crc = file.close()
    except BaseException:
        file.abandon()
        raise
    return SpilledRun(ArrayFile(path, size, crc), len(plan.places))


def _write_words(file: ArrayFileWriter, plan: Plan, chunks: Iterable[Chunk]) -> None:
    kind = narrow(plan.terms.which).dtype
    which = Spool(file.path.parent, _HELD)
    counts = np.zeros(len(plan.terms.first) - 1, np.uint32)

    def tokens() -> Iterator[Array]:
        yield np.zeros(0, np.uint32)
        for chunk in chunks:
            which.put(chunk.which.astype(kind))
            of_chunk = np.bincount(chunk.lemmas, minlength=chunk.high - chunk.low)
            counts[chunk.low : chunk.high] += of_chunk.astype(np.uint32)
            yield chunk.tokens.astype(np.uint32)

    file.stream("tokens", tokens())
    write_which(file, file.path.parent, which.pieces())
    file.stream("token_starts", _starts([counts[low : low + STEP] for low in range(0, len(counts), STEP)]))


def write_impacts(path: Path, deriver: Deriver) -> FileRef:
    """Write the impacts of a deriver that has run."""
    file = ArrayFileWriter(path)
    try:
        lists = (deriver.lemmas, deriver.spellings, deriver.forms)
        file.stream("impacts", chain((np.zeros(0, np.uint16),), *(of.impacts.pieces() for of in lists)))
        write_champions(file, [of.champions for of in lists])
        size, crc = file.close(least=min(of.least for of in lists))
    except BaseException:
        file.abandon()
        raise
    return FileRef(path.name, size, crc)


def bake_anew(source: Source, averages: Averages, path: Path) -> FileRef:
    """Write the impacts of a segment for other averages. ``source`` has all its articles, dead ones too."""
    plan = renumber([source], STEP, path.parent)
    deriver = _deriver(plan, Baker(source.titles, source.bodies, averages), path.parent)
    for _ in deriver.run(_chunks(plan)):
        pass
    for lists in (deriver.lemmas, deriver.spellings, deriver.forms):
        lists.docs.close()  # they are as they were
    return write_impacts(path, deriver)


def _deriver(plan: Plan, baker: Baker, folder: Path, signer: Signer | None = None) -> Deriver:
    aside = Spools(folder, parts(plan.numbering), SHARED)
    return Deriver(plan.terms, plan.numbering, baker, lambda among: Spool(folder, SHARED // among), aside, signer)


def _starts(counts: Sequence[Array]) -> Iterator[Array]:
    """Where each of some things begins that lie one behind the other, and where the last one ends.

    ``counts``: their sizes, in pieces: a piece is what is held at a time.
    """
    kind = narrow(np.array([sum(int(of.sum(dtype=np.int64)) for of in counts)])).dtype
    yield np.zeros(1, kind)
    upto = 0
    for of in counts:
        if len(of):
            ends = of.cumsum(dtype=np.int64) + upto
            upto = int(ends[-1])
            yield ends.astype(kind)


def _write_articles(file: ArrayFileWriter, plan: Plan) -> None:
    file.add("moments", plan.column("moments"))
    for name in ("slots", "titles", "bodies"):
        file.add(name, narrow(plan.column(name)))
    names: dict[str, int] = {}
    outlets = np.zeros(len(plan.places), np.int32)
    for number, move in enumerate(plan.moves):
        new = np.array([names.setdefault(name, len(names)) for name in move.source.names], np.int32)
        mine, places = plan.articles_of(number)
        outlets[mine] = new[move.source.outlets[places]]
    file.add("outlets", narrow(outlets))
    write_texts(file, "outlet_names", list(names))
    write_ledger(file, [move.source for move in plan.moves], plan.origin, plan.places)


def write_texts(file: ArrayFileWriter, name: str, texts: Sequence[str]) -> None:
    """A few texts as the arrays ``NAME`` and ``NAME.ends``."""
    coded = list(map(encode, texts))
    file.add(name, np.frombuffer(b"".join(coded), np.uint8))
    file.stream(f"{name}.ends", _starts([np.array(list(map(len, coded)), np.int64)]))


def _write_terms(file: ArrayFileWriter, plan: Plan) -> None:
    terms, count = plan.terms, len(plan.texts)
    write_vocabulary(file, "texts", plan.texts)
    let_go(plan.texts.coded, plan.texts.edges)
    give_back()
    for name, of in zip(("form_list", "spelling_list", "lemma_list"), terms.lists(count), strict=True):
        file.add(name, of)
        give_back()
    for name, of in zip(("list_lemma", "list_spelling"), terms.wider(), strict=True):
        file.add(name, narrow(of))
    for name, of in (("spelling_of", terms.spellings), ("lemma_of", terms.lemmas)):
        column = np.full(count, count, np.uint32)  # this number is no text: not a form
        column[terms.forms] = of
        file.add(name, column)
    which = np.zeros(count, np.int32)
    which[terms.forms] = terms.which
    file.add("which_of", narrow(which))


def _write_keys(file: ArrayFileWriter, plan: Plan) -> None:
    """The terms of keyword fields and the articles of each, a range of terms at a time."""
    keys = [move.source.keys for move in plan.moves]
    texts = sorted({text for of in keys for text in of.texts})
    number = dict(zip(texts, range(len(texts)), strict=True))
    news = [np.array([number[text] for text in of.texts], np.int64) for of in keys]
    docs_of = [_new_articles(plan, place) for place in range(len(keys))]
    most, counts = np.zeros(len(texts), np.int64), np.zeros(len(texts), np.int64)
    for of, new in zip(keys, news, strict=True):
        most[new] += np.diff(of.starts)
    docs = Spool(file.path.parent, _HELD)
    edges = [0, *np.diff(most.cumsum() // _KEYED).nonzero()[0].tolist(), len(texts)]
    for low, high in pairwise(edges):
        pairs = [np.zeros(0, np.int64)]
        for of, new, docs_there in zip(keys, news, docs_of, strict=True):
            a, b = new.searchsorted([low, high]).tolist()
            some = docs_there.take(of.docs[of.starts[a] : of.starts[b]])
            pairs.append((new[a:b].repeat(np.diff(of.starts[a : b + 1])) << 32 | some)[some >= 0])
        postings = np.concatenate(pairs)
        postings.sort()
        counts[low:high] = np.bincount((postings >> 32) - low, minlength=high - low)
        docs.put((postings & 0xFFFFFFFF).astype(plan.numbering.kind))
    write_vocabulary(file, "keys", Texts.of(texts))
    file.stream("key_starts", _starts([counts]))
    file.stream("key_docs", chain((np.zeros(0, plan.numbering.kind),), docs.pieces()))


def _new_articles(plan: Plan, number: int) -> Array:
    """The new numbers of the articles of a source, -1 of those that are left out."""
    docs = np.full(len(plan.moves[number].source.moments), -1, np.int32)
    mine, places = plan.articles_of(number)
    docs[places] = mine
    return docs


def _chunks(plan: Plan) -> Iterator[Chunk]:
    """The tokens of all sources in their new order, a bounded number of lemmas and tokens at a time."""
    lemmas = len(plan.terms.first) - 1
    read = _same if plan.same else _merged
    ends = _counts(plan).cumsum()
    on_disk = any(not move.source.held for move in plan.moves)  # else there is room: a run leaves some to be joined
    low = read_since = 0
    while low < lemmas:
        done = int(ends[low - 1]) if low else 0
        high = max(int(ends.searchsorted(done + STEP, side="right")), low + 1)
        high = min(high, low + _LEMMAS, lemmas)
        size = int(ends[high - 1]) - done
        count = 1 if high > low + 1 else min(1 + size // STEP, len(plan.cuts) - 1)
        cuts = np.linspace(0, len(plan.cuts) - 1, count + 1).astype(np.int64).tolist()
        for start, end in pairwise(cuts):
            yield replace(read(plan, low, high, start, end), whole=end == cuts[-1])
            read_since += size // count
            if on_disk and read_since > _FORGET:
                _forget(plan)
                give_back()
                read_since = 0
        low = high


def _counts(plan: Plan) -> Ints:
    """How many tokens each lemma has at most: those of articles that are left out are counted too."""
    if plan.same:
        return np.diff(plan.moves[0].source.starts).astype(np.int64)
    counts = np.zeros(len(plan.terms.first) - 1, np.int64)
    for move in plan.moves:
        lemmas = move.words.lemmas
        first = int(lemmas.searchsorted(0))
        np.add.at(counts, lemmas[first:], np.diff(move.source.starts)[first:])
    return counts


def _forget(plan: Plan) -> None:
    """Let go of what was read of files so far."""
    plan.terms.forget()
    for move in plan.moves:
        move.forget()


def _same(plan: Plan, low: int, high: int, start: int, end: int) -> Chunk:
    """The tokens of the lemmas from ``low`` to ``high`` in the articles from the cut ``start`` to the cut ``end``.

    Of more than one lemma, in all articles.
    """
    source = plan.moves[0].source
    first, last = int(source.starts[low]), int(source.starts[high])
    if high == low + 1:
        first, last = _among(source.tokens, first, last, plan.numbering.bases[plan.cuts[[start, end]]])
    lemmas = np.arange(high - low).repeat(np.diff(_within(source.starts[low : high + 1], first, last)))
    return Chunk(
        low, high, lemmas, source.tokens[first:last].astype(np.int64), source.which[first:last].astype(np.int64)
    )


def _merged(plan: Plan, low: int, high: int, start: int, end: int) -> Chunk:
    """The same of several sources."""
    first_form = plan.terms.first
    which_bits = int(np.diff(first_form[low : high + 1]).max()).bit_length()
    bits = plan.numbering.size.bit_length() + which_bits
    pieces = [np.zeros(0, np.int64)]
    for move in plan.moves:
        source, words = move.source, move.words
        a, b = words.lemmas.searchsorted([low, high]).tolist()
        if a == b:
            continue
        if high == low + 1:
            b = a + 1  # what comes after it is left out
        first, last = int(source.starts[a]), int(source.starts[b])
        if high == low + 1:
            first, last = _among(source.tokens, first, last, move.bounds[[start, end]])
        counts = np.diff(_within(source.starts[a : b + 1], first, last))
        tokens = source.tokens[first:last]
        shift = move.shift.take(tokens >> PAGE_BITS)
        lemmas = words.lemmas[a:b].astype(np.int64)
        keys = (((lemmas - low) << bits) - first_form.take(lemmas)).repeat(counts)
        keys += words.forms.take(words.first[a:b].repeat(counts) + source.which[first:last])
        keys += (tokens + (shift.astype(np.int64) << PAGE_BITS)) << which_bits
        if source.live is not None:
            keys = keys[shift != GONE]
        pieces.append(keys)
    keys = np.concatenate(pieces)
    keys.sort(kind="stable")  # which joins sorted pieces, several times faster than sorting anew
    tokens = keys >> which_bits & ((1 << (bits - which_bits)) - 1)
    return Chunk(low, high, keys >> bits, tokens, keys & ((1 << which_bits) - 1))


def _among(tokens: Array, first: int, last: int, bounds: Array) -> tuple[int, int]:
    """Which of the tokens from ``first`` to ``last`` lie between two bounds."""
    low, high = tokens[first:last].searchsorted(np.minimum(bounds, MOST_TOKENS - 1).astype(tokens.dtype)).tolist()
    return first + low, first + high


def _within(starts: Array, first: int, last: int) -> Ints:
    return np.clip(starts.astype(np.int64), first, last)

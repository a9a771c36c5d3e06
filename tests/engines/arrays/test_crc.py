"""CRC-32 of many texts: the same as one by one."""

import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsearch.engines.on_whoosh.arrays.files.crc import crc32s
from newsearch.engines.on_whoosh.arrays.segments.texts import Texts


@given(st.lists(st.one_of(st.binary(max_size=20), st.binary(min_size=60, max_size=70)), max_size=40))
def test_codes_are_those_of_each_text(texts: list[bytes]) -> None:
    edges = np.cumsum([0, *map(len, texts)])
    coded = np.frombuffer(b"".join(texts), np.uint8)
    codes = list(map(zlib.crc32, texts))
    assert crc32s(coded, edges).tolist() == codes
    assert crc32s(coded, edges.astype(np.uint32)[len(texts) // 2 :]).tolist() == codes[len(texts) // 2 :]


def test_texts_of_a_vocabulary() -> None:
    words = sorted(["", "كتاب", "كتب" * 40, "\n", "word"])
    texts = Texts.of(words)
    assert crc32s(texts.coded, texts.edges).tolist() == [zlib.crc32(word.encode()) for word in words]

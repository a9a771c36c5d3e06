"""Numbers for keys."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsearch.text.keys import KeyTable

#: Keys that want the same places, and any others.
keys = st.one_of(st.integers(1, 40), st.integers(1, 2**64 - 1), st.integers(1, 2**16 - 1).map(lambda n: n << 48))


@given(st.lists(st.lists(keys, max_size=60), max_size=5))
def test_equal_keys_have_one_number_and_numbers_follow_on(batches: list[list[int]]) -> None:
    table, known = KeyTable(), dict[int, int]()
    for batch in batches:
        array = np.array(batch, np.uint64)
        assert table.find(array).tolist() == [known.get(key, -1) for key in batch]
        numbers = table.number(array).tolist()
        assert all(known.setdefault(key, number) == number for key, number in zip(batch, numbers, strict=True))
        assert len(table) == len(known) == len(set(known.values()))
        assert table.since(0).tolist() == sorted(known, key=known.__getitem__)


def test_a_table_grows() -> None:
    table, rng = KeyTable(), np.random.default_rng(5)
    array = rng.integers(1, 2**63, 100_000).astype(np.uint64)
    for start in range(0, len(array), 30_000):
        table.number(array[start : start + 30_000])
    assert (table.since(0)[table.find(array)] == array).all()
    assert table.find(array + np.uint64(2**63)).max() == -1


def test_keys_are_numbered_by_their_place() -> None:
    assert KeyTable.of(np.array([7, 5, 9], np.uint64)).find(np.array([9, 5, 7, 1], np.uint64)).tolist() == [2, 1, 0, -1]
    assert KeyTable.of(np.array([7, 5, 7], np.uint64)).find(np.array([7], np.uint64)).tolist() == [0]

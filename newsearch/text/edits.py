"""Distance between spellings, in letters."""


def within(first: str, second: str, edits: int) -> bool:
    """Whether at most ``edits`` insertions, deletions or substitutions of a letter lead from one to the other.

    Levenshtein's distance, on the band of its table that can still be within ``edits``.
    """
    if abs(len(first) - len(second)) > edits:
        return False
    far = edits + 1
    row = [j if j <= edits else far for j in range(len(second) + 1)]
    for i, letter in enumerate(first, 1):
        low, high = max(1, i - edits), min(len(second), i + edits)
        new = [far] * (len(second) + 1)
        if i <= edits:
            new[0] = i
        for j in range(low, high + 1):
            new[j] = min(row[j - 1] + (letter != second[j - 1]), row[j] + 1, new[j - 1] + 1, far)
        row = new
        if min(row) > edits:
            return False
    return row[-1] <= edits

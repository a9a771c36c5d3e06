"""From batches to a segment: words sorted by term, made into lists, merged with what was there."""

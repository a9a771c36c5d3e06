"""From a tree to the best articles: lists, sets, scores."""

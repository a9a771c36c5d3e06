"""What a segment is made of: its articles, terms, tokens and lists, and how each is read."""

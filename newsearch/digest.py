"""A hash of an article's content: tells a changed article from the same one."""

import hashlib

from newsearch.fields import FIELDS
from newsearch.model import Article

_NAMES = tuple(field.name for field in FIELDS)


def digest(article: Article) -> str:
    """32 hexadecimal digits of BLAKE2b over all fields of the article."""
    values = (str(getattr(article, name) or "") for name in _NAMES)
    return hashlib.blake2b("\0".join(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

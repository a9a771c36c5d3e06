"""A hash of an article's content: tells a changed article from the same one."""

import hashlib
from operator import attrgetter

from newsearch.fields import FIELDS
from newsearch.model import Article

_VALUES = attrgetter(*(field.name for field in FIELDS))


def digest(article: Article) -> str:
    """32 hexadecimal digits of BLAKE2b over all fields of the article, in UTF-16: Arabic is put into it quickly."""
    text = "\0".join(map(str, _VALUES(article)))
    return hashlib.blake2b(text.encode("utf-16-le", "surrogatepass"), digest_size=16).hexdigest()

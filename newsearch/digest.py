"""A hash of an article's content: tells a changed article from the same one."""

import hashlib
from operator import attrgetter

from newsearch.fields import FIELDS
from newsearch.model import Article

_VALUES = attrgetter(*(field.name for field in FIELDS))


def digest(article: Article) -> str:
    """32 hexadecimal digits of SHA-256 over all fields of the article, in UTF-16: Arabic is put into it quickly.

    Processors compute it in hardware: half of what BLAKE2b takes.
    """
    values = list(map(str, _VALUES(article)))
    text = "\0".join(values)
    if text.count("\0") >= len(values):  # a field has the sign that parts them: where they end has to be told
        text = "\0".join([*map(str, map(len, values)), text])
    return hashlib.sha256(text.encode("utf-16-le", "surrogatepass")).hexdigest()[:32]

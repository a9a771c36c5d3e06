"""What was compressed by zstd, opened again: never more of it than is expected, whatever it says itself."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zstandard import ZstdDecompressor

#: Decompressors at rest. Two threads must not use one at once; to make one takes as long as to open half a block.
_IDLE: Final[list["ZstdDecompressor"]] = []


def opened(packed: bytes | memoryview, most: int) -> bytes:
    """The bytes that were compressed. Raises ValueError if they are more than ``most``, or it is no such thing."""
    import zstandard  # most searches read nothing compressed

    try:
        if zstandard.frame_content_size(packed) > most:
            raise ValueError("it is larger than it can be")
        try:
            unpacker = _IDLE.pop()
        except IndexError:
            unpacker = zstandard.ZstdDecompressor()
        data = unpacker.decompress(packed, max_output_size=most)
    except zstandard.ZstdError as error:
        raise ValueError("it is not compressed as it should be") from error
    _IDLE.append(unpacker)
    return data

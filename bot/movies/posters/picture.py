"""A picture as it is sent to somebody."""

from dataclasses import dataclass

# How the pictures that we pass on begin; SVG is none of them, for it can carry scripts.
_BEGINNINGS = (
    ("image/jpeg", b"\xff\xd8\xff", 0),
    ("image/png", b"\x89PNG\r\n\x1a\n", 0),
    ("image/gif", b"GIF8", 0),
    ("image/webp", b"WEBP", 8),
    ("image/avif", b"ftypavif", 4),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a file and what they are: "image/png", "image/jpeg" and the like."""

    content: bytes
    media_type: str


def recognised(content: bytes) -> Picture | None:
    """The picture that these bytes are, going by their beginning; None for anything else."""
    for media_type, beginning, place in _BEGINNINGS:
        if content.startswith(beginning, place):
            return Picture(content, media_type)
    return None
